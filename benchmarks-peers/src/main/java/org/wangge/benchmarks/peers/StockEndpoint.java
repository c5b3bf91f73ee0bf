package org.wangge.benchmarks.peers;

import jakarta.validation.Valid;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock Axon over HTTP. */
@RestController
@RequestMapping("/api/v1/cases")
class StockEndpoint {

    private final CommandGateway gateway;

    StockEndpoint(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @PostMapping
    ResponseEntity<Requests.Done> report(@Valid @RequestBody Requests.Report body) {
        gateway.sendAndWait(new SmallCase.Report(SmallCase.stream(body.caseId()), body.caseId()));
        return ResponseEntity.status(HttpStatus.CREATED).body(new Requests.Done(body.caseId()));
    }

    @PostMapping("/{id}/interim-measures")
    Requests.Done measure(@PathVariable UUID id, @Valid @RequestBody Requests.Measure body) {
        gateway.sendAndWait(new SmallCase.Take(SmallCase.stream(id), id, body.measure()));
        return new Requests.Done(id);
    }
}
