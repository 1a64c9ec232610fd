package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Copyable;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The role's permission to use the key: its own policy, and the key's policy where that does not leave the decision
 * to IAM.
 */
public final class KeyAccessSteps {
    private final AccessState f;
    private final KeyArn key;
    private final Retry newPrincipal;
    private final Retry newRole;

    public KeyAccessSteps(AccessState f, Retry settling) {
        this.f = f;
        this.key = f.key();
        this.newPrincipal =
                new Retry(java.util.Set.of("MalformedPolicyDocumentException"), settling.delay(), settling.attempts());
        this.newRole = new Retry(
                java.util.Set.of("NoSuchEntity", "ConcurrentModification"), settling.delay(), settling.attempts());
    }

    public Step allow() {
        String wanted = document();
        Optional<String> present = f.iamRole().map(IamRole::inlinePolicies).map(p -> p.get(f.policyName()));
        var request = new AwsRequest.PutRolePolicy(f.roleName(), f.policyName(), wanted);
        boolean allowed =
                f.iamRole().map(role -> RoleAccess.inlineAllows(role, key)).orElse(false) || f.proved();
        var rendering = new Rendering(
                Text.of("enable.allowKey.explain", f.roleName(), key.toString()),
                Optional.empty(),
                Optional.of(Commands.aws(request)),
                Optional.of(Terraform.access(f.roleName(), f.policyName(), key)));
        Text title = Text.of("enable.allowKey.title", f.roleName());
        Text reason = Text.of("enable.allowKey.reason");
        if (f.want().accessBy() == Actor.USER) {
            boolean done = allowed || f.saved() || f.byHand(AccessSteps.ALLOW_KEY);
            return new Step.ManualStep(
                    AccessSteps.ALLOW_KEY,
                    title,
                    reason,
                    Reversibility.UNDO,
                    Status.when(done),
                    rendering,
                    List.of(
                            new Copyable(Text.of("copy.accessPolicy"), wanted),
                            new Copyable(Text.of("copy.awsCommand"), Commands.aws(request))));
        }
        return new Step.AwsStep(
                AccessSteps.ALLOW_KEY,
                title,
                reason,
                Reversibility.UNDO,
                allowed ? Status.DONE : notAllowed(),
                rendering,
                Optional.of(request),
                newRole,
                Optional.of(new Diff(present.orElse(""), wanted)));
    }

    private Status notAllowed() {
        var sight = f.sight();
        return switch (sight) {
            case THERE, MISSING -> Status.TO_DO;
            case NO_CREDENTIALS, ELSEWHERE, UNREADABLE ->
                f.saved() ? Status.DONE : f.cannotSee(AccessSteps.ALLOW_KEY, sight);
        };
    }

    /**
     * The policy of our own name, with every key it already covers: an old key must stay usable as long as something
     * may need it. What somebody added to it stays.
     */
    private String document() {
        var keys = new TreeSet<String>();
        f.iamRole().map(role -> RoleAccess.keysOf(role, f.policyName())).ifPresent(keys::addAll);
        var present = f.iamRole().flatMap(role -> RoleAccess.inline(role, f.policyName()));
        if (present.isPresent() && !present.get().sameMeaningAs(AtlasPolicies.access(List.copyOf(keys)))) {
            return switch (PolicyMerge.append(
                    present.get(), AtlasPolicies.accessStatement(List.of(key.toString())), PolicyMerge.Limit.INLINE)) {
                case PolicyMerge.Result.Merged(var document, var _) -> document.raw();
                case PolicyMerge.Result.AlreadyThere _,
                        PolicyMerge.Result.TooLarge _,
                        PolicyMerge.Result.IllegalCharacter _ -> present.get().raw();
            };
        }
        keys.add(key.toString());
        return AtlasPolicies.access(List.copyOf(keys)).raw();
    }

