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
                    new CaseIntake(cases),
                    new CaseRectification(cases),
                    new CaseOversight(sql, cases),
                    new CaseEnding(cases),
                    new CaseActivityProjection(cases));
        });
    }
}
