package dev.cmkconsole.preflight.check.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code confused-deputy}: no other Atlas project can use the role. Atlas accepts such a role, so only this check
 * finds it.
 */
public final class ConfusedDeputy extends Check {
    private static final String EXTERNAL_ID = "sts:ExternalId";

    public ConfusedDeputy() {
        super(
                CheckId.CONFUSED_DEPUTY,
                Group.TRUST,
                List.of("iam:GetRole", "listCloudProviderAccess"),
                EvidenceSets.ROLE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.role().isEmpty() || facts.record().isEmpty()) {
            return Optional.empty();
        }
        var role = facts.role().get();
        var record = facts.record().get();
        return Documents.parse(role.trustPolicy()).flatMap(document -> {
            var gate = TrustEvaluation.of(role.arn(), document, record, facts.at());
            var open = gate.open();
            if (!open.isEmpty()) {
                return fail(
                        text("fail", open.getFirst().label(), role.arn().name()),
                        open.stream().map(s -> text("open", s.label())).toList(),
                        close(role, record, document, open));
            }
            return gate.answer().allowed().isPossible() ? pass("pass") : Optional.empty();
        });
    }

    /** Only a statement that trusts nobody but Atlas can be narrowed without taking access from others. */
    private Fix close(IamRole role, AccessRole record, PolicyDocument document, List<PolicyStatement> open) {
        var tree = document.tree();
        for (var statement : open) {
            if (!onlyAtlas(statement, record.atlasAccountArn())) {
                return advice("shared", statement.label());
            }
            require(
                    tree.get("Statement") instanceof ObjectNode single
                            ? single
                            : (ObjectNode) tree.get("Statement").get(statement.index()),
                    record.externalId());
        }
        var clean = DeletedPrincipals.leaveOut(PolicyDocument.parse(AtlasPolicies.pretty(tree)));
        var limit = PolicyMerge.Limit.ofTrust(document);
        if (!clean.undecided().isEmpty()) {
            return new Fix.Advice(Text.of("check.deleted.undecided", PolicyProposal.named(clean.undecided())));
        }
        int size = clean.document().minified().length();
        return size > limit.max()
                ? advice("tooLarge", size, limit.max())
                : change(role, text("fix", open.getFirst().label()), clean);
    }

    private static Fix change(IamRole role, Text fix, DeletedPrincipals.Cleaned clean) {
        var after = clean.document().raw();
        return new Fix.PolicyChange(
                PolicyProposal.said(fix, clean),
                new AwsRequest.UpdateTrustPolicy(role.arn().name(), role.trustPolicy(), after),
                role.trustPolicy(),
                after);
    }

    /** Replaces whatever the statement requires of the external id with exactly this one. */
    private static void require(ObjectNode statement, String externalId) {
        var condition =
                statement.get("Condition") instanceof ObjectNode existing ? existing : statement.putObject("Condition");
        var empty = new ArrayList<String>();
        condition.properties().forEach(operator -> {
            if (operator.getValue() instanceof ObjectNode keys) {
                keys.remove(keys.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(EXTERNAL_ID::equalsIgnoreCase)
                        .toList());
                if (keys.isEmpty()) {
                    empty.add(operator.getKey());
                }
            }
        });
        condition.remove(empty);
        (condition.get("StringEquals") instanceof ObjectNode equal ? equal : condition.putObject("StringEquals"))
                .put(EXTERNAL_ID, externalId);
    }

    private static boolean onlyAtlas(PolicyStatement statement, String atlasArn) {
        var account = Arn.parse(atlasArn).map(Arn::account).orElse("");
        return statement
                .principals()
                .filter(p -> !p.negated()
                        && p.entries().stream()
                                .allMatch(e -> e.type().equals("AWS")
                                        && (e.value().equals(atlasArn)
                                                || e.value().equals(account))))
                .isPresent();
    }
}
