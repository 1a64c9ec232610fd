package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;
import java.util.Optional;

/**
 * One answered check.
 *
 * @param calls the operations whose answers are its evidence, such as {@code kms:DescribeKey}; also the permissions it
 *     needs
 * @param accepted when somebody already decided to continue although the result is unknown
 */
public record CheckResult(
        CheckId id,
        Group group,
        Text question,
        List<String> calls,
        CheckVerdict verdict,
        Optional<EarlierAcceptance> accepted) {

    public CheckResult(CheckId id, Group group, Text question, List<String> calls, CheckVerdict verdict) {
        this(id, group, question, calls, verdict, Optional.empty());
    }

    public CheckResult {
        calls = List.copyOf(calls);
    }

    public CheckResult acceptedEarlier(Optional<EarlierAcceptance> acceptance) {
        return new CheckResult(id, group, question, calls, verdict, acceptance);
    }

    /** The reason, and who accepted when that it is unknown. */
    public Text reason() {
        return accepted.map(a -> Text.of("checks.acceptedEarlier", verdict.reason(), a.at(), a.by()))
                .orElseGet(verdict::reason);
    }
}
