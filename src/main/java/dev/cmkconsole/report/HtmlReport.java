package dev.cmkconsole.report;

import dev.cmkconsole.report.ReportPage.Fact;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as one HTML file that loads nothing and runs nothing. It is written as XML, so that every text is escaped
 * by the writer and none by hand; every element has an end tag, so that it reads the same as HTML.
 */
public final class HtmlReport {
    /** Has no character that XML would escape. */
    private static final String STYLE = """
        :root{color-scheme:light dark;--fg:#1f2328;--bg:#ffffff;--soft:#57606a;--line:#d0d7de;--box:#f6f8fa;--good:#116329;--caution:#7d4e00;--bad:#a40e26}
        @media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--bg:#0d1117;--soft:#9198a1;--line:#3d444d;--box:#161b22;--good:#56d364;--caution:#e3b341;--bad:#ff7b72}}
        body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:var(--fg);background:var(--bg)}
        h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
        p{margin:.25rem 0}.headline{font-size:1.1rem}ul{margin:.25rem 0;padding-left:1.25rem}li{margin:.25rem 0}
        table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;overflow-wrap:anywhere;white-space:pre-line}
        .facts th{width:11rem;font-weight:normal;color:var(--soft)}.change th:first-child{width:9rem;font-weight:normal;color:var(--soft)}.change thead th{border-bottom:1px solid var(--line);font-weight:600;color:var(--fg)}
        .changed td{font-weight:600}.checks td:first-child{width:8.5rem;font-weight:600}code,pre,.id{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}
        pre{background:var(--box);border:1px solid var(--line);border-radius:4px;padding:.5rem .75rem;margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
        .note{color:var(--soft)}.good{color:var(--good)}.caution{color:var(--caution)}.bad{color:var(--bad)}
        @media print{:root{--fg:#000000;--bg:#ffffff;--soft:#333333;--line:#999999;--box:#ffffff;--good:#000000;--caution:#000000;--bad:#000000}body{font-size:11pt;max-width:none;margin:0;padding:0}h2,h3{break-after:avoid}tr,li{break-inside:avoid}}
        """;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private HtmlReport() throws XMLStreamException {
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    public static String of(ReportPage page) {
        return of(List.of(page));
    }

    /** Several reports in one file, one below the other; with none it is an empty page. */
    public static String of(List<ReportPage> pages) {
        try {
            var html = new HtmlReport();
            html.write(pages);
            return html.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes all that is written", e);
        }
    }

    private void write(List<ReportPage> pages) throws XMLStreamException {
        xml.writeDTD("<!DOCTYPE html>");
        xml.writeCharacters("\n");
        xml.writeStartElement("html");
        xml.writeAttribute("lang", "en");
        xml.writeStartElement("head");
        xml.writeEmptyElement("meta");
        xml.writeAttribute("charset", "utf-8");
        xml.writeEmptyElement("meta");
        xml.writeAttribute("name", "viewport");
        xml.writeAttribute("content", "width=device-width");
        element("title", "", pages.isEmpty() ? "-" : pages.getFirst().title());
        element("style", "", STYLE);
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeStartElement("body");
        for (var page : pages) {
            page(page);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.flush();
    }

    private void page(ReportPage page) throws XMLStreamException {
        xml.writeStartElement("div");
        element("h1", "", page.title());
        element("p", "headline " + style(page.mood()), page.headline());
        for (var section : page.sections()) {
            section(section);
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void section(ReportPage.Section section) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("section");
        element("h2", "", section.heading());
        ReportPage.Block before = null;
        for (var block : section.blocks()) {
            surround(before, block);
            block(block);
            before = block;
        }
        surround(before, null);
        xml.writeEndElement();
    }

    /** Neighbours of one kind share a list or a table. */
    private void surround(ReportPage.Block before, ReportPage.Block next) throws XMLStreamException {
        boolean same = before != null && next != null && before.getClass() == next.getClass();
        if (same) {
            return;
        }
        if (before instanceof ReportPage.Item) {
            xml.writeEndElement();
        } else if (before instanceof ReportPage.Verdict) {
            xml.writeEndElement();
            xml.writeEndElement();
        }
        if (next instanceof ReportPage.Item) {
            xml.writeStartElement("ul");
        } else if (next instanceof ReportPage.Verdict) {
            table("checks");
            xml.writeStartElement("tbody");
        }
    }

    private void block(ReportPage.Block block) throws XMLStreamException {
        switch (block) {
            case ReportPage.Paragraph(var words) -> element("p", "", words);
            case ReportPage.Item(var words, var _) -> element("li", "", words);
            case ReportPage.Facts(var facts) -> facts(facts);
            case ReportPage.Change change -> change(change);
            case ReportPage.Verdict verdict -> verdict(verdict);
            case ReportPage.Exchange exchange -> exchange(exchange);
        }
    }

    private void facts(List<Fact> facts) throws XMLStreamException {
        table("facts");
        xml.writeStartElement("tbody");
        for (var fact : facts) {
            xml.writeStartElement("tr");
            header("row", fact.label());
            element("td", fact.identifier() ? "id" : "", fact.value());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void change(ReportPage.Change change) throws XMLStreamException {
        table("change");
        xml.writeStartElement("thead");
        xml.writeStartElement("tr");
        header("col", "");
        header("col", change.before());
        header("col", change.after());
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeStartElement("tbody");
        for (var row : change.rows()) {
            xml.writeStartElement("tr");
            if (row.changed()) {
                xml.writeAttribute("class", "changed");
            }
            header("row", row.label());
            element("td", row.identifier() ? "id" : "", row.before());
            element("td", row.identifier() ? "id" : "", row.after());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void verdict(ReportPage.Verdict verdict) throws XMLStreamException {
        xml.writeStartElement("tr");
        element("td", style(verdict.mood()), verdict.word());
        xml.writeStartElement("td");
        element("p", "", verdict.question());
        element("p", "", verdict.reason());
        if (!verdict.note().isEmpty()) {
            element("p", "note", verdict.note());
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void exchange(ReportPage.Exchange exchange) throws XMLStreamException {
        xml.writeStartElement("article");
        element("h3", "", exchange.title());
        element("p", style(exchange.mood()), exchange.result());
        facts(exchange.facts());
        if (exchange.request().isPresent()) {
            code(exchange.request().get());
        }
        if (exchange.answer().isPresent()) {
            code(exchange.answer().get());
        }
        xml.writeEndElement();
    }

    /** HTML drops a line feed that comes right after {@code pre}, so something stands between. */
    private void code(String words) throws XMLStreamException {
        xml.writeStartElement("pre");
        element("code", "", words);
        xml.writeEndElement();
    }

    private void table(String style) throws XMLStreamException {
        xml.writeStartElement("table");
        xml.writeAttribute("class", style);
    }

    private void header(String scope, String words) throws XMLStreamException {
        xml.writeStartElement("th");
        xml.writeAttribute("scope", scope);
        xml.writeCharacters(legible(words));
        xml.writeEndElement();
    }

    private void element(String name, String style, String words) throws XMLStreamException {
        xml.writeStartElement(name);
        if (!style.isBlank()) {
            xml.writeAttribute("class", style.strip());
        }
        xml.writeCharacters(legible(words));
        xml.writeEndElement();
    }

    private static String style(ReportPage.Mood mood) {
        return mood == ReportPage.Mood.NEUTRAL ? "" : mood.name().toLowerCase(Locale.ROOT);
    }

    /** Neither XML nor HTML has a form for control characters and halves of surrogate pairs. */
    private static String legible(String words) {
        return words.codePoints()
                .map(c -> c == '\r'
                        ? '\n'
                        : c == '\t'
                                        || c == '\n'
                                        || c >= 0x20 && c < 0x7f
                                        || c >= 0xa0 && c <= 0xd7ff
                                        || c >= 0xe000 && c <= 0xfffd
                                        || c >= 0x10000
                                ? c
                                : 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
