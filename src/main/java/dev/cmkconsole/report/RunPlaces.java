package dev.cmkconsole.report;

import dev.cmkconsole.model.port.Journal.Placed;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Knows where the entries of each run are, from one pass over a journal, and reads those of one run at a time. Reports
 * of all runs then need neither a pass for each run nor all entries in memory.
 */
public final class RunPlaces implements RunReports.Source {
    private final Map<String, long[]> places = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, List<String>> successors = new LinkedHashMap<>();
    private final Function<List<Long>, List<JournalEntry>> reading;

    /** @param reading reads the entries at places */
    public RunPlaces(Function<List<Long>, List<JournalEntry>> reading) {
        this.reading = reading;
    }

    /** Takes the next entry, oldest first. */
    public void see(Placed placed) {
        var what = placed.entry().what();
        int count = counts.merge(what.runId(), 1, Integer::sum);
        var known = places.computeIfAbsent(what.runId(), _ -> new long[4]);
        if (count > known.length) {
            known = Arrays.copyOf(known, known.length * 2);
            places.put(what.runId(), known);
        }
        known[count - 1] = placed.place();
        if (what.kind() == EntryKind.RUN_STARTED) {
            what.facts()
                    .flatMap(RunFacts::continues)
                    .ifPresent(earlier -> successors.merge(
                            earlier,
                            List.of(what.runId()),
                            (before, one) ->
                                    Stream.concat(before.stream(), one.stream()).toList()));
        }
    }

    @Override
    public RunReports.Found of(String runId) {
        var known = places.getOrDefault(runId, new long[0]);
        return new RunReports.Found(
                reading.apply(Arrays.stream(known, 0, counts.getOrDefault(runId, 0))
                        .boxed()
                        .toList()),
                successors.getOrDefault(runId, List.of()));
    }
}
