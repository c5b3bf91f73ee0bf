package org.wangge.query.grid;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class GridView {

    @Bean
    View gridTables() {
        return View.of(Subtree.VIEW, "2", sql -> List.of(new GridProjection(sql)));
    }
}
