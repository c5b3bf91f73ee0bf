package org.wangge.edge.access;

import static org.wangge.api.people.AccountRole.ADMINISTRATOR;
import static org.wangge.api.people.AccountRole.AUDITOR;
import static org.wangge.api.people.AccountRole.GRID_LEADER;
import static org.wangge.api.people.AccountRole.GRID_MEMBER;
import static org.wangge.api.people.AccountRole.LEADER;
import static org.wangge.api.people.AccountRole.PLAN_OFFICE;
import static org.wangge.api.people.AccountRole.PUBLIC_REPORTER;
import static org.wangge.api.people.AccountRole.UNIT_HANDLER;
import static org.wangge.api.people.AccountRole.VERIFIER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.wangge.api.people.AccountRole;

/**
 * 权限表: the one place that says who may do what over HTTP (DESIGN.md section 10). The first line that matches counts; what has
 * no line is closed to everybody. An administrator may do everything that has a line; an auditor writes nothing.
 */
public final class AccessMatrix {

    private static final Pattern REST_OF_PATH = Pattern.compile("\\*\\*|\\{\\*[^}]*}");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/]*}|\\*");

    private final List<Line> lines;

    /**
     * One line of the matrix.
     *
     * @param open true for what needs no signing in
     * @param roles who may, the most usual role first: it is the one recorded as having allowed the request
     */
    record Line(String method, PathPattern path, boolean open, List<AccountRole> roles) {}

    private AccessMatrix(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** The matrix that both sides use. */
    public static AccessMatrix standard() {
        Draft draft = new Draft();
        AccountRole[] everybody = {
            GRID_MEMBER, GRID_LEADER, UNIT_HANDLER, VERIFIER, LEADER, PLAN_OFFICE, AUDITOR, PUBLIC_REPORTER
        };
        AccountRole[] readers = {GRID_MEMBER, GRID_LEADER, UNIT_HANDLER, VERIFIER, LEADER, PLAN_OFFICE, AUDITOR};
        AccountRole[] leading = {GRID_LEADER, LEADER, PLAN_OFFICE};
        AccountRole[] working = {UNIT_HANDLER, GRID_MEMBER, GRID_LEADER};
        AccountRole[] supervising = {LEADER, PLAN_OFFICE};

        draft.open("GET", "/actuator/health", "/actuator/health/**")
                .line("GET", "/actuator/info")
                .line("GET", "/actuator/prometheus", "/actuator/metrics", "/actuator/metrics/**")
                .allow("GET", everybody, "/openapi", "/openapi/**", "/openapi.yaml", "/swagger-ui/**")
                .allow("POST", everybody, "/api/v1/tokens");

        // Who is who and who answers for what.
        draft.allow("POST", only(PLAN_OFFICE), "/api/v1/grids", "/api/v1/grids/{id}/{step}")
                .allow("POST", only(PLAN_OFFICE), "/api/v1/people", "/api/v1/people/{id}/{step}")
                .allow("POST", only(PLAN_OFFICE), "/api/v1/units", "/api/v1/units/{id}/{step}")
                .line("POST", "/api/v1/accounts", "/api/v1/accounts/{username}/{step}")
                .allow("GET", only(AUDITOR), "/api/v1/accounts", "/api/v1/accounts/{username}");

        // Duties and what is done about them.
        AccountRole[] inspecting = {GRID_MEMBER, GRID_LEADER, LEADER, UNIT_HANDLER, VERIFIER};
        draft.allow("POST", inspecting, "/api/v1/duties/{id}/fulfilments")
                .allow(
                        "POST",
                        new AccountRole[] {PLAN_OFFICE, GRID_LEADER},
                        "/api/v1/duties",
                        "/api/v1/duties/{id}/{step}")
                .allow("POST", inspecting, "/api/v1/inspections", "/api/v1/inspections/{id}/{step}");

        // The closed loop, step by step.
        draft.allow("POST", but(everybody, AUDITOR), "/api/v1/cases")
                .cases(leading, "dispatches", "closure", "reopening", "merge", "transfer", "transfer-outcome")
                .cases(leading, "extension-decision", "work-stops", "work-stop-lifting", "notices")
                .cases(with(leading, VERIFIER), "grading", "urges", "corrections")
                .cases(working, "acceptance", "rejection", "rectification-plan", "interim-measures")
                .cases(working, "rectification", "on-spot-rectification", "extension-requests")
                .cases(new AccountRole[] {VERIFIER, GRID_MEMBER, GRID_LEADER, LEADER}, "verification")
                .cases(new AccountRole[] {GRID_MEMBER, GRID_LEADER, UNIT_HANDLER, VERIFIER, LEADER}, "escalation")
                .cases(supervising, "supervision-listing", "delisting");

        draft.allow(
                "GET",
                new AccountRole[] {LEADER, GRID_LEADER, PLAN_OFFICE, AUDITOR},
                "/api/v1/grids/{id}/reconstruction");

        // Incidents: whoever works reports one and may answer what is found about him; their files name persons.
        AccountRole[] staff = but(readers, AUDITOR);
        draft.allow("POST", staff, "/api/v1/incidents", "/api/v1/incidents/{id}/responses")
                .allow("POST", supervising, "/api/v1/incidents/{id}/{step}")
                .allow("GET", staff, "/api/v1/findings")
                .allow("GET", with(supervising, AUDITOR), "/api/v1/incidents/**");

        draft.allow("POST", but(everybody, AUDITOR), "/api/v1/evidence")
                .allow("GET", readers, "/api/v1/evidence/{sha256}")
                .allow("POST", only(PLAN_OFFICE), "/api/v1/imports", "/api/v1/imports/**")
                .allow("GET", new AccountRole[] {PLAN_OFFICE, AUDITOR}, "/api/v1/imports", "/api/v1/imports/**")
                .line("POST", "/api/v1/views/**")
                .allow("GET", only(AUDITOR), "/api/v1/views", "/api/v1/views/**")
                .allow("GET", only(AUDITOR), "/api/v1/audit", "/api/v1/audit/**");

        draft.allow("POST", but(everybody, AUDITOR), "/api/v1/notices/{id}/reading")
                .allow("GET", everybody, "/api/v1/inbox")
                .allow("GET", readers, "/api/v1/knowledge");

        for (String things : List.of("grids", "people", "units", "duties", "inspections", "cases", "ledgers")) {
            draft.allow("GET", readers, "/api/v1/" + things, "/api/v1/" + things + "/**");
        }
        for (String question :
                List.of("overdue", "figures", "timeline", "blind-spots", "late-entries", "assessments", "live")) {
            draft.allow("GET", readers, "/api/v1/" + question, "/api/v1/" + question + "/**");
        }
        draft.allow("GET", readers, "/api/v1/responsibility");
        return new AccessMatrix(draft.lines);
    }

    /**
     * Whether the matrix has a line for a controller's mapping, for a test that walks all of them.
     *
     * @param method in capitals
     * @param pathPattern as in the mapping, {@code /api/v1/cases/{id}/closure}
     */
    public boolean covers(String method, String pathPattern) {
        String sample = REST_OF_PATH.matcher(pathPattern).replaceAll("x/y");
        return lineFor(method, PathContainer.parsePath(VARIABLE.matcher(sample).replaceAll("x")))
                .isPresent();
    }

    /** The lines in their order, each as {@code POST /api/v1/cases/{id}/closure}, for a test that looks for idle ones. */
    public List<String> lines() {
        return lines.stream()
                .map(line -> line.method() + " " + line.path().getPatternString())
                .toList();
    }

    Optional<Line> lineFor(String method, PathContainer path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return lines.stream()
                .filter(line -> line.method().equals(asked) && line.path().matches(path))
                .findFirst();
    }

    /** The methods that the path takes from anybody at all; none for a path that the matrix does not know. */
    List<String> methodsOf(PathContainer path) {
        return lines.stream()
                .filter(line -> line.path().matches(path))
                .map(Line::method)
                .distinct()
                .sorted()
                .toList();
    }

    private static AccountRole[] only(AccountRole role) {
        return new AccountRole[] {role};
    }

    private static AccountRole[] but(AccountRole[] roles, AccountRole without) {
        return List.of(roles).stream().filter(role -> role != without).toArray(AccountRole[]::new);
    }

    private static AccountRole[] with(AccountRole[] roles, AccountRole more) {
        List<AccountRole> all = new ArrayList<>(List.of(roles));
        all.add(more);
        return all.toArray(AccountRole[]::new);
    }

    private static final class Draft {

        private final List<Line> lines = new ArrayList<>();

        Draft open(String method, String... paths) {
            return add(method, true, List.of(), paths);
        }

        /** For administrators only. */
        Draft line(String method, String... paths) {
            return allow(method, new AccountRole[0], paths);
        }

        Draft allow(String method, AccountRole[] roles, String... paths) {
            List<AccountRole> allowed = new ArrayList<>(List.of(roles));
            allowed.add(ADMINISTRATOR);
            return add(method, false, List.copyOf(allowed), paths);
        }

        Draft cases(AccountRole[] roles, String... steps) {
            for (String step : steps) {
                allow("POST", roles, "/api/v1/cases/{id}/" + step);
            }
            return this;
        }

        private Draft add(String method, boolean open, List<AccountRole> roles, String... paths) {
            for (String path : paths) {
                lines.add(new Line(method, PathPatternParser.defaultInstance.parse(path), open, roles));
            }
            return this;
        }
    }
}
