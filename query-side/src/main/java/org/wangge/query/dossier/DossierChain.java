package org.wangge.query.dossier;

import java.time.Duration;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.SlotHours;
import org.wangge.query.dossier.DossierPage.Column;
import org.wangge.query.reconstruction.Delays;
import org.wangge.query.responsibility.Chain;
import org.wangge.query.responsibility.Chain.Answer;
import org.wangge.query.responsibility.Chain.Holder;
import org.wangge.query.responsibility.Chain.Link;
import org.wangge.query.responsibility.Chain.Made;
import org.wangge.query.responsibility.Chain.PassedOver;
import org.wangge.query.responsibility.Chain.RoleInGrid;

/** 责任链: who answers, and then every grid from the place to the top, with the events that made each link. */
final class DossierChain {

    private static final List<Column> ANSWERS = List.of(
            new Column("chain.answers", "w20"), new Column("chain.person", null), new Column("chain.in", "w24"));
    private static final List<Column> ROLES = List.of(
            new Column("chain.role", "w20"), new Column("chain.person", null), new Column("chain.since", "w24"));

    private final DossierPage page;
    private final DossierWords words;
    private final Markup markup;
    private final Instant at;

    DossierChain(DossierPage page, Instant at) {
        this.page = page;
        this.words = page.words;
        this.markup = page.markup;
        this.at = at;
    }

    void write(Chain chain) {
        page.heading("chain", "");
        page.table(null, ANSWERS, () -> {
            answer("chain.first", chain.first());
            answer("chain.direct", chain.direct());
            answer("chain.leading", chain.leading());
        });
        chain.links().forEach(this::link);
        page.small(words.say("chain.rules", "rules", chain.rules()));
    }

    private void answer(String key, Answer answer) {
        List<Made> made = new ArrayList<>();
        answer.holders().forEach(holder -> made.addAll(holder.madeBy()));
        answer.passedOver().forEach(passed -> made.addAll(passed.madeBy()));
        row(made, () -> {
            markup.line("td", null, words.say(key));
            cell(made, () -> {
                if (answer.holders().isEmpty()) {
                    markup.line("p", "tag", words.say("chain.nobodyToTheTop"));
                }
                answer.holders().forEach(this::person);
                answer.passedOver()
                        .forEach(passed -> page.small(
                                words.say("chain.passedOver", "gridId", passed.gridId(), "why", why(passed))));
            });
            markup.line("td", null, answer.gridId() == null ? "–" : answer.gridId());
        });
    }

    private void link(Link link) {
        markup.element("h3", () -> {
            markup.text(words.say(
                    "chain.grid",
                    "name",
                    link.name(),
                    "gridId",
                    link.gridId(),
                    "level",
                    link.level(),
                    "kind",
                    words.code("GridKind", link.kind().name()),
                    "keySite",
                    link.keySite(),
                    "facetOf",
                    link.onTheWay() ? null : link.under(),
                    "line",
                    link.line(),
                    "hours",
                    link.hours() == null ? null : hours(link.hours())));
            markup.raw(" <span class=\"numbers\">");
            page.numbers(Stream.concat(
                            Stream.of(link.placedBy()), link.madeBy().stream().map(Made::eventId))
                    .toList());
            markup.raw("</span>");
        });
        if (link.outside() != null) {
            page.line(words.say(
                    "chain.outside",
                    "reason",
                    words.code("Reason", link.outside().name())));
        }
        if (link.roles().isEmpty()) {
            page.empty("chain.noRoles");
        } else {
            page.table(null, ROLES, () -> link.roles().forEach(this::role));
        }
    }

    private void role(RoleInGrid role) {
        for (Holder holder : role.holders()) {
            row(holder.madeBy(), () -> {
                markup.line("td", null, words.code("Role", role.role()));
                cell(holder.madeBy(), () -> person(holder));
                markup.element("td", () -> {
                    page.line(words.second(holder.since()));
                    if (holder.until() != null) {
                        page.small(words.say("chain.until", "until", words.second(holder.until())));
                    }
                });
            });
        }
        for (PassedOver passed : role.passedOver()) {
            row(passed.madeBy(), () -> {
                markup.line("td", null, words.code("Role", role.role()));
                cell(passed.madeBy(), () -> markup.line("p", "tag", why(passed)));
                markup.line("td", null, "–");
            });
        }
    }

    private void person(Holder holder) {
        page.line(words.say("chain.holder", "personId", holder.personId(), "standingInFor", holder.standingInFor()));
        if (holder.letterSha256() != null) {
            page.small(words.say("chain.letter", "sha256", holder.letterSha256()));
        }
    }

    private String why(PassedOver passed) {
        return words.say(
                "chain.why",
                "personId",
                passed.personId(),
                "standingInFor",
                passed.standingInFor(),
                "reason",
                words.code("Reason", passed.reason().name()));
    }

    private static String hours(SlotHours hours) {
        return String.join(
                        " ",
                        hours.days().stream()
                                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.SIMPLIFIED_CHINESE))
                                .toList())
                + " " + hours.from() + "–" + hours.to() + " " + hours.timeZone();
    }

    private void row(List<Made> made, Runnable cells) {
        markup.element("tr", late(made) == null ? null : "late", () -> {
            cells.run();
            page.rests(made.stream().map(Made::eventId).distinct().toList());
        });
    }

    /** The cell that says who, marked where it rests on what was recorded only after the instant. */
    private void cell(List<Made> made, Runnable content) {
        Instant late = late(made);
        markup.element("td", late == null ? null : "mark", () -> {
            if (late != null) {
                page.mark(Delays.of(Duration.between(at, late)), late);
            }
            content.run();
        });
    }

    private @Nullable Instant late(List<Made> made) {
        return made.stream()
                .map(Made::recordedAt)
                .filter(recorded -> recorded.isAfter(at))
                .max(Instant::compareTo)
                .orElse(null);
    }
}
