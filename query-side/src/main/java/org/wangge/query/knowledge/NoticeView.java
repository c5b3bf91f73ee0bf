package org.wangge.query.knowledge;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class NoticeView {

    @Bean
    View noticeTables() {
        return View.of(WhoKnew.VIEW, "1", jdbc -> List.of(new NoticeProjection(jdbc)));
    }
}
