package dev.cmkconsole.procedure;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.model.IamRole;
import dev.cmkconsole.model.Reversibility;
import dev.cmkconsole.model.Text;
import dev.cmkconsole.policy.AtlasPolicies;
import dev.cmkconsole.policy.PolicyDocument;
import dev.cmkconsole.policy.PolicyMerge;
import dev.cmkconsole.policy.PolicySyntaxException;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import dev.cmkconsole.procedure.RoleChoice.ExistingRole;
import dev.cmkconsole.procedure.Step.Copyable;
import dev.cmkconsole.procedure.Step.Diff;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The IAM role and its trust in Atlas: made new, or one statement added to what an existing role trusts already. */
final class RoleSteps {
    static final String NO_ROLE_ARN = "<ROLE_ARN>";
    private static final String NO_ACCOUNT = "<ATLAS_AWS_ACCOUNT_ARN>";
    private static final String NO_EXTERNAL_ID = "<EXTERNAL_ID>";

    private final EnableFacts f;
    private final String atlasAccount;
    private final String externalId;

    RoleSteps(EnableFacts f) {
        this.f = f;
        this.atlasAccount = f.record().map(AccessRole::atlasAccountArn).orElse(NO_ACCOUNT);
        this.externalId = f.record().map(AccessRole::externalId).orElse(NO_EXTERNAL_ID);
    }

    Step setUp() {
        if (f.want().role().iam() instanceof ExistingRole && f.iamReadable() && f.iamRole().isEmpty()) {
            return step(new Status.Blocked(Text.of("enable.roleMissing", f.roleName())), Optional.empty(), Optional.empty());
        }
        return f.iamRole().map(this::extend).orElseGet(this::create);
    }

    private Step create() {
        var trust = AtlasPolicies.trust(atlasAccount, externalId).raw();
        var request = new AwsRequest.CreateRole(f.roleName(), trust, "MongoDB Atlas encryption at rest, project " + f.projectId(),
                Map.of("ManagedBy", "cmk-console", "AtlasProject", f.projectId()));
        return step(f.authorized() ? Status.DONE : Status.TO_DO, Optional.of(request), Optional.of(new Diff("", trust)));
    }

    private Step extend(IamRole role) {
        if (f.record().isEmpty()) {
            return step(Status.TO_DO, Optional.empty(), Optional.of(new Diff(role.trustPolicy(), role.trustPolicy())));
        }
        try {
            var merged = PolicyMerge.append(PolicyDocument.parse(role.trustPolicy()), AtlasPolicies.trustStatement(atlasAccount, externalId), PolicyMerge.Limit.TRUST);
            return switch (merged) {
                case PolicyMerge.Result.AlreadyThere _ -> step(Status.DONE, Optional.empty(), Optional.empty());
                case PolicyMerge.Result.Merged(var document, var _) -> step(Status.TO_DO,
                        Optional.of(new AwsRequest.UpdateTrustPolicy(role.arn().name(), role.trustPolicy(), document.raw())),
                        Optional.of(new Diff(role.trustPolicy(), document.raw())));
                case PolicyMerge.Result.TooLarge(int size, int limit) -> blocked("enable.trustTooLarge", size, limit);
                case PolicyMerge.Result.IllegalCharacter _ -> blocked("enable.trustUnreadable", role.arn().toString());
            };
        } catch (PolicySyntaxException e) {
            return blocked("enable.trustUnreadable", role.arn().toString());
        }
    }

    private Step blocked(String key, Object... args) {
        return step(new Status.Blocked(Text.of(key, args)), Optional.empty(), Optional.empty());
    }

    private Step step(Status status, Optional<AwsRequest> request, Optional<Diff> diff) {
        boolean isNew = f.iamRole().isEmpty();
        String key = isNew ? "enable.createRole" : "enable.extendTrust";
        Text title = Text.of(key + ".title", f.roleName());
        Text reason = Text.of(key + ".reason");
        var rendering = new Rendering(Text.of(key + ".explain", f.roleName(), atlasAccount), Optional.empty(), request.map(Commands::aws),
                Optional.of(Terraform.role(f.roleName())));
        if (f.want().trustBy() == Actor.USER && !(status instanceof Status.Blocked)) {
            boolean done = status.done() || f.authorized() || f.byHand(EnablePlanner.SET_UP_ROLE);
            return new Step.ManualStep(EnablePlanner.SET_UP_ROLE, title, reason, Reversibility.UNDO, Status.when(done), rendering, copyables(request));
        }
        boolean ready = f.record().isPresent();
        return new Step.AwsStep(EnablePlanner.SET_UP_ROLE, title, reason, Reversibility.UNDO, status, rendering, ready ? request : Optional.empty(),
                Retry.NEVER, diff);
    }

    private List<Copyable> copyables(Optional<AwsRequest> request) {
        var trust = request.map(r -> switch (r) {
            case AwsRequest.CreateRole c -> c.trustPolicy();
            case AwsRequest.UpdateTrustPolicy u -> u.trustPolicy();
            default -> "";
        }).orElseGet(() -> AtlasPolicies.trust(atlasAccount, externalId).raw());
        var json = new Copyable(Text.of("copy.trustPolicy"), trust);
        return request.map(r -> List.of(json, new Copyable(Text.of("copy.awsCommand"), Commands.aws(r)))).orElse(List.of(json));
    }
}
