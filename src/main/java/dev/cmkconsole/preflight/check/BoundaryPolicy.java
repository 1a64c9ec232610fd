package dev.cmkconsole.preflight.check;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.need.NeededKey;
import dev.cmkconsole.preflight.verdict.Fix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The role's permissions boundary, and how its policy would allow the examined key and every other key that the project
 * needs. All checks propose the same change, because the next version replaces the one before.
 */
public final class BoundaryPolicy {
    private static final int LARGEST_MANAGED_POLICY = 6_144;

    private BoundaryPolicy() {}

    /** The boundary's answer for each action with the key; empty where the role has no boundary. */
    public static Map<String, ActionAnswer> answers(KeyAccessEvaluation gate) {
        var answers = new LinkedHashMap<String, ActionAnswer>();
        AtlasPolicies.KEY_ACTIONS.forEach(
                action -> gate.boundarySide(action).ifPresent(answer -> answers.put(action, answer)));
        return answers;
    }

    /** The actions that the boundary surely keeps the role from with an older key; empty where there are none. */
    public static Map<String, ActionAnswer> refused(AccessFacts facts, OldKey old) {
        return old.shown()
                .map(arn -> refused(KeyAccessEvaluation.ofOldKey(facts, arn, old.policy())))
                .orElseGet(Map::of);
    }

    /** The same for the key of an evaluation. */
    public static Map<String, ActionAnswer> refused(KeyAccessEvaluation gate) {
        var refused = new LinkedHashMap<>(answers(gate));
        refused.values().removeIf(answer -> answer.allowed() != Truth.FALSE);
        return refused;
    }

    /** A command where one suffices, else what to ask the boundary's owner. */
    public static Fix extended(AccessFacts facts) {
        var arn = facts.role().flatMap(IamRole::permissionsBoundary).orElseThrow();
        var keys = Stream.concat(examined(facts), needed(facts)).distinct().toList();
        if (keys.isEmpty()) {
            return new Fix.Advice(Text.of("check.permissions-boundary.denied.fix"));
        }
        var named = String.join(", ", keys);
        return merged(facts, keys)
                .filter(_ -> !arn.contains(":iam::aws:"))
                .<Fix>map(document -> new Fix.Command(
                        Text.of(
                                "check.permissions-boundary.fix",
                                named,
                                command("list-policy-versions", arn),
                                command("delete-policy-version", arn) + " --version-id VERSION"),
                        command("create-policy-version", arn) + " --set-as-default \\\n  --policy-document "
                                + AwsCommand.quote(document.minified())))
                .orElseGet(() -> new Fix.Advice(Text.of("check.permissions-boundary.other.fix", named)));
    }

    private static String command(String operation, String arn) {
        return "aws iam " + operation + " --policy-arn " + AwsCommand.quote(arn);
    }

    private static Stream<String> examined(AccessFacts facts) {
        return KeyAccessEvaluation.of(facts).stream()
                .filter(gate -> lacks(answers(gate)))
                .map(gate -> gate.key().toString());
    }

    private static Stream<String> needed(AccessFacts facts) {
        return NeededKey.of(facts).stream()
                .map(NeededKey::key)
                .filter(old -> lacks(refused(facts, old)))
                .flatMap(old -> old.shown().stream())
                .map(KeyArn::toString);
    }

    /** No further statement helps against one that denies. */
    private static boolean lacks(Map<String, ActionAnswer> answers) {
        return answers.values().stream().anyMatch(a -> a.allowed() == Truth.FALSE)
                && answers.values().stream().noneMatch(ActionAnswer::explicit);
    }

    private static Optional<PolicyDocument> merged(AccessFacts facts, List<String> keys) {
        return facts.known(Evidence.MANAGED)
                .flatMap(ManagedPolicies::boundary)
                .flatMap(b -> b.document().value())
                .flatMap(Documents::parse)
                .map(d -> PolicyMerge.append(d, AtlasPolicies.accessStatement(keys), PolicyMerge.Limit.INLINE))
                .flatMap(result -> result instanceof PolicyMerge.MergeResult.Merged(var document, var _)
                        ? Optional.of(document)
                        : Optional.empty())
                .filter(document -> document.minified().length() <= LARGEST_MANAGED_POLICY);
    }
}
