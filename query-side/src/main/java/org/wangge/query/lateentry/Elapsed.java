package org.wangge.query.lateentry;

/** 历时: SQL that tells a number of whole seconds in words, in the two largest units; below a minute in seconds. */
final class Elapsed {

    private Elapsed() {}

    static String english(String seconds) {
        return told(seconds, " d", " h", " min", " s", " ");
    }

    static String chinese(String seconds) {
        return told(seconds, "天", "小时", "分钟", "秒", "");
    }

    private static String told(
            String seconds, String days, String hours, String minutes, String ofSeconds, String between) {
        String day = unit(seconds + " / 86400", days);
        String hour = unit(seconds + " % 86400 / 3600", hours);
        String minute = unit(seconds + " % 3600 / 60", minutes);
        return "case when " + seconds + " < 60 then " + seconds + " || '" + ofSeconds + "'"
                + " when " + seconds + " < 86400 then concat_ws('" + between + "', " + hour + ", " + minute + ")"
                + " when " + seconds + " >= 86400 then concat_ws('" + between + "', " + day + ", coalesce(" + hour
                + ", " + minute + ")) end";
    }

    private static String unit(String count, String name) {
        return "case when " + count + " > 0 then " + count + " || '" + name + "' end";
    }
}
