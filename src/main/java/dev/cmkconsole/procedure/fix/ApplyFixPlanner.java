package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.AwsRequest.CancelKeyDeletion;
import dev.cmkconsole.model.aws.AwsRequest.CreateRole;
import dev.cmkconsole.model.aws.AwsRequest.DeleteRolePolicy;
import dev.cmkconsole.model.aws.AwsRequest.EditRolePolicy;
import dev.cmkconsole.model.aws.AwsRequest.EnableKey;
import dev.cmkconsole.model.aws.AwsRequest.PutKeyPolicy;
import dev.cmkconsole.model.aws.AwsRequest.PutRolePolicy;
import dev.cmkconsole.model.aws.AwsRequest.UpdateTrustPolicy;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.procedure.access.LeftOut;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Plans one change in AWS. It writes a document as a check proposes it, or restores an earlier document, or makes a
 * key usable again. A document is written only while it is the one that the change was made from, and never when it
 * would lock the operator out of the key.
 */
public final class ApplyFixPlanner implements Planner<FixChoices> {
    public static final StepId APPLY = StepId.of("apply-fix");
    public static final StepId LEAVE_OUT = StepId.of("leave-out-deleted");

    private final WaitSettings waits;

    public ApplyFixPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    /** Whether the request writes a document; any other request that this planner takes changes a key's state. */
    public static boolean writesDocument(AwsRequest request) {
        return change(request).isPresent();
    }

    /** Whether the request deletes what it changes. */
    public static boolean deletes(AwsRequest request) {
        return request instanceof DeleteRolePolicy;
    }

    /** Says in a few words what is done to what. */
    public static Text title(FixChoices want) {
        return want.request() instanceof CancelKeyDeletion
                ? Text.of("fix.apply.title.cancelAndEnable", want.request().target())
                : Text.of(
                        (want.puttingBack() ? "fix.putBack.title." : "fix.apply.title.") + kind(want.request()),
                        want.request().target());
    }

    /** The key whose state the request changes. */
    public static Optional<KeyArn> ofKey(AwsRequest request) {
        return switch (request) {
            case EnableKey r -> Optional.of(r.key());
            case CancelKeyDeletion r -> Optional.of(r.key());
            default -> Optional.empty();
        };
    }

    /**
     * A document before and after.
     *
     * @param before empty when no document exists; {@code after} is empty when none shall exist
     */
    private record Change(String before, String after) {}

    private static Optional<Change> change(AwsRequest request) {
        return switch (request) {
            case CreateRole r -> Optional.of(new Change("", r.trustPolicy()));
            case UpdateTrustPolicy r -> Optional.of(new Change(r.before(), r.trustPolicy()));
            case PutRolePolicy r -> Optional.of(new Change("", r.document()));
            case EditRolePolicy r -> Optional.of(new Change(r.before(), r.document()));
            case DeleteRolePolicy r -> Optional.of(new Change(r.before(), ""));
            case PutKeyPolicy r -> Optional.of(new Change(r.before(), r.document()));
            default -> Optional.empty();
        };
    }

    @Override
    public ProcedureType<?> procedure() {
        return FixProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(FixChoices want) {
        return switch (want.request()) {
            case PutKeyPolicy put ->
                new ReadScope(
                        want.role().map(r -> r.name()),
                        Optional.of(new KeyReference.ByArn(put.key())),
                        Optional.of(put.key().region()));
            case EnableKey r ->
                new ReadScope(
                        Optional.empty(),
                        Optional.of(new KeyReference.ByArn(r.key())),
                        Optional.of(r.key().region()));
            case CancelKeyDeletion r ->
                new ReadScope(
                        Optional.empty(),
                        Optional.of(new KeyReference.ByArn(r.key())),
                        Optional.of(r.key().region()));
            case CreateRole r -> roleOnly(r.roleName());
            case UpdateTrustPolicy r -> roleOnly(r.roleName());
            case PutRolePolicy r -> roleOnly(r.roleName());
            case EditRolePolicy r -> roleOnly(r.roleName());
            case DeleteRolePolicy r -> roleOnly(r.roleName());
            default -> throw new IllegalArgumentException(want.request().operation());
        };
    }

    private static ReadScope roleOnly(String name) {
        return new ReadScope(Optional.of(name), Optional.empty(), Optional.empty());
    }

    /** Only a new key policy can lock the operator out; one that was in force before let the operator replace it. */
    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, FixChoices want) {
        return want.request() instanceof PutKeyPolicy put && !want.puttingBack()
                ? Optional.of(new CheckRequest(
                        Optional.empty(),
                        want.role(),
                        new KeyReference.ByArn(put.key()),
                        put.key().region()))
                : Optional.empty();
    }

