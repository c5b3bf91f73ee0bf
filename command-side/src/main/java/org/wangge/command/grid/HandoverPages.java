package org.wangge.command.grid;

import java.util.ArrayList;
import java.util.List;
import org.wangge.command.directory.OpenItems.InGrid;

/** 移交清单: what goes along with a handover, cut such that each part fits into an event of at most 60 KiB. */
final class HandoverPages {

    /** An id of a case takes 39 bytes, one of a duty up to 67: some 53 KB with both lists full. */
    static final int MOST = 500;

    private HandoverPages() {}

    /** At least one part, which may be empty; nothing is lost, and the order is kept. */
    static List<InGrid> of(InGrid open) {
        int most = Math.max(open.caseIds().size(), open.dutyIds().size());
        List<InGrid> pages = new ArrayList<>();
        for (int from = 0; from == 0 || from < most; from += MOST) {
            pages.add(new InGrid(part(open.caseIds(), from), part(open.dutyIds(), from), List.of()));
        }
        return pages;
    }

    private static <T> List<T> part(List<T> all, int from) {
        return List.copyOf(all.subList(Math.min(from, all.size()), Math.min(from + MOST, all.size())));
    }
}
