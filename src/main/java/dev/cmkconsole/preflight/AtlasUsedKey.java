package dev.cmkconsole.preflight;

import java.util.List;
import java.util.Optional;

/** Row 21: Atlas uses this key with this role, by its own word. Asked only where it is configured. */
final class AtlasUsedKey extends Check {
    AtlasUsedKey() {
        super(
                "atlas-used-key",
                Group.ATLAS,
                List.of("getEncryptionAtRest", "kms:GetKeyLastUsage"),
                Needs.plus(Needs.KEY, Part.LAST_USE));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (!facts.configured()) {
            return Optional.empty();
        }
        var lines = facts.known(Part.LAST_USE)
                .flatMap(use -> use)
                .map(use -> List.of(text("lastUse", use.operation(), use.at())))
                .orElse(List.of());
        return facts.provedByAtlas()
                ? pass(text("pass"), lines)
                : fail(text("fail"), lines, button(Fix.Action.CHECK_AGAIN, "fix"));
    }
}
