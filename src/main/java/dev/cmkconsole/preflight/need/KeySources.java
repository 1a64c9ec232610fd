package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which sources of keys were not read, so that a key may be missing from the list. */
public final class KeySources {
    private KeySources() {}

    /** Another unread source than the role's policies is a reason in the verdict on each listed key. */
    public static List<Text> unread(KeySurvey survey, KeyNeedEvidence evidence) {
        return Stream.concat(
                        OldKeys.unreadNames(evidence).stream()
                                .filter(_ -> survey.keys().isEmpty())
                                .map(KeyVerdictText::unread),
                        policies(survey).stream())
                .toList();
    }

    private static Optional<Text> policies(KeySurvey survey) {
        return survey.policies().value().isPresent()
                ? Optional.empty()
                : Optional.of(survey.policies()
                        .problem()
                        .map(problem -> Text.of("oldKey.policiesUnread", problem.operation(), problem.code()))
                        .orElseGet(() -> Text.of("oldKey.policiesNotAsked")));
    }
}
