package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/**
 * One answered check.
 *
 * @param calls the operations whose answers are its evidence, such as {@code kms:DescribeKey}; also the permissions it
 *     needs
 */
public record CheckResult(CheckId id, Group group, Text question, List<String> calls, CheckVerdict verdict) {

    public CheckResult {
        calls = List.copyOf(calls);
    }
}
