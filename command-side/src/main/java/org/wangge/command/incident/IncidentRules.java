package org.wangge.command.incident;

import static org.wangge.api.incident.IncidentRefusal.AMENDMENT_CHANGES_NOTHING;
import static org.wangge.api.incident.IncidentRefusal.CASUALTIES_BELOW_ZERO;
import static org.wangge.api.incident.IncidentRefusal.DECIDED_BY_NO_PERSON;
import static org.wangge.api.incident.IncidentRefusal.DECIDER_IS_CONCERNED;
import static org.wangge.api.incident.IncidentRefusal.EVIDENCE_NAMED_TWICE;
import static org.wangge.api.incident.IncidentRefusal.FINDING_ABOUT_ANOTHER;
import static org.wangge.api.incident.IncidentRefusal.FINDING_ABOUT_ONE;
import static org.wangge.api.incident.IncidentRefusal.FINDING_ID_TAKEN;
import static org.wangge.api.incident.IncidentRefusal.HAPPENED_AFTER_INVESTIGATION;
import static org.wangge.api.incident.IncidentRefusal.INVESTIGATION_CLOSED;
import static org.wangge.api.incident.IncidentRefusal.INVESTIGATION_OPENED_ALREADY;
import static org.wangge.api.incident.IncidentRefusal.INVESTIGATION_WITHOUT_LEAD;
import static org.wangge.api.incident.IncidentRefusal.LEAD_NAMED_TWICE;
import static org.wangge.api.incident.IncidentRefusal.NOT_THE_ONE_CONCERNED;
import static org.wangge.api.incident.IncidentRefusal.NOT_UNDER_INVESTIGATION;
import static org.wangge.api.incident.IncidentRefusal.NO_EVIDENCE;
import static org.wangge.api.incident.IncidentRefusal.POINTS_NOT_SETTLED;
import static org.wangge.api.incident.IncidentRefusal.POINT_SETTLED_ALREADY;
import static org.wangge.api.incident.IncidentRefusal.SANCTION_ID_TAKEN;
import static org.wangge.api.incident.IncidentRefusal.SANCTION_WITHOUT_FINDING;
import static org.wangge.api.incident.IncidentRefusal.UNKNOWN_EVENT;
import static org.wangge.api.incident.IncidentRefusal.UNKNOWN_FINDING;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentCommand.DecideSanction;
import org.wangge.api.incident.IncidentCommand.OpenInvestigation;
import org.wangge.api.incident.IncidentCommand.RecordFinding;
import org.wangge.api.incident.NoPassOver;
import org.wangge.command.directory.Directory;
import org.wangge.command.incident.IncidentFile.Statement;
import org.wangge.command.incident.IncidentState.Closed;
import org.wangge.command.incident.IncidentState.Finding;
import org.wangge.command.incident.IncidentState.Investigated;
import org.wangge.command.incident.IncidentState.Reported;

/** 事故规则: each holds by itself, and refuses where it does not. */
final class IncidentRules {

    private IncidentRules() {}

    // In which state?

    static void anInvestigationIsOpenedOnce(IncidentState state) {
        switch (state) {
            case Reported _ -> {}
            case Investigated _ -> throw Refused.because(INVESTIGATION_OPENED_ALREADY);
            case Closed _ -> throw Refused.because(INVESTIGATION_CLOSED);
        }
    }

    static Investigated theInvestigationIsOpen(IncidentState state) {
        return switch (state) {
            case Reported _ -> throw Refused.because(NOT_UNDER_INVESTIGATION);
            case Investigated investigated -> investigated;
            case Closed _ -> throw Refused.because(INVESTIGATION_CLOSED);
        };
    }

    // In which order?

    static void aStepFollows(Instant occurredAt, Instant previous) {
        if (occurredAt.isBefore(previous)) {
            throw before(occurredAt, previous);
        }
    }

    static void anInvestigationFollowsTheIncident(Instant occurredAt, Instant happenedAt) {
        if (!occurredAt.isAfter(happenedAt)) {
            throw before(occurredAt, happenedAt);
        }
    }

    private static Refused before(Instant occurredAt, Instant previous) {
        return Refused.because(
                CommonRefusal.OCCURRED_BEFORE_PREVIOUS,
                "/occurredAt",
                occurredAt + " is not after what it follows, of " + previous);
    }

    // The report

    static void casualtiesAreCounted(@Nullable Casualties casualties) {
        if (casualties != null && casualties.deaths() < 0) {
            throw Refused.because(CASUALTIES_BELOW_ZERO, "/casualties/deaths", "is " + casualties.deaths());
        }
        if (casualties != null && casualties.seriouslyInjured() < 0) {
            throw Refused.because(
                    CASUALTIES_BELOW_ZERO, "/casualties/seriouslyInjured", "is " + casualties.seriouslyInjured());
        }
    }

    static void anAmendmentChangesSomething(Statement before, Statement after) {
        if (after.equals(before)) {
            throw Refused.because(AMENDMENT_CHANGES_NOTHING);
        }
    }

    static void theIncidentHasHappened(Instant happenedAt, Instant now) {
        if (happenedAt.isAfter(now)) {
            throw Refused.because(
                    CommonRefusal.OCCURRED_IN_FUTURE, "/happenedAt", happenedAt + " is later than " + now);
        }
    }

    static void theIncidentHappenedBeforeItsInvestigation(Instant happenedAt, @Nullable Instant openedAt) {
        if (openedAt != null && !happenedAt.isBefore(openedAt)) {
            throw Refused.because(
                    HAPPENED_AFTER_INVESTIGATION, "/happenedAt", happenedAt + " is not before " + openedAt);
        }
    }

