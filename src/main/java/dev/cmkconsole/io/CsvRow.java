package dev.cmkconsole.io;

import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of a table (RFC 4180). Cells with a semicolon are quoted too: some spreadsheets separate by it. An apostrophe precedes a text that a spreadsheet would take for a formula. */
public final class CsvRow {
    /** Each also in its full width, which spreadsheets read alike. */
    private static final String FORMULAS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    private CsvRow() {}

    /**
     * @param values texts, numbers, times, optionals of these; null and empty optionals make empty cells
     * @param legible makes a text from outside legible
     */
    public static String of(Collection<? extends @Nullable Object> values, UnaryOperator<String> legible) {
        return values.stream().map(value -> cell(value, legible)).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value, UnaryOperator<String> legible) {
        if (value == null) {
            return "";
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(one -> cell(one, legible)).orElse("");
        }
        var text = legible.apply(String.valueOf(value));
        if (value instanceof String && !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
