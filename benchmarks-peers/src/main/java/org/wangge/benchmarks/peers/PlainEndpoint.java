package org.wangge.benchmarks.peers;

import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The entities over HTTP. */
@RestController
@RequestMapping("/api/v1/cases")
class PlainEndpoint {

    private final PlainCases cases;

    PlainEndpoint(PlainCases cases) {
        this.cases = cases;
    }

    @PostMapping
    ResponseEntity<Requests.Done> report(@Valid @RequestBody Requests.Report body) {
        cases.report(body);
        return ResponseEntity.status(HttpStatus.CREATED).body(new Requests.Done(body.caseId()));
    }

    @PostMapping("/{id}/interim-measures")
    Requests.Done measure(@PathVariable UUID id, @Valid @RequestBody Requests.Measure body) {
        cases.take(id, body);
        return new Requests.Done(id);
    }
}