    // The investigation

    static void anInvestigationHasALead(OpenInvestigation command) {
        if (command.leads().isEmpty() && command.unitId() == null) {
            throw Refused.because(INVESTIGATION_WITHOUT_LEAD, "/leads", "neither persons nor a unit");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < command.leads().size(); i++) {
            if (!seen.add(command.leads().get(i))) {
                throw Refused.because(
                        LEAD_NAMED_TWICE, "/leads/" + i, command.leads().get(i) + " again");
            }
        }
    }

    static void aFindingIsAboutOne(RecordFinding command) {
        if (command.personId() == null && command.unitId() == null) {
            throw Refused.because(FINDING_ABOUT_ONE, "/personId", "neither a person nor a unit");
        }
        if (command.personId() != null && command.unitId() != null) {
            throw Refused.because(FINDING_ABOUT_ONE, "/unitId", "a unit beside a person");
        }
    }

    static void theFindingIsNew(UUID findingId, Investigated state) {
        if (state.findings().containsKey(findingId)) {
            throw Refused.because(FINDING_ID_TAKEN, "/findingId", findingId + " is there already");
        }
    }

    static void thereIsEvidence(List<UUID> events, List<String> files) {
        if (events.isEmpty() && files.isEmpty()) {
            throw Refused.because(NO_EVIDENCE, "/evidence", "is empty");
        }
        differs(events, "/evidence");
        differs(files, "/files");
    }

    private static void differs(List<?> several, String pointer) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < several.size(); i++) {
            if (!seen.add(several.get(i))) {
                throw Refused.because(EVIDENCE_NAMED_TWICE, pointer + "/" + i, several.get(i) + " again");
            }
        }
    }

    /** What is stated about people rests on what the log holds. */
    static void theEventsAreInTheLog(List<UUID> events, Directory directory) {
        for (int i = 0; i < events.size(); i++) {
            if (!directory.eventExists(events.get(i))) {
                throw Refused.because(UNKNOWN_EVENT, "/evidence/" + i, "no event " + events.get(i));
            }
        }
    }

    static Finding theFindingStands(UUID findingId, Investigated state) {
        Finding finding = state.findings().get(findingId);
        if (finding == null) {
            throw Refused.because(UNKNOWN_FINDING, "/findingId", "no finding " + findingId);
        }
        return finding;
    }

    /** The right to respond (DESIGN.md section 10) is the person's own; for a unit anybody who belongs to it speaks. */
    static String theOneConcernedResponds(Finding finding, Actor actor, Directory directory) {
        String speaker = actor.personId();
        if (speaker == null
                || (finding.unitId() == null
                        ? !speaker.equals(finding.personId())
                        : !directory.unitOf(speaker).equals(Optional.of(finding.unitId())))) {
            throw Refused.because(NOT_THE_ONE_CONCERNED, "/findingId", "is about somebody else");
        }
        return speaker;
    }

    // Consequences

    /** Consequences for a person are decided by a person (DESIGN.md section 10). */
    static String aPersonDecides(Actor actor) {
        String decider = actor.personId();
        if (decider == null) {
            throw Refused.because(DECIDED_BY_NO_PERSON);
        }
        return decider;
    }

    static void theSanctionIsNew(UUID sanctionId, Investigated state) {
        if (state.sanctions().contains(sanctionId)) {
            throw Refused.because(SANCTION_ID_TAKEN, "/sanctionId", sanctionId + " is there already");
        }
    }

    /** The findings that the sanction rests on: the one named, or all about the person named. */
    static Map<UUID, Finding> aSanctionRestsOnFindings(DecideSanction command, Investigated state) {
        String personId = command.personId();
        UUID findingId = command.findingId();
        if (findingId != null) {
            Finding finding = theFindingStands(findingId, state);
            if (personId != null && !personId.equals(finding.personId())) {
                throw Refused.because(FINDING_ABOUT_ANOTHER, "/findingId", "is not about " + personId);
            }
            return Map.of(findingId, finding);
        }
        if (personId == null) {
            throw Refused.because(SANCTION_WITHOUT_FINDING, "/findingId", "neither a finding nor a person");
        }
        Map<UUID, Finding> about = state.findings().entrySet().stream()
                .filter(each -> personId.equals(each.getValue().personId()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (about.isEmpty()) {
            throw Refused.because(SANCTION_WITHOUT_FINDING, "/personId", "no finding is about " + personId);
        }
        return about;
    }

    /** Whoever acts in somebody's place decides on that one no more than on himself. */
    static void nobodyDecidesOnHimself(Actor actor, @Nullable String personId) {
        if (personId != null && (personId.equals(actor.personId()) || Objects.equals(personId, actor.onBehalfOf()))) {
            throw Refused.because(DECIDER_IS_CONCERNED);
        }
    }

    // The end

    static void aPointIsSettledOnce(NoPassOver point, Investigated state) {
        if (state.settled().contains(point)) {
            throw Refused.because(POINT_SETTLED_ALREADY, "/point", point + " is settled");
        }
    }

    /** 四不放过 (requirement M-303). */
    static void allFourPointsAreSettled(Investigated state) {
        List<NoPassOver> open = Arrays.stream(NoPassOver.values())
                .filter(point -> !state.settled().contains(point))
                .toList();
        if (!open.isEmpty()) {
            throw Refused.because(
                    POINTS_NOT_SETTLED,
                    "",
                    "not settled: " + open.stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
    }
}
