package dev.cmkconsole.policy.cedar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a Cedar policy, read from left to right. */
final class CedarTokens {
    private static final Pattern TOKEN = Pattern.compile("\\s+|//[^\\n"
        + "]*|(\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][A-Za-z0-9_]*(?:::(?:[A-Za-z_][A-Za-z0-9_]*|\"(?:[^\"\\\\]|\\\\.)*\"))*"
        + "|[0-9]+|==|!=|<=|>=|&&|\\|\\||[-+*!<>(){}\\[\\],.;:@])");

    private final List<String> words = new ArrayList<>();
    private int at;

    /** The text is no Cedar policy that this program understands. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;
    }

    CedarTokens(String text) throws NotUnderstood {
        var matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new NotUnderstood();
            }
            end = matcher.end();
            if (matcher.group(1) != null) {
                words.add(matcher.group(1));
            }
        }
    }

    List<String> words() {
        return List.copyOf(words);
    }

    /** How many words were taken. */
    int position() {
        return at;
    }

    /** The words that were taken since then. */
    List<String> since(int position) {
        return words.subList(position, at);
    }

    boolean more() {
        return at < words.size();
    }

    boolean next(String word) {
        return more() && words.get(at).equals(word);
    }

    /** Takes the word if it comes next. */
    boolean take(String word) {
        if (next(word)) {
            at++;
            return true;
        }
        return false;
    }

    void need(String word) throws NotUnderstood {
        if (!take(word)) {
            throw new NotUnderstood();
        }
    }

    String take() throws NotUnderstood {
        if (!more()) {
            throw new NotUnderstood();
        }
        return words.get(at++);
    }
}
