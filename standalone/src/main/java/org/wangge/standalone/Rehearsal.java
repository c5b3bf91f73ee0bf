package org.wangge.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.json.JsonMapper;

/**
 * 演练: what a town does all day, done to a throw-away system for some seconds, so that the cache with which Wangge starts knows not
 * only the start. Needs the sample township.
 */
final class Rehearsal {

    private static final int HANDS = 4;
    private static final String GRID = "QS-301";
    private static final String UNIT = "u-village";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI system;
    private final String token;

    private Rehearsal(URI system, String password) throws IOException, InterruptedException {
        this.system = system;
        String basic = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        String answer = send(request("/api/v1/tokens", "Basic " + basic).POST(BodyPublishers.noBody()));
        this.token =
                JsonMapper.shared().readTree(answer).required("accessToken").stringValue();
    }

    /**
     * Goes on for so long; fails when anything is refused.
     *
     * @param arguments the address of the system and how many seconds; the password is in {@code WANGGE_ADMIN_PASSWORD}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Rehearsal rehearsal = new Rehearsal(URI.create(arguments[0]), System.getenv("WANGGE_ADMIN_PASSWORD"));
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[1])).toNanos();
        long cases = 0;
        try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int hand = 0; hand < HANDS; hand++) {
                all.add(hands.submit(() -> rehearsal.until(end)));
            }
            for (Future<Long> each : all) {
                cases += each.get();
            }
        }
        System.out.println(cases + " cases");
    }

    private long until(long end) throws IOException, InterruptedException {
        long cases = 0;
        while (System.nanoTime() < end) {
            oneCase();
            if (cases++ % 5 == 0) {
                look();
            }
        }
        return cases;
    }

    private void oneCase() throws IOException, InterruptedException {
        UUID caseId = TimeOrderedIds.next();
        post(
                "cases",
                "{\"caseId\":\"" + caseId + "\",\"gridId\":\"" + GRID + "\",\"kind\":\"HAZARD\",\"category\":\"道路\","
                        + "\"severity\":\"GENERAL\",\"title\":\"护栏松动\",\"description\":\"巡查发现\"}");
        String steps = "cases/" + caseId + "/";
        post(steps + "dispatches", "{\"unitId\":\"" + UNIT + "\"}");
        post(steps + "acceptance", "{}");
        post(steps + "interim-measures", "{\"measure\":\"已拉警戒线\"}");
        post(steps + "interim-measures", "{\"measure\":\"已派人值守\"}");
        post(steps + "rectification", "{\"summary\":\"已加固\"}");
        get("cases/" + caseId + "/timeline");
    }

    private void look() throws IOException, InterruptedException {
        get("ledgers/cases");
        get("overdue");
        get("grids");
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        send(request("/api/v1/" + path, "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", TimeOrderedIds.next().toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private void get(String path) throws IOException, InterruptedException {
        send(request("/api/v1/" + path, "Bearer " + token));
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(system.resolve(path)).header("Authorization", authorization);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest asked = request.build();
        HttpResponse<String> answer = http.send(asked, BodyHandlers.ofString());
        // The timeline may not have heard of the case yet.
        boolean notYet = answer.statusCode() == 404 && asked.method().equals("GET");
        if (answer.statusCode() / 100 != 2 && !notYet) {
            throw new IOException(asked.uri() + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
