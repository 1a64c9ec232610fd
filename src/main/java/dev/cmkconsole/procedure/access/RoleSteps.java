package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.policy.evaluate.OpenTrust;
import dev.cmkconsole.procedure.access.AccessState.Sight;
import dev.cmkconsole.procedure.access.RoleChoice.NewRole;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Copyable;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The IAM role and its trust in Atlas: made new, or one statement added to what an existing role trusts already. */
public final class RoleSteps {
    static final String NO_ROLE_ARN = "<ROLE_ARN>";
    private static final String NO_ACCOUNT = "<ATLAS_AWS_ACCOUNT_ARN>";
    private static final String NO_EXTERNAL_ID = "<EXTERNAL_ID>";
    /** IAM's reads lag behind its writes: a role just made can be hidden again, and is then refused a second time. */
    private static final Set<String> LAGGING = Set.of("EntityAlreadyExists", "NoSuchEntity", "ConcurrentModification");

    private final AccessState f;
    private final Retry lagging;
    private final String atlasAccount;
    private final String externalId;

    public RoleSteps(AccessState f, Retry settling) {
        this.f = f;
        this.lagging = new Retry(LAGGING, settling.delay(), settling.attempts());
        this.atlasAccount = f.record().map(AccessRole::atlasAccountArn).orElse(NO_ACCOUNT);
        this.externalId = f.record().map(AccessRole::externalId).orElse(NO_EXTERNAL_ID);
    }

    public Step setUp() {
        Sight sight = f.sight();
        return switch (sight) {
            case THERE -> extend(f.iamRole().orElseThrow());
            case MISSING ->
                makesRole()
                        ? create(Status.TO_DO)
                        : blocked(
                                "enable.roleMissing",
                                f.roleArn().map(RoleArn::toString).orElse(f.roleName()));
            case NO_CREDENTIALS, ELSEWHERE, UNREADABLE ->
                makesRole() ? create(unseen(sight)) : extendUnseen(unseen(sight));
        };
    }

    private boolean makesRole() {
        return f.want().role().iam() instanceof NewRole;
    }

    /** What Atlas has tried with success needs no look of ours. */
    private Status unseen(Sight sight) {
        if (f.authorized()) {
            return Status.DONE;
        }
        return f.want().trustBy() == Actor.USER ? Status.TO_DO : f.cannotSee(AccessSteps.SET_UP_ROLE, sight);
    }

    private Step create(Status status) {
        var trust = AtlasPolicies.trust(atlasAccount, externalId).raw();
        var request = new AwsRequest.CreateRole(
                f.roleName(),
                trust,
                "MongoDB Atlas encryption at rest, project " + f.projectId(),
                Map.of("ManagedBy", "cmk-console", "AtlasProject", f.projectId()));
        return step(status, Optional.of(request), Optional.of(new Diff("", trust)));
    }

    /** The whole document is not known, so there is no request to make; the statement to add is shown. */
    private Step extendUnseen(Status status) {
        return step(status, Optional.empty(), Optional.empty());
    }

    private Step extend(IamRole role) {
        try {
            var policy = PolicyDocument.parse(role.trustPolicy());
            if (f.record().isEmpty()) {
                return merge(role, policy);
            }
            var open = OpenTrust.statements(
                    policy, role.arn().toString(), atlasAccount, f.now().at());
            if (!open.isEmpty() && !f.proved()) {
                return blocked(
                        "enable.trustOpen", role.arn().name(), open.getFirst().label());
            }
            return switch (RoleAccess.trustVerdict(policy, role.arn(), atlasAccount, externalId)) {
                case EXPLICIT_DENY -> blocked("enable.trustDenies", role.arn().toString());
                case ALLOWED -> step(Status.DONE, Optional.empty(), Optional.empty());
                case UNKNOWN, IMPLICIT_DENY -> merge(role, policy);
            };
        } catch (PolicySyntaxException e) {
            return blocked("enable.trustUnreadable", role.arn().toString());
        }
    }

    private Step merge(IamRole role, PolicyDocument policy) {
        return switch (PolicyMerge.append(
                policy, AtlasPolicies.trustStatement(atlasAccount, externalId), PolicyMerge.Limit.TRUST)) {
            case PolicyMerge.Result.AlreadyThere _ -> step(Status.DONE, Optional.empty(), Optional.empty());
            case PolicyMerge.Result.Merged(var document, var _) ->
                step(
                        Status.TO_DO,
                        Optional.of(new AwsRequest.UpdateTrustPolicy(
                                role.arn().name(), role.trustPolicy(), document.raw())),
                        Optional.of(new Diff(role.trustPolicy(), document.raw())));
            case PolicyMerge.Result.TooLarge(int size, int limit) -> blocked("enable.trustTooLarge", size, limit);
            case PolicyMerge.Result.IllegalCharacter _ ->
                blocked("enable.trustUnreadable", role.arn().toString());
        };
    }

    private Step blocked(String key, Object... args) {
        return step(new Status.Blocked(Text.of(key, args)), Optional.empty(), Optional.empty());
    }

    private Step step(Status status, Optional<AwsRequest> request, Optional<Diff> diff) {
        boolean isNew = makesRole() && f.iamRole().isEmpty();
        String key = isNew ? "enable.createRole" : "enable.extendTrust";
        Text title = Text.of(key + ".title", f.roleName());
        Text reason = Text.of(key + ".reason");
        var rendering = new Rendering(
                Text.of(
                        key + ".explain",
                        f.roleName(),
                        f.record().isPresent() ? atlasAccount : Text.of("enable.atlasAccount")),
                Optional.empty(),
                request.map(Commands::aws),
                Optional.of(isNew ? Terraform.role(f.roleName()) : Terraform.trust(f.roleName())));
        if (f.want().trustBy() == Actor.USER && !(status instanceof Status.Blocked)) {
            boolean done = status.done()
                    || (f.byHand(AccessSteps.SET_UP_ROLE) && f.roleArn().isPresent());
            return new Step.ManualStep(
                    AccessSteps.SET_UP_ROLE,
                    title,
                    reason,
                    Reversibility.UNDO,
                    Status.when(done),
                    rendering,
                    copyables(request));
        }
        boolean ready = f.record().isPresent();
        return new Step.AwsStep(
                AccessSteps.SET_UP_ROLE,
                title,
                reason,
                Reversibility.UNDO,
                status,
                rendering,
                ready ? request : Optional.empty(),
                lagging,
                diff);
    }

    private List<Copyable> copyables(Optional<AwsRequest> request) {
        var trust = request.map(r -> switch (r) {
                    case AwsRequest.CreateRole c -> c.trustPolicy();
                    case AwsRequest.UpdateTrustPolicy u -> u.trustPolicy();
                    default -> throw new IllegalStateException("not about trust: " + r.operation());
                })
                .orElseGet(() -> AtlasPolicies.trust(atlasAccount, externalId).raw());
        var json = new Copyable(
                Text.of(request.isPresent() || makesRole() ? "copy.trustPolicy" : "copy.trustStatement"), trust);
        return request.map(r -> List.of(json, new Copyable(Text.of("copy.awsCommand"), Commands.aws(r))))
                .orElse(List.of(json));
    }
}
