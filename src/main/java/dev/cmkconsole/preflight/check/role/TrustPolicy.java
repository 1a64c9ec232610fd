package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code trust-policy}: the role's trust policy lets Atlas in with this project's external id. */
public final class TrustPolicy extends Check {
    public TrustPolicy() {
        super(
                CheckId.TRUST_POLICY,
                Group.TRUST,
                List.of("iam:GetRole", "listCloudProviderAccess"),
                EvidenceSets.plus(EvidenceSets.ROLE, Evidence.REFUSAL));
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
                facts,
                facts.role().get(),
                facts.record().get(),
                TrustEvaluation.of(
                        facts.role().get().arn(), trust.get(), facts.record().get(), facts.at()));
    }

    private Optional<CheckVerdict> judged(AccessFacts facts, IamRole role, AccessRole record, TrustEvaluation gate) {
        var answer = gate.answer();
        var lines = new ArrayList<>(Reasoning.of(answer.decision()));
        lines.addAll(PolicyProposal.deleted(gate.document()));
        return switch (answer.allowed()) {
            case TRUE ->
                facts.refusal()
                        .map(refusal -> refusedByAtlas(refusal, record, lines))
                        .orElseGet(() -> pass(text("pass", record.atlasAccountArn(), record.externalId()), lines));
            case UNKNOWN -> cannotTell(text("depends", record.atlasAccountArn()), lines, advice("depends.fix"));
            case FALSE ->
                answer.explicit()
                        ? fail(gate.refusal().symptom(), refused(record, gate, "denied"), lines, advice("denied.fix"))
                        : gate.wrongExternalId()
                                ? fail(
                                        Symptom.OTHER_EXTERNAL_ID,
                                        text(
                                                "externalId",
                                                String.join("\", \"", gate.externalIds()),
                                                record.externalId()),
                                        lines,
                                        change(role, record, gate))
                                : fail(
                                        gate.refusal().symptom(),
                                        refused(record, gate, "absent"),
                                        lines,
                                        change(role, record, gate));
        };
    }

    /** The trust policy is right and Atlas could not assume the role: what denies is what nobody here can read. */
    private Optional<CheckVerdict> refusedByAtlas(AtlasRefusal refusal, AccessRole record, List<Text> lines) {
        var account = Arn.parse(record.atlasAccountArn()).map(Arn::account).orElse(record.atlasAccountArn());
        return cannotTell(
                Symptom.ROLE_NOT_ASSUMED,
                text("refused", refusal.at()),
                lines,
                button(Fix.Action.AUTHORIZE_ROLE, "refused.fix", account));
    }

    private Text refused(AccessRole record, TrustEvaluation gate, String plain) {
        return gate.refusal().reason("check." + id(), record.atlasAccountArn(), plain);
    }

    private Fix change(IamRole role, AccessRole record, TrustEvaluation gate) {
        return switch (PolicyProposal.trust(gate.document(), record.atlasAccountArn(), record.externalId())) {
            case PolicyProposal.Write write -> change(role, gate, write);
            case PolicyProposal.AlreadyThere(var label) -> advice("alreadyThere", label);
            case PolicyProposal.TooLarge(int size, int limit) -> advice("tooLarge", size, limit);
            case PolicyProposal.Malformed _ -> advice("malformed.fix");
            case PolicyProposal.Undecided(var principals) ->
                new Fix.Advice(Text.of("check.deleted.undecided", PolicyProposal.named(principals)));
        };
    }

    private Fix change(IamRole role, TrustEvaluation gate, PolicyProposal.Write write) {
        var honest = PolicyProposal.said(
                text(write.widened() ? "widen" : "fix", role.arn().name()), write.clean());
        boolean suffices = gate.with(write.after()).answer().allowed().isTrue();
        return new Fix.PolicyChange(
                suffices ? honest : Text.of("check.notAlone", honest),
                new AwsRequest.UpdateTrustPolicy(
                        role.arn().name(), role.trustPolicy(), write.after().raw()),
                role.trustPolicy(),
                write.after().raw());
    }
}
