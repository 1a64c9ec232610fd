package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates whether a role can use a key, from the documents at hand. Policies that are not at hand neither allow nor
 * deny.
 */
public final class RoleAccess {
    private RoleAccess() {}

    /**
     * The names of the inline policies that may allow some of what Atlas does with the key. A policy that cannot be
     * parsed is among them.
     */
    public static List<String> inlineMayAllow(IamRole role, KeyArn key) {
        return role.inlinePolicies().entrySet().stream()
                .filter(e -> parse(e.getValue())
                        .map(document -> AtlasPolicies.KEY_ACTIONS.stream()
                                .anyMatch(action -> PolicyEvaluator.evaluate(
                                                PolicySet.of(e.getKey(), document),
                                                PolicyKind.IDENTITY,
                                                request(role.arn(), key, action))
                                        .allow()
                                        .isPossible()))
                        .orElse(true))
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Whether the role's inline policies allow everything that Atlas does with the key. Denials in other policies are
     * left to the checks.
     */
    static boolean inlineAllows(IamRole role, KeyArn key) {
        var policies = new ArrayList<PolicySet.Named>();
        role.inlinePolicies()
                .forEach((name, text) ->
                        parse(text).ifPresent(document -> policies.add(new PolicySet.Named(name, document))));
        var set = new PolicySet(policies, true);
        return AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> PolicyEvaluator.evaluate(set, PolicyKind.IDENTITY, request(role.arn(), key, action))
                        .allow()
                        .isTrue());
    }

    /** The worst verdict of the key policy over Atlas' actions, given that the role's own policies allow them. */
    static PolicyVerdict keyPolicyVerdict(PolicyDocument keyPolicy, RoleArn role, KeyArn key) {
        var caller = AccessRules.CallerPolicies.of(PolicySet.assumedToAllow("the role's access policy"));
        var resource = AccessRules.ResourcePolicies.key(key.account(), PolicySet.of("key policy", keyPolicy));
        var verdicts = AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> AccessRules.onResource(request(role, key, action), caller, resource)
                        .verdict())
                .toList();
        for (var worst : List.of(PolicyVerdict.EXPLICIT_DENY, PolicyVerdict.IMPLICIT_DENY, PolicyVerdict.UNKNOWN)) {
            if (verdicts.contains(worst)) {
                return worst;
            }
        }
        return PolicyVerdict.ALLOWED;
    }

    /** The verdict of a role's trust policy on Atlas' account with the external id. */
    static PolicyVerdict trustVerdict(PolicyDocument trust, RoleArn role, String atlasAccountArn, String externalId) {
        var context = RequestContext.partial()
                .known("sts:ExternalId", externalId)
                .known("aws:SecureTransport", "true")
                .build();
        var request = new PolicyRequest(
                RequestPrincipal.someoneOf(atlasAccountArn), "sts:AssumeRole", role.toString(), context);
        var caller = AccessRules.CallerPolicies.of(PolicySet.assumedToAllow("Atlas' own policies"));
        return AccessRules.onResource(
                        request,
                        caller,
                        AccessRules.ResourcePolicies.role(role.account(), PolicySet.of("trust policy", trust)))
                .verdict();
    }

    /** The ARNs of the keys that the named inline policy covers. */
    static List<String> keysOf(IamRole role, String policyName) {
        return inline(role, policyName)
                .map(document -> document.statements().stream()
                        .flatMap(s -> s.resources().stream())
                        .flatMap(r -> r.values().stream())
                        .filter(v -> KeyArn.parse(v).isPresent())
                        .toList())
                .orElse(List.of());
    }

    /** The inline policy of that name; empty when there is none or it cannot be parsed. */
    static Optional<PolicyDocument> inline(IamRole role, String policyName) {
        return Optional.ofNullable(role.inlinePolicies().get(policyName)).flatMap(RoleAccess::parse);
    }

    private static PolicyRequest request(RoleArn role, KeyArn key, String action) {
        var context = RequestContext.partial()
                .known("kms:CallerAccount", role.account())
                .known("aws:PrincipalArn", role.toString())
                .known("aws:PrincipalAccount", role.account())
                .known("aws:SecureTransport", "true")
                .known("aws:PrincipalIsAWSService", "false")
                .absent("kms:ViaService")
                .absent("kms:RequestAlias")
                .build();
        return new PolicyRequest(
                RequestPrincipal.roleSession(role.toString(), null, null), action, key.toString(), context);
    }

    private static Optional<PolicyDocument> parse(String text) {
        try {
            return Optional.of(PolicyDocument.parse(text));
        } catch (PolicySyntaxException e) {
            return Optional.empty();
        }
    }
}
