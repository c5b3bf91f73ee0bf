package org.wangge.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.query.replay.Script.Index;

/** Which parts of a view's SQL are run before its tables are filled, and which after. */
class ScriptTest {

    private static Script script(String sql) {
        return new Script(sql);
    }

    private static List<String> later(String sql) {
        return script(sql).indexes().stream().map(Index::name).toList();
    }

    @Test
    void indexesComeAfterLoadingUnlessTheyAreReadMeanwhileOrUnique() {
        String sql = """
                create table a (id text primary key, b text);
                create index later on a (b);
                -- Read while loading.
                create index needed on a (id);
                create unique index only_one on a (b) where id is null;
                CREATE INDEX Loud
                  on a (id, b);
                create view c as select 1;
                """;

        assertThat(later(sql)).containsExactly("later", "loud");
        assertThat(script(sql).tables())
                .contains("create table a", "create index needed", "create unique index only_one", "create view c")
                .doesNotContain("later", "Loud");
    }

    @Test
    void aSemicolonEndsAStatementOnlyOutsideOfCommentsAndQuotations() {
        String sql = """
                -- One; two; create index not_this on a (b);
                create table a (b text default 'x;y''create index nor_this on a (b);', "c;d" text);
                /* create index neither on a (b); */
                create function f() returns text language sql as $body$ select ';'; $body$;
                -- Said; here.
                create index this_one on a (b)""";

        assertThat(later(sql)).containsExactly("this_one");
        assertThat(script(sql).tables())
                .contains("'x;y''create index nor_this on a (b);'", "$body$ select ';'; $body$");
    }

    @Test
    void aCommentAtTheEndIsNoStatement() {
        assertThat(script("create table a (b text);\n-- The end.\n").tables()).isEqualTo("create table a (b text)");
    }
}
