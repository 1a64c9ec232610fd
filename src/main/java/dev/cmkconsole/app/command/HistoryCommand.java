package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.journal.FaultKind;
import dev.cmkconsole.journal.HistoryFilter;
import dev.cmkconsole.journal.JournalArchive;
import dev.cmkconsole.journal.JournalExport;
import dev.cmkconsole.journal.JournalReader;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.journal.Verification;
import dev.cmkconsole.journal.WholeHistory;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.HeadHash;
import dev.cmkconsole.model.record.RunId;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.RunSummaries;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Implements {@code history}: reads the journal on the command line, without a window and without a lock. Results go to
 * standard output, remarks to standard error. Exit codes: 0 success, 1 the command failed or found a fault, 2 wrong
 * usage.
 */
@Command(
        name = "history",
        description = "Verify, list and export the history of changes.",
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Supplier<Path> journal;
    private final Clock clock;
    private final Phrasebook words;
    private final PrintStream out;
    private final PrintStream err;
    private final Function<String, Optional<String>> ask;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * @param journal the journal file of the chosen data directory and connection, asked for when the command runs
     * @param out receives text in its own encoding, and JSON and CSV as UTF-8
     * @param ask shows a question and returns the answer; empty where nobody can answer
     */
    public HistoryCommand(
            Supplier<Path> journal,
            Clock clock,
            Phrasebook words,
            PrintStream out,
            PrintStream err,
            Function<String, Optional<String>> ask) {
        this.journal = journal;
        this.clock = clock;
        this.words = words;
        this.out = out;
        this.err = err;
        this.ask = ask;
    }

    enum ListingFormat {
        text,
        json,
        csv
    }

    /**
     * Formats of an export. {@code text} and {@code html} are reports; {@code json} contains verifiable journal lines.
     */
    enum ExportFormat {
        text,
        json,
        csv,
        html
    }

    enum ReportForm {
        text,
        html,
        json
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Choose what to do with the history: verify, list, report, export or archive.");
    }

    @Command(
            name = "verify",
            description = "Verify every line of the journal against its hash chain.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--head",
                            paramLabel = "HASH",
                            description =
                                    "A head hash noted earlier, which the journal must contain: 64 hexadecimal digits.")
                    Optional<String> head,
            @Mixin TextOrJson format) {
        var remembered = head.map(HeadHash::check);
        return guarded(() -> {
            var file = journal.get();
            var found = JournalVerifier.verify(file, remembered);
            if (format.json()) {
                bytes(
                        out,
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(VerificationOutput.json(file, found))
                                + "\n");
            } else {
                VerificationOutput.text(file, found).forEach(out::println);
            }
            return found.intact() ? 0 : 1;
        });
    }

    @Command(name = "list", description = "List the recorded runs, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--project", paramLabel = "ID", description = "Only this project.")
                    Optional<String> project,
            @Option(names = "--run", paramLabel = "ID", description = "Only this run.") Optional<String> run,
            @Option(names = "--limit", paramLabel = "N", description = "Only the newest N runs.")
                    Optional<Integer> limit,
            @Option(names = "--format", defaultValue = "text", description = "text, json or csv (default: text).")
                    ListingFormat format,
            @Option(names = "--json", description = "The same as --format json.") boolean json) {
        if (limit.isPresent() && limit.get() < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine().getSubcommands().get("list"), "--limit must be at least 1.");
        }
        var only = new HistoryFilter(project.map(Project::checkId), run.map(RunId::check));
        return guarded(() -> {
            var found = JournalVerifier.verify(journal.get());
            var writtenSince = new JournalReader(journal.get()).writtenSince();
            var runs = runs(only);
            if (run.isPresent() && runs.size() == 0) {
                err.println("The journal has no run " + Legible.line(run.get()) + ".");
                return 1;
            }
            var newest =
                    runs.newestFirst().limit(limit.orElse(Integer.MAX_VALUE)).toList();
            switch (json ? ListingFormat.json : format) {
                case text -> HistoryListing.text(newest, writtenSince, out::println);
                case csv -> HistoryListing.csv(newest, writtenSince, out);
                case json -> HistoryListing.json(newest, writtenSince, out);
            }
            out.flush();
            if (newest.size() < runs.size()) {
                err.println("These are the newest " + newest.size() + " of " + runs.size() + " runs.");
            }
            if (found.intact() && runs.size() == 0) {
                err.println(only.projectId()
                        .map(id -> "Nothing has been recorded for project " + id + ".")
                        .orElse("Nothing has been recorded yet."));
            }
            return judged(found, "those runs are missing from this list", "this list may be incomplete or wrong");
        });
    }

    private RunSummaries runs(HistoryFilter filter) {
        var runs = new RunSummaries();
        new JournalReader(journal.get()).forEachWithArchived(entry -> {
            if (filter.takes(entry)) {
                runs.see(entry);
            }
        });
        return runs;
    }

    @Command(
            name = "report",
            description = "Report one run: state before and after, checks, every request with its response, and what to"
                    + " do next.",
            mixinStandardHelpOptions = true)
    int report(
            @Option(
                            names = "--run",
                            paramLabel = "ID",
                            required = true,
                            description = "The run. history list shows the IDs.")
                    String run,
            @Option(names = "--format", defaultValue = "text", description = "text, html or json (default: text).")
                    ReportForm format,
            @Option(names = "--json", description = "The same as --format json.") boolean json,
            @Option(
                            names = "--journal",
                            paramLabel = "FILE",
                            description = "A journal file to read instead of this computer's journal.")
                    Optional<Path> elsewhere,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "Write to this file instead of standard output.")
                    Optional<Path> target) {
        var id = RunId.check(run);
        return guarded(() -> {
            var file = elsewhere.orElseGet(journal);
            var found = JournalVerifier.verify(file);
            var report = HistoryReports.of(file, found).of(id);
            if (report.isEmpty()) {
                err.println("The journal has no run " + id + ".");
                return 1;
            }
            var form = json ? ReportForm.json : format;
            String text =
                    ReportFormat.valueOf(form.name().toUpperCase(Locale.ROOT)).write(report.get(), words);
            if (target.isPresent()) {
                toFile("report", file, target.get(), to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
                err.println("Written to " + target.get());
            } else {
                bytes(out, text);
            }
            return judged(found, "the report may lack it", "the report says so");
        });
    }

    @Command(
            name = "export",
            description = "Export the history: a report (text, html), a table (csv), or verifiable journal lines"
                    + " (json).",
            mixinStandardHelpOptions = true)
    int export(
            @Option(names = "--project", paramLabel = "ID", description = "Only this project.")
                    Optional<String> project,
            @Option(names = "--run", paramLabel = "ID", description = "Only this run.") Optional<String> run,
            @Option(names = "--format", defaultValue = "text", description = "text, html, json or csv (default: text).")
                    ExportFormat format,
            @Option(names = "--json", description = "The same as --format json.") boolean json,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "Write to this file instead of standard output.")
                    Optional<Path> target) {
        var filter = new HistoryFilter(project.map(Project::checkId), run.map(RunId::check));
        return guarded(() -> {
            var found = JournalVerifier.verify(journal.get());
            if (run.isPresent() && runs(filter).size() == 0) {
                err.println("The journal has no run " + Legible.line(run.get()) + ".");
                return 1;
            }
            if (target.isPresent()) {
                toFile(
                        "export",
                        journal.get(),
                        target.get(),
                        to -> export(json ? ExportFormat.json : format, filter, found, to));
                err.println("Written to " + target.get());
            } else {
                export(json ? ExportFormat.json : format, filter, found, out);
                out.flush();
            }
            return judged(found, "what could be read was exported", "what could be read was exported");
        });
    }

    /** The exit code that {@code verify} has, after what was read is written. */
    private int judged(Verification found, String newer, String damaged) {
        switch (found.standing()) {
            case INTACT -> {}
            case CUT_OFF ->
                found.faults().stream()
                        .filter(fault -> fault.kind() == FaultKind.TORN_TAIL)
                        .forEach(fault -> err.println("line " + fault.line() + ": " + fault.detail()));
            case NEWER -> err.println("A newer version of this program wrote a part of the journal; " + newer + ".");
            case DAMAGED -> err.println("The journal is damaged; " + damaged + ". Run: history verify");
        }
        return found.intact() ? 0 : 1;
    }

    private void export(ExportFormat format, HistoryFilter filter, Verification found, OutputStream to)
            throws IOException {
        switch (format) {
            case json ->
                JournalExport.jsonLines(journal.get(), filter, clock.instant().truncatedTo(ChronoUnit.SECONDS), to);
            case csv -> JournalExport.csv(journal.get(), filter, to);
            case text -> reports().text(filter, found, to);
            case html -> reports().html(filter, found, to);
        }
    }

    private HistoryReports reports() throws IOException {
        return new HistoryReports(new WholeHistory(journal.get()), words, HistoryReports.underWay(journal.get()));
    }

    private void toFile(String command, Path source, Path target, WholeFile.Content content) throws IOException {
        var file = target.toAbsolutePath().normalize();
        if (file.equals(source.toAbsolutePath().normalize())
                || file.equals(journal.get().toAbsolutePath().normalize())) {
            throw new CommandLine.ParameterException(
                    spec.commandLine().getSubcommands().get(command), "The file would replace the journal itself.");
        }
        WholeFile.replace(file, content);
    }

    @Command(
            name = "archive",
            description = "Set a damaged journal aside unchanged, and start a new one that names it. Asks first.",
            mixinStandardHelpOptions = true)
    int archive(@Option(names = "--yes", description = "Do it without the question.") boolean yes) {
        return guarded(() -> {
            if (!yes && !confirmed(JournalVerifier.verify(journal.get()))) {
                err.println("Nothing was changed. To go on without a question, add --yes.");
                return 1;
            }
            var archived = JournalArchive.setAside(journal.get(), clock);
            out.println("The old journal is " + archived.archived());
            archived.header()
                    .follows()
                    .ifPresent(old -> out.println("Its last entry is " + old.seq() + " " + old.head()));
            archived.openIntents()
                    .forEach(open -> err.println("The outcome is not known of: "
                            + Legible.line(
                                    open.what().title() + ", " + open.what().projectName()) + ", " + open.at()
                            + ". Read the project again to see its current state."));
            return 0;
        });
    }

    private boolean confirmed(Verification found) {
        VerificationOutput.text(journal.get(), found).forEach(err::println);
        err.println(
                found.intact()
                        ? "Nothing is wrong with this journal. There is no need to set it aside."
                        : "Setting it aside keeps the file unchanged. A new journal begins, and its first line names"
                                + " the old one.");
        return ask.apply("Set the journal aside? Type yes: ")
                .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }

    @FunctionalInterface
    private interface Work {
        int run() throws IOException;
    }

    private int guarded(Work work) {
        try {
            return work.run();
        } catch (ServiceException e) {
            explain(e.problem());
        } catch (UncheckedIOException e) {
            err.println("The journal cannot be read: " + e.getCause());
        } catch (IOException e) {
            err.println("A file could not be read or written: " + Failures.reason(e)
                    + ". The history is unchanged. Free space on the disk or choose another file with --out, then try"
                    + " again.");
        }
        return 1;
    }

    private void explain(Problem problem) {
        var told = words.tell(problem);
        Stream.of(told.what(), told.means(), told.next())
                .filter(part -> !part.isEmpty())
                .forEach(err::println);
        err.println(problem.detail() + " (" + problem.code() + ")");
    }

    private static void bytes(PrintStream to, String text) throws IOException {
        to.write(Legible.lines(text).getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
