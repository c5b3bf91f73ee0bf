package org.wangge.query.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.wangge.query.reconstruction.Reconstruction;

class DossierPdfTest {

    private final DossierPdf dossiers = new DossierPdf(ZoneId.of("Asia/Shanghai"));

    private byte[] pdf(Reconstruction found) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        dossiers.write(found, out);
        return out.toByteArray();
    }

    /** What one copies, without the breaks that the width of a column makes. */
    private static String copied(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("[\\s\u3000]", "");
        }
    }

    @Test
    void whatOneCopiesIsWhatOneReads() throws IOException {
        String text = copied(pdf(new SampleReconstruction().lines(3).build()));

        assertThat(text)
                .contains(
                        "事故还原卷宗",
                        "一村网格",
                        "第一责任人",
                        "整改时限",
                        "二号楼东侧楼梯间电动自行车充电起火",
                        "2026-03-1216:30:05",
                        "系统截至2026-03-1416:30:05已记录的内容",
                        "通知催办，p-002：2026-03-1208:30发出；2026-03-1208:31送达；已读2026-03-1209:12",
                        "事故发生后3小时12分钟补录",
                        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
                        "未见已读记录",
                        "生效规则")
                .doesNotContainPattern("[\\u2E80-\\u2FDF\\uF900-\\uFAFF]");
    }

    /** Every sign of GB 2312 that the fonts have, not only those that somebody thought of. */
    @Test
    void everySignThatTheFontsHaveIsCopiedAsItself() throws IOException {
        StringBuilder signs = new StringBuilder();
        StringBuilder missing = new StringBuilder();
        Charset gb2312 = Charset.forName("GB2312");
        for (int lead = 0xA1; lead < 0xF8; lead++) {
            for (int trail = 0xA1; trail < 0xFF; trail++) {
                char sign = new String(new byte[] {(byte) lead, (byte) trail}, gb2312).charAt(0);
                if (sign != 0xFFFD && !Character.isWhitespace(sign)) {
                    (DossierFont.draws(sign) ? signs : missing).append(sign);
                }
            }
        }
        for (char sign = '!'; sign <= '~'; sign++) {
            signs.append(sign);
        }

        String text = copied(
                pdf(new SampleReconstruction().lines(1).titled(signs.toString()).build()));

        List<String> lost = signs.chars()
                .filter(sign -> text.indexOf(sign) < 0)
                .mapToObj(Character::toString)
                .toList();
        assertThat(signs.length()).isGreaterThan(7_300);
        assertThat(lost).isEmpty();
        assertThat(missing.toString()).hasSizeLessThan(45).doesNotContainPattern("\\p{IsHan}");
    }

    @Test
    void aSignThatNoFontHasIsWrittenInAFormThatCanBeRead() throws IOException {
        String text =
                copied(pdf(new SampleReconstruction().titled("⒈ 查看 𠮷 与 ﬁ").build()));

        assertThat(text).contains("1.查看〔U+20BB7〕与").doesNotContain("#");
    }

    @Test
    void theSameReconstructionGivesTheSameBytes() throws IOException {
        byte[] once = pdf(new SampleReconstruction().lines(20).build());
        byte[] again = pdf(new SampleReconstruction().lines(20).build());

        assertThat(again).isEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("CreationDate", "ModDate");
    }

    @Test
    void itSaysWhatItIsInWhichLanguageAndBringsItsFonts() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(new SampleReconstruction().build()))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("事故还原卷宗 · 二号楼东侧楼梯间电动自行车充电起火 · 一村网格");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            assertThat(document.getDocumentCatalog().getDocumentOutline().children())
                    .extracting(item -> item.getTitle())
                    .startsWith("责任链", "最近检查", "未结案件")
                    .hasSize(DossierHtml.SECTIONS.size());
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
        }
    }

    @Test
    void everyPageSaysWhichOfHowManyItIsAndWhatItBelongsTo() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(pdf(new SampleReconstruction().lines(30).build()))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(5);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document).replaceAll("[\\s\u3000]", ""))
                        .contains("第" + page + "页共" + pages + "页", "事故还原卷宗·二号楼东侧楼梯间电动自行车充电起火·一村网格");
            }
        }
    }

    @Test
    void aTimeIsNotBrokenOverTwoLines() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(pdf(new SampleReconstruction().lines(12).build()))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("16:30")
                    .doesNotContainPattern(":\\R\\d\\d");
        }
    }

    @Test
    void aLongWordStaysWithinItsColumn() throws IOException {
        byte[] pdf = pdf(new SampleReconstruction().titled("x".repeat(400)).build());

        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<Float> ends = new ArrayList<>();
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(org.apache.pdfbox.text.TextPosition text) {
                    ends.add(text.getXDirAdj() + text.getWidthDirAdj());
                }
            }.getText(document);
            assertThat(ends.stream().filter(end -> end > 595 - 35).collect(Collectors.toList()))
                    .isEmpty();
        }
    }
}
