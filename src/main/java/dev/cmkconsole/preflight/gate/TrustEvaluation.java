package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.policy.document.ConditionOperator;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.evaluate.AccessRules.ResourcePolicies;
import dev.cmkconsole.policy.evaluate.AtlasContext;
import dev.cmkconsole.policy.evaluate.OpenTrust;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.policy.evaluate.StatementOutcome.ConditionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Evaluates whether Atlas may assume the role. The request is made by Atlas' account, because nobody outside knows
 * which of its users or roles acts.
 */
public final class TrustEvaluation {
    private static final String EXTERNAL_ID = "sts:ExternalId";
    private static final String MFA = "aws:MultiFactorAuthPresent";

    private final RoleArn role;
    private final PolicyDocument trust;
    private final String atlasArn;
    private final String externalId;
    private final Instant now;

    private TrustEvaluation(RoleArn role, PolicyDocument trust, String atlasArn, String externalId, Instant now) {
        this.role = role;
        this.trust = trust;
        this.atlasArn = atlasArn;
        this.externalId = externalId;
        this.now = now;
    }

    public static TrustEvaluation of(RoleArn role, PolicyDocument trust, AccessRole record, Instant now) {
        return new TrustEvaluation(role, trust, record.atlasAccountArn(), record.externalId(), now);
    }

    /** The same question to another document. */
    public TrustEvaluation with(PolicyDocument other) {
        return new TrustEvaluation(role, other, atlasArn, externalId, now);
    }

    public PolicyDocument document() {
        return trust;
    }

    /** The answer with this project's external id. */
    public KeyAccessEvaluation.ActionAnswer answer() {
        return decide(context().known(EXTERNAL_ID, externalId));
    }

    /** Why the policy refuses Atlas. */
    public Refusal refusal() {
        return Refusal.of(Map.of("sts:AssumeRole", answer()), PolicyKind.TRUST);
    }

    /** Whether the policy accepts some other external id. */
    public boolean wrongExternalId() {
        return !externalIds().isEmpty()
                && answer().decision().verdict() == PolicyVerdict.IMPLICIT_DENY
                && decide(context().unknown(EXTERNAL_ID)).allowed().isPossible();
    }

    /** The external ids that the statements for Atlas require. */
    public List<String> externalIds() {
        var ids = new TreeSet<String>();
        answer().decision().failing().stream()
                .flatMap(s -> s.failedConditions().stream())
                .map(ConditionOutcome::condition)
                .filter(c -> c.key().equalsIgnoreCase(EXTERNAL_ID) && requires(c))
                .forEach(c -> ids.addAll(c.values()));
        return List.copyOf(ids);
    }

    /** A negated operator and Null name no external id that would be accepted. */
    private static boolean requires(Condition condition) {
        return ConditionOperator.parse(condition.operator())
                .filter(operator -> !operator.negated() && operator.operator() != ConditionOperator.NULL)
                .isPresent();
    }

    /** Statements by which Atlas may act for another project: they require no external id, or one with a wildcard. */
    public List<PolicyStatement> open() {
        return OpenTrust.statements(trust, role.toString(), atlasArn, now);
    }

    private KeyAccessEvaluation.ActionAnswer decide(RequestContext.Builder seen) {
        return KeyAccessEvaluation.ActionAnswer.agreed(
                List.of(
                        decide(seen.absent(MFA).build()),
                        decide(seen.known(MFA, "false").build())),
                () -> decide(seen.unknown(MFA).build()));
    }

    private KeyAccessEvaluation.ActionAnswer decide(RequestContext context) {
        return KeyAccessEvaluation.ActionAnswer.of(AccessRules.onResource(
                request(context),
                CallerPolicies.of(PolicySet.assumedToAllow(Reasoning.ATLAS_SIDE)),
                ResourcePolicies.role(role.account(), PolicySet.of("trust policy", trust))));
    }

    private PolicyRequest request(RequestContext context) {
        return new PolicyRequest(RequestPrincipal.someoneOf(atlasArn), "sts:AssumeRole", role.toString(), context);
    }

    private RequestContext.Builder context() {
        return AtlasContext.assumeRole(atlasArn, now).known("aws:ResourceAccount", role.account());
    }
}
