package dev.cmkconsole.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The judge of policies: tables in {@code policy/*.table} whose expectations are written by hand from the documents of
 * AWS and MongoDB. Each row names its document and says the rule.
 */
public final class JudgeTable {
    /** Every table of expectations, with the least number of its rows. */
    public static final Map<String, Integer> ALL = Map.of(
            "conditions", 130,
            "elements", 40,
            "principals", 60,
            "layers", 35,
            "key-protection", 70,
            "atlas-key", 170,
            "atlas-trust", 75,
            "documents", 40,
            "deleted-principals", 12);

    private JudgeTable() {}

    /** One row, by the names of its columns. */
    public record Row(Map<String, String> cells) {

        public String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }

        @Override
        public String toString() {
            return get("id");
        }

        /** What a failing assertion says about the row. */
        public String why() {
            return get("id") + ": " + get("rule") + " [" + get("source") + "] " + cells;
        }
    }

    public static Stream<Row> rows(String table) {
        var lines = lines(table).filter(line -> !line.startsWith("#")).toList();
        var names = cells(lines.getFirst());
        return lines.stream().skip(1).map(line -> {
            var cells = cells(line);
            if (cells.size() != names.size()) {
                throw new IllegalStateException(table + " has a row of another width: " + line);
            }
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(names.get(i), cells.get(i).equals("-") ? "" : cells.get(i));
            }
            return new Row(row);
        });
    }

    private static List<String> cells(String line) {
        return List.of(line.split(" \\| ", -1));
    }

    private static Stream<String> lines(String table) {
        var name = "/policy/" + table + ".table";
        try (var in = Objects.requireNonNull(JudgeTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
