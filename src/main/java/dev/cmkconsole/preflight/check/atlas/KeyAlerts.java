package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
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
 * {@code key-alerts}: somebody is told when the key stops working or is due for rotation. The question arises only where
 * Atlas is configured with a key; an alert that is missing is a warning, because it keeps Atlas from nothing.
 */
public final class KeyAlerts extends Check {
    public KeyAlerts() {
        super(
                CheckId.KEY_ALERTS,
                Group.ATLAS,
                List.of("listAlertConfigs"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.KEY_ALERTS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.configuration().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Evidence.KEY_ALERTS).isEmpty()) {
            return unread(facts, Evidence.KEY_ALERTS);
        }
        var all = AlertStanding.of(facts.known(Evidence.KEY_ALERTS).get(), facts.rotatesByItself());
        var lines = all.stream()
                .map(s -> text("line." + s.word(), s.alert().title()))
                .toList();
        var lacking = all.stream().filter(AlertStanding::lacking).toList();
        if (lacking.isEmpty()) {
            boolean every = all.stream().allMatch(s -> s.word() == AlertStanding.Word.ON);
            return pass(every ? text("pass") : text("pass.leftOff"), lines);
        }
        var names = lacking.stream()
                .map(s -> text("named", s.alert().title()))
                .reduce((a, b) -> Text.of("recipients.and", a, b))
                .orElseThrow();
        return warn(text("warn", names), lines, button(Fix.Action.ALERTS, "warn.fix", facts.projectId()));
    }
}
