package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/**
 * {@code atlas-used-key}: Atlas reports that it uses this key with this role. The question arises only where both are
 * configured.
 */
public final class AtlasUsedKey extends Check {
    public AtlasUsedKey() {
        super(
                CheckId.ATLAS_USED_KEY,
                Group.ATLAS,
                List.of("getEncryptionAtRest", "kms:GetKeyLastUsage"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.LAST_USE));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (!facts.configured()) {
            return Optional.empty();
        }
        var lines = facts.known(Evidence.LAST_USE)
                .flatMap(use -> use)
                .map(use -> List.of(text("lastUse", use.operation(), use.at())))
                .orElse(List.of());
        return facts.provedByAtlas()
                ? pass(text("pass"), lines)
                : fail(text("fail"), lines, button(Fix.Action.CHECK_AGAIN, "fix"));
    }
}
