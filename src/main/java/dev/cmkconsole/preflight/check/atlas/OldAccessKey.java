package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code old-access-key}: nothing uses the access key that the project had before its role. The question arises only
 * where the access key is named.
 */
public final class OldAccessKey extends Check {
    private static final Duration STATISTICS_LAG = Duration.ofHours(24);

    public OldAccessKey() {
        super(
                CheckId.OLD_ACCESS_KEY,
                Group.ATLAS,
                List.of("iam:GetAccessKeyLastUsed"),
                Set.of(Evidence.OLD_ACCESS_KEY));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.focus().oldAccessKey().flatMap(old -> {
            if (facts.known(Evidence.OLD_ACCESS_KEY).isEmpty()) {
                return unread(facts, Evidence.OLD_ACCESS_KEY);
            }
            var last = facts.known(Evidence.OLD_ACCESS_KEY).flatMap(use -> use);
            if (last.filter(use -> use.at().isAfter(old.switched())).isPresent()) {
                return fail(text("used", last.get().at(), last.get().operation()), List.of(), advice("used.fix"));
            }
            if (old.switched().plus(STATISTICS_LAG).isAfter(facts.at())) {
                return cannotTell(
                        text("early", old.switched()), List.of(), button(Fix.Action.CHECK_AGAIN, "early.fix"));
            }
            return last.isPresent() ? pass("idle", last.get().at()) : pass("never");
        });
    }
}
