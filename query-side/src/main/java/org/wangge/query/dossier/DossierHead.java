package org.wangge.query.dossier;

import java.util.List;
import java.util.UUID;
import org.wangge.query.reconstruction.Reconstruction;
import org.wangge.query.reconstruction.Reconstruction.Incident;
import org.wangge.query.reconstruction.Reconstruction.Place;

/** What a dossier is about: the accident, the place, the instant, and up to where it saw the records. */
final class DossierHead {

    private final DossierPage page;
    private final DossierWords words;
    private final Markup markup;

    DossierHead(DossierPage page) {
        this.page = page;
        this.words = page.words;
        this.markup = page.markup;
    }

    void write(Reconstruction found) {
        markup.element(
                "table",
                "head",
                () -> markup.element("tbody", () -> {
                    Incident incident = found.incident();
                    if (incident != null) {
                        row("incident", incident.basis().eventIds(), () -> incident(incident));
                    }
                    Place place = found.place();
                    row("place", List.of(place.eventId()), () -> place(place));
                    row(
                            "instant",
                            List.of(),
                            () -> page.line(
                                    words.say("instant.text", "at", words.second(found.at()), "zone", words.zone())));
                    row(
                            "window",
                            List.of(),
                            () -> page.line(words.say(
                                    "window.text", "from", words.second(found.from()), "days", found.days())));
                    row(
                            "asOf",
                            List.of(),
                            () -> page.line(
                                    found.knownAt() == null
                                            ? words.say("asOf.all", "position", found.position())
                                            : words.say(
                                                    "asOf.known",
                                                    "knownAt",
                                                    words.second(found.knownAt()),
                                                    "position",
                                                    found.position())));
                    row("reading", List.of(), () -> page.small(words.say("reading.text", "zone", words.zone())));
                }));
    }

    private void row(String key, List<UUID> eventIds, Runnable content) {
        markup.element("tr", () -> {
            markup.line("th", null, words.say(key));
            markup.element("td", content);
            page.rests(eventIds);
        });
    }

    private void incident(Incident incident) {
        page.line(words.say(
                "incident.text",
                "title",
                incident.title(),
                "severity",
                words.code("Severity", incident.severity()),
                "line",
                incident.line()));
        page.small(words.say("incident.id", "incidentId", incident.incidentId()) + " · "
                + words.say(
                        "recordedAt",
                        "recordedAt",
                        words.second(incident.basis().recordedAt())));
        // The report of an accident comes after it by nature: that is told above and is no 补录 unless it is late.
        if (incident.basis().lateEntered()) {
            markup.line("p", "tag", "【补录】" + words.say("late"));
        }
    }

    private void place(Place place) {
        page.line(words.say(
                "place.text",
                "name",
                place.name(),
                "gridId",
                place.gridId(),
                "level",
                place.level(),
                "kind",
                words.code("GridKind", place.kind()),
                "keySite",
                place.keySite()));
        page.small(words.say("path") + " " + place.path() + " · " + words.say("place.below", "grids", place.grids()));
    }
}
