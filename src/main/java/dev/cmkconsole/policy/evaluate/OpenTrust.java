package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The confused deputy: finds trust policy statements that let Atlas assume the role for another Atlas customer. Such
 * statements require no external id, or accept a wildcard, and no other statement denies such requests.
 */
public final class OpenTrust {
    private static final String EXTERNAL_ID = "sts:ExternalId";
    /** An external id that Atlas never assigned to this project. */
    private static final String FOREIGN = "ffffffff-0000-4000-8000-ffffffffffff";

    /** An account that no policy means in particular. */
    private static final String NOBODY = "000000000000";

    private final PolicyDocument trust;
    private final String roleArn;
    private final String atlasArn;
    private final Instant now;

    private OpenTrust(PolicyDocument trust, String roleArn, String atlasArn, Instant now) {
        this.trust = trust;
        this.roleArn = roleArn;
        this.atlasArn = atlasArn;
        this.now = now;
    }

    /** @param atlasArn Atlas' account as the role record names it */
    public static List<PolicyStatement> statements(PolicyDocument trust, String roleArn, String atlasArn, Instant now) {
        var open = new OpenTrust(trust, roleArn, atlasArn, now);
        return trust.statements().stream()
                .filter(s -> s.effect() == PolicyStatement.StatementEffect.ALLOW)
                .filter(open::admitsOthers)
                .toList();
    }

    /**
     * For a time at which Atlas' account is not known: the accounts outside the role's own that a statement names and
     * lets in without an exact external id.
     */
    public static List<String> accounts(PolicyDocument trust, String roleArn, Instant now) {
        var role = Arn.parse(roleArn);
        return trust.statements().stream()
                .flatMap(s -> s.principals().stream())
                .filter(p -> !p.negated())
                .flatMap(p -> p.entries().stream())
                .filter(e -> e.type().equals("AWS"))
                .map(e -> Arn.parse(e.value()).map(Arn::account).orElse(e.value()))
                .filter(Arn::isAccountId)
                .filter(account -> !role.map(Arn::account).equals(Optional.of(account)))
                .distinct()
                .filter(account -> admitted(trust, roleArn, account, now))
                .toList();
    }

    /** Whether anybody at all may assume the role. */
    public static boolean toEverybody(PolicyDocument trust, String roleArn, Instant now) {
        return admitted(trust, roleArn, NOBODY, now);
    }

    private static boolean admitted(PolicyDocument trust, String roleArn, String account, Instant now) {
        var partition = Arn.parse(roleArn).map(Arn::partition).orElse("aws");
        return !statements(trust, roleArn, "arn:" + partition + ":iam::" + account + ":root", now)
                .isEmpty();
    }

    private boolean admitsOthers(PolicyStatement statement) {
        return admits(statement, context().known(EXTERNAL_ID, FOREIGN).build())
                || admits(statement, context().absent(EXTERNAL_ID).build())
                || wildcard(statement)
                        && admits(statement, context().unknown(EXTERNAL_ID).build());
    }

    private static boolean wildcard(PolicyStatement statement) {
        return statement.conditions().stream()
                .filter(c -> c.key().equalsIgnoreCase(EXTERNAL_ID))
                .anyMatch(c -> c.operator().toLowerCase(Locale.ROOT).contains("like")
                        && c.values().stream().anyMatch(v -> v.contains("*") || v.contains("?")));
    }

    private boolean admits(PolicyStatement statement, RequestContext context) {
        var request = new PolicyRequest(RequestPrincipal.someoneOf(atlasArn), "sts:AssumeRole", roleArn, context);
        var whole = PolicyEvaluator.evaluate(PolicySet.of("trust policy", trust), PolicyKind.TRUST, request);
        return !whole.deny().isTrue()
                && whole.statements().stream()
                        .filter(o -> o.statement().index() == statement.index())
                        .anyMatch(o -> o.applies().isPossible());
    }

    private RequestContext.Builder context() {
        return AtlasContext.assumeRole(atlasArn, now);
    }
}
