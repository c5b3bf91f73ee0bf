package org.wangge.query.replay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down when a view has stopped at an event or could not be rebuilt. */
@Component("viewsHealthIndicator")
class ViewsHealth implements HealthIndicator {

    private final Views views;

    ViewsHealth(Views views) {
        this.views = views;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (ViewStatus status : views.status()) {
            if (status.state() == ViewStatus.State.FAILED) {
                health.down();
            }
            health.withDetail(status.name(), status);
        }
        return health.build();
    }
}
