package org.wangge.query.dossier;

import com.openhtmltopdf.extend.FSTextBreaker;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.text.BreakIterator;
import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Level;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.w3c.dom.Document;
import org.wangge.query.reconstruction.Reconstruction;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * 事故还原卷宗 as PDF: the page of {@link DossierHtml}, drawn with embedded fonts, so that it looks the same everywhere and its text
 * can be copied. The same reconstruction gives the same bytes: it holds no time of making and no chance.
 */
final class DossierPdf {

    static {
        // The renderer tells every rule of a style sheet that it does not know; only what went wrong is of interest.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
    }

    private final DossierHtml html;

    /** @param zone the organisation's time zone */
    DossierPdf(ZoneId zone) {
        this.html = new DossierHtml(zone);
    }

    void write(Reconstruction reconstruction, OutputStream out) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withW3cDocument(parsed(html.forPrint(reconstruction, DossierFont::draws)), "")
                .toStream(out)
                .withProducer("Wangge")
                .usePdfUaAccessibility(true)
                .useUnicodeLineBreaker(new Lines())
                // Nothing is fetched, whatever a title says.
                .useExternalResourceAccessControl(
                        (uri, kind) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl(
                        (uri, kind) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        for (DossierFont font : DossierFont.ALL) {
            builder.useFont(font::open, font.family());
        }
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            PDDocumentInformation information = new PDDocumentInformation();
            information.setTitle(html.title(reconstruction));
            information.setProducer("Wangge");
            document.setDocumentInformation(information);
            document.getDocumentCatalog().setLanguage("zh-CN");
            document.setDocumentId(reconstruction.position());
            document.save(out);
        }
    }

    private static Document parsed(String page) throws IOException {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parsers.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return parsers.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the dossier is not well-formed", e);
        }
    }

    /** Where a line may end: by the rules of the language, but not within 16:30. */
    private static final class Lines implements FSTextBreaker {

        private final BreakIterator breaks = BreakIterator.getLineInstance(Locale.CHINA);
        private String text = "";

        @Override
        public int next() {
            int end = breaks.next();
            while (end > 0
                    && end < text.length()
                    && text.charAt(end - 1) == ':'
                    && Character.isDigit(text.charAt(end))) {
                end = breaks.next();
            }
            return end;
        }

        @Override
        public void setText(String newText) {
            text = newText;
            breaks.setText(newText);
        }
    }
}
