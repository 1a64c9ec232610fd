package dev.cmkconsole.preflight.protection;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;

/** {@code key-protection}: only named principals may end the key, in every Region that has it. */
public final class ProtectionCheck {
    private ProtectionCheck() {}

    /** Who may end the key in each of its Regions; empty where the key is not known. */
    public static List<KeyProtection> of(ProjectSnapshot now) {
        return now.answers()
                .guard()
                .value()
                .map(g -> g.policies().entrySet().stream()
                        .map(e -> KeyProtection.of(e.getKey(), e.getValue(), now.at()))
                        .toList())
                .orElse(List.of());
    }

    /** The answer for all Regions together: the weakest policy counts. */
    public static CheckResult result(ProjectSnapshot now) {
        return new CheckResult(
                CheckId.KEY_PROTECTION,
                Group.KEY,
                Text.of("check.key-protection.question"),
                List.of("kms:GetKeyPolicy"),
                verdict(now));
    }

    private static CheckVerdict verdict(ProjectSnapshot now) {
        var all = of(now);
        if (all.isEmpty()) {
            return new CheckVerdict.CannotTell(
                    Text.of("check.key-protection.noKey", now.aws().key().unreadCode()), List.of(), List.of());
        }
        var worst = all.stream().map(KeyProtection::outcome).reduce(CheckOutcome.PASS, ProtectionCheck::worse);
        var said = all.stream().map(KeyProtection::said).toList();
        var reason = all.stream()
                .filter(p -> p.outcome() == worst)
                .findFirst()
                .orElseThrow()
                .said();
        var others = said.stream().filter(text -> !text.equals(reason)).toList();
        List<Fix> fixes = List.of(new Fix.Advice(Text.of("check.key-protection.fix")));
        return switch (worst) {
            case PASS -> CheckVerdict.Pass.ofEach(reason, others);
            case FAIL -> new CheckVerdict.Fail(reason, others, fixes);
            case CANNOT_TELL -> new CheckVerdict.CannotTell(reason, others, fixes);
            case WARN -> new CheckVerdict.Warn(reason, others, fixes);
        };
    }

    private static CheckOutcome worse(CheckOutcome a, CheckOutcome b) {
        if (a == CheckOutcome.FAIL || b == CheckOutcome.FAIL) {
            return CheckOutcome.FAIL;
        }
        return a == CheckOutcome.PASS ? b : a;
    }
}
