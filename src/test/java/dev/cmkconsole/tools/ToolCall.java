package dev.cmkconsole.tools;

import java.util.List;

/**
 * One call of a tool as its process sees it.
 *
 * @param piped whether standard input is something else than a terminal or the null device
 * @param input standard input; empty where it is not piped
 */
record ToolCall(String tool, boolean piped, String input, List<String> words) {

    /** What the process leaves: its exit code and what it printed. */
    record Exit(int code, String out, String err) {
        static Exit ok(String out) {
            return new Exit(0, out, "");
        }
    }

    /** What the real tool refuses before it sends anything. */
    static final class Usage extends RuntimeException {
        private static final long serialVersionUID = 1;

        Usage(String message) {
            super(message);
        }
    }
}
