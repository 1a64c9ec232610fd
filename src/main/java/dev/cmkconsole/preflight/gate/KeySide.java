package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import java.util.List;

/** What a key's own side, its policy and its grants, says about the role, for everything that Atlas does with the key. */
public enum KeySide {
    ALLOWED,
    /** The key policy does not allow everything; a grant does. */
    BY_GRANT,
    /** A statement denies. No added statement changes that. */
    DENIED,
    /** Neither the key policy nor a grant allows everything. */
    MISSING,
    /** The key policy does not allow everything, and what grants allow is not known. */
    MISSING_UNLESS_GRANTED,
    /** A statement allows or denies under a condition that is not known here. */
    DEPENDS;

    static KeySide of(KeyAccessEvaluation gate) {
        var answers = answers(gate);
        if (answers.stream().anyMatch(ActionAnswer::explicit)) {
            return DENIED;
        }
        if (answers.stream().anyMatch(a -> a.allowed() == Truth.FALSE)) {
            return MISSING;
        }
        if (answers.stream().anyMatch(a -> a.allowed() == Truth.UNKNOWN)) {
            return AtlasPolicies.KEY_ACTIONS.stream()
                            .filter(action ->
                                    !gate.keySide(action, true).allowed().isTrue())
                            .allMatch(action -> gate.keySide(action, false).allowed() == Truth.FALSE)
                    ? MISSING_UNLESS_GRANTED
                    : DEPENDS;
        }
        boolean byPolicy = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.keySide(action, false).allowed().isTrue());
        return byPolicy ? ALLOWED : BY_GRANT;
    }

    static List<ActionAnswer> answers(KeyAccessEvaluation gate) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.keySide(action, true))
                .toList();
    }
}
