package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code atlas-used-key}: Atlas reports that it can use this key. The question arises only where Atlas is configured with
 * this key and this role, or with this key and an IAM user's credentials.
 */
public final class AtlasUsedKey extends Check {
    public AtlasUsedKey() {
        super(
                CheckId.ATLAS_USED_KEY,
                Group.ATLAS,
                List.of("getEncryptionAtRest", "listAlerts", "kms:GetKeyLastUsage"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.ALERTS, Evidence.LAST_USE));
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
        return switch (facts.saidByAtlas().use()) {
            case USABLE -> pass(text(facts.onCredentials() ? "credentials" : "pass"), lines);
            case UNUSABLE, NOT_CONFIGURED ->
                fail(Symptom.KEY_REFUSED, text("fail"), lines, button(Fix.Action.CHECK_AGAIN, "fix"));
            case IN_DOUBT -> doubt(facts, lines);
        };
    }

    /** Atlas reports the key as valid, and its alerts say otherwise or cannot be read. */
    private Optional<CheckVerdict> doubt(AccessFacts facts, List<Text> lines) {
        if (facts.known(Evidence.ALERTS).isEmpty()) {
            return unread(facts, Evidence.ALERTS);
        }
        var all = new ArrayList<>(facts.saidByAtlas().reasons());
        all.addAll(lines);
        boolean unreachable = facts.known(Evidence.ALERTS).get().stream().anyMatch(Alert::networkDenied);
        return unreachable
                ? fail(
                        Symptom.KMS_UNREACHABLE,
                        text("unreachable"),
                        all,
                        button(Fix.Action.CHECK_AGAIN, "unreachable.fix"))
                : cannotTell(text("contradicted"), all, button(Fix.Action.CHECK_AGAIN, "contradicted.fix"));
    }
}
