package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.CanonicalPolicy.CanonicalCondition;
import dev.cmkconsole.policy.document.CanonicalPolicy.CanonicalStatement;
import dev.cmkconsole.policy.document.CanonicalPolicy.Names;
import dev.cmkconsole.policy.document.ConditionOperator;
import dev.cmkconsole.policy.document.Glob;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Decides whether an Allow statement already grants everything that another one would. When in doubt, the answer is no.
 */
final class StatementCover {

    private StatementCover() {}

    static boolean covers(CanonicalStatement existing, CanonicalStatement wanted) {
        return existing.equals(wanted)
                || existing.effect() == StatementEffect.ALLOW
                        && wanted.effect() == StatementEffect.ALLOW
                        && existing.otherMembers().isEmpty()
                        && wanted.otherMembers().isEmpty()
                        && names(
                                existing.principals(),
                                wanted.principals(),
                                (wide, narrow) -> wide.equals(narrow) || wide.equals("*"))
                        && names(existing.actions(), wanted.actions(), StatementCover::pattern)
                        && names(existing.resources(), wanted.resources(), StatementCover::pattern)
                        && existing.conditions().stream()
                                .allMatch(limit -> wanted.conditions().stream().anyMatch(own -> implies(own, limit)));
    }

    private static boolean names(Optional<Names> wide, Optional<Names> narrow, BiPredicate<String, String> contains) {
        if (wide.equals(narrow)) {
            return true;
        }
        if (wide.isEmpty()
                || narrow.isEmpty()
                || wide.get().negated()
                || narrow.get().negated()) {
            return false;
        }
        return narrow.get().values().stream()
                .allMatch(n -> wide.get().values().stream().anyMatch(w -> contains.test(w, n)));
    }

    /**
     * Only a star of the wide pattern matches a star of the narrow one. Comparing the star as a character is therefore
     * safe, unless {@code ?} could match it.
     */
    private static boolean pattern(String wide, String narrow) {
        if (wide.equals(narrow)) {
            return true;
        }
        var wildcards = narrow.indexOf('*') >= 0 || narrow.indexOf('?') >= 0;
        if (wide.contains("${") || narrow.contains("${") || (wildcards && wide.indexOf('?') >= 0)) {
            return false;
        }
        return wide.startsWith("arn:")
                ? Glob.of(wide).matchesArn(narrow)
                : Glob.of(wide).matches(narrow);
    }

    private static boolean implies(CanonicalCondition own, CanonicalCondition limit) {
        if (own.equals(limit)) {
            return true;
        }
        var operator = ConditionOperator.parse(limit.operator());
        if (operator.isEmpty()
                || operator.get().operator() == ConditionOperator.NULL
                || !own.operator().equals(limit.operator())
                || !own.key().equals(limit.key())
                || hasVariables(own.values())
                || hasVariables(limit.values())) {
            return false;
        }
        return operator.get().negated()
                ? own.values().containsAll(limit.values())
                : limit.values().containsAll(own.values());
    }

    private static boolean hasVariables(Set<String> values) {
        return values.stream().anyMatch(value -> value.contains("${"));
    }
}
