package org.wangge.query.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.function.IntPredicate;
import org.wangge.query.dossier.DossierPage.Column;
import org.wangge.query.reconstruction.Reconstruction;
import org.wangge.query.reconstruction.Reconstruction.RuleLine;

/**
 * 事故还原卷宗 as one page of HTML that is well-formed XML too: Chinese, printable on A4, without scripts and without anything that
 * is fetched from elsewhere. The same reconstruction gives the same characters.
 */
final class DossierHtml {

    /** The sections in the order in which a leader reads them. */
    static final List<String> SECTIONS = List.of(
            "chain",
            "inspections",
            "openCases",
            "endedCases",
            "duties",
            "lapses",
            "escalations",
            "rules",
            "recordedAfterwards",
            "index");

    private static final String STYLE = resource("dossier.css");
    private static final String PRINT = resource("dossier-pdf.css");
    private static final List<Column> RULES =
            List.of(new Column("rules.code", "w24"), new Column("rules.words", null), new Column("rules.value", "w24"));

    private final DossierWords words;

    /** @param zone the organisation's time zone */
    DossierHtml(ZoneId zone) {
        this.words = new DossierWords(zone);
    }

    String of(Reconstruction reconstruction) {
        return page(reconstruction, STYLE, false, point -> true);
    }

    /** The same for the renderer of PDF, which draws with the dossier's own fonts. */
    String forPrint(Reconstruction reconstruction, IntPredicate drawable) {
        return page(reconstruction, STYLE + PRINT, true, drawable);
    }

    /** The value of the header Content-Security-Policy under which the page works: its own style and nothing else. */
    static String contentSecurityPolicy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the document is called. */
    String title(Reconstruction reconstruction) {
        String of = reconstruction.incident() == null
                ? words.second(reconstruction.at())
                : reconstruction.incident().title();
        return words.say("title") + " · " + of + " · " + reconstruction.place().name();
    }

    private String page(Reconstruction found, String style, boolean print, IntPredicate drawable) {
        DossierPage page = new DossierPage(words, drawable, found.incident() != null);
        Markup markup = page.markup;
        markup.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">")
                .element("head", () -> {
                    markup.raw("<meta charset=\"UTF-8\"/>").line("title", null, title(found));
                    markup.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
                    markup.raw("<style>" + style + "</style>");
                    if (print) {
                        bookmarks(markup);
                    }
                })
                .element("body", () -> {
                    if (print) {
                        markup.line("div", "running", shortened(title(found)));
                    }
                    markup.line("h1", null, words.say("title"));
                    new DossierHead(page).write(found);
                    new DossierChain(page, found.at()).write(found.responsibility());
                    new DossierFindings(page).write(found);
                    rules(page, found.rules());
                    new DossierFindings(page).afterwards(found);
                    page.index();
                })
                .raw("</html>\n");
        return markup.toString();
    }

    private void rules(DossierPage page, Reconstruction.RulesInForce rules) {
        page.heading("rules", "");
        page.line(words.say("rules.version", "version", rules.version()));
        if (rules.lines().isEmpty()) {
            page.empty("rules.none");
            return;
        }
        page.markup.element("table", () -> {
            page.markup.element(
                    "thead",
                    () -> page.markup.element(
                            "tr",
                            () -> RULES.forEach(
                                    column -> page.markup.line("th", column.width(), words.say(column.key())))));
            page.markup.element("tbody", () -> rules.lines().forEach(line -> rule(page.markup, line)));
        });
    }

    private static void rule(Markup markup, RuleLine rule) {
        markup.element(
                "tr",
                () -> markup.line("td", null, rule.code())
                        .line("td", null, rule.wordsZh())
                        .line("td", null, rule.value()));
    }

    /** The line at the head of each page has no room for a second one. */
    private static String shortened(String title) {
        int longest = 60;
        return title.codePointCount(0, title.length()) <= longest
                ? title
                : title.substring(0, title.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** Outlines for the reader of the PDF; browsers are not given them. */
    private void bookmarks(Markup markup) {
        markup.element(
                "bookmarks",
                () -> SECTIONS.forEach(section -> markup.raw("<bookmark name=\"")
                        .text(words.say(section))
                        .raw("\" href=\"#" + section + "\"></bookmark>")));
    }

    private static String resource(String file) {
        try (InputStream found = DossierHtml.class.getResourceAsStream(file)) {
            if (found == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
