package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives the role permission to use the key: in the role's own policy, and in the key policy where that does not
 * leave the decision to IAM.
 */
public final class KeyAccessSteps {
    private static final Duration KMS_KNOWS_A_ROLE = Duration.ofMinutes(15);

    private final AccessState state;
    private final KeyArn key;
    private final Retry newPrincipal;
    private final Retry newRole;
    private final StepId policyStep;

    /** @param settling how to retry while a change in IAM is not visible everywhere yet */
    public KeyAccessSteps(AccessState state, Retry settling) {
        this(state, settling, AccessSteps.KEY_POLICY);
    }

    /** @param policyStep what the step about the key policy is called, where a plan has several */
    public KeyAccessSteps(AccessState state, Retry settling, StepId policyStep) {
        this.policyStep = policyStep;
        this.state = state;
        this.key = state.key();
        this.newPrincipal = settled()
                ? Retry.once(settling.delay())
                : new Retry(Set.of(AwsErrorCode.MALFORMED_KEY_POLICY), settling.delay(), settling.attempts());
        this.newRole = new Retry(
                Set.of(AwsErrorCode.NO_SUCH_ENTITY, AwsErrorCode.CONCURRENT_MODIFICATION),
                settling.delay(),
                settling.attempts());
    }

    /** KMS knows a role that has been there for a while; a refusal of the document then has another cause. */
    private boolean settled() {
        return state.iamRole()
                .filter(role -> role.created().isBefore(state.now().at().minus(KMS_KNOWS_A_ROLE)))
                .isPresent();
    }

    public Step allow() {
        return allow(List.of());
    }

    /**
     * The older keys that something still needs, and that the role may not use yet; backups made with them would be
     * unreadable. The project is as it is to be once Atlas uses the key with the role.
     */
    private List<KeyArn> older() {
        return state.proved()
                ? List.of()
                : lacking().stream()
                        .flatMap(arn -> KeyArn.parse(arn).stream())
                        .filter(k -> !k.equals(key))
                        .toList();
    }

    /** A reading that leaves the checks out goes by what they found last, so that the policy is written once. */
    private List<String> lacking() {
        return switch (state.now().checks()) {
            case Observed.NotRead<List<Finding>> _ ->
                state.roleArn()
                        .map(role -> AccessEvidence.of(state.now(), role, key).olderKeys())
                        .orElse(List.of());
            case Observed.Known<List<Finding>>(var findings, var _) -> AccessEvidence.olderKeys(findings);
            case Observed.Failed<List<Finding>> _ -> List.of();
        };
    }

    /** @param others the role's access to further keys, which the same policy allows */
    public Step allow(List<AccessState> others) {
        var older = older();
        var keys = Stream.of(Stream.of(key), others.stream().map(AccessState::key), older.stream())
                .flatMap(some -> some)
                .map(KeyArn::toString)
                .distinct()
                .toList();
        String wanted = document(keys);
        String present = state.iamRole()
                .map(IamRole::inlinePolicies)
                .map(p -> p.get(state.policyName()))
                .orElse("");
        var request = new AwsRequest.PutRolePolicy(state.roleName(), state.policyName(), wanted);
        boolean allowed = allowed(state)
                && others.stream().allMatch(KeyAccessSteps::allowed)
                && (older.isEmpty() || present.equals(wanted));
        var step = Step.aws(AccessSteps.ALLOW_KEY)
                .words("enable.allowKey")
                .inTitle(state.roleName())
                .inExplanation(state.roleName(), String.join(", ", keys))
                .reversibility(Reversibility.UNDO)
                .request(request);
        long written = older.stream()
                .filter(k -> wanted.contains('"' + k.toString() + '"'))
                .count();
        if (written > 0) {
            step.reason(Text.of("enable.allowKey.older", written));
        }
        if (state.want().accessBy() == Actor.USER) {
            return step.status(Status.when(allowed || state.saved() || state.byHand(AccessSteps.ALLOW_KEY)))
                    .copyable(Text.of("copy.accessPolicy"), wanted)
                    .buildManual();
        }
        return step.status(allowed ? Status.DONE : notAllowed())
                .retry(newRole)
                .diff(new Diff(present, wanted))
                .build();
    }

    private static boolean allowed(AccessState state) {
        return state.proved()
                || RoleAccess.ofKey(state)
                        .filter(KeyAccessEvaluation::roleHasAllow)
                        .isPresent();
    }

    private Status notAllowed() {
        var sight = state.sight();
        return switch (sight) {
            case THERE, MISSING -> Status.TO_DO;
            case NO_CREDENTIALS, ELSEWHERE, UNREADABLE ->
                state.saved() ? Status.DONE : state.cannotSee(AccessSteps.ALLOW_KEY, sight);
        };
    }

