package org.wangge.benchmarks.peers;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;

/** What the peers are asked over HTTP: the same bodies as Wangge, with what validation it has in common. */
final class Requests {

    private Requests() {}

    record Report(
            @NotNull UUID caseId,

            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
            String gridId,

            @NotNull CaseKind kind,
            @NotBlank @Size(max = 100) String category,
            @NotNull Severity severity,
            @NotBlank @Size(max = 200) String title) {}

    record Measure(@NotBlank @Size(max = 4000) String measure) {}

    record Done(UUID id) {}
}
