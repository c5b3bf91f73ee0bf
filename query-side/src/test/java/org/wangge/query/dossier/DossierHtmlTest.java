package org.wangge.query.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DossierHtmlTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final DossierHtml dossiers = new DossierHtml(SHANGHAI);

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static List<String> texts(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(n -> found.item(n).getTextContent().strip())
                .toList();
    }

    private static String text(Document page) {
        return texts(page, "body").getFirst();
    }

    @Test
    void aLeaderReadsFromThePlaceToTheIndex() throws Exception {
        Document page = parsed(dossiers.of(new SampleReconstruction().build()));

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("zh-CN");
        assertThat(texts(page, "title")).containsExactly("事故还原卷宗 · 二号楼东侧楼梯间电动自行车充电起火 · 一村网格");
        assertThat(texts(page, "h2"))
                .extracting(heading -> heading.replaceAll("\\s*共.*", ""))
                .containsExactly("责任链", "最近检查", "未结案件", "已结案件", "应履职责", "未履职与逾期", "应提级", "生效规则", "补录", "事件索引");
        assertThat(text(page))
                .contains("2026-03-12 16:30:05（Asia/Shanghai）")
                .contains("系统截至 2026-03-14 16:30:05 已记录的内容，事件序号 1–812345")
                .contains("履职检查", "非应检（没有职责任务要求）", "合格7项，不合格1项")
                .contains("责任单位消防救援站（u-fire）", "已超时5小时30分钟", "当时系统所知的阶段：已派遣，待接收")
                .contains("未履职", "逾期履职", "到期而没有任何记录")
                .contains("未提级", "已于 2026-03-11 16:30 提级至F2")
                .contains("规则版本 default-1");
    }

    @Test
    void whoAnsweredIsToldWithStandInsVacanciesAndWhatWasPassedOver() throws Exception {
        String page = text(parsed(dossiers.of(new SampleReconstruction().build())));

        assertThat(page)
                .contains("p-003，代p-002履行（AB岗）")
                .contains("直至最上级无人负责", "越过F2：空缺，无人负责")
                .contains("越过F2-V01-G：p-009：请假，无人代行")
                .contains("不在本次责任链内：非本时段")
                .contains("时段：周一 周五 07:00–08:00 Asia/Shanghai")
                .contains("责任书 SHA-256 9f86d081")
                .contains("x-own-role");
    }

    @Test
    void whoWasToldAndWhetherItWasReadIsSaid() throws Exception {
        String page = text(parsed(dossiers.of(new SampleReconstruction().build())));

        assertThat(page)
                .contains("催办，p-002：2026-03-12 08:30 发出；2026-03-12 08:31 送达；已读 2026-03-12 09:12")
                .contains("案件超时，p-003：2026-03-12 13:30 发出；未见送达记录；未见已读记录")
                .contains("没有通知记录：该案无人被告知。");
    }

    @Test
    void whatWasRecordedAfterwardsIsSetApartAndMarkedInWords() throws Exception {
        Document page = parsed(dossiers.of(new SampleReconstruction().build()));

        NodeList rows = page.getElementsByTagName("tr");
        int late = 0;
        for (int i = 0; i < rows.getLength(); i++) {
            Element row = (Element) rows.item(i);
            if ("late".equals(row.getAttribute("class"))) {
                late++;
                assertThat(row.getTextContent()).contains("【补录】事故发生后3小时1", "记录于 2026-03-12 19:4");
            } else if (!row.getTextContent().contains("读法")) {
                assertThat(row.getTextContent()).doesNotContain("【补录】事故发生后");
            }
        }
        // One inspection, one case, two entries, and the stand-in in the answer and in its grid.
        assertThat(late).isEqualTo(6);
        assertThat(texts(page, "h3")).contains("以下为还原时刻之后才记录的内容（补录）");
    }

    @Test
    void withoutAnIncidentTheDelayIsCountedFromTheInstant() {
        assertThat(dossiers.of(new SampleReconstruction().ofGrid().build()))
                .contains("【补录】还原时刻后3小时12分钟补录")
                .contains("即出具时系统已记录的全部内容")
                .doesNotContain("事故发生后");
    }

    @Test
    void everyLineNamesEventsThatTheIndexHasInFull() {
        String page = dossiers.of(new SampleReconstruction().lines(7).build());

        Set<String> named = found(page, "href=\"#e(\\d+)\"");
        Set<String> listed = found(page, "id=\"e(\\d+)\">\\[\\d+]</td><td>[0-9a-f-]{36}<");
        assertThat(named).hasSizeGreaterThan(50).isEqualTo(listed);
        String findings = page.substring(page.indexOf("id=\"inspections\""), page.indexOf("id=\"rules\""));
        for (String row : findings.split("<tr")) {
            if (row.contains("<td") && !row.contains("没有通知记录")) {
                assertThat(row).contains("href=\"#e");
            }
        }
    }

    private static Set<String> found(String page, String pattern) {
        Set<String> found = new HashSet<>();
        Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult each) -> each.group(1))
                .forEach(found::add);
        return found;
    }

    @Test
    void nothingFoundIsAFindingAndIsSaidInASentence() throws Exception {
        assertThat(text(parsed(dossiers.of(new SampleReconstruction().empty()))))
                .contains(
                        "直至最上级无人负责",
                        "没有检查记录。",
                        "该时刻没有未结案件。",
                        "追溯期内没有结案。",
                        "该时刻没有生效的职责任务。",
                        "追溯期内没有未履职或逾期。",
                        "没有须提级的超时。",
                        "没有列出规则。",
                        "还原时刻之后没有补录此前的事。");
    }

    @Test
    void whatIsNotListedIsCounted() {
        assertThat(dossiers.of(new SampleReconstruction().lines(811).build())).contains("共812条，列出500条");
        assertThat(dossiers.of(new SampleReconstruction().lines(5).build())).doesNotContain("列出");
    }

    @Test
    void whatPeopleWroteIsOnlyEverText() throws Exception {
        String hostile = "<script>alert(1)</script>\"'&amp;</td>\u202Egnp.exe\u0007\uD800]]>--><!--";
        String page = dossiers.of(new SampleReconstruction()
                .titled(hostile)
                .at("</title><img src=x onerror=alert(1)>")
                .build());

        Document document = parsed(page);
        for (String tag : List.of("script", "img", "link", "iframe", "object", "form")) {
            assertThat(document.getElementsByTagName(tag).getLength()).as(tag).isZero();
        }
        assertThat(text(document))
                .contains("<script>alert(1)</script>\"'&amp;</td>〔U+202E〕gnp.exe〔U+0007〕〔U+D800〕]]>--><!--");
        assertThat(page).doesNotContain("\u202E", "<script", "<img", "http://www.w3.org/1999/xhtml\" src");
    }

    /** No scripts, no styles on elements, nothing fetched: the only address in it is the name of the language. */
    @Test
    void itStandsAlone() throws Exception {
        String page = dossiers.of(new SampleReconstruction().build());

        assertThat(page.replace("http://www.w3.org/1999/xhtml", ""))
                .doesNotContain("http", "url(", "@import", "style=\"", " onload", "javascript:");
        String style = texts(parsed(page), "style").getFirst();
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                .digest(page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(style).contains("A4", "counter(pages)", "break-inside: avoid");
        assertThat(DossierHtml.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains(java.util.Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void theSameReconstructionGivesTheSameCharacters() {
        assertThat(new DossierHtml(SHANGHAI)
                        .of(new SampleReconstruction().lines(20).build()))
                .isEqualTo(dossiers.of(new SampleReconstruction().lines(20).build()));
    }

    @Test
    void timesAreThoseOfTheOrganisation() {
        assertThat(new DossierHtml(ZoneId.of("UTC")).of(new SampleReconstruction().build()))
                .contains("2026-03-12 08:30:05")
                .doesNotContain("2026-03-12 16:30:05");
    }
}
