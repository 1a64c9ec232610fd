package dev.cmkconsole.service.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a POSIX shell as printed commands need: words, quotes, lines that go on, assignments before the
 * command, and the expansions they use.
 */
final class Shell {
    private static final Pattern EXPANSION = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?::-([^}]*)|%([^}]*))?\\})");

    private Shell() {}

    /** The words of the one command in a text; everything in them is what the command would be given. */
    static List<String> words(String text, Map<String, String> environment) {
        var values = new HashMap<>(environment);
        for (var line : lines(text)) {
            if (line.size() > 1) {
                return line.stream().map(word -> expanded(word, values)).toList();
            }
            var assignment = line.getFirst();
            int equals = assignment.text.indexOf("=");
            values.put(assignment.text.substring(0, equals), expanded(assignment.from(equals + 1), values));
        }
        throw new IllegalArgumentException("no command in " + text);
    }

    /** @param literal for each character of the text whether it stood in single quotes or behind a backslash */
    private record Word(StringBuilder text, StringBuilder literal) {
        Word() {
            this(new StringBuilder(), new StringBuilder());
        }

        Word from(int start) {
            return new Word(new StringBuilder(text.substring(start)), new StringBuilder(literal.substring(start)));
        }

        void add(char c, boolean asIs) {
            text.append(c);
            literal.append(asIs ? 'y' : 'n');
        }
    }

    private static List<List<Word>> lines(String text) {
        var lines = new ArrayList<List<Word>>();
        var line = new ArrayList<Word>();
        Word word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == '\'') {
                word.add(c, true);
            } else if (c == '\\' && quote == 0) {
                char next = text.charAt(++i);
                if (next != '\n') {
                    word = word == null ? new Word() : word;
                    word.add(next, true);
                }
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                word = word == null ? new Word() : word;
                quote = c;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    line.add(word);
                    word = null;
                }
                if (c == '\n' && !line.isEmpty()) {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else {
                word = word == null ? new Word() : word;
                word.add(c, false);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is left open: " + text);
        }
        if (word != null) {
            line.add(word);
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static String expanded(Word word, Map<String, String> values) {
        return EXPANSION
                .matcher(word.text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        word.literal.charAt(found.start()) == 'y' ? found.group() : value(found, values)));
    }

    private static String value(MatchResult found, Map<String, String> values) {
        var value = values.getOrDefault(found.group(1) != null ? found.group(1) : found.group(2), "");
        if (found.group(3) != null && value.isEmpty()) {
            return found.group(3);
        }
        return found.group(4) != null && value.endsWith(found.group(4))
                ? value.substring(0, value.length() - found.group(4).length())
                : value;
    }
}
