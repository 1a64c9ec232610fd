package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.ConditionOperator;
import dev.cmkconsole.policy.document.ConditionOperator.Parsed;
import dev.cmkconsole.policy.document.ConditionOperator.Quantifier;
import dev.cmkconsole.policy.document.Glob;
import dev.cmkconsole.policy.document.Glob.UnresolvedVariable;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.Truth;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one operator on one key. Values are alternatives; a negated operator requires that none of them matches.
 */
final class Conditions {

    private Conditions() {}

    static Truth evaluate(Condition condition, RequestContext context, boolean expandsVariables) {
        var parsed = ConditionOperator.parse(condition.operator());
        if (parsed.isEmpty()) {
            return Truth.UNKNOWN;
        }
        var operator = parsed.get();
        var present = context.present(condition.key());
        if (operator.operator() == ConditionOperator.NULL) {
            return isNull(condition.values(), present);
        }
        return switch (present) {
            case UNKNOWN -> Truth.UNKNOWN;
            case FALSE -> Truth.of(whenAbsent(operator));
            case TRUE ->
                compare(
                        operator,
                        condition.values(),
                        context.values(condition.key()),
                        expandsVariables ? name -> variable(name, context) : null);
        };
    }

    private static Truth isNull(List<String> wanted, Truth present) {
        var result = Truth.FALSE;
        for (var value : wanted) {
            result = result.or(
                    !ConditionOperator.isBoolean(value)
                            ? Truth.UNKNOWN
                            : value.equalsIgnoreCase("true") ? present.not() : present);
        }
        return result;
    }

    private static boolean whenAbsent(Parsed operator) {
        if (operator.ifExists()) {
            return true;
        }
        return switch (operator.quantifier()) {
            case ALL -> true;
            case ANY -> false;
            case NONE -> operator.negated();
        };
    }

    private static Truth compare(
            Parsed operator,
            List<String> wanted,
            List<String> given,
            @Nullable Function<String, Glob.Resolved> variables) {
        var all = Truth.TRUE;
        var any = Truth.FALSE;
        for (var value : given) {
            var one = Truth.FALSE;
            for (var pattern : wanted) {
                one = one.or(match(operator, pattern, value, variables));
            }
            one = operator.negated() ? one.not() : one;
            all = all.and(one);
            any = any.or(one);
        }
        return operator.quantifier() == Quantifier.ALL
                        || (operator.quantifier() == Quantifier.NONE && operator.negated())
                ? all
                : any;
    }

    /**
     * A variable whose key is absent never matches. Under a negated operator, AWS does not document the result, so it
     * is UNKNOWN.
     */
    private static Truth match(
            Parsed operator, String pattern, String value, @Nullable Function<String, Glob.Resolved> variables) {
        try {
            return operator.operator().matches(pattern, value, variables);
        } catch (UnresolvedVariable e) {
            return operator.negated() ? Truth.UNKNOWN : e.state;
        }
    }

    /** Only single-valued keys can be variables. */
    static Glob.Resolved variable(String name, RequestContext context) {
        var present = context.present(name);
        var values = context.values(name);
        if (present.isTrue() && values.size() == 1) {
            return new Glob.Resolved(Truth.TRUE, values.getFirst());
        }
        return new Glob.Resolved(present == Truth.FALSE ? Truth.FALSE : Truth.UNKNOWN, null);
    }
}
