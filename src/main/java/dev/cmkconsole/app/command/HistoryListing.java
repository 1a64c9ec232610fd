package dev.cmkconsole.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.io.CsvRow;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.report.RunSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints runs as a list for people, programs and spreadsheets. */
final class HistoryListing {
    private static final int COLUMNS = 6;
    private static final ObjectWriter JSON = new JsonMapper()
            .writerWithDefaultPrettyPrinter()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private HistoryListing() {}

    /** @param writtenSince since when a process writes the journal now */
    static void text(List<RunSummary> runs, Optional<Instant> writtenSince, Consumer<String> out) {
        var widths = new int[COLUMNS];
        runs.forEach(run -> {
            var row = row(run, writtenSince);
            for (int i = 0; i < COLUMNS; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        runs.forEach(run -> {
            var row = row(run, writtenSince);
            var line = new StringBuilder();
            for (int i = 0; i < COLUMNS; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            out.accept(line.toString().stripTrailing());
        });
    }

    private static String[] row(RunSummary run, Optional<Instant> writtenSince) {
        return new String[] {
            time(run.began()),
            result(run, writtenSince),
            Legible.line(procedure(run)),
            Legible.line(run.origin().projectName()),
            Legible.line(run.origin().actor()),
            Legible.line(run.origin().runId())
        };
    }

    /** The procedure and, where its own name says too much or too little, what the run does. */
    private static String procedure(RunSummary run) {
        return run.origin().procedure()
                + run.words().name().map(name -> " (" + name + ")").orElse("");
    }

    private static String result(RunSummary run, Optional<Instant> writtenSince) {
        if (underWay(run, writtenSince)) {
            return "UNDER_WAY";
        }
        var open = run.open();
        return run.outcome().map(Enum::name).orElse("NO_END") + (open > 0 ? " (" + open + " open)" : "");
    }

    private static boolean underWay(RunSummary run, Optional<Instant> writtenSince) {
        return run.ended().isEmpty()
                && writtenSince.filter(since -> !run.began().isBefore(since)).isPresent();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Writes one run after the other. */
    static void json(List<RunSummary> runs, Optional<Instant> writtenSince, OutputStream to) throws IOException {
        try (var json = JSON.writeValues(to)) {
            json.init(true);
            for (var run : runs) {
                json.write(members(run, writtenSince));
            }
        }
        to.write('\n');
    }

    private static Map<String, Object> members(RunSummary run, Optional<Instant> writtenSince) {
        var members = new LinkedHashMap<String, Object>();
        members.put("run", run.origin().runId());
        members.put("began", run.began().toString());
        members.put("ended", run.ended().map(Instant::toString).orElse(null));
        members.put("outcome", run.outcome().map(Enum::name).orElse(null));
        members.put("procedure", run.origin().procedure());
        members.put("projectId", run.origin().projectId());
        members.put("projectName", run.origin().projectName());
        members.put("title", run.words().title());
        members.put("actor", run.origin().actor());
        members.put("connection", run.origin().connection());
        members.put("attempts", run.attempts());
        members.put("open", run.open());
        members.put("underWay", underWay(run, writtenSince));
        members.put("name", run.words().name().orElse(null));
        return members;
    }

    /** Writes one run after the other. */
    static void csv(List<RunSummary> runs, Optional<Instant> writtenSince, OutputStream to) throws IOException {
        to.write(CsvRow.of(
                        List.of(
                                "run",
                                "began",
                                "ended",
                                "outcome",
                                "procedure",
                                "projectId",
                                "projectName",
                                "title",
                                "actor",
                                "connection",
                                "attempts",
                                "open",
                                "underWay",
                                "name"),
                        Legible::line)
                .getBytes(StandardCharsets.UTF_8));
        for (var run : runs) {
            to.write(CsvRow.of(members(run, writtenSince).values(), Legible::line)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
