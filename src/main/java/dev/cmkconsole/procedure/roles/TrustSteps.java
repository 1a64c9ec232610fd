package dev.cmkconsole.procedure.roles;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.edit.TrustRemoval;
import dev.cmkconsole.policy.edit.TrustRemoval.TrustRemovalResult;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.LeftOut;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;
import java.util.Set;

/** Takes Atlas' statements for given external ids out of a role's trust policy, and nothing else. */
final class TrustSteps {
    static final StepId ROLE = StepId.of("check-iam-role");
    static final StepId REMOVE = StepId.of("remove-trust");

    private final ProjectSnapshot now;
    private final ProjectRoles roles;
    private final RecordChoices want;
    private final Optional<IamRole> role;
    private final Retry retry;

    TrustSteps(
            ProjectSnapshot now, ProjectRoles roles, RecordChoices want, Optional<IamRole> role, WaitSettings waits) {
        this.now = now;
        this.roles = roles;
        this.want = want;
        this.role = role;
        this.retry = new Retry(Set.of(AwsErrorCode.CONCURRENT_MODIFICATION), waits.retryDelay(), waits.retryAttempts());
    }

    /** The role's name for people. */
    static String name(RecordChoices want) {
        return want.iamRole().map(r -> r.name()).orElse("-");
    }

    /** Whether the role is gone, or trusts none of the external ids any more. */
    boolean over() {
        return missing()
                || role.flatMap(r -> Documents.parse(r.trustPolicy()))
                        .filter(document -> removal(document) instanceof TrustRemovalResult.NotThere)
                        .isPresent();
    }

    private boolean missing() {
        return want.iamRole().isPresent()
                && now.aws().role().value().filter(Optional::isEmpty).isPresent();
    }

    /** The check that the role can be read. */
    Step role() {
        return Step.check(ROLE)
                .words("roles.iamRole")
                .inTitle(name(want))
                .status(roleStatus())
                .build();
    }

    private Status roleStatus() {
        if (want.iamRole().isEmpty()) {
            return want.externalIds().isEmpty() ? Status.DONE : new Status.Blocked(Text.of("roles.iamRole.none"));
        }
        var account = now.aws().caller().value().map(AwsCaller::account);
        var arn = want.iamRole().get();
        if (account.filter(a -> !a.equals(arn.account())).isPresent()) {
            return new Status.Blocked(Text.of("roles.iamRole.otherAccount", arn.account(), account.get()));
        }
        return now.aws()
                .role()
                .fold(
                        _ -> Status.DONE,
                        code -> new Status.Blocked(
                                now.aws().signIn().orElseGet(() -> Text.of("roles.iamRole.unread", arn.name(), code))));
    }

    /**
     * The check that no project has the external ids. Atlas gives each to one record, so those of the record itself need
     * no other project to be read.
     */
    Step externalIds() {
        return Step.check(AccessSteps.OTHER_PROJECTS)
                .words("roles.externalIds")
                .inExplanation(String.join(", ", want.externalIds()))
                .status(want.record().isPresent() || over() ? Status.DONE : leftOver())
                .build();
    }

    private Status leftOver() {
        for (var id : want.externalIds()) {
            var owner = roles.owner(id);
            if (owner.isPresent()) {
                return new Status.Blocked(Text.of("roles.externalIds.owned", id, owner.get()));
            }
        }
        if (roles.projectsUnread().isPresent()) {
            return new Status.Blocked(
                    Text.of("oldKey.projectsUnread", roles.projectsUnread().get()));
        }
        var unread = roles.unreadProjects();
        return unread.isEmpty()
                ? Status.DONE
                : want.unlessAccepted(
                        AccessSteps.OTHER_PROJECTS, Text.of("roles.externalIds.unread", String.join(", ", unread)));
    }

    /** The step that changes the trust policy. */
    Step remove() {
        var step = Step.aws(REMOVE)
                .words("roles.removeTrust")
                .inTitle(name(want))
                .inExplanation(name(want), String.join(", ", want.externalIds()))
                .reversibility(Reversibility.UNDO)
                .retry(retry);
        if (want.externalIds().isEmpty() || missing()) {
            return step.status(Status.DONE).build();
        }
        return role.map(r -> Documents.parse(r.trustPolicy())
                        .map(document -> remove(step, r, document))
                        .orElseGet(() -> step.status(new Status.Blocked(Text.of(
                                        "enable.trustUnreadable", r.arn().toString())))
                                .build()))
                .orElseGet(step::build);
    }

    private Step remove(StepBuilder.Aws step, IamRole r, PolicyDocument document) {
        return switch (removal(document)) {
            case TrustRemovalResult.NotThere _ -> step.status(Status.DONE).build();
            case TrustRemovalResult.Rewritten(var after) ->
                change(statementsLeave(document, after) ? step : onlyExternalIds(step), r, after);
            case TrustRemovalResult.OnlyStatement _ ->
                step.status(new Status.Blocked(Text.of(
                                r.madeHere() ? "roles.removeTrust.only.madeHere" : "roles.removeTrust.only",
                                name(want))))
                        .build();
            case TrustRemovalResult.ForAPerson(var statements) ->
                step.status(new Status.Blocked(
                                Text.of("roles.removeTrust.person", name(want), String.join(", ", statements))))
                        .build();
        };
    }

    /** Whether each external ID takes its statement with it. */
    private boolean statementsLeave(PolicyDocument before, PolicyDocument after) {
        return before.statements().size() - after.statements().size()
                >= want.externalIds().size();
    }

    private StepBuilder.Aws onlyExternalIds(StepBuilder.Aws step) {
        var ids = String.join(", ", want.externalIds());
        return step.words("roles.narrowTrust").inTitle(name(want), ids).inExplanation(name(want), ids);
    }

    private Step change(StepBuilder.Aws step, IamRole r, PolicyDocument after) {
        Status status = LeftOut.doubt(r.trustPolicy(), after.raw())
                .filter(_ -> !want.accepted().contains(REMOVE))
                .<Status>map(Status.CannotTell::new)
                .orElse(Status.TO_DO);
        return step.status(status)
                .reversibility(LeftOut.reversibility(r.trustPolicy()))
                .request(new AwsRequest.UpdateTrustPolicy(r.arn().name(), r.trustPolicy(), after.raw()))
                .diff(new Diff(r.trustPolicy(), after.raw()))
                .build();
    }

    /** IAM writes no document that names a deleted principal, so those leave with the statements. */
    private TrustRemovalResult removal(PolicyDocument document) {
        boolean touched = false;
        var now = document;
        for (var id : want.externalIds()) {
            switch (TrustRemoval.remove(now, id)) {
                case TrustRemovalResult.Rewritten(var after) -> {
                    now = after;
                    touched = true;
                }
                case TrustRemovalResult.NotThere _ -> {}
                case TrustRemovalResult other -> {
                    return other;
                }
            }
        }
        return touched ? writable(now) : new TrustRemovalResult.NotThere();
    }

    private static TrustRemovalResult writable(PolicyDocument document) {
        var cleaned = DeletedPrincipals.leaveOut(document);
        if (!cleaned.undecided().isEmpty()) {
            return new TrustRemovalResult.ForAPerson(cleaned.undecided().stream()
                    .map(p -> p.statement().label())
                    .distinct()
                    .toList());
        }
        return cleaned.document().statements().isEmpty()
                ? new TrustRemovalResult.OnlyStatement()
                : new TrustRemovalResult.Rewritten(cleaned.document());
    }
}
