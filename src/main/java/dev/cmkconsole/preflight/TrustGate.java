package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.policy.AccessDecision.Verdict;
import dev.cmkconsole.policy.AccessRules;
import dev.cmkconsole.policy.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.AccessRules.ResourcePolicies;
import dev.cmkconsole.policy.Arn;
import dev.cmkconsole.policy.PolicyDocument;
import dev.cmkconsole.policy.PolicyEvaluator;
import dev.cmkconsole.policy.PolicyKind;
import dev.cmkconsole.policy.PolicyRequest;
import dev.cmkconsole.policy.PolicySet;
import dev.cmkconsole.policy.PolicyStatement;
import dev.cmkconsole.policy.RequestContext;
import dev.cmkconsole.policy.RequestPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** The first gate: may Atlas become the role? Judged for Atlas' account, since which user or role of it acts is not known. */
final class TrustGate {
    private static final String EXTERNAL_ID = "sts:ExternalId";
    /** An id that Atlas has certainly not given to this project. */
    private static final String FOREIGN = "ffffffff-0000-4000-8000-ffffffffffff";

    private final RoleArn role;
    private final PolicyDocument trust;
    private final String atlasArn;
    private final String externalId;
    private final Instant now;

    private TrustGate(RoleArn role, PolicyDocument trust, String atlasArn, String externalId, Instant now) {
        this.role = role;
        this.trust = trust;
        this.atlasArn = atlasArn;
        this.externalId = externalId;
        this.now = now;
    }

    static TrustGate of(RoleArn role, PolicyDocument trust, AccessRole record, Instant now) {
        return new TrustGate(role, trust, record.atlasAccountArn(), record.externalId(), now);
    }

    PolicyDocument document() {
        return trust;
    }

    /** With this project's external id. */
    KeyGate.Answer answer() {
        return decide(context().known(EXTERNAL_ID, externalId));
    }

    /** Whether some other external id would do. */
    boolean wrongExternalId() {
        return answer().decision().verdict() == Verdict.IMPLICIT_DENY && decide(context().unknown(EXTERNAL_ID)).allowed().isPossible();
    }

    /** External ids that the statements for Atlas ask for. */
    List<String> externalIds() {
        var ids = new TreeSet<String>();
        trust.statements().stream().filter(s -> s.effect() == PolicyStatement.Effect.ALLOW).flatMap(s -> s.conditions().stream())
                .filter(c -> c.key().equalsIgnoreCase(EXTERNAL_ID)).forEach(c -> ids.addAll(c.values()));
        return List.copyOf(ids);
    }

    /** Statements by which Atlas may come in for somebody else: no external id asked for, or one with a wildcard. */
    List<PolicyStatement> open() {
        var foreign = context().known(EXTERNAL_ID, FOREIGN).build();
        var none = context().absent(EXTERNAL_ID).build();
        var unknown = context().unknown(EXTERNAL_ID).build();
        return trust.statements().stream().filter(s -> s.effect() == PolicyStatement.Effect.ALLOW)
                .filter(s -> admits(s, foreign) || admits(s, none) || admits(s, unknown) && wildcard(s)).toList();
    }

    private static boolean wildcard(PolicyStatement statement) {
        return statement.conditions().stream().filter(c -> c.key().equalsIgnoreCase(EXTERNAL_ID))
                .anyMatch(c -> c.operator().toLowerCase(java.util.Locale.ROOT).contains("like") && c.values().stream().anyMatch(v -> v.contains("*") || v.contains("?")));
    }

    private boolean admits(PolicyStatement statement, RequestContext context) {
        return PolicyEvaluator.evaluate(PolicySet.of("trust policy", trust), PolicyKind.TRUST, request(context)).statements().stream()
                .filter(o -> o.statement().index() == statement.index()).anyMatch(o -> o.applies().isPossible());
    }

    private KeyGate.Answer decide(RequestContext.Builder seen) {
        var without = decide(seen.absent("aws:MultiFactorAuthPresent").build());
        return without.agreed(decide(seen.known("aws:MultiFactorAuthPresent", "false").build()));
    }

    private KeyGate.Answer decide(RequestContext context) {
        return KeyGate.Answer.of(AccessRules.onResource(request(context), CallerPolicies.of(PolicySet.assumedToAllow(Reasoning.ATLAS_SIDE)),
                ResourcePolicies.role(role.account(), PolicySet.of("trust policy", trust))));
    }

    private PolicyRequest request(RequestContext context) {
        return new PolicyRequest(RequestPrincipal.someoneOf(atlasArn), "sts:AssumeRole", role.toString(), context);
    }

    private RequestContext.Builder context() {
        return RequestContext.partial()
                .known("aws:PrincipalAccount", Arn.parse(atlasArn).map(Arn::account).orElse(""))
                .known("aws:PrincipalIsAWSService", "false").known("aws:SecureTransport", "true")
                .known("aws:CurrentTime", now.toString()).known("aws:EpochTime", Long.toString(now.getEpochSecond()))
                .absent("aws:MultiFactorAuthAge");
    }
}
