package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.evaluate.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Policy texts as sets to evaluate. A text that cannot be read or parsed leaves its set incomplete, so that nothing is
 * concluded from its absence.
 */
public final class Documents {
    private Documents() {}

    public static Optional<PolicyDocument> parse(String text) {
        try {
            return Optional.of(PolicyDocument.parse(text));
        } catch (PolicySyntaxException e) {
            return Optional.empty();
        }
    }

    /** All inline and managed policies of the role. */
    static PolicySet identity(Optional<IamRole> role, Observed<ManagedPolicies> managed) {
        if (role.isEmpty()) {
            return PolicySet.unreadable();
        }
        var found = new ArrayList<PolicySet.Named>();
        var complete = true;
        for (var inline : new TreeMap<>(role.get().inlinePolicies()).entrySet()) {
            var document = parse(inline.getValue());
            document.ifPresent(d -> found.add(new PolicySet.Named(inline.getKey(), d)));
            complete &= document.isPresent();
        }
        var attached = managed.value().map(ManagedPolicies::attached).orElse(List.of());
        for (var policy : attached) {
            var document = policy.document().value().flatMap(Documents::parse);
            document.ifPresent(d -> found.add(new PolicySet.Named(name(policy.arn()), d)));
            complete &= document.isPresent();
        }
        var listed = attached.stream().map(ManagedPolicies.ManagedPolicy::arn).toList();
        return new PolicySet(found, complete && listed.containsAll(role.get().attachedPolicies()));
    }

    /** Empty where the role has no boundary. */
    static Optional<PolicySet> boundary(Optional<IamRole> role, Observed<ManagedPolicies> managed) {
        if (role.isEmpty()) {
            return Optional.of(PolicySet.unreadable());
        }
        return role.get()
                .permissionsBoundary()
                .map(arn -> managed.value()
                        .flatMap(ManagedPolicies::boundary)
                        .filter(b -> b.arn().equals(arn))
                        .flatMap(b -> b.document().value())
                        .flatMap(Documents::parse)
                        .map(d -> PolicySet.of(name(arn), d))
                        .orElseGet(PolicySet::unreadable));
    }

    static PolicySet keyPolicy(Observed<String> text) {
        return text.value()
                .flatMap(Documents::parse)
                .map(d -> PolicySet.of("key policy", d))
                .orElseGet(PolicySet::unreadable);
    }

    /** Whether a condition of these policies, or a variable in them, is about a given key. */
    static Predicate<String> mentioned(List<PolicySet> sets) {
        var conditions = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        var texts = new StringBuilder();
        for (var set : sets) {
            for (var policy : set.policies()) {
                for (var statement : policy.document().statements()) {
                    statement.conditions().forEach(c -> conditions.add(c.key()));
                    texts.append(statement.json());
                }
            }
        }
        var text = texts.toString().toLowerCase(Locale.ROOT);
        return key -> conditions.contains(key) || text.contains("${" + key.toLowerCase(Locale.ROOT));
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