    @Override
    public Plan plan(ProjectSnapshot now, FixChoices want) {
        if (ofKey(want.request()).isPresent()) {
            return new Plan(FixProcedure.TYPE, now.project(), now.at(), new KeySteps(now, want, waits).all())
                    .named(name(want));
        }
        var change = change(want.request())
                .orElseThrow(() -> new IllegalArgumentException(want.request().operation()));
        var status = roleGone(now, want.request()).orElseGet(() -> status(present(now, want.request()), change));
        var steps = new ArrayList<Step>();
        leavesOut(want, change, status.done()).ifPresent(steps::add);
        if (checkRequest(now, want).isPresent()) {
            steps.add(lockOut(now, want, status.done()));
        }
        steps.add(Step.aws(APPLY)
                .words(words(want))
                .title(title(want))
                .explanation(Text.of(explanation(want, change)))
                .inExplanation(want.request().operation(), want.request().target())
                .reversibility(LeftOut.reversibility(change.before()))
                .status(status)
                .request(want.request())
                .retry(new Retry(
                        Set.of(AwsErrorCode.CONCURRENT_MODIFICATION), waits.retryDelay(), waits.retryAttempts()))
                .diff(new Step.Diff(change.before(), change.after()))
                .build());
        return new Plan(FixProcedure.TYPE, now.project(), now.at(), steps).named(name(want));
    }

    /** What the change is: a proposal, a document as it was, a deletion, or a key that becomes usable again. */
    private static Text name(FixChoices want) {
        var request = want.request();
        if (ofKey(request).isPresent() || deletes(request)) {
            return Text.of("procedure.fix." + kind(request));
        }
        return Text.of(want.puttingBack() ? "procedure.fix.putBack" : FixProcedure.TYPE.nameKey());
    }

    private static String words(FixChoices want) {
        if (deletes(want.request())) {
            return "fix.delete";
        }
        return want.puttingBack() ? "fix.putBack" : "fix.apply";
    }

    private static String explanation(FixChoices want, Change change) {
        boolean restorable = LeftOut.deleted(change.before()).isEmpty();
        return restorable || !words(want).equals("fix.apply") ? words(want) + ".explain" : "fix.apply.explainLeavesOut";
    }

    /** Says why the key's state is changed. */
    public static Text keyReason(AwsRequest request) {
        return Text.of(
                request instanceof CancelKeyDeletion
                        ? "fix.key.reason.cancelAndEnable"
                        : "fix.key.reason." + kind(request));
    }

    static String kind(AwsRequest request) {
        return switch (request) {
            case CreateRole _ -> "role";
            case UpdateTrustPolicy _ -> "trust";
            case PutKeyPolicy _ -> "key";
            case EnableKey _ -> "enable";
            case CancelKeyDeletion _ -> "cancelDeletion";
            case DeleteRolePolicy _ -> "delete";
            default -> "access";
        };
    }

    /** The present document; empty when there is none. */
    private static Observed<Optional<String>> present(ProjectSnapshot now, AwsRequest request) {
        return switch (request) {
            case PutKeyPolicy _ -> now.aws().keyPolicy().map(Optional::of);
            case EditRolePolicy r ->
                ofRole(now, role -> Optional.ofNullable(role.inlinePolicies().get(r.policyName())));
            case PutRolePolicy r ->
                ofRole(now, role -> Optional.ofNullable(role.inlinePolicies().get(r.policyName())));
            case DeleteRolePolicy r ->
                ofRole(now, role -> Optional.ofNullable(role.inlinePolicies().get(r.policyName())));
            default -> ofRole(now, role -> Optional.of(role.trustPolicy()));
        };
    }

