package org.wangge.command.imports;

import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.command.imports.RowReader.Candidate;

/** Answers for a dry run: nothing is stored. */
final class Trying implements ImportRun.Counter {

    private final DryRun dryRun;
    private final AlreadyThere alreadyThere;

    Trying(DryRun dryRun, AlreadyThere alreadyThere) {
        this.dryRun = dryRun;
        this.alreadyThere = alreadyThere;
    }

    @Override
    public void hand(Candidate candidate, ImportRun.Answer answer) {
        try {
            if (!alreadyThere.exists(candidate)) {
                dryRun.check(candidate);
                answer.accepted();
            } else if (alreadyThere.saysTheSame(candidate)) {
                dryRun.remember(candidate);
                answer.unchanged();
            } else {
                throw Refused.because(CommonRefusal.ALREADY_EXISTS, "", "with other values");
            }
        } catch (Refused refused) {
            answer.rejected(refused);
        }
    }

    @Override
    public void settle() {
        // Each row was answered at once.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
