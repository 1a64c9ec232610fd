package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessDecision.Way;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator.Evaluation;
import dev.cmkconsole.policy.evaluate.RequestPrincipal.PrincipalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Combines the layers as AWS does. KMS keys and IAM roles are the two resources whose own policy must agree: without it
 * no IAM policy helps. A resource policy that names only the account delegates to that account's IAM policies (KMS
 * Developer Guide, "Key policies"; IAM User Guide, "Policy evaluation logic").
 */
public final class AccessRules {

    private AccessRules() {}

    /**
     * All policies that limit or grant on the caller's side.
     *
     * @param boundary absent where no permissions boundary is set
     * @param session absent where the session has no session policy
     * @param serviceControl levels from the organization's root down, each of which must allow; empty where none apply
     */
    public record CallerPolicies(
            PolicySet identity,
            Optional<PolicySet> boundary,
            Optional<PolicySet> session,
            List<PolicySet> serviceControl) {

        public CallerPolicies {
            serviceControl = List.copyOf(serviceControl);
        }

        public static CallerPolicies of(PolicySet identity) {
            return new CallerPolicies(identity, Optional.empty(), Optional.empty(), List.of());
        }

        public CallerPolicies withBoundary(PolicySet limit) {
            return new CallerPolicies(identity, Optional.of(limit), session, serviceControl);
        }

        public CallerPolicies withSession(PolicySet limit) {
            return new CallerPolicies(identity, boundary, Optional.of(limit), serviceControl);
        }

        public CallerPolicies withServiceControl(List<PolicySet> levels) {
            return new CallerPolicies(identity, boundary, session, levels);
        }
    }

    /**
     * All policies and grants on the resource's side.
     *
     * @param account owner of the key or role
     * @param kind {@link PolicyKind#KEY} or {@link PolicyKind#TRUST}
     * @param granted whether a KMS grant gives the caller the operation with this request's encryption context
     * @param resourceControl resource control policies of the owner's organization, as levels; empty where none are
     *     known
     */
    public record ResourcePolicies(
            String account, PolicyKind kind, PolicySet policy, Truth granted, List<PolicySet> resourceControl) {

        public ResourcePolicies {
            resourceControl = List.copyOf(resourceControl);
        }

        public static ResourcePolicies key(String account, PolicySet keyPolicy) {
            return new ResourcePolicies(account, PolicyKind.KEY, keyPolicy, Truth.FALSE, List.of());
        }

        public static ResourcePolicies role(String account, PolicySet trustPolicy) {
            return new ResourcePolicies(account, PolicyKind.TRUST, trustPolicy, Truth.FALSE, List.of());
        }

        public ResourcePolicies withGrant(Truth given) {
            return new ResourcePolicies(account, kind, policy, given, resourceControl);
        }
    }

    /** An action on a KMS key (key policy, grants) or {@code sts:AssumeRole} on a role (trust policy). */
    public static AccessDecision onResource(PolicyRequest request, CallerPolicies caller, ResourcePolicies resource) {
        var side = new CallerSide(request, caller);
        var own = PolicyEvaluator.evaluate(resource.policy(), resource.kind(), withBoundary(request, caller));
        var control = levels(resource.resourceControl(), PolicyKind.RESOURCE_CONTROL, request);
        var layers = new ArrayList<>(control);
        layers.addAll(side.layers());
        layers.add(own);

        var deny = layers.stream().map(Evaluation::deny).reduce(Truth.FALSE, Truth::or);
        var unread = resource.policy().complete() ? Truth.FALSE : Truth.UNKNOWN;
        var byName = own.allowBy(PrincipalMatch::named).or(unread);
        // AWS' page says both of a role that is named by a condition on everyone: that a boundary limits it, and not.
        var byCondition = own.allowOfEveryoneWithThisRole().and(side.limits().or(Truth.UNKNOWN));
        var byRole = own.allowBy(PrincipalMatch::role).and(side.limits()).or(byCondition);
        var byAccount = own.allowBy(PrincipalMatch::account).or(unread).and(side.identityAllow());
        var byGrant = resource.granted().and(side.limits());
        var direct = byName.or(byRole);
        if (!request.principal().account().equals(resource.account())) {
            direct = direct.and(side.identityAllow());
            byGrant = byGrant.and(side.identityAllow());
        }
        var reachable = side.serviceControl().and(all(control));
        var allow = direct.or(byAccount).or(byGrant).and(reachable);
        var ways = new ArrayList<Way>();
        addIf(ways, direct, Way.NAMED_IN_RESOURCE_POLICY);
        addIf(ways, byAccount, Way.ACCOUNT_IN_RESOURCE_POLICY_AND_IDENTITY_POLICY);
        addIf(ways, byGrant, Way.GRANT);
        return decide(layers, deny, allow, ways, () -> blameImplicit(side, own, control));
    }

    /** A NotPrincipal denies every caller with a boundary. A boundary that cannot be read may not exist. */
    private static PolicyRequest withBoundary(PolicyRequest request, CallerPolicies caller) {
        var present = caller.boundary()
                .map(set -> set.complete() ? Truth.TRUE : Truth.UNKNOWN)
                .orElse(Truth.FALSE)
                .or(request.principal().bounded());
        return new PolicyRequest(
                request.principal().withBoundary(present), request.action(), request.resource(), request.context());
    }