    public Step keyPolicy() {
        return switch (f.now().aws().keyPolicy()) {
            case Observed.Known<String>(var text, var _) -> readable(text);
            case Observed.Failed<String>(var problem, var _) -> unreadable(problem.code());
            case Observed.NotRead<String> _ -> unreadable("-");
        };
    }

    private Step readable(String text) {
        if (f.roleArn().isEmpty()) {
            return unreadable("-");
        }
        RoleArn role = f.roleArn().get();
        try {
            var policy = PolicyDocument.parse(text);
            AccessDecision.Verdict verdict = RoleAccess.keyPolicyVerdict(policy, role, key);
            return switch (verdict) {
                case ALLOWED -> step(Status.DONE, Optional.empty(), Optional.empty());
                case EXPLICIT_DENY ->
                    step(
                            new Status.Blocked(Text.of("enable.keyPolicyDenies", role.toString())),
                            Optional.empty(),
                            Optional.empty());
                case UNKNOWN ->
                    step(
                            f.unlessAccepted(
                                    AccessSteps.KEY_POLICY,
                                    new Status.CannotTell(Text.of("enable.keyPolicyDepends", role.toString()))),
                            Optional.empty(),
                            Optional.empty());
                case IMPLICIT_DENY -> merge(policy, role);
            };
        } catch (PolicySyntaxException e) {
            return unreadable("MalformedPolicyDocument");
        }
    }

    private Step merge(PolicyDocument policy, RoleArn role) {
        return switch (PolicyMerge.append(policy, AtlasPolicies.keyStatement(role.toString()), PolicyMerge.Limit.KEY)) {
            case PolicyMerge.Result.AlreadyThere _ -> step(Status.DONE, Optional.empty(), Optional.empty());
            case PolicyMerge.Result.Merged(var document, var _) ->
                step(
                        Status.TO_DO,
                        Optional.of(new AwsRequest.PutKeyPolicy(key, policy.raw(), document.raw())),
                        Optional.of(new Diff(policy.raw(), document.raw())));
            case PolicyMerge.Result.TooLarge(int size, int limit) ->
                step(
                        new Status.Blocked(Text.of("enable.keyPolicyTooLarge", size, limit)),
                        Optional.empty(),
                        Optional.empty());
            case PolicyMerge.Result.IllegalCharacter _ -> unreadable("MalformedPolicyDocument");
        };
    }

    private Step unreadable(String code) {
        boolean proved = f.saved() || f.byHand(AccessSteps.KEY_POLICY);
        return step(
                proved
                        ? Status.DONE
                        : f.unlessAccepted(
                                AccessSteps.KEY_POLICY,
                                new Status.CannotTell(Text.of("enable.keyPolicyUnknown", code))),
                Optional.empty(),
                Optional.empty());
    }

    private Step step(Status status, Optional<AwsRequest> request, Optional<Diff> diff) {
        var rendering = new Rendering(
                Text.of("enable.keyPolicy.explain", key.toString()),
                Optional.empty(),
                request.map(Commands::aws),
                Optional.empty());
        Text title = Text.of("enable.keyPolicy.title");
        Text reason = Text.of("enable.keyPolicy.reason");
        if (f.want().accessBy() == Actor.USER && status instanceof Status.ToDo && request.isPresent()) {
            var put = (AwsRequest.PutKeyPolicy) request.get();
            return new Step.ManualStep(
                    AccessSteps.KEY_POLICY,
                    title,
                    reason,
                    Reversibility.UNDO,
                    Status.when(f.saved() || f.byHand(AccessSteps.KEY_POLICY)),
                    rendering,
                    List.of(
                            new Copyable(Text.of("copy.keyPolicy"), put.document()),
                            new Copyable(Text.of("copy.awsCommand"), Commands.aws(put))));
        }
        return new Step.AwsStep(
                AccessSteps.KEY_POLICY,
                title,
                reason,
                Reversibility.UNDO,
                status,
                rendering,
                request,
                newPrincipal,
                diff);
    }
}
