package dev.cmkconsole.report;

import dev.cmkconsole.model.port.Phrasebook;
import java.util.Arrays;
import java.util.Optional;

/** The forms of a report as a file. Each ends in a line feed and is written as UTF-8. */
public enum ReportFormat {
    HTML(".html"),
    JSON(".json"),
    TEXT(".txt");

    private final String extension;

    ReportFormat(String extension) {
        this.extension = extension;
    }

    public String extension() {
        return extension;
    }

    /** The format that a file's name ends in. */
    public static Optional<ReportFormat> of(String fileName) {
        return Arrays.stream(values())
                .filter(f -> fileName.toLowerCase(java.util.Locale.ROOT).endsWith(f.extension))
                .findFirst();
    }

    public String write(RunReport report, Phrasebook words) {
        return switch (this) {
            case HTML -> HtmlReport.of(new ReportWords(words).page(report));
            case JSON -> new JsonReport(words).text(report);
            case TEXT -> TextReport.of(new ReportWords(words).page(report));
        };
    }
}
