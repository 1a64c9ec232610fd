package dev.cmkconsole.store;

import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a query finds. The index and the search in the journal itself share this rule. */
final class HistoryMatch {
    /** H2 holds 1 048 576 characters in one VARCHAR. */
    private static final int LONGEST = 1_000_000;

    private HistoryMatch() {}

    /** The words of a query, in the form of {@link #searchText}. */
    static List<String> words(Query query) {
        return Arrays.stream(query.text().strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** All searchable text of an entry. */
    static String searchText(JournalEntry entry) {
        var what = entry.what();
        var fixed = Stream.of(
                what.title(),
                what.projectName(),
                what.projectId(),
                what.procedure(),
                what.actor(),
                what.connection(),
                what.runId(),
                what.kind().name());
        var optional = Stream.of(
                        what.step(),
                        what.target(),
                        what.outcome().map(Enum::name),
                        what.status().map(String::valueOf),
                        what.code(),
                        what.requestId(),
                        what.request(),
                        what.answer())
                .flatMap(java.util.Optional::stream);
        var text =
                Stream.concat(fixed, optional).collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    static boolean matches(Query query, JournalEntry entry) {
        var text = searchText(entry);
        return words(query).stream().allMatch(text::contains)
                && query.projectId()
                        .filter(id -> !id.equals(entry.what().projectId()))
                        .isEmpty()
                && (query.procedures().isEmpty()
                        || query.procedures().contains(entry.what().procedure()))
                && query.from().filter(from -> entry.at().isBefore(from)).isEmpty()
                && query.to().filter(to -> !entry.at().isBefore(to)).isEmpty();
    }
}
