package org.wangge.command.grid;

import org.jspecify.annotations.Nullable;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;

/** What the tests of grids ask of the command side. */
final class Town {

    static final String JANUARY = "2026-01-01T00:00:00Z";
    static final String FEBRUARY = "2026-02-01T00:00:00Z";
    static final String MARCH = "2026-03-01T00:00:00Z";
    static final String APRIL = "2026-04-01T00:00:00Z";
    static final String MAY = "2026-05-01T00:00:00Z";

    final CommandSide side = CommandSide.shared();

    Answer assign(String gridId, String role, String personId, String from) {
        return step(gridId, "assignments", "role", role, "personId", personId, "effectiveFrom", from);
    }

    Answer handOver(String gridId, String role, String fromPersonId, String toPersonId, String at) {
        return step(
                gridId,
                "handovers",
                "role",
                role,
                "fromPersonId",
                fromPersonId,
                "toPersonId",
                toPersonId,
                "effectiveAt",
                at,
                "reason",
                "rotation");
    }

    Answer relieve(String gridId, String role, String personId, String at) {
        return step(gridId, "reliefs", "role", role, "personId", personId, "effectiveAt", at, "reason", "moved on");
    }

    Answer standIn(String gridId, String role, String personId, @Nullable String forPersonId, String from, String to) {
        return forPersonId == null
                ? step(gridId, "stand-ins", "role", role, "personId", personId, "from", from, "to", to)
                : step(
                        gridId,
                        "stand-ins",
                        "role",
                        role,
                        "personId",
                        personId,
                        "forPersonId",
                        forPersonId,
                        "from",
                        from,
                        "to",
                        to);
    }

    Answer sign(String gridId, String role, String personId, String sha256, String signedAt) {
        return step(
                gridId, "letters", "role", role, "personId", personId, "letterSha256", sha256, "signedAt", signedAt);
    }

    Answer retire(String gridId) {
        return step(gridId, "retirement", "reason", "merged with its neighbour");
    }

    Answer move(String gridId, String parentId) {
        return step(gridId, "moves", "parentId", parentId);
    }

    Answer define(String gridId, int level, @Nullable String parentId) {
        return side.post("/api/v1/grids", CommandSide.grid(gridId, level, parentId));
    }

    Answer step(String gridId, String step, String... nameThenValue) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < nameThenValue.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(nameThenValue[i])
                    .append("\":\"")
                    .append(nameThenValue[i + 1])
                    .append('"');
        }
        return side.post(
                "/api/v1/grids/" + gridId + "/" + step, json.append('}').toString());
    }

    String openCase(String gridId) {
        Answer answer = side.post(
                "/api/v1/cases",
                "{\"gridId\":\"" + gridId
                        + "\",\"kind\":\"HAZARD\",\"category\":\"FIRE\",\"severity\":\"GENERAL\",\"title\":\"Blocked exit\"}");
        return answer.accepted().body().path("id").stringValue();
    }

    String duty(String gridId) {
        String dutyId = CommandSide.fresh("d");
        side.post(
                        "/api/v1/duties",
                        "{\"dutyId\":\"" + dutyId + "\",\"gridId\":\"" + gridId
                                + "\",\"role\":\"GRID_MEMBER\",\"kind\":\"PATROL\",\"recurrence\":\"FREQ=DAILY\","
                                + "\"start\":\"2026-06-01T08:00:00\",\"timeZone\":\"Asia/Shanghai\",\"window\":\"PT8H\","
                                + "\"grace\":\"PT2H\"}")
                .accepted();
        return dutyId;
    }
}
