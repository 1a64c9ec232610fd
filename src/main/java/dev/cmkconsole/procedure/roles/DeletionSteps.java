package dev.cmkconsole.procedure.roles;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.edit.TrustRemoval;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Diff;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Deletes an IAM role that this program made and nobody uses, after everything that IAM wants gone before. */
final class DeletionSteps {
    static final StepId MADE_HERE = StepId.of("check-role-made-here");
    static final StepId NOBODY = StepId.of("check-role-unused");
    static final StepId LAST_USE = StepId.of("check-role-last-use");
    static final StepId DELETE = StepId.of("delete-role");
    /** Atlas tries a role that it uses every 15 minutes, and IAM tells of it some hours later. */
    static final Duration QUIET = Duration.ofHours(24);

    private final ProjectSnapshot now;
    private final ProjectRoles roles;
    private final RecordChoices want;
    private final Optional<IamRole> role;
    private final Retry retry;

    DeletionSteps(
            ProjectSnapshot now, ProjectRoles roles, RecordChoices want, Optional<IamRole> role, WaitSettings waits) {
        this.now = now;
        this.roles = roles;
        this.want = want;
        this.role = role;
        this.retry = new Retry(
                Set.of(AwsErrorCode.CONCURRENT_MODIFICATION, AwsErrorCode.DELETE_CONFLICT),
                waits.retryDelay(),
                waits.retryAttempts());
    }

    private boolean over() {
        return role.isEmpty() && now.aws().role().value().isPresent();
    }

    List<Step> checks() {
        boolean over = over();
        return List.of(
                Step.check(MADE_HERE)
                        .words("roles.madeHere")
                        .status(over || role.isEmpty() || role.get().madeHere() ? Status.DONE : notMadeHere())
                        .build(),
                Step.check(NOBODY)
                        .words("roles.nobody")
                        .status(over ? Status.DONE : nobody())
                        .build(),
                lastUse(over));
    }

    private Status notMadeHere() {
        return new Status.Blocked(Text.of("roles.madeHere.not", TrustSteps.name(want)));
    }

    /** Other records of the role, other trust, and EC2. A role that trusts nobody else serves nobody else. */
    private Status nobody() {
        var arn = role.map(IamRole::arn);
        var records = now.roles().value().orElse(List.of()).stream()
                .filter(r -> r.iamRoleArn().equals(arn.map(RoleArn::toString)))
                .map(r -> r.roleId())
                .filter(id -> !want.record().equals(Optional.of(id)))
                .toList();
        if (!records.isEmpty()) {
            return new Status.Blocked(Text.of("roles.nobody.records", String.join(", ", records)));
        }
        var projects = roles.sharedWith(arn);
        if (!projects.isEmpty()) {
            return new Status.Blocked(Text.of("roles.nobody.projects", String.join(", ", projects)));
        }
        var others = role.flatMap(r -> Documents.parse(r.trustPolicy()))
                .map(document -> TrustRemoval.remaining(document, want.externalIds()));
        if (others.isEmpty()) {
            return new Status.Blocked(Text.of("enable.trustUnreadable", TrustSteps.name(want)));
        }
        if (!others.get().isEmpty()) {
            return new Status.Blocked(Text.of("roles.nobody.trust", String.join(", ", others.get())));
        }
        return use().fold(
                        use -> use.filter(u -> !u.instanceProfiles().isEmpty())
                                .<Status>map(u -> new Status.Blocked(
                                        Text.of("roles.nobody.instances", String.join(", ", u.instanceProfiles()))))
                                .orElse(Status.DONE),
                        code -> new Status.Blocked(Text.of("roles.nobody.unread", code)));
    }

    private Observed<Optional<RoleUse>> use() {
        return want.iamRole().map(arn -> now.setup().roles().sight(arn).use()).orElseGet(Observed::notRead);
    }

    /** @param over whether the act is done, so that the answer no longer matters */
    Step lastUse(boolean over) {
        return Step.check(LAST_USE)
                .words("roles.lastUse")
                .status(over || role.isEmpty() ? Status.DONE : lastUse())
                .build();
    }

    private Status lastUse() {
        return use().fold(
                        use -> use.flatMap(RoleUse::last)
                                .filter(at -> at.isAfter(now.at().minus(QUIET)))
                                .map(at -> want.unlessAccepted(LAST_USE, Text.of("roles.lastUse.lately", at)))
                                .orElse(Status.DONE),
                        code -> want.unlessAccepted(LAST_USE, Text.of("roles.lastUse.unread", code)));
    }

    /** What IAM wants gone first, each in a step of its own, and the role. */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        role.ifPresent(r -> {
            new TreeMap<>(r.inlinePolicies()).forEach((name, document) -> steps.add(inline(r, name, document)));
            r.attachedPolicies().stream().sorted().forEach(arn -> steps.add(detach(r, arn)));
        });
        var step = Step.aws(DELETE)
                .words("roles.delete")
                .inTitle(TrustSteps.name(want))
                .inExplanation(TrustSteps.name(want))
                .reversibility(Reversibility.NEVER)
                .status(Status.when(over() || want.externalIds().isEmpty()))
                .retry(retry);
        role.ifPresent(r -> step.request(new AwsRequest.DeleteRole(r.arn().name(), r.trustPolicy()))
                .diff(new Diff(r.trustPolicy(), "")));
        steps.add(step.build());
        return steps;
    }

    private Step inline(IamRole r, String name, String document) {
        return Step.aws(StepId.of("delete-policy", name))
                .words("roles.deletePolicy")
                .inTitle(name)
                .inExplanation(name, r.arn().name())
                .reversibility(Reversibility.UNDO)
                .request(new AwsRequest.DeleteRolePolicy(r.arn().name(), name, document))
                .diff(new Diff(document, ""))
                .retry(retry)
                .build();
    }

    private Step detach(IamRole r, String arn) {
        return Step.aws(StepId.of("detach-policy", arn))
                .words("roles.detachPolicy")
                .inTitle(arn)
                .inExplanation(arn, r.arn().name())
                .reversibility(Reversibility.UNDO)
                .request(new AwsRequest.DetachRolePolicy(r.arn().name(), arn))
                .retry(retry)
                .build();
    }
}
