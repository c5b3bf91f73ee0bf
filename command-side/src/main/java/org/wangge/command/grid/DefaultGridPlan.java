package org.wangge.command.grid;

import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.wangge.api.plan.DefaultRules;

/**
 * The rules as long as no plan is adopted: six levels; every role in {@code UPPER_SNAKE} is known; the first, the directly
 * responsible and the leading person, the grid leader and the lead are one person each, members and liaisons may be many.
 */
@Component
final class DefaultGridPlan implements GridPlan {

    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9_]{1,63}");
    private static final Set<String> EXCLUSIVE =
            Set.of("FIRST_RESPONSIBLE", "DIRECTLY_RESPONSIBLE", "LEAD", "GRID_LEADER");

    @Override
    public String version() {
        return DefaultRules.VERSION;
    }

    @Override
    public int levels() {
        return 6;
    }

    @Override
    public boolean knows(String role) {
        return ROLE.matcher(role).matches();
    }

    @Override
    public boolean exclusive(String role) {
        return EXCLUSIVE.contains(role);
    }
}
