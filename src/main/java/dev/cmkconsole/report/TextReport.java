package dev.cmkconsole.report;

import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.report.ReportPage.Fact;

/** A report as plain text, for a terminal or a ticket. */
public final class TextReport {
    private static final String MARGIN = "    ";
    private static final int LABEL = 24;

    private TextReport() {}

    public static String of(ReportPage page) {
        var out = new StringBuilder();
        out.append(Legible.line(page.title()))
                .append('\n')
                .append("=".repeat(page.title().length()))
                .append('\n')
                .append(Legible.line(page.headline()))
                .append('\n');
        for (var section : page.sections()) {
            out.append('\n')
                    .append(section.heading())
                    .append('\n')
                    .append("-".repeat(section.heading().length()))
                    .append('\n');
            section.blocks().forEach(block -> block(out, block));
        }
        return Legible.lines(out.toString());
    }

    private static void block(StringBuilder out, ReportPage.Block block) {
        switch (block) {
            case ReportPage.Paragraph(var text) -> out.append(text).append('\n');
            case ReportPage.Item(var text, var _) ->
                out.append("- ").append(text.replace("\n", "\n  ")).append('\n');
            case ReportPage.Facts(var facts) -> facts.forEach(fact -> fact(out, "", fact));
            case ReportPage.Change change -> {
                out.append(change.before())
                        .append(" -> ")
                        .append(change.after())
                        .append('\n');
                change.rows()
                        .forEach(row -> fact(
                                out,
                                row.changed() ? "* " : "  ",
                                new Fact(
                                        row.label(),
                                        row.before().equals(row.after())
                                                ? row.after()
                                                : row.before() + "\n-> " + row.after(),
                                        row.identifier())));
            }
            case ReportPage.CheckAnswer v ->
                out.append(String.format("%-16s%s %s%n", v.word(), v.question(), v.reason())
                                .replace("\r\n", "\n"))
                        .append(v.note().isEmpty() ? "" : " ".repeat(16) + v.note() + "\n");
            case ReportPage.Exchange e -> {
                out.append('\n')
                        .append(Legible.line(e.title()))
                        .append(": ")
                        .append(e.result())
                        .append('\n');
                e.facts().forEach(fact -> fact(out, MARGIN, fact));
                e.request().ifPresent(text -> out.append(text.indent(8)));
                e.answer().ifPresent(text -> out.append(MARGIN).append("->\n").append(text.indent(8)));
            }
        }
    }

    private static void fact(StringBuilder out, String margin, Fact fact) {
        int width = LABEL - margin.length();
        String label = fact.label().length() < width
                ? fact.label() + " ".repeat(width - fact.label().length())
                : fact.label() + " ";
        out.append(margin)
                .append(label)
                .append(fact.value().replace("\n", "\n" + " ".repeat(LABEL)))
                .append('\n');
    }
}
