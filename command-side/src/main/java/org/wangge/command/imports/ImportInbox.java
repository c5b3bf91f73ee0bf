package org.wangge.command.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangge.api.Actor;
import org.wangge.eventstore.TimeOrderedIds;

/** 导入收件: takes tables from inside the process; they are worked off like those that come over HTTP. */
@Component
public class ImportInbox {

    private final Imports imports;
    private final ImportWorker worker;
    private final Spool spool;

    ImportInbox(Imports imports, ImportWorker worker, Spool spool) {
        this.imports = imports;
        this.worker = worker;
        this.spool = spool;
    }

    /** True when nothing was ever handed in. */
    public boolean isUntouched() {
        return imports.latest(1).isEmpty();
    }

    /**
     * Keeps the table and puts it in the queue.
     *
     * @param mapping as text
     * @return the id of the import
     */
    public UUID receive(InputStream table, String mapping, Actor actor) throws IOException {
        MappingReader.read(mapping);
        UUID importId = TimeOrderedIds.next();
        spool.keep(importId, table);
        imports.add(importId, mapping, actor, false);
        worker.enqueue(importId);
        return importId;
    }
}
