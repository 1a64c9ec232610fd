package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/** What a check found, how that is known, and what to do about it. What is unknown is never a pass. */
public sealed interface CheckVerdict {

    /** The answer in one sentence. */
    Text reason();

    /** The evidence: which statement allows, which denies, which condition is unknown. May be empty. */
    List<Text> reasoning();

    /** What a report shows below the reason. */
    default List<Text> lines() {
        return reasoning();
    }

    /** What to do now, the best way first. Never empty for a failure. */
    List<Fix> fixes();

    default Symptom symptom() {
        return Symptom.NONE;
    }

    default CheckOutcome outcome() {
        return switch (this) {
            case Pass _ -> CheckOutcome.PASS;
            case Fail _ -> CheckOutcome.FAIL;
            case CannotTell _ -> CheckOutcome.CANNOT_TELL;
            case Warn _ -> CheckOutcome.WARN;
        };
    }

    /** @param lines what a report shows although nothing is to be done: the answer for each of several subjects */
    record Pass(Text reason, List<Text> reasoning, List<Text> lines) implements CheckVerdict {
        public Pass {
            reasoning = List.copyOf(reasoning);
            lines = List.copyOf(lines);
        }

        public Pass(Text reason, List<Text> reasoning) {
            this(reason, reasoning, List.of());
        }

        /** A pass whose evidence is the answer for each of several subjects. */
        public static Pass ofEach(Text reason, List<Text> answers) {
            return new Pass(reason, answers, answers);
        }

        @Override
        public List<Fix> fixes() {
            return List.of();
        }
    }

    record Fail(Symptom symptom, Text reason, List<Text> reasoning, List<Fix> fixes) implements CheckVerdict {
        public Fail(Text reason, List<Text> reasoning, List<Fix> fixes) {
            this(Symptom.NONE, reason, reasoning, fixes);
        }

        public Fail {
            reasoning = List.copyOf(reasoning);
            fixes = List.copyOf(fixes);
            if (fixes.isEmpty()) {
                throw new IllegalArgumentException("a failure without a way out: " + reason.key());
            }
        }
    }

    /** Nothing is broken, and something that would help is missing. It never fails a report. */
    record Warn(Text reason, List<Text> reasoning, List<Fix> fixes) implements CheckVerdict {
        public Warn {
            reasoning = List.copyOf(reasoning);
            fixes = List.copyOf(fixes);
        }
    }

    record CannotTell(Symptom symptom, Text reason, List<Text> reasoning, List<Fix> fixes) implements CheckVerdict {
        public CannotTell(Text reason, List<Text> reasoning, List<Fix> fixes) {
            this(Symptom.NONE, reason, reasoning, fixes);
        }

        public CannotTell {
            reasoning = List.copyOf(reasoning);
            fixes = List.copyOf(fixes);
        }
    }
}
