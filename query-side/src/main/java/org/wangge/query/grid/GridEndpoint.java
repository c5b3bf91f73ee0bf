package org.wangge.query.grid;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.version.AsOf;

/** 网格树与责任单位: the grids of a subtree, and the units. */
@RestController
class GridEndpoint {

    private static final Listing GRIDS = new Listing(
            "grids",
            "网格",
            List.of(Subtree.VIEW),
            List.of(
                    Column.text("gridId", "网格编号", "g.grid_id"),
                    Column.text("name", "网格名称", "g.name"),
                    Column.text("kind", "类型", "g.kind"),
                    Column.whole("level", "级", "g.level"),
                    Column.text("parentId", "上级网格", "g.parent_id"),
                    Column.yesNo("keySite", "重点部位", "g.key_site"),
                    Column.yesNo("retired", "已撤销", "g.retired"),
                    Column.text("path", "路径", "g.path"),
                    Column.instant("since", "自", "g.effective_from"),
                    Column.instant("recordedAt", "记录时间", "g.recorded_from"),
                    Column.text("eventId", "事件编号", "g.event_id::text")),
            "grid g",
            List.of("path"),
            false);

    private static final Listing UNITS = new Listing(
            "units",
            "责任单位",
            List.of(Subtree.VIEW),
            List.of(
                    Column.text("unitId", "单位编号", "u.unit_id"),
                    Column.text("name", "单位名称", "u.name"),
                    Column.yesNo("dissolved", "已撤销", "u.dissolved"),
                    Column.instant("since", "自", "u.effective_from"),
                    Column.instant("recordedAt", "记录时间", "u.recorded_from"),
                    Column.text("eventId", "事件编号", "u.event_id::text")),
            "unit_version u",
            List.of("unitId"),
            false);

    private final Answers answers;

    GridEndpoint(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/grids")
    void grids(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String parentId,
            @RequestParam @Nullable Integer level,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                GRIDS,
                request,
                response,
                now -> new Question(asOf, now)
                        .where(asOf.versions("g"))
                        .whereGiven("gridId", gridId, Subtree.of("g.grid_id", asOf))
                        .whereGiven("parentId", parentId, "g.parent_id = :parentId")
                        .whereGiven("level", level, "g.level = :level"));
    }

    @GetMapping("/api/v1/units")
    void units(
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(UNITS, request, response, now -> new Question(asOf, now).where(asOf.versions("u")));
    }
}
