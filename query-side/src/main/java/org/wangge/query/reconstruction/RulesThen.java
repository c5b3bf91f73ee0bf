package org.wangge.query.reconstruction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wangge.api.casework.Severity;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.reconstruction.Reconstruction.RuleLine;
import org.wangge.query.reconstruction.Reconstruction.RulesInForce;

/** 生效规则: until plans are data, the documented defaults are in force, at any instant. */
final class RulesThen {

    private RulesThen() {}

    static RulesInForce inForce() {
        List<RuleLine> lines = new ArrayList<>();
        lines.add(within("case.dispatch", DefaultRules.DISPATCH_WITHIN, "dispatched after the report", "上报后分流"));
        lines.add(within("case.accept", DefaultRules.ACCEPT_WITHIN, "accepted after the dispatch", "分流后接收"));
        for (Severity severity : Severity.values()) {
            lines.add(within(
                    "case.rectify." + severity,
                    DefaultRules.rectifyWithin(severity),
                    "rectified after the dispatch when " + severity,
                    "分流后整改（" + chinese(severity) + "）"));
        }
        lines.add(within("case.verify", DefaultRules.VERIFY_WITHIN, "verified after the submission", "提交整改后复查"));
        lines.add(within("case.close", DefaultRules.CLOSE_WITHIN, "closed after the verification", "复查通过后归档"));
        lines.add(new RuleLine(
                "case.escalate",
                DefaultRules.ESCALATED_SEVERITY + "/" + DefaultRules.ESCALATED_STAGE,
                "a major case that is not rectified in time goes to the grid above",
                "重大案件逾期未整改的，上报上一级网格"));
        lines.add(new RuleLine(
                "case.responsible",
                String.join(",", DefaultRules.RESPONSIBLE_ROLES),
                "who answers for an overdue",
                "超时由第一责任人、网格长负责"));
        lines.add(within("late-entry", DefaultRules.LATE_ENTRY_TOLERANCE, "recorded after the fact", "事后记录（超过即为补录）"));
        return new RulesInForce(DefaultRules.VERSION, lines);
    }

    private static RuleLine within(String code, Duration time, String words, String wordsZh) {
        boolean wholeDays = time.compareTo(Duration.ofHours(24)) > 0;
        long count = wholeDays ? time.toDays() : time.toHours();
        return new RuleLine(
                code,
                time.toString(),
                words + ": within " + count + (wholeDays ? " days" : " h"),
                wordsZh + "：" + count + (wholeDays ? "天" : "小时") + "内");
    }

    private static String chinese(Severity severity) {
        return switch (severity) {
            case GENERAL -> "一般";
            case SERIOUS -> "较大";
            case MAJOR -> "重大";
        };
    }
}
