package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user finds after the first start, and finds unchanged after the second. */
class SampleTownshipIT {

    @TempDir
    Path data;

    @Test
    void aNewSystemHasATownshipToLookAtAndASecondStartAddsNothing() {
        long cases;
        try (WanggeProcess first = WanggeProcess.start(data, "--wangge.sample=true")) {
            Door admin = first.admin();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> states(admin).equals(List.of("DONE", "DONE", "DONE", "DONE")));
            assertThat(admin.get("/api/v1/imports").json().path("items").valueStream())
                    .allSatisfy(each -> assertThat(each.path("rejected").asLong())
                            .as(each.toString())
                            .isZero());
            cases = cases(admin);
            assertThat(cases).isEqualTo(60);
        }
        try (WanggeProcess second = WanggeProcess.start(data, "--wangge.sample=true")) {
            Door admin = second.admin();
            assertThat(states(admin)).hasSize(4);
            assertThat(cases(admin)).isEqualTo(cases);
        }
    }

    private static List<String> states(Door admin) {
        return admin.get("/api/v1/imports")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(each -> each.path("state").asString())
                .toList();
    }

    private static long cases(Door admin) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/api/v1/views")
                        .is(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .allMatch(view -> view.path("position").asLong()
                                == view.path("head").asLong()));
        return admin.get("/api/v1/ledgers/cases?limit=1000")
                .is(200)
                .json()
                .path("items")
                .size();
    }
}
