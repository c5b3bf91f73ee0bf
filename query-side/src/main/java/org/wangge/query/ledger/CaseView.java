package org.wangge.query.ledger;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class CaseView {

    @Bean
    View caseTables() {
        return View.of(Ledgers.CASES, "3", sql -> {
            CaseVersions cases = new CaseVersions(sql);
            return List.of(
                    new CaseIntakeProjection(cases),
                    new CaseRectificationProjection(cases),
                    new CaseOversightProjection(sql, cases),
                    new CaseEndingProjection(cases),
                    new CaseActivityProjection(cases));
        });
    }
}
