package org.wangge.query.incident;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

/** 事故: the view behind the incidents' ledger and files, for other questions that are answered from it. */
public final class Incidents {

    /** Incidents in {@code incident}, intervals of both clocks, and the steps of their investigations in {@code incident_…}. */
    public static final String VIEW = "incidents";

    private Incidents() {}

    /** The tables. */
    @Configuration(proxyBeanMethods = false)
    static class Tables {
        @Bean
        View incidentTables() {
            return View.of(VIEW, "1", jdbc -> List.of(new IncidentProjection(jdbc)));
        }
    }
}
