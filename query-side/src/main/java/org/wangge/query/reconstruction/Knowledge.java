package org.wangge.query.reconstruction;

import java.util.List;
import java.util.Map;
import org.wangge.query.reconstruction.Reconstruction.Told;

/** 谁已知情: who had been told of which case. */
final class Knowledge {

    private Knowledge() {}

    static Map<String, List<Told>> ofCases(Scope scope, String[] caseIds) {
        return Map.of();
    }
}
