package dev.cmkconsole.procedure.oldkey;

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
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Commands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes an old key out of the inline policies of the project's role, and refuses where more than this key would be
 * touched.
 */
final class RolePolicyRemoval {
    static final StepId CHECK = StepId.of("check-role-policies");

    private final KeyArn key;
    private final WaitSettings pace;
    private final ProjectSnapshot now;
    private final Optional<IamRole> role;
    /** What each policy becomes; empty where it goes. */
    private final Map<String, Optional<PolicyDocument>> changes = new TreeMap<>();

    private final List<String> unclear;

    RolePolicyRemoval(ProjectSnapshot now, KeyArn key, WaitSettings pace) {
        this.key = key;
        this.pace = pace;
        this.now = now;
        this.role = now.aws().role().value().flatMap(r -> r);
        role.ifPresent(r -> r.inlinePolicies().forEach(this::look));
        this.unclear = role.map(r -> RoleAccess.inlineMayAllow(after(r), key)).orElse(List.of());
    }

    private void look(String name, String text) {
        try {
            switch (PolicyRemoval.remove(PolicyDocument.parse(text), key.toString(), AtlasPolicies.KEY_ACTIONS)) {
                case PolicyRemoval.Result.Rewritten(var document) -> changes.put(name, Optional.of(document));
                case PolicyRemoval.Result.NothingLeft _ -> changes.put(name, Optional.empty());
                case PolicyRemoval.Result.NotThere _ -> {}
            }
        } catch (PolicySyntaxException e) {
            // It counts as one that may allow, below.
            changes.remove(name);
        }
    }

    /** The role as it would be. */
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
     * A step for every policy that stays, so that it is still there when its change has been made, and one for the
     * policy that goes.
     */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        steps.add(new Step.CheckStep(
                CHECK,
                Text.of("oldKey.policies.title"),
                Text.of("oldKey.policies.reason"),
                status(),
                Rendering.of(Text.of("oldKey.policies.explain")),
                ""));
        role.ifPresent(r -> {
            new TreeMap<>(r.inlinePolicies())
                    .keySet().stream()
                            .filter(name -> !going().contains(name))
                            .forEach(name -> steps.add(rewrite(r, name)));
            steps.add(remove(r));
        });
        return steps;
    }

    private List<String> going() {
        return changes.entrySet().stream()
                .filter(e -> e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Status status() {
        if (role.isEmpty()) {
            return new Status.Blocked(Text.of(
                    "oldKey.roleUnread",
                    now.aws().role().problem().map(p -> p.code()).orElse("-")));
        }
        if (going().size() > 1) {
            return new Status.Blocked(
                    Text.of("oldKey.policiesTwice", role.get().arn().name(), String.join(", ", going())));
        }
        return unclear.isEmpty()
                ? Status.DONE
                : new Status.Blocked(
                        Text.of("oldKey.policyUnclear", role.get().arn().name(), String.join(", ", unclear)));
    }

    private Step rewrite(IamRole r, String name) {
        String before = r.inlinePolicies().get(name);
        var document = changes.getOrDefault(name, Optional.empty());
        var request = document.<AwsRequest>map(
                d -> new AwsRequest.EditRolePolicy(r.arn().name(), name, before, d.raw(), Optional.of(key)));
        return step(
                StepId.of("take-out", name),
                "oldKey.takeOut",
                r,
                name,
                request,
                document.map(d -> new Diff(before, d.raw())));
    }

    private Step remove(IamRole r) {
        var name = going().stream().findFirst();
        return step(
                StepId.of("take-away"),
                "oldKey.takeAway",
                r,
                name.orElse("-"),
                name.map(n -> new AwsRequest.DeleteRolePolicy(
                        r.arn().name(), n, r.inlinePolicies().get(n), Optional.of(key))),
                name.map(n -> new Diff(r.inlinePolicies().get(n), "")));
    }

    private Step step(
            StepId id, String words, IamRole r, String name, Optional<AwsRequest> request, Optional<Diff> diff) {
        var rendering = new Rendering(
                Text.of(words + ".explain", name, r.arn().name(), key.toString()),
                Optional.empty(),
                request.map(Commands::aws),
                Optional.empty());
        return new Step.AwsStep(
                id,
                Text.of(words + ".title", name),
                Text.of("oldKey.takeOut.reason"),
                Reversibility.UNDO,
                Status.when(request.isEmpty()),
                rendering,
                request,
                new Retry(Set.of("ConcurrentModification"), pace.retryDelay(), pace.retryAttempts()),
                diff);
    }
}
