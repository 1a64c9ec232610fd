package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.evaluate.OpenTrust;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.procedure.access.AccessState.Sight;
import dev.cmkconsole.procedure.access.RoleChoice.NewRole;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepBuilder;
import java.util.List;
import java.util.Set;

/** Sets up the IAM role's trust in Atlas: creates the role, or adds one statement to an existing trust policy. */
public final class RoleSteps {
    /**
     * IAM's reads lag behind its writes: a role that was just created can be hidden again, and creating it once more
     * is then refused.
     */
    private static final Set<String> LAGGING = Set.of(
            AwsErrorCode.ENTITY_ALREADY_EXISTS, AwsErrorCode.NO_SUCH_ENTITY, AwsErrorCode.CONCURRENT_MODIFICATION);

    private final AccessState state;
    private final Retry lagging;
    private final String atlasAccount;
    private final String externalId;

    /** @param settling how to retry while a change in IAM is not visible everywhere yet */
    public RoleSteps(AccessState state, Retry settling) {
        this.state = state;
        this.lagging = new Retry(LAGGING, settling.delay(), settling.attempts());
        this.atlasAccount =
                state.record().map(AccessRole::atlasAccountArn).orElseGet(Output.ATLAS_AWS_ACCOUNT_ARN::token);
        this.externalId = state.record().map(AccessRole::externalId).orElseGet(Output.EXTERNAL_ID::token);
    }

    public Step setUp() {
        Sight sight = state.sight();
        return switch (sight) {
            case THERE -> extend(state.iamRole().orElseThrow());
            case MISSING ->
                makesRole()
                        ? create(Status.TO_DO)
                        : blocked(
                                "enable.roleMissing",
                                state.roleArn().map(RoleArn::toString).orElse(state.roleName()));
            case NO_CREDENTIALS, ELSEWHERE, UNREADABLE ->
                makesRole() ? create(unseen(sight)) : unchanged(unseen(sight));
        };
    }

    private boolean makesRole() {
        return state.want().role().iam() instanceof NewRole;
    }

    /** The program need not see a role that Atlas has assumed with success. */
    private Status unseen(Sight sight) {
        if (state.authorized()) {
            return Status.DONE;
        }
        if (state.want().trustBy() == Actor.USER) {
            return Status.TO_DO;
        }
        var status = state.cannotSee(AccessSteps.SET_UP_ROLE, sight);
        return status.done() && state.roleArn().isEmpty() ? nameless() : status;
    }

    /** Atlas is told the role's ARN; going past a role that cannot be read does not reveal it. */
    private Status nameless() {
        return new Status.Blocked(Text.of("enable.arnUnknown", state.roleName()));
    }

    private Step create(Status status) {
        var trust = AtlasPolicies.trust(atlasAccount, externalId).raw();
        var request = new AwsRequest.CreateRole(
                state.roleName(),
                trust,
                "MongoDB Atlas encryption at rest, project " + state.projectId(),
                IamRole.tagsFor(state.projectId()));
        return change(step(), status, request, new Diff("", trust));
    }

    private Step extend(IamRole role) {
        try {
            var policy = PolicyDocument.parse(role.trustPolicy());
            if (state.record().isEmpty()) {
                return beforeTheRecord(role, policy);
            }
            var open = OpenTrust.statements(
                    policy, role.arn().toString(), atlasAccount, state.now().at());
            if (!open.isEmpty() && !state.proved()) {
                return blocked(
                        "enable.trustOpen", role.arn().name(), open.getFirst().label());
            }
            var answer = RoleAccess.ofTrust(state, role, policy).orElseThrow().answer();
            return switch (answer.allowed()) {
                case TRUE -> unchanged(Status.DONE);
                case UNKNOWN -> unchanged(state.authorized() ? Status.DONE : trustDepends(role));
                case FALSE ->
                    answer.explicit() ? blocked("enable.trustDenies", role.arn().toString()) : merge(role, policy);
            };
        } catch (PolicySyntaxException e) {
            return blocked("enable.trustUnreadable", role.arn().toString());
        }
    }

