package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.text.Messages;
import java.util.List;

/**
 * The requirements for every message: three whole sentences that a new user can act on, without technical leftovers.
 */
public final class PlainWords {
    private PlainWords() {}

    public static Messages.Explanation of(Messages messages, Problem problem) {
        var words = messages.explain(problem);
        for (var part : List.of(words.what(), words.means(), words.next())) {
            assertThat(part)
                    .as("%s: %s", problem.code(), words)
                    .isNotBlank()
                    .matches("(?s)[A-Z].*[.?\u2026]")
                    .doesNotContain("null", "Optional", "{", "}")
                    .doesNotContainPattern("\\b\\w+(\\.\\w+)*(Exception|Error)\\b")
                    .doesNotContainIgnoringCase("oops")
                    .doesNotContain("!", "..");
        }
        assertThat(words.what()).isNotEqualTo(words.means()).isNotEqualTo(words.next());
        assertThat(words.details()).contains(problem.code(), problem.operation());
        return words;
    }
}