    private static Observed<Optional<String>> ofRole(
            ProjectSnapshot now, Function<IamRole, Optional<String>> document) {
        return now.aws().role().map(role -> role.flatMap(document));
    }

    private static Status status(Observed<Optional<String>> present, Change change) {
        if (present.value().isEmpty()) {
            return new Status.Blocked(Text.of("fix.unreadable", present.unreadCode()));
        }
        var document = present.value().get().orElse("");
        if (same(document, change.after())) {
            return Status.DONE;
        }
        if (!same(document, change.before())) {
            return new Status.Blocked(Text.of("fix.changed"));
        }
        var gone = LeftOut.deleted(change.after());
        return gone.isEmpty()
                ? Status.TO_DO
                : new Status.Blocked(Text.of("fix.deletedAgain", PolicyProposal.named(gone)));
    }

    /** A role that is gone has no documents: none can be written, and one of its policies is deleted already. */
    private static Optional<Status> roleGone(ProjectSnapshot now, AwsRequest request) {
        return request instanceof AwsRequest.IamRequest
                        && !(request instanceof CreateRole || request instanceof DeleteRolePolicy)
                        && now.aws().role().value().filter(Optional::isEmpty).isPresent()
                ? Optional.of(new Status.Blocked(Text.of("fix.roleGone")))
                : Optional.empty();
    }

    /** Compares statements and not text, because AWS rewrites documents: it writes account numbers as ARNs. */
    private static boolean same(String a, String b) {
        if (a.isBlank() || b.isBlank()) {
            return a.isBlank() && b.isBlank();
        }
        try {
            return PolicyDocument.parse(a).sameStatementsAs(PolicyDocument.parse(b));
        } catch (PolicySyntaxException e) {
            return a.equals(b);
        }
    }

    /** Somebody consents to each entry that a proposal leaves out, before anything is written. */
    private static Optional<Step> leavesOut(FixChoices want, Change change, boolean over) {
        return LeftOut.doubt(change.before(), change.after())
                .map(doubt -> Step.check(LEAVE_OUT)
                        .title(Text.of("fix.leavesOut.title"))
                        .reason(Text.of("fix.leavesOut.reason"))
                        .explanation(Text.of("fix.leavesOut.explain"))
                        .status(
                                over || want.accepted().contains(LEAVE_OUT)
                                        ? Status.DONE
                                        : new Status.CannotTell(doubt))
                        .build());
    }

    private static Step lockOut(ProjectSnapshot now, FixChoices want, boolean over) {
        var id = StepId.ofCheck(CheckId.NO_LOCK_OUT);
        var finding = now.checks().value().orElse(List.of()).stream()
                .filter(f -> f.id() == CheckId.NO_LOCK_OUT)
                .findFirst();
        Status status = over
                ? Status.DONE
                : finding.<Status>map(f -> switch (f.outcome()) {
                            case PASS, WARN -> Status.DONE;
                            case FAIL -> new Status.Blocked(said(f));
                            case CANNOT_TELL ->
                                want.accepted().contains(id) ? Status.DONE : new Status.CannotTell(said(f));
                        })
                        .orElseGet(() -> new Status.Blocked(
                                Text.of("checks.unread", now.checks().unreadCode())));
        return Step.check(id)
                .title(Text.of("check.no-lock-out.question"))
                .reason(Text.of("fix.lockOut.reason"))
                .explanation(Text.of("checks.explain"))
                .status(status)
                .build();
    }

    private static Text said(Finding finding) {
        return finding.advice()
                .map(advice -> Text.of("checks.withAdvice", finding.reason(), advice))
                .orElse(finding.reason());
    }
}
