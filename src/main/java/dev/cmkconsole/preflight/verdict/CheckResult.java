package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/**
 * One answered check.
 *
 * @param id such as {@code trust-policy}; stable, for programs
 * @param calls operations whose answers it rests on: {@code kms:DescribeKey}, {@code getEncryptionAtRest}; also
 *     the permissions it needs
 */
public record CheckResult(String id, Group group, Text question, List<String> calls, Verdict verdict) {

    public CheckResult {
        calls = List.copyOf(calls);
    }
}
