package dev.cmkconsole.app.command;

import dev.cmkconsole.io.CsvRow;
import dev.cmkconsole.report.RecordedRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints runs as a list for people, programs and spreadsheets. */
final class HistoryListing {
    private static final int COLUMNS = 6;

    private HistoryListing() {}

    /** @param writtenSince since when a process writes the journal now */
    static List<String> text(List<RecordedRun> runs, Optional<Instant> writtenSince) {
        var widths = new int[COLUMNS];
        var rows = runs.stream().map(run -> row(run, writtenSince)).toList();
        rows.forEach(row -> {
            for (int i = 0; i < COLUMNS; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        return rows.stream()
                .map(row -> {
                    var line = new StringBuilder();
                    for (int i = 0; i < COLUMNS; i++) {
                        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static String[] row(RecordedRun run, Optional<Instant> writtenSince) {
        return new String[] {
            time(run.began()),
            result(run, writtenSince),
            run.first().procedure(),
            run.first().projectName(),
            run.first().actor(),
            run.runId()
        };
    }

    private static String result(RecordedRun run, Optional<Instant> writtenSince) {
        if (underWay(run, writtenSince)) {
            return "UNDER_WAY";
        }
        var open = run.openAttempts().size();
        return run.outcome().map(Enum::name).orElse("NO_END") + (open > 0 ? " (" + open + " open)" : "");
    }

    private static boolean underWay(RecordedRun run, Optional<Instant> writtenSince) {
        return run.ended().isEmpty()
                && writtenSince.filter(since -> !run.began().isBefore(since)).isPresent();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static List<Map<String, Object>> json(List<RecordedRun> runs, Optional<Instant> writtenSince) {
        return runs.stream().map(run -> members(run, writtenSince)).toList();
    }

    private static Map<String, Object> members(RecordedRun run, Optional<Instant> writtenSince) {
        var members = new LinkedHashMap<String, Object>();
        members.put("run", run.runId());
        members.put("began", run.began().toString());
        members.put("ended", run.ended().map(Instant::toString).orElse(null));
        members.put("outcome", run.outcome().map(Enum::name).orElse(null));
        members.put("procedure", run.first().procedure());
        members.put("projectId", run.first().projectId());
        members.put("projectName", run.first().projectName());
        members.put("title", run.first().title());
        members.put("actor", run.first().actor());
        members.put("connection", run.first().connection());
        members.put("attempts", run.attempts().size());
        members.put("open", run.openAttempts().size());
        members.put("underWay", underWay(run, writtenSince));
        return members;
    }

    static String csv(List<RecordedRun> runs, Optional<Instant> writtenSince) {
        var header = CsvRow.of(List.of(
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
                "underWay"));
        return runs.stream()
                .map(run -> CsvRow.of(members(run, writtenSince).values()))
                .collect(Collectors.joining("", header, ""));
    }
}
