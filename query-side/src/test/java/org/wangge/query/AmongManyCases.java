package org.wangge.query;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.wangge.eventstore.TestDatabase;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;

/** What a question costs among {@link ManyCases}: those that are put through the connections about cases are explained. */
@SpringBootTest(classes = QuerySideTestApplication.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AmongManyCases {

    protected ExplainingConnections connections;
    protected Snapshots snapshots;

    @Autowired
    private TestDatabase database;

    @Autowired
    private History history;

    @Autowired
    @Qualifier("viewDataSource")
    private DataSource views;

    @BeforeAll
    void write() {
        ManyCases.write(database, history);
        connections = new ExplainingConnections(views, "case_version");
        snapshots = new Snapshots(connections, new Progress());
    }
}