    /**
     * The policy of the program's own name, with every key that it already covers: an old key stays usable as long as
     * something may need it. Statements that somebody else added stay.
     */
    private String document(List<String> wanted) {
        var present = state.iamRole()
                .flatMap(role -> Optional.ofNullable(role.inlinePolicies().get(state.policyName())))
                .flatMap(Documents::parse);
        var keys = new TreeSet<>(present.map(KeyAccessSteps::keysOf).orElse(List.of()));
        if (present.isPresent() && !present.get().sameMeaningAs(AtlasPolicies.access(List.copyOf(keys)))) {
            return switch (PolicyMerge.append(
                    present.get(), AtlasPolicies.accessStatement(wanted), PolicyMerge.Limit.INLINE)) {
                case PolicyMerge.MergeResult.Merged(var document, var _) -> document.raw();
                case PolicyMerge.MergeResult.AlreadyThere _,
                        PolicyMerge.MergeResult.TooLarge _,
                        PolicyMerge.MergeResult.IllegalCharacter _ ->
                    present.get().raw();
            };
        }
        keys.addAll(wanted);
        return AtlasPolicies.access(List.copyOf(keys)).raw();
    }

    private static List<String> keysOf(PolicyDocument policy) {
        return policy.statements().stream()
                .flatMap(s -> s.resources().stream())
                .flatMap(r -> r.values().stream())
                .filter(v -> KeyArn.parse(v).isPresent())
                .toList();
    }

    public Step keyPolicy() {
        return state.now().aws().keyPolicy().fold(this::readable, this::unreadable);
    }

    private Step readable(String text) {
        var gate = RoleAccess.ofKey(state);
        if (gate.isEmpty()) {
            return unreadable("-");
        }
        var policy = Documents.parse(text);
        if (policy.isEmpty()) {
            return unreadable(AwsErrorCode.MALFORMED_POLICY);
        }
        RoleArn role = gate.get().role();
        return switch (gate.get().keySide()) {
            case ALLOWED, BY_GRANT -> unchanged(Status.DONE);
            case DENIED -> unchanged(new Status.Blocked(Text.of("enable.keyPolicyDenies", role.toString())));
            case DEPENDS -> unknown(Text.of("enable.keyPolicyDepends", role.toString()));
            case MISSING, MISSING_UNLESS_GRANTED ->
                state.proposed(CheckId.KEY_POLICY, text)
                        .map(after -> change(text, after))
                        .orElseGet(() -> merge(policy.get(), role));
        };
    }

    private Step merge(PolicyDocument policy, RoleArn role) {
        return switch (PolicyProposal.key(policy, role.toString())) {
            case PolicyProposal.AlreadyThere _ -> unchanged(Status.DONE);
            case PolicyProposal.Write write ->
                change(policy.raw(), write.after().raw());
            case PolicyProposal.TooLarge(int size, int limit) ->
                unchanged(new Status.Blocked(Text.of("enable.keyPolicyTooLarge", size, limit)));
            case PolicyProposal.Malformed _ -> unreadable(AwsErrorCode.MALFORMED_POLICY);
            case PolicyProposal.Undecided(var principals) ->
                unchanged(new Status.Blocked(Text.of("check.deleted.undecided", PolicyProposal.named(principals))));
        };
    }

    private Step unreadable(String code) {
        return state.saved() || state.byHand(policyStep)
                ? unchanged(Status.DONE)
                : unknown(Text.of("enable.keyPolicyUnknown", code));
    }

    private Step unknown(Text doubt) {
        return unchanged(state.unlessAccepted(policyStep, new Status.CannotTell(doubt)));
    }

    private Step unchanged(Status status) {
        return keyPolicyStep().status(status).build();
    }

    private Step change(String before, String after) {
        var request = new AwsRequest.PutKeyPolicy(key, before, after);
        var step = keyPolicyStep().reversibility(LeftOut.reversibility(before)).request(request);
        if (state.want().accessBy() == Actor.USER) {
            return step.status(Status.when(state.saved() || state.byHand(policyStep)))
                    .copyable(Text.of("copy.keyPolicy"), after)
                    .buildManual();
        }
        return step.status(LeftOut.status(state, policyStep, before, after))
                .diff(new Diff(before, after))
                .build();
    }

    private StepBuilder.Aws keyPolicyStep() {
        return Step.aws(policyStep)
                .words("enable.keyPolicy")
                .inExplanation(key.toString())
                .reversibility(Reversibility.UNDO)
                .retry(newPrincipal);
    }
}
