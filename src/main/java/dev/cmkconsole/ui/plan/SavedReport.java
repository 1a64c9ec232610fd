package dev.cmkconsole.ui.plan;

import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.ui.dialog.SaveFile;
import dev.cmkconsole.ui.nav.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Saves the report of a run to a file that the user selects. */
public final class SavedReport {
    private final Frame frame;

    public SavedReport(Frame frame) {
        this.frame = frame;
    }

    /** Saves in the format that the file name's extension selects; without a known extension, as HTML. */
    public void save(RunViewModel run) {
        if (run.result() == null) {
            return;
        }
        choose(run.procedure().id() + "-" + run.project().name(), Arrays.asList(ReportFormat.values()), file -> {
            var format = ReportFormat.of(file.getFileName().toString()).orElse(ReportFormat.HTML);
            write(() -> run.wholeReport(), format, file, _ -> {});
        });
    }

    /**
     * @param written called with the saved file
     */
    public void save(RunReport report, ReportFormat format, Consumer<Path> written) {
        choose(
                report.origin().procedure() + "-" + report.origin().projectName(),
                List.of(format),
                file -> write(() -> report, format, file, written));
    }

    private void choose(String name, List<ReportFormat> formats, Consumer<Path> chosen) {
        var kinds = formats.stream()
                .map(f -> new SaveFile.FileType(frame.messages().get("report.kind." + f.name()), f.extension()))
                .toList();
        frame.dialogs()
                .saveFile(
                        new SaveFile(
                                frame.messages().get("report.save"),
                                name.replaceAll("[^\\w.-]+", "-")
                                        + formats.getFirst().extension(),
                                kinds),
                        chosen);
    }

    @FunctionalInterface
    private interface Source {
        RunReport get();
    }

    private void write(Source source, ReportFormat format, Path file, Consumer<Path> written) {
        frame.tasks()
                .run(
                        () -> {
                            put(format.write(source.get(), frame.messages()), file);
                            return file;
                        },
                        written,
                        frame.dialogs()::error);
    }

    /** Replaces an existing file only with a complete report. */
    private void put(String text, Path file) {
        try {
            WholeFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "report.save",
                            "EXPORT_FAILED",
                            e.toString(),
                            frame.clock().instant()),
                    e);
        }
    }
}
