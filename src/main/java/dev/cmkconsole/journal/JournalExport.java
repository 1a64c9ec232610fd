package dev.cmkconsole.journal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.cmkconsole.io.CsvRow;
import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Exports entries of the journal: as lines that can still be checked, or as a table. It only reads. */
public final class JournalExport {
    private static final String NAME = "cmk-console-journal-export";
    private static final int VERSION = 1;

    record FirstLine(ExportHeader export) {}

    /** Where the lines below come from. */
    record ExportHeader(
            String format,
            int v,
            Instant exportedAt,
            @JsonUnwrapped Summary journal,
            @JsonUnwrapped Selection selection) {}

    /** What a check of the whole journal found. */
    record Summary(
            String chain, long entriesInJournal, long headSeq, String head, boolean intact, List<FaultLine> faults) {
        private static Summary of(Verification found) {
            return new Summary(
                    found.header().map(JournalHeader::chain).orElse(""),
                    found.entries(),
                    found.headSeq(),
                    found.head().orElse(""),
                    found.intact(),
                    found.faults().stream()
                            .map(fault -> new FaultLine(fault.kind(), fault.line(), fault.detail()))
                            .toList());
        }
    }

    record FaultLine(FaultKind kind, long line, String detail) {}

    /** @param sha256 of the lines below, line feeds included */
    record Selection(boolean complete, Optional<String> projectId, Optional<String> runId, long lines, String sha256) {}

    private static final byte[] NEW_LINE = {'\n'};

    private record Column(String name, Function<JournalEntry, Object> value) {
        /** Only documents have lines: a line break in a name is shown. */
        private Object shown(JournalEntry entry) {
            var all = value.apply(entry);
            return name.equals("request") || name.equals("answer") ? all : line(all);
        }

        private static Object line(Object value) {
            return switch (value) {
                case String text -> Legible.line(text);
                case Optional<?> optional -> optional.map(Column::line);
                default -> value;
            };
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("seq", JournalEntry::seq),
            new Column("at", JournalEntry::at),
            new Column("kind", e -> e.what().kind()),
            new Column("run", e -> e.what().runId()),
            new Column("actor", e -> e.what().actor()),
            new Column("connection", e -> e.what().connection()),
            new Column("procedure", e -> e.what().procedure()),
            new Column("projectId", e -> e.what().projectId()),
            new Column("projectName", e -> e.what().projectName()),
            new Column("step", e -> e.what().step()),
            new Column("attempt", e -> e.what().attempt()),
            new Column("title", e -> e.what().title()),
            new Column("reversibility", e -> e.what().reversibility()),
            new Column("target", e -> e.what().target()),
            new Column("request", e -> e.what().request()),
            new Column("outcome", e -> e.what().outcome()),
            new Column("status", e -> e.what().status()),
            new Column("answer", e -> e.what().answer()),
            new Column("code", e -> e.what().code()),
            new Column("requestId", e -> e.what().requestId()),
            new Column("hash", JournalEntry::hash));

    private JournalExport() {}

    @FunctionalInterface
    private interface LineWork {
        void on(JournalScan.Line line) throws IOException;
    }

    /**
     * Writes journal lines byte for byte, below a header line. The header says where they come from, what a check of the
     * entire journal found, and their digest. {@code docs/journal-format.md} describes the format.
     *
     * @return number of entries written
     */
    public static long jsonLines(Path journal, HistoryFilter filter, Instant now, OutputStream out) throws IOException {
        var verification = JournalVerifier.verify(journal);
        var digest = new Sha256();
        long[] count = {0, 0};
        each(journal, filter, verification.headSeq(), line -> {
            digest.add(line.bytes()).add(NEW_LINE);
            count[0]++;
            count[1] += line.entry().isPresent() ? 1 : 0;
        });
        var selection = new Selection(filter.all(), filter.projectId(), filter.runId(), count[0], digest.hex());
        var header = new ExportHeader(NAME, VERSION, now, Summary.of(verification), selection);
        out.write(LineJson.write(new FirstLine(header)));
        out.write('\n');
        each(journal, filter, verification.headSeq(), line -> {
            out.write(line.bytes());
            out.write('\n');
        });
        return count[1];
    }

    /**
     * Without a filter, all lines, the journal's header included; otherwise the matching entries. Lines written after
     * the verification are left out.
     */
    private static void each(Path journal, HistoryFilter filter, long lastSeq, LineWork work) throws IOException {
        try (var scan = JournalScan.of(journal)) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                var entry = line.get().entry();
                boolean later = entry.filter(e -> e.seq() > lastSeq).isPresent();
                if (!line.get().torn()
                        && !later
                        && (filter.all() || entry.filter(filter::takes).isPresent())) {
                    work.on(line.get());
                }
            }
        }
    }

    /**
     * Writes a table with one row for each entry. Rows of the kind {@code FAULT} come first: what a check of the entire
     * journal found.
     *
     * @return number of entries written
     */
    public static long csv(Path journal, HistoryFilter filter, OutputStream out) throws IOException {
        out.write(CsvRow.of(COLUMNS.stream().map(Column::name).toList(), Legible::line)
                .getBytes(StandardCharsets.UTF_8));
        for (var fault : JournalVerifier.verify(journal).faults()) {
            out.write(CsvRow.of(
                            COLUMNS.stream()
                                    .map(column -> switch (column.name()) {
                                        case "kind" -> "FAULT";
                                        case "title" -> "Line " + fault.line() + ": " + fault.detail();
                                        default -> "";
                                    })
                                    .toList(),
                            Legible::lines)
                    .getBytes(StandardCharsets.UTF_8));
        }
        long[] count = {0};
        each(journal, filter, Long.MAX_VALUE, line -> {
            if (line.entry().isPresent()) {
                out.write(CsvRow.of(
                                COLUMNS.stream()
                                        .map(column -> column.shown(line.entry().get()))
                                        .toList(),
                                Legible::lines)
                        .getBytes(StandardCharsets.UTF_8));
                count[0]++;
            }
        });
        return count[0];
    }
}
