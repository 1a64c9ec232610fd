package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/** What a check came to. What is not known is never a pass. */
public sealed interface Verdict {

    /** The answer in one sentence. */
    Text reason();

    /** How we know: which statement allowed, which denied, which condition is unknown; may be empty. */
    List<Text> reasoning();

    /** What to do now, the best first. Never empty for a failure. */
    List<Fix> fixes();

    enum Word {
        PASS,
        FAIL,
        CANNOT_TELL
    }

    default Word word() {
        return switch (this) {
            case Pass _ -> Word.PASS;
            case Fail _ -> Word.FAIL;
            case CannotTell _ -> Word.CANNOT_TELL;
        };
    }

    record Pass(Text reason, List<Text> reasoning) implements Verdict {
        public Pass {
            reasoning = List.copyOf(reasoning);
        }

        @Override
        public List<Fix> fixes() {
            return List.of();
        }
    }

    record Fail(Text reason, List<Text> reasoning, List<Fix> fixes) implements Verdict {
        public Fail {
            reasoning = List.copyOf(reasoning);
            fixes = List.copyOf(fixes);
            if (fixes.isEmpty()) {
                throw new IllegalArgumentException("a failure without a way out: " + reason.key());
            }
        }
    }

    record CannotTell(Text reason, List<Text> reasoning, List<Fix> fixes) implements Verdict {
        public CannotTell {
            reasoning = List.copyOf(reasoning);
            fixes = List.copyOf(fixes);
        }
    }
}
