package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code role-exists}: IAM has the role under exactly this ARN. */
public final class RoleExists extends Check {
    public RoleExists() {
        super(CheckId.ROLE_EXISTS, Group.ROLE, List.of("iam:GetRole"), EvidenceSets.ROLE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.known(Evidence.RECORDS).isEmpty() && facts.focus().role().isEmpty()) {
            return unread(facts, Evidence.RECORDS);
        }
        if (facts.roleArn().isEmpty() && facts.recordGone().isPresent()) {
            return recordGone(facts, facts.recordGone().get());
        }
        if (facts.roleArn().isEmpty() && facts.known(Evidence.ENCRYPTION).isEmpty()) {
            return unread(facts, Evidence.ENCRYPTION);
        }
        if (facts.roleArn().isEmpty() && facts.onCredentials()) {
            return cannotTell(
                    Symptom.NOTHING_NAMED,
                    text("credentials"),
                    List.of(),
                    button(Fix.Action.ENABLE, "credentials.fix"));
        }
        if (facts.roleArn().isEmpty()) {
            return facts.record()
                    .flatMap(this::withoutRole)
                    .or(() -> cannotTell(
                            Symptom.NOTHING_NAMED, text("none"), List.of(), button(Fix.Action.ENABLE, "none.fix")));
        }
        if (facts.roleElsewhere()) {
            return elsewhere(facts);
        }
        var wanted = facts.roleArn().get();
        return switch (facts.get(Evidence.ROLE)) {
            case Observed.Known<Optional<IamRole>>(var role, var _)
            when role.isEmpty() ->
                fail(text("missing", wanted.name(), wanted.account()), List.of(), create(facts, wanted));
            case Observed.Known<Optional<IamRole>>(var role, var _)
            when !role.get().arn().equals(wanted) ->
                fail(
                        Symptom.ROLE_ELSEWHERE,
                        text("otherArn", role.get().arn().toString(), wanted.toString()),
                        List.of(),
                        advice("otherArn.fix", role.get().arn().toString()));
            case Observed.Known<Optional<IamRole>> _ -> pass("pass", wanted.toString());
            case Observed.Failed<Optional<IamRole>> _, Observed.NotRead<Optional<IamRole>> _ ->
                unread(facts, Evidence.ROLE);
        };
    }

    /** The record is there, and names no role that IAM could have. */
    private Optional<CheckVerdict> withoutRole(AccessRole record) {
        var enable = button(Fix.Action.ENABLE, "none.fix");
        return record.iamRoleArn()
                .map(arn -> cannotTell(text("recordMalformed", record.roleId(), arn), List.of(), enable))
                .orElseGet(() -> cannotTell(
                        Symptom.ROLE_RECORD_OPEN, text("recordWithoutRole", record.roleId()), List.of(), enable));
    }

    /** The program creates roles without a path, so it cannot create one whose ARN has a path. */
    private Fix create(AccessFacts facts, RoleArn wanted) {
        if (!wanted.path().equals("/")) {
            return advice("missing.path", wanted.toString());
        }
        if (facts.record().isEmpty()) {
            return button(Fix.Action.CREATE_ACCESS_ROLE, "missing.noRecord");
        }
        var trust = AtlasPolicies.trust(
                        facts.record().get().atlasAccountArn(),
                        facts.record().get().externalId())
                .raw();
        var request = new AwsRequest.CreateRole(
                wanted.name(),
                trust,
                "MongoDB Atlas encryption at rest, project " + facts.projectId(),
                IamRole.tagsFor(facts.projectId()));
        return new Fix.PolicyChange(text("missing.fix", wanted.name()), request, "", trust);
    }
}
