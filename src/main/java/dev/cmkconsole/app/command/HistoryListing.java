package dev.cmkconsole.app.command;

import dev.cmkconsole.journal.CsvRow;
import dev.cmkconsole.report.RecordedRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints runs as a list for people, programs and spreadsheets. */
final class HistoryListing {
    private static final int COLUMNS = 6;

    private HistoryListing() {}

    static List<String> text(List<RecordedRun> runs) {
        var widths = new int[COLUMNS];
        var rows = runs.stream().map(HistoryListing::row).toList();
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

    private static String[] row(RecordedRun run) {
        return new String[] {
            time(run.began()),
            result(run),
            run.first().procedure(),
            run.first().projectName(),
            run.first().actor(),
            run.runId()
        };
    }

    private static String result(RecordedRun run) {
        var open = run.openAttempts().size();
        return run.outcome().map(Enum::name).orElse("NO_END") + (open > 0 ? " (" + open + " open)" : "");
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static List<Map<String, Object>> json(List<RecordedRun> runs) {
        return runs.stream().map(HistoryListing::members).toList();
    }

    private static Map<String, Object> members(RecordedRun run) {
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
        return members;
    }

    static String csv(List<RecordedRun> runs) {
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
                "open"));
        return runs.stream().map(run -> CsvRow.of(members(run).values())).collect(Collectors.joining("", header, ""));
    }
}
