package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.CanonicalPolicy;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.HashSet;

/** Questions of tests about a policy before and after a change. */
public final class Merges {
    private Merges() {}

    /** Whether all statements stay and the addition only allows. */
    public static boolean takesNothingAway(PolicyDocument before, PolicyDocument after) {
        var kept = CanonicalPolicy.of(after).statements();
        var added = new HashSet<>(kept);
        added.removeAll(CanonicalPolicy.of(before).statements());
        return kept.containsAll(CanonicalPolicy.of(before).statements())
                && added.stream().allMatch(s -> s.effect() == StatementEffect.ALLOW);
    }
}
