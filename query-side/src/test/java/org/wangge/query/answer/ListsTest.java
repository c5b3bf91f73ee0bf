package org.wangge.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangge.edge.Positions;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class ListsTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String cases = "/api/v1/ledgers/cases?gridId=" + town;
    private Instant day;

    @BeforeEach
    void aTown() {
        day = history.freshDay();
        history.append(grid(town, 1, null));
    }

    private long report(int count, Instant from) {
        long position = 0;
        for (int i = 0; i < count; i++) {
            Instant at = from.plusSeconds(i / 2);
            history.at(at.plusSeconds(1000));
            position = history.append(at, reported(TimeOrderedIds.next(), town, "案件 " + i, null));
        }
        return position;
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetitionWhileRowsAreAdded() {
        long position = report(25, day);
        JsonNode first = asking.json(position, cases + "&limit=10");
        position = report(5, day.plus(Duration.ofHours(2)));
        JsonNode second = asking.json(position, cases + "&limit=10&cursor={c}", next(first));
        JsonNode third = asking.json(position, cases + "&limit=10&cursor={c}", next(second));

        List<String> titles = new ArrayList<>();
        for (JsonNode page : List.of(first, second, third)) {
            page.get("items").forEach(item -> titles.add(item.get("caseId").asString()));
        }
        assertThat(titles).hasSize(25).doesNotHaveDuplicates();
        assertThat(third.get("nextCursor").isNull()).isTrue();
        assertThat(asking.items(position, cases)).hasSize(30);
    }

    private static String next(JsonNode page) {
        return page.get("nextCursor").asString();
    }

    @Test
    void aCursorFitsOnlyTheListThatItWasMadeFor() {
        long position = report(3, day);
        String cursor = next(asking.json(position, cases + "&limit=2"));

        assertThat(parameterToBlame(cases + "&limit=2&status=OPEN&cursor=" + cursor))
                .isEqualTo("cursor");
        assertThat(parameterToBlame("/api/v1/timeline?limit=2&cursor=" + cursor))
                .isEqualTo("cursor");
        assertThat(asking.items(position, cases + "&limit=1&cursor=" + cursor)).hasSize(1);
    }

    @Test
    void aCursorThatWasTamperedWithIsRefused() {
        long position = report(3, day);
        String cursor = next(asking.json(position, cases + "&limit=2"));
        String inside = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String shifted = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(inside.replaceFirst(":0", ":1").getBytes(StandardCharsets.UTF_8));

        assertThat(shifted).isNotEqualTo(cursor);
        for (String wrong : List.of(shifted, "x", "%F0", "W10", "bnVsbA", "W251bGwsbnVsbCxudWxsLG51bGxd")) {
            assertThat(parameterToBlame(cases + "&limit=2&cursor=" + wrong))
                    .as(wrong)
                    .isEqualTo("cursor");
        }
    }

    private String parameterToBlame(String path) {
        return asking.problem(400, path).get("errors").get(0).get("parameter").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gridID=F2",
                "limit=0",
                "limit=1001",
                "limit=x",
                "at=yesterday",
                "at=2026-01-01T00:00:00",
                "status=ANY",
                "severity=9",
                "overdue=maybe",
                "from=1"
            })
    void aParameterThatIsUnknownOrMalformedIsRefusedByName(String parameter) {
        assertThat(parameterToBlame("/api/v1/ledgers/cases?" + parameter))
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        assertThat(parameterToBlame("/api/v1/ledgers/cases?category=A&category=B"))
                .isEqualTo("category");
    }

    @Test
    void anOffsetWhosePlusWasNotEncodedIsUnderstood() {
        long position = report(1, day);
        assertThat(asking.items(position, cases + "&from=2026-01-01T08:00:00+08:00"))
                .hasSize(1);
    }

    @Test
    void whoDemandsAPositionThatIsNotThereYetIsToldToComeAgain() {
        long head = report(1, day);
        MockHttpServletResponse response =
                asking.send(get(cases).header(Positions.MIN_POSITION, Long.toString(head + 1000)));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void everyAnswerNamesItsPosition() {
        long position = report(1, day);
        MockHttpServletResponse response = asking.raw(position, "application/json", cases);

        assertThat(response.getHeader(Positions.POSITION)).isEqualTo(Long.toString(position));
        assertThat(asking.raw(position, "text/csv", cases).getHeader(Positions.POSITION))
                .isEqualTo(Long.toString(position));
    }

    @Test
    void csvIsUtf8WithAByteOrderMarkAndHoldsEveryRowUnderChineseHeaders() {
        long position = report(120, day);
        MockHttpServletResponse response = asking.raw(position, "text/csv", cases);
        byte[] body = response.getContentAsByteArray();

        assertThat(response.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"cases.csv\"");
        assertThat(List.of(body[0], body[1], body[2])).containsExactly((byte) 0xef, (byte) 0xbb, (byte) 0xbf);
        List<CsvRecord> rows =
                CsvReader.builder().ofCsvRecord(new String(body, 3, body.length - 3, StandardCharsets.UTF_8)).stream()
                        .toList();
        assertThat(rows.getFirst().getFields()).contains("案件编号", "标题", "补录");
        assertThat(rows).hasSize(121);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void aCellThatASpreadsheetWouldRunIsMadeText(String title) {
        history.at(day.plusSeconds(5));
        long position = history.append(reported(TimeOrderedIds.next(), town, title, null));
        byte[] body = asking.raw(position, "text/csv", cases).getContentAsByteArray();

        List<CsvRecord> rows =
                CsvReader.builder().ofCsvRecord(new String(body, 3, body.length - 3, StandardCharsets.UTF_8)).stream()
                        .toList();
        int column = rows.getFirst().getFields().indexOf("标题");
        assertThat(rows.getLast().getField(column)).isEqualTo("'" + title);
    }

    @Test
    void xlsxOpensAsASheetOfTextsWithNoFormula() throws Exception {
        history.at(day.plusSeconds(5));
        history.append(reported(TimeOrderedIds.next(), town, "=1+1", null));
        long position = report(30, day.plusSeconds(60));
        MockHttpServletResponse response = asking.raw(position, XLSX, cases);

        assertThat(response.getContentType()).isEqualTo(XLSX);
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(response.getContentAsByteArray()))) {
            assertThat(workbook.getFirstSheet().getName()).isEqualTo("案件台账");
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(32);
            assertThat(rows.getFirst().getCellText(2)).isEqualTo("标题");
            assertThat(rows.getLast().getCellText(2)).isEqualTo("=1+1");
            assertThat(rows.getLast().getCell(2).getFormula()).isNull();
        }
    }

    @Test
    void theCallersPreferenceDecidesTheForm() {
        assertThat(asking.raw(0, "text/csv;q=0.5, application/json", cases).getContentType())
                .startsWith("application/json");
        assertThat(asking.raw(0, "application/json;q=0.5, text/csv", cases).getContentType())
                .startsWith("text/csv");
        assertThat(asking.raw(0, "*/*", cases).getContentType()).startsWith("application/json");
        assertThat(asking.raw(0, "image/png", cases).getStatus()).isEqualTo(406);
    }
}
