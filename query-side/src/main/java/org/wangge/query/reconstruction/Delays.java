package org.wangge.query.reconstruction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wangge.query.reconstruction.Reconstruction.Delay;

/** How long after the instant something was recorded, in words: the two largest units. */
public final class Delays {

    private Delays() {}

    /** The delay in both languages. */
    public static Delay of(Duration by) {
        return new Delay(
                by.toSeconds(),
                "entered " + told(by, " d", " h", " min", " s", " ") + " after the incident",
                "事故发生后" + told(by, "天", "小时", "分钟", "秒", "") + "补录");
    }

    private static String told(Duration by, String days, String hours, String minutes, String seconds, String between) {
        List<String> units = new ArrayList<>();
        unit(units, by.toDays(), days);
        unit(units, by.toHoursPart(), hours);
        unit(units, by.toMinutesPart(), minutes);
        if (units.isEmpty()) {
            units.add(by.toSeconds() + seconds);
        }
        return String.join(between, units.subList(0, Math.min(2, units.size())));
    }

    private static void unit(List<String> units, long count, String name) {
        if (count > 0) {
            units.add(count + name);
        }
    }
}
