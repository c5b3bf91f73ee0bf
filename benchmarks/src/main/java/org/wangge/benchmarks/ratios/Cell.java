package org.wangge.benchmarks.ratios;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the table: what was measured, of whom, and in which ratios they stand.
 *
 * @param id by which the table finds it
 * @param unit of the figures
 * @param ratios round by round; which of them a target is set for, the {@link Catalogue} says
 * @param thrownAway rounds in which other load was seen, measured again
 * @param disturbed rounds that count although other load was seen, because too many had been thrown away
 */
record Cell(
        String id,
        String unit,
        Map<String, Spread> figures,
        Map<String, Spread> ratios,
        int rounds,
        int thrownAway,
        int disturbed,
        String note) {

    /** A single measurement, or several of one contestant. */
    static Cell plain(String id, String unit, Map<String, Spread> figures, String note) {
        return new Cell(id, unit, figures, new LinkedHashMap<>(), 1, 0, 0, note);
    }
}
