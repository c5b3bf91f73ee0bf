package org.wangge.query.ledger;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

/** 案件视图: the tables of cases, which figures are counted from as well. */
@Configuration(proxyBeanMethods = false)
public class CaseView {

    public static final String NAME = "cases";

    @Bean
    View caseTables() {
        return View.of(NAME, "1", sql -> List.of(new CaseProjection(sql)));
    }
}
