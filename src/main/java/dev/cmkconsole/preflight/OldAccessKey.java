package dev.cmkconsole.preflight;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Row 22: nothing uses the IAM user's access key any more that the project had before its role. Asked only where
 * one is named.
 */
final class OldAccessKey extends Check {
    private static final Duration STATISTICS_LAG = Duration.ofHours(24);

    OldAccessKey() {
        super("old-access-key", Group.ATLAS, List.of("iam:GetAccessKeyLastUsed"), Set.of(Part.OLD_ACCESS_KEY));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.focus().oldAccessKey().flatMap(old -> {
            if (facts.known(Part.OLD_ACCESS_KEY).isEmpty()) {
                return unread(facts, Part.OLD_ACCESS_KEY);
            }
            var last = facts.known(Part.OLD_ACCESS_KEY).flatMap(use -> use);
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
