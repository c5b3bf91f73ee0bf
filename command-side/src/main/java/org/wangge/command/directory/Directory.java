package org.wangge.command.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.people.PeopleRefusal;

/**
 * 名录: what one capability may ask about the things of another. Answers come from the log itself, never from a view, so a thing
 * is known as soon as the command that made it was accepted.
 */
public interface Directory {

    /** The grid's place in the tree, as it stands now. */
    record GridFacts(String gridId, int level, @Nullable String parentId, boolean retired) {}

    Optional<GridFacts> grid(String gridId);

    boolean personExists(String personId);

    /** When the person left; none while the person serves. */
    default Optional<Instant> leftAt(String personId) {
        return Optional.empty();
    }

    boolean unitExists(String unitId);

    default boolean unitIsDissolved(String unitId) {
        return false;
    }

    boolean dutyExists(String dutyId);

    boolean caseExists(UUID caseId);

    /** Evidence that was uploaded and can be fetched back, by its SHA-256 in lower-case hex. */
    boolean evidenceExists(String sha256);

    /** Whether the log holds an event of this id. */
    default boolean eventExists(UUID eventId) {
        return false;
    }

    /** The unit to which the person belongs now. */
    default Optional<String> unitOf(String personId) {
        return Optional.empty();
    }

    /** Who held the role in the grid at that instant, stand-ins in the place of those whom they cover; sorted, maybe empty. */
    List<String> holders(String gridId, String role, Instant at);

    /** The grid, or a refusal that names the field. */
    default GridFacts requireGrid(String gridId, String pointer) {
        GridFacts facts = grid(gridId)
                .orElseThrow(() -> Refused.because(CommonRefusal.UNKNOWN_GRID, pointer, "unknown grid " + gridId));
        if (facts.retired()) {
            throw Refused.because(CommonRefusal.RETIRED_GRID, pointer, "grid " + gridId + " has been retired");
        }
        return facts;
    }

    default void requirePerson(String personId, String pointer) {
        if (!personExists(personId)) {
            throw Refused.because(CommonRefusal.UNKNOWN_PERSON, pointer, "unknown person " + personId);
        }
    }

    /** The person, and that he or she had not left at that instant. */
    default void requirePersonServing(String personId, Instant at, String pointer) {
        requirePerson(personId, pointer);
        leftAt(personId).filter(left -> !left.isAfter(at)).ifPresent(left -> {
            throw Refused.because(PeopleRefusal.PERSON_HAS_LEFT, pointer, personId + " left at " + left);
        });
    }

    default void requireUnit(String unitId, String pointer) {
        if (!unitExists(unitId)) {
            throw Refused.because(CommonRefusal.UNKNOWN_UNIT, pointer, "unknown unit " + unitId);
        }
        if (unitIsDissolved(unitId)) {
            throw Refused.because(PeopleRefusal.UNIT_IS_DISSOLVED, pointer, "unit " + unitId + " has been dissolved");
        }
    }

    /** Every hash, or a refusal that names the first one which nobody uploaded. */
    default void requireEvidence(List<String> hashes, String pointer) {
        for (int i = 0; i < hashes.size(); i++) {
            if (!evidenceExists(hashes.get(i))) {
                throw Refused.because(
                        CommonRefusal.UNKNOWN_EVIDENCE, pointer + "/" + i, "no evidence " + hashes.get(i));
            }
        }
    }
}