    /** An action that only IAM policies govern: all of IAM, {@code kms:ListKeys}, {@code kms:CreateKey}. */
    public static AccessDecision onIdentity(PolicyRequest request, CallerPolicies caller) {
        var side = new CallerSide(request, caller);
        var deny = side.layers().stream().map(Evaluation::deny).reduce(Truth.FALSE, Truth::or);
        var ways = new ArrayList<Way>();
        var allow = side.identityAllow().and(side.serviceControl());
        addIf(
                ways,
                allow,
                request.principal().kind() == PrincipalKind.ACCOUNT_ROOT ? Way.ACCOUNT_ROOT : Way.IDENTITY_POLICY);
        return decide(side.layers(), deny, allow, ways, () -> blameImplicit(side, null, List.of()));
    }

    private static void addIf(List<Way> ways, Truth possible, Way way) {
        if (possible.isPossible()) {
            ways.add(way);
        }
    }

    private static AccessDecision decide(
            List<Evaluation> layers,
            Truth deny,
            Truth allow,
            List<Way> ways,
            java.util.function.Supplier<PolicyKind> implicit) {
        if (deny.isTrue()) {
            var blamed = layers.stream()
                    .filter(layer -> layer.deny().isTrue())
                    .findFirst()
                    .map(Evaluation::kind);
            return new AccessDecision(PolicyVerdict.EXPLICIT_DENY, List.copyOf(layers), blamed, List.of());
        }
        if (allow == Truth.FALSE) {
            return new AccessDecision(
                    PolicyVerdict.IMPLICIT_DENY, List.copyOf(layers), Optional.of(implicit.get()), List.of());
        }
        if (deny == Truth.UNKNOWN || allow == Truth.UNKNOWN) {
            var blamed = layers.stream()
                    .filter(layer -> layer.deny() == Truth.UNKNOWN)
                    .findFirst()
                    .map(Evaluation::kind);
            return new AccessDecision(PolicyVerdict.UNKNOWN, List.copyOf(layers), blamed, List.copyOf(ways));
        }
        return new AccessDecision(PolicyVerdict.ALLOWED, List.copyOf(layers), Optional.empty(), List.copyOf(ways));
    }

    /** AWS names only one kind of policy. This follows its evaluation order. */
    private static PolicyKind blameImplicit(CallerSide side, @Nullable Evaluation own, List<Evaluation> control) {
        if (!all(control).isPossible()) {
            return PolicyKind.RESOURCE_CONTROL;
        }
        if (!side.serviceControl().isPossible()) {
            return PolicyKind.SERVICE_CONTROL;
        }
        if (own != null && !own.allow().isPossible()) {
            return own.kind() == PolicyKind.KEY && side.identity().allow() == Truth.FALSE
                    ? PolicyKind.IDENTITY
                    : own.kind();
        }
        if (side.identity().allow() == Truth.FALSE) {
            return PolicyKind.IDENTITY;
        }
        return side.boundary() != null && side.boundary().allow() == Truth.FALSE
                ? PolicyKind.BOUNDARY
                : PolicyKind.SESSION;
    }

    private static List<Evaluation> levels(List<PolicySet> levels, PolicyKind kind, PolicyRequest request) {
        return levels.stream()
                .map(level -> PolicyEvaluator.evaluate(level, kind, request))
                .toList();
    }

    private static Truth all(List<Evaluation> levels) {
        return levels.stream().map(Evaluation::allow).reduce(Truth.TRUE, Truth::and);
    }

    /** The caller's layers, evaluated once. The root user needs no identity policy in its own account. */
    private record CallerSide(
            List<Evaluation> control,
            @Nullable Evaluation boundary,
            @Nullable Evaluation session,
            Evaluation identity,
            boolean root) {

        CallerSide(PolicyRequest request, CallerPolicies caller) {
            this(
                    levels(caller.serviceControl(), PolicyKind.SERVICE_CONTROL, request),
                    caller.boundary()
                            .map(set -> PolicyEvaluator.evaluate(set, PolicyKind.BOUNDARY, request))
                            .orElse(null),
                    caller.session()
                            .map(set -> PolicyEvaluator.evaluate(set, PolicyKind.SESSION, request))
                            .orElse(null),
                    PolicyEvaluator.evaluate(caller.identity(), PolicyKind.IDENTITY, request),
                    request.principal().kind() == PrincipalKind.ACCOUNT_ROOT);
        }

        List<Evaluation> layers() {
            var layers = new ArrayList<>(control);
            if (boundary != null) {
                layers.add(boundary);
            }
            if (session != null) {
                layers.add(session);
            }
            layers.add(identity);
            return layers;
        }

        Truth limits() {
            return (boundary == null ? Truth.TRUE : boundary.allow())
                    .and(session == null ? Truth.TRUE : session.allow());
        }

        Truth serviceControl() {
            return all(control);
        }

        Truth identityAllow() {
            return root ? Truth.TRUE : identity.allow().and(limits());
        }
    }
}
