package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.PolicyRemoval;
import dev.cmkconsole.procedure.access.RoleAccess;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes an old key from the inline policies of the project's role. It refuses when the change would affect more
 * than this key.
 */
final class RolePolicyRemoval {
    static final StepId CHECK = StepId.of("check-role-policies");

    private final KeyArn key;
    private final WaitSettings waits;
    private final ProjectSnapshot now;
    private final Optional<IamRole> role;
    /** The new document of each policy by name; empty for a policy that is deleted. */
    private final Map<String, Optional<PolicyDocument>> changes = new TreeMap<>();

    private final List<String> unclear;

    RolePolicyRemoval(ProjectSnapshot now, KeyArn key, WaitSettings waits) {
        this.key = key;
        this.waits = waits;
        this.now = now;
        this.role = now.aws().role().value().flatMap(r -> r);
        role.ifPresent(r -> r.inlinePolicies().forEach(this::look));
        this.unclear = role.map(r -> RoleAccess.inlineMayAllow(after(r), key, now.at()))
                .orElse(List.of());
    }

    private void look(String name, String text) {
        try {
            switch (PolicyRemoval.remove(PolicyDocument.parse(text), key.toString(), AtlasPolicies.KEY_ACTIONS)) {
                case PolicyRemoval.RemovalResult.Rewritten(var document) -> changes.put(name, Optional.of(document));
                case PolicyRemoval.RemovalResult.NothingLeft _ -> changes.put(name, Optional.empty());
                case PolicyRemoval.RemovalResult.NotThere _ -> {}
            }
        } catch (PolicySyntaxException e) {
            // RoleAccess.inlineMayAllow counts such a policy as one that may allow, so it is unclear.
            changes.remove(name);
        }
    }

    /** The role as the changes would leave it. */
    private IamRole after(IamRole r) {
        var policies = new HashMap<>(r.inlinePolicies());
        changes.forEach((name, document) -> document.map(PolicyDocument::raw)
                .ifPresentOrElse(text -> policies.put(name, text), () -> policies.remove(name)));
        return new IamRole(
                r.arn(),
                r.trustPolicy(),
                policies,
                r.attachedPolicies(),
                r.permissionsBoundary(),
                r.created(),
                r.tags());
    }

    boolean over() {
        return role.isPresent() && changes.isEmpty() && unclear.isEmpty();
    }

    /**
     * One step for every policy that stays, changed or not, and one for the policy that is deleted. The list stays the
     * same when a change has been made.
     */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        steps.add(Step.check(CHECK).words("oldKey.policies").status(status()).build());
        role.ifPresent(r -> {
            new TreeMap<>(r.inlinePolicies())
                    .keySet().stream()
                            .filter(name -> !deleted().contains(name))
                            .forEach(name -> steps.add(rewrite(r, name)));
            steps.add(remove(r));
        });
        return steps;
    }

    private List<String> deleted() {
        return changes.entrySet().stream()
                .filter(e -> e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Status status() {
        if (role.isEmpty()) {
            return new Status.Blocked(
                    Text.of("oldKey.roleUnread", now.aws().role().unreadCode()));
        }
        if (deleted().size() > 1) {
            return new Status.Blocked(
                    Text.of("oldKey.policiesTwice", role.get().arn().name(), String.join(", ", deleted())));
        }
        return unclear.isEmpty()
                ? Status.DONE
                : new Status.Blocked(
                        Text.of("oldKey.policyUnclear", role.get().arn().name(), String.join(", ", unclear)));
    }

    private Step rewrite(IamRole r, String name) {
        String before = text(r, name);
        var step = step(StepId.of("take-out", name), "oldKey.takeOut", r, name);
        changes.getOrDefault(name, Optional.empty())
                .ifPresent(document -> change(
                        step,
                        new AwsRequest.EditRolePolicy(r.arn().name(), name, before, document.raw(), Optional.of(key)),
                        new Diff(before, document.raw())));
        return step.build();
    }

    /** The policies that are taken out are among the role's own. */
    private static String text(IamRole role, String policy) {
        return Objects.requireNonNull(role.inlinePolicies().get(policy), policy);
    }

    private Step remove(IamRole r) {
        var name = deleted().stream().findFirst();
        var step = step(StepId.of("take-away"), "oldKey.takeAway", r, name.orElse("-"));
        name.ifPresent(n -> {
            String before = text(r, n);
            change(
                    step,
                    new AwsRequest.DeleteRolePolicy(r.arn().name(), n, before, Optional.of(key)),
                    new Diff(before, ""));
        });
        return step.build();
    }

    private StepBuilder.Aws step(StepId id, String words, IamRole r, String name) {
        return Step.aws(id)
                .title(Text.of(words + ".title", name))
                .reason(Text.of("oldKey.takeOut.reason"))
                .explanation(Text.of(words + ".explain", name, r.arn().name(), key.toString()))
                .reversibility(Reversibility.UNDO)
                .status(Status.DONE)
                .retry(new Retry(
                        Set.of(AwsErrorCode.CONCURRENT_MODIFICATION), waits.retryDelay(), waits.retryAttempts()));
    }

    private static void change(StepBuilder.Aws step, AwsRequest request, Diff diff) {
        step.status(Status.TO_DO).request(request).diff(diff);
    }
}
