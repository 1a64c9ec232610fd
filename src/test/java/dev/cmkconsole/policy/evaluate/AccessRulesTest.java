package dev.cmkconsole.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.JudgeTable;
import dev.cmkconsole.policy.JudgeTable.Row;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessDecision.Way;
import dev.cmkconsole.policy.evaluate.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.evaluate.AccessRules.ResourcePolicies;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the layers combine on KMS keys and on roles, within an account and across accounts. */
class AccessRulesTest {

    private static final String OWN = "111122223333";
    private static final String FOREIGN = "444455556666";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ROLE = "arn:aws:iam::111122223333:role/path/R";
    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/R/s1";

    static Stream<Row> layers() {
        return JudgeTable.rows("layers");
    }

    @ParameterizedTest
    @MethodSource("layers")
    void keys(Row row) {
        var decision = decision(row);
        assertThat(decision.verdict()).as(row.why()).isEqualTo(PolicyVerdict.valueOf(row.get("expected")));
        if (!row.get("blamed").isEmpty()) {
            assertThat(decision.blamed()).as(row.why()).contains(PolicyKind.valueOf(row.get("blamed")));
        }
        assertThat(decision.isAllowed()).isEqualTo(row.get("expected").equals("ALLOWED"));
    }

    /** IAM User Guide, "NotPrincipal": it denies every role and user that has a permissions boundary. */
    @ParameterizedTest
    @CsvSource({"none, ALLOWED", "allows, EXPLICIT_DENY", "unreadable, UNKNOWN"})
    void noExemptionHoldsForACallerThatHasABoundary(String boundary, PolicyVerdict expected) {
        var everything = PolicySet.of(
                "everything",
                PolicyDocument.parse("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
        var key = PolicySet.of("key policy", PolicyDocument.parse("""
            {"Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*","Resource":"*"},
             {"Effect":"Deny","NotPrincipal":{"AWS":["%s","%s","%s"]},"Action":"kms:*","Resource":"*"}]}\
            """.formatted(ROLE, OWN, ROLE, SESSION)));
        var caller = CallerPolicies.of(everything);
        var bounded = switch (boundary) {
            case "none" -> caller;
            case "allows" -> caller.withBoundary(everything);
            default -> caller.withBoundary(PolicySet.unreadable());
        };
        var request = PolicyRulesTableTest.request("role", "kms:Decrypt", KEY, PolicyRulesTableTest.context(""));
        assertThat(AccessRules.onResource(request, bounded, ResourcePolicies.key(OWN, key))
                        .verdict())
                .isEqualTo(expected);
    }

    private static AccessDecision decision(Row row) {
        var caller = new CallerPolicies(
                layer(row.get("identity")),
                optional(row.get("boundary")),
                optional(row.get("session")),
                optional(row.get("service control")).stream().toList());
        var granted = Stream.of(Truth.values())
                .filter(t -> t.name().startsWith(row.get("grant")))
                .findFirst()
                .orElseThrow();
        var key = ResourcePolicies.key(row.get("key").equals("own") ? OWN : FOREIGN, keyPolicy(row.get("key policy")))
                .withGrant(granted);
        return AccessRules.onResource(
                PolicyRulesTableTest.request("role", "kms:Decrypt", KEY, PolicyRulesTableTest.context("")),
                caller,
                key);
    }

    private static PolicySet keyPolicy(String who) {
        if (who.equals("unknown")) {
            return PolicySet.unreadable();
        }
        var statements = Stream.of(who.split(" "))
                .map(each -> {
                    var principal = switch (each.replace("-", "")) {
                        case "role" -> "{\"AWS\":\"" + ROLE + "\"}";
                        case "session" -> "{\"AWS\":\"" + SESSION + "\"}";
                        case "account" -> "{\"AWS\":\"" + OWN + "\"}";
                        case "everyone" -> "\"*\"";
                        default -> "{\"AWS\":\"arn:aws:iam::999999999999:root\"}";
                    };
                    return "{\"Effect\":\"" + (each.startsWith("-") ? "Deny" : "Allow") + "\",\"Principal\":"
                            + principal + ",\"Action\":\"kms:*\",\"Resource\":\"*\"}";
                })
                .toList();
        return PolicySet.of("key policy", PolicyDocument.parse("{\"Statement\":" + statements + "}"));
    }

    private static PolicySet layer(String what) {
        return switch (what) {
            case "unknown" -> PolicySet.unreadable();
            case "silent" -> PolicySet.none();
            default ->
                PolicySet.of(
                        what,
                        PolicyDocument.parse("{\"Statement\":{\"Effect\":\"" + (what.equals("allow") ? "Allow" : "Deny")
                                + "\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}}"));
        };
    }

    private static Optional<PolicySet> optional(String what) {
        return what.equals("none") ? Optional.empty() : Optional.of(layer(what));
    }

    @Test
    void atlasBecomesARoleThatTrustsItsAccountWithTheExternalId() {
        var trust = PolicySet.of("trust policy", AtlasPolicies.trust("arn:aws:iam::536727724300:root", "id-1"));
        assertThat(assume(trust, "sts:ExternalId=id-1")).isEqualTo(PolicyVerdict.ALLOWED);
        assertThat(assume(trust, "sts:ExternalId=id-2")).isEqualTo(PolicyVerdict.IMPLICIT_DENY);
        assertThat(assume(trust, "")).isEqualTo(PolicyVerdict.IMPLICIT_DENY);
        assertThat(assume(trust, "sts:ExternalId?")).isEqualTo(PolicyVerdict.UNKNOWN);
        var named =
                PolicySet.of("trust policy", AtlasPolicies.trust("arn:aws:iam::536727724300:role/somebody", "id-1"));
        assertThat(assume(named, "sts:ExternalId=id-1")).isEqualTo(PolicyVerdict.UNKNOWN);
    }

    private static PolicyVerdict assume(PolicySet trust, String context) {
        var atlas = new PolicyRequest(
                RequestPrincipal.someoneOf("arn:aws:iam::536727724300:root"),
                "sts:AssumeRole",
                ROLE,
                PolicyRulesTableTest.context(context));
        return AccessRules.onResource(
                        atlas, CallerPolicies.of(PolicySet.assumedToAllow("Atlas")), ResourcePolicies.role(OWN, trust))
                .verdict();
    }

    @Test
    void theRootOfAnAccountNeedsNoIdentityPolicyButObeysServiceControl() {
        var request = PolicyRulesTableTest.request("root", "kms:ListKeys", "*", PolicyRulesTableTest.context(""));
        var root = CallerPolicies.of(PolicySet.none());
        assertThat(AccessRules.onIdentity(request, root).allowedBy()).containsExactly(Way.ACCOUNT_ROOT);
        var limited = root.withServiceControl(List.of(PolicySet.none()));
        assertThat(AccessRules.onIdentity(request, limited).blamed()).contains(PolicyKind.SERVICE_CONTROL);
    }

    @Test
    void theDecisionTellsTheWaysAndTheStatements() {
        var caller = CallerPolicies.of(PolicySet.of("role policy", AtlasPolicies.access(List.of(KEY))));
        var key = ResourcePolicies.key(OWN, PolicySet.of("key policy", AtlasPolicies.defaultKeyPolicy("aws", OWN)));
        var decision = AccessRules.onResource(
                PolicyRulesTableTest.request("role", "kms:Encrypt", KEY, PolicyRulesTableTest.context("")),
                caller,
                key);
        assertThat(decision.allowedBy()).containsExactly(Way.ACCOUNT_IN_RESOURCE_POLICY_AND_IDENTITY_POLICY);
        assertThat(decision.allowing())
                .extracting(o -> o.policy() + "/" + o.statement().label())
                .containsExactly("role policy/AtlasEncryptionAtRest", "key policy/Enable IAM User Permissions");
        assertThat(decision.denying()).isEmpty();
    }
}
