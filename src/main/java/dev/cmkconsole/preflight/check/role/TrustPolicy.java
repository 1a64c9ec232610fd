package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code trust-policy}: the role's trust policy lets Atlas in with this project's external id. */
public final class TrustPolicy extends Check {
    public TrustPolicy() {
        super(CheckId.TRUST_POLICY, Group.TRUST, List.of("iam:GetRole", "listCloudProviderAccess"), EvidenceSets.ROLE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.roleMissing()) {
            return Optional.empty();
        }
        if (facts.roleElsewhere()) {
            return elsewhere(facts);
        }
        if (facts.role().isEmpty()) {
            return unread(facts, Evidence.ROLE);
        }
        if (facts.known(Evidence.RECORDS).isEmpty()) {
            return unread(facts, Evidence.RECORDS);
        }
        if (facts.recordGone().isPresent()) {
            return recordGone(facts, facts.recordGone().get());
        }
        if (facts.record().isEmpty()) {
            return cannotTell(text("noRecord"), List.of(), button(Fix.Action.CREATE_ACCESS_ROLE, "noRecord.fix"));
        }
        var trust = Documents.parse(facts.role().get().trustPolicy());
        if (trust.isEmpty()) {
            return cannotTell(text("malformed"), List.of(), advice("malformed.fix"));
        }
        return judged(
                facts.role().get(),
                facts.record().get(),
                TrustEvaluation.of(
                        facts.role().get().arn(), trust.get(), facts.record().get(), facts.at()));
    }

    private Optional<CheckVerdict> judged(IamRole role, AccessRole record, TrustEvaluation gate) {
        var answer = gate.answer();
        var lines = Reasoning.of(answer.decision());
        return switch (answer.allowed()) {
            case TRUE -> pass(text("pass", record.atlasAccountArn(), record.externalId()), lines);
            case UNKNOWN -> cannotTell(text("depends", record.atlasAccountArn()), lines, advice("depends.fix"));
            case FALSE ->
                answer.explicit()
                        ? fail(refused(record, gate, "denied"), lines, advice("denied.fix"))
                        : gate.wrongExternalId()
                                ? fail(
                                        text("externalId", String.join(", ", gate.externalIds()), record.externalId()),
                                        lines,
                                        change(role, record, gate))
                                : fail(refused(record, gate, "absent"), lines, change(role, record, gate));
        };
    }

    private Text refused(AccessRole record, TrustEvaluation gate, String plain) {
        return gate.refusal().reason("check." + id(), record.atlasAccountArn(), plain);
    }

    private Fix change(IamRole role, AccessRole record, TrustEvaluation gate) {
        return switch (PolicyMerge.append(
                gate.document(),
                AtlasPolicies.trustStatement(record.atlasAccountArn(), record.externalId()),
                PolicyMerge.Limit.TRUST)) {
            case PolicyMerge.MergeResult.Merged(var document, var _) -> change(role, "fix", document);
            case PolicyMerge.MergeResult.AlreadyThere(var existing, var _) -> advice("alreadyThere", existing.label());
            case PolicyMerge.MergeResult.TooLarge(int size, int limit) ->
                PolicyMerge.widenAtlasStatement(
                                gate.document(), record.atlasAccountArn(), record.externalId(), PolicyMerge.Limit.TRUST)
                        .map(merged -> change(role, "widen", merged.document()))
                        .orElseGet(() -> advice("tooLarge", size, limit));
            case PolicyMerge.MergeResult.IllegalCharacter _ -> advice("malformed.fix");
        };
    }

    private Fix change(IamRole role, String words, PolicyDocument trust) {
        return new Fix.PolicyChange(
                text(words, role.arn().name()),
                new AwsRequest.UpdateTrustPolicy(role.arn().name(), role.trustPolicy(), trust.raw()),
                role.trustPolicy(),
                trust.raw());
    }
}
