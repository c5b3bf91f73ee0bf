package org.wangge.query.ledger;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;
import org.wangge.query.version.Additions;

@Configuration(proxyBeanMethods = false)
class CaseView {

    @Bean
    View caseTables() {
        return View.of(Ledgers.CASES, "4", jdbc -> {
            CaseVersions cases = new CaseVersions(jdbc);
            Additions overdue = CaseOversightProjection.overdue(jdbc);
            return List.of(
                    cases.table(),
                    overdue,
                    new CaseIntakeProjection(cases),
                    new CaseRectificationProjection(cases),
                    new CaseOversightProjection(cases, overdue),
                    new CaseEndingProjection(cases),
                    new CaseActivityProjection(cases));
        });
    }
}
