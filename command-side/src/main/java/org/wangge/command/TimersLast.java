package org.wangge.command;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/**
 * Lets timers fire only when the commands that they give have somebody to take them: after everything else has started, and no
 * more once the first thing stops. At start much may be due at once, after a night of being down.
 */
final class TimersLast implements SmartLifecycle {

    private final Scheduler scheduler;
    private volatile boolean running;

    TimersLast(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
