package org.wangge.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.wangge.api.people.AccountRole;

/** 权限表. */
class AccessMatrixTest {

    private final AccessMatrix matrix = AccessMatrix.standard();

    private List<AccountRole> allowed(String method, String path) {
        return matrix.lineFor(method, PathContainer.parsePath(path))
                .orElseThrow()
                .roles();
    }

    @Test
    void aMappingIsCoveredByALineOfItsMethod() {
        assertThat(matrix.covers("POST", "/api/v1/cases")).isTrue();
        assertThat(matrix.covers("POST", "/api/v1/cases/{caseId}/closure")).isTrue();
        assertThat(matrix.covers("GET", "/api/v1/ledgers/{*rest}")).isTrue();
        assertThat(matrix.covers("GET", "/actuator/health/**")).isTrue();
    }

    @Test
    void whatHasNoLineIsNotCovered() {
        assertThat(matrix.covers("POST", "/api/v1/cases/{caseId}/made-up-step")).isFalse();
        assertThat(matrix.covers("DELETE", "/api/v1/cases/{caseId}")).isFalse();
        assertThat(matrix.covers("GET", "/api/v1/forgotten")).isFalse();
        assertThat(matrix.covers("GET", "/{anything}")).isFalse();
        assertThat(matrix.covers("GET", "/**")).isFalse();
        assertThat(matrix.covers("POST", "/actuator/shutdown")).isFalse();
        assertThat(matrix.covers("GET", "/actuator/env")).isFalse();
    }

    @Test
    void noLineLetsAnAuditorWriteButForATokenOfHisOwn() {
        for (String path : List.of(
                "/api/v1/cases",
                "/api/v1/evidence",
                "/api/v1/imports",
                "/api/v1/grids",
                "/api/v1/views/cases/rebuild",
                "/api/v1/accounts")) {
            assertThat(allowed("POST", path)).as(path).doesNotContain(AccountRole.AUDITOR);
        }
        assertThat(allowed("POST", "/api/v1/tokens")).contains(AccountRole.AUDITOR);
    }

    @Test
    void thePublicMayReportAndBringEvidenceAndReadNothing() {
        assertThat(allowed("POST", "/api/v1/cases")).contains(AccountRole.PUBLIC_REPORTER);
        assertThat(allowed("POST", "/api/v1/evidence")).contains(AccountRole.PUBLIC_REPORTER);
        for (String path :
                List.of("/api/v1/cases/x/timeline", "/api/v1/ledgers/cases", "/api/v1/overdue", "/api/v1/people/p-1")) {
            assertThat(allowed("GET", path)).as(path).doesNotContain(AccountRole.PUBLIC_REPORTER);
        }
    }

    @Test
    void onlyAdministratorsOpenAccountsAndRebuildViews() {
        for (String path : List.of("/api/v1/accounts", "/api/v1/accounts/x/roles", "/api/v1/views/cases/rebuild")) {
            assertThat(allowed("POST", path)).as(path).containsExactly(AccountRole.ADMINISTRATOR);
        }
        assertThat(allowed("GET", "/actuator/prometheus")).containsExactly(AccountRole.ADMINISTRATOR);
    }

    @Test
    void headIsReadAsGet() {
        assertThat(allowed("HEAD", "/api/v1/ledgers/cases")).contains(AccountRole.AUDITOR);
    }
}
