package org.wangge.query.replay;

import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.Refused;

/** 视图: how far each view is, and its rebuild. */
@RestController
@RequestMapping("/api/v1/views")
class ViewsEndpoint {

    private final Views views;

    ViewsEndpoint(Views views) {
        this.views = views;
    }

    @GetMapping
    Map<String, List<ViewStatus>> list() {
        return Map.of("items", views.status());
    }

    /** Answers at once; {@code GET /api/v1/views} shows how far it is. */
    @PostMapping("/{name}/rebuild")
    ResponseEntity<Void> rebuild(@PathVariable String name) {
        boolean started = views.rebuild(name).orElseThrow(() -> Refused.because(ViewRefusal.NO_SUCH_VIEW));
        if (!started) {
            throw Refused.because(ViewRefusal.REBUILD_UNDER_WAY);
        }
        return ResponseEntity.accepted().build();
    }
}