    /**
     * A role that serves other Atlas customers is refused later, so that is looked at before anything is sent. The
     * records of a project name Atlas' account; before the first one it can be any account that the role trusts.
     */
    private Step beforeTheRecord(IamRole role, PolicyDocument policy) {
        var arn = role.arn().toString();
        var at = state.now().at();
        var atlas = state.now().roles().value().orElse(List.of()).stream()
                .map(AccessRole::atlasAccountArn)
                .findFirst();
        var open = atlas.map(a -> OpenTrust.statements(policy, arn, a, at)).orElse(List.of());
        if (!open.isEmpty()) {
            return blocked(
                    "enable.trustOpen", role.arn().name(), open.getFirst().label());
        }
        if (atlas.isEmpty() && OpenTrust.toEverybody(policy, arn, at)) {
            return blocked("enable.trustEverybody", role.arn().name());
        }
        var doubtful = atlas.isEmpty() ? OpenTrust.accounts(policy, arn, at) : List.<String>of();
        var merged = merge(role, policy);
        return doubtful.isEmpty()
                        || merged.status() instanceof Status.Blocked
                        || state.want().accepted().contains(AccessSteps.SET_UP_ROLE)
                ? merged
                : merged.withStatus(new Status.CannotTell(
                        Text.of("enable.trustMayBeOpen", role.arn().name(), String.join(", ", doubtful))));
    }

    /** Another statement would go past a condition that somebody set on purpose, so only Atlas' attempt can tell. */
    private Status trustDepends(IamRole role) {
        return state.unlessAccepted(
                AccessSteps.SET_UP_ROLE,
                new Status.CannotTell(Text.of("enable.trustDepends", role.arn().toString())));
    }

    private Step merge(IamRole role, PolicyDocument policy) {
        var proposed = state.proposed(CheckId.TRUST_POLICY, role.trustPolicy());
        return proposed.isPresent() && state.record().isPresent()
                ? update(proposing(policy, proposed.get()), role, proposed.get())
                : merged(role, policy);
    }

    private StepBuilder.Aws proposing(PolicyDocument before, String after) {
        boolean added = PolicyDocument.parse(after).statements().size()
                > DeletedPrincipals.leaveOut(before).document().statements().size();
        return added ? step() : widening();
    }

    private Step merged(IamRole role, PolicyDocument policy) {
        return switch (PolicyProposal.trust(policy, atlasAccount, externalId)) {
            case PolicyProposal.AlreadyThere _ -> unchanged(Status.DONE);
            case PolicyProposal.Write write ->
                update(
                        write.widened() ? widening() : step(),
                        role,
                        write.after().raw());
            case PolicyProposal.TooLarge(int size, int limit) -> blocked("enable.trustTooLarge", size, limit);
            case PolicyProposal.Malformed _ ->
                blocked("enable.trustUnreadable", role.arn().toString());
            case PolicyProposal.Undecided(var principals) ->
                blocked("check.deleted.undecided", PolicyProposal.named(principals));
        };
    }

    private Step update(StepBuilder.Aws step, IamRole role, String trust) {
        return change(
                step.reversibility(LeftOut.reversibility(role.trustPolicy())),
                LeftOut.status(state, AccessSteps.SET_UP_ROLE, role.trustPolicy(), trust),
                new AwsRequest.UpdateTrustPolicy(role.arn().name(), role.trustPolicy(), trust),
                new Diff(role.trustPolicy(), trust));
    }

    private Step blocked(String key, Object... args) {
        return step().status(new Status.Blocked(Text.of(key, args))).build();
    }

    /** A step without a request: nothing is left to change, or the present trust policy is not known. */
    private Step unchanged(Status status) {
        var step = step();
        if (!byUser(status)) {
            return step.status(status).build();
        }
        var label = Text.of(makesRole() ? "copy.trustPolicy" : "copy.trustStatement");
        return step.status(byHand(status))
                .copyable(label, AtlasPolicies.trust(atlasAccount, externalId).raw())
                .buildManual();
    }

    private Step change(StepBuilder.Aws step, Status status, AwsRequest request, Diff diff) {
        step.request(request);
        if (!byUser(status)) {
            return step.status(status).diff(diff).build();
        }
        return step.status(byHand(status))
                .copyable(Text.of("copy.trustPolicy"), diff.after())
                .buildManual();
    }

    private boolean byUser(Status status) {
        return state.want().trustBy() == Actor.USER && !(status instanceof Status.Blocked);
    }

    private Status byHand(Status status) {
        return Status.when(status.done()
                || state.byHand(AccessSteps.SET_UP_ROLE) && state.roleArn().isPresent());
    }

    /** For a trust policy without room for another statement: Atlas' own statement gets the external id. */
    private StepBuilder.Aws widening() {
        return step().explanation(Text.of("enable.extendTrust.widened", state.roleName(), atlasName()));
    }

    private Object atlasName() {
        return state.record().isPresent() ? atlasAccount : Text.of("enable.atlasAccount");
    }

    private StepBuilder.Aws step() {
        boolean isNew = makesRole() && state.iamRole().isEmpty();
        return Step.aws(AccessSteps.SET_UP_ROLE)
                .words(isNew ? "enable.createRole" : "enable.extendTrust")
                .inTitle(state.roleName())
                .inExplanation(state.roleName(), atlasName())
                .reversibility(Reversibility.UNDO)
                .retry(lagging);
    }
}
