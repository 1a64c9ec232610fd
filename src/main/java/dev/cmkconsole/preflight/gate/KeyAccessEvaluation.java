package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.evaluate.AccessRules.ResourcePolicies;
import dev.cmkconsole.policy.evaluate.AtlasContext;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evaluates whether the role may use the key. Each layer is evaluated alone, so that the layer that denies can be
 * named. Context that only AWS knows stays unknown. A request that AWS may see in two ways is evaluated in both, and
 * the answer counts where they agree.
 */
public final class KeyAccessEvaluation {
    private final RoleArn role;
    private final KeyArn key;
    private final Layers layers;
    private final RequestContext facts;
    private final SeenRequests requests;
    private final Addresses addresses;
    private final boolean asksForAddresses;
    private final boolean asksForPath;

    /**
     * The answer of one layer for one action.
     *
     * @param decision the decision that the answer comes from
     */
    public record ActionAnswer(Truth allowed, AccessDecision decision) {

        public static ActionAnswer of(AccessDecision decision) {
            return new ActionAnswer(
                    switch (decision.verdict()) {
                        case ALLOWED -> Truth.TRUE;
                        case EXPLICIT_DENY, IMPLICIT_DENY -> Truth.FALSE;
                        case UNKNOWN -> Truth.UNKNOWN;
                    },
                    decision);
        }

        /** The actions with such an answer, for people; empty if there is none. */
        public static String named(Map<String, ActionAnswer> answers, Predicate<ActionAnswer> such) {
            return answers.entrySet().stream()
                    .filter(e -> such.test(e.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
        }

        public boolean explicit() {
            return decision.verdict() == PolicyVerdict.EXPLICIT_DENY;
        }

        /**
         * The common answer of all ways in which AWS may see one request.
         *
         * @param open the answer where it is left open in which way; it counts where the ways differ
         */
        static ActionAnswer agreed(List<ActionAnswer> ways, Supplier<ActionAnswer> open) {
            if (ways.stream().map(ActionAnswer::allowed).distinct().count() > 1) {
                return new ActionAnswer(Truth.UNKNOWN, open.get().decision);
            }
            // In the last way most keys have a value; a condition on one that may be absent is not told as absent.
            return ways.reversed().stream()
                    .filter(ActionAnswer::explicit)
                    .findFirst()
                    .orElse(ways.getLast());
        }
    }

    /** The policies and grants that decide, each of which may be unreadable. */
    private record Layers(
            PolicySet identity, Optional<PolicySet> boundary, PolicySet keyPolicy, Observed<List<KeyGrant>> grants) {}

    private KeyAccessEvaluation(
            RoleArn role,
            KeyArn key,
            Layers layers,
            RequestPrincipal session,
            RequestContext facts,
            Addresses addresses) {
        this.role = role;
        this.key = key;
        this.layers = layers;
        this.facts = facts;
        this.addresses = addresses;
        var mentioned = Documents.mentioned(
                Stream.concat(Stream.of(layers.keyPolicy, layers.identity), layers.boundary.stream())
                        .toList());
        this.asksForAddresses = mentioned.test(SeenRequests.SOURCE_IP) || mentioned.test(SeenRequests.VPC_SOURCE_IP);
        this.asksForPath = asksForAddresses || AtlasContext.asksForEndpoint(mentioned);
        this.requests = new SeenRequests(session, key, facts, mentioned);
    }

    /** Empty where the role or the key is not known. */
    public static Optional<KeyAccessEvaluation> of(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(
                facts,
                facts.keyArn().get(),
                facts.get(Evidence.KEY_POLICY),
                facts.get(Evidence.GRANTS),
                facts.key(),
                facts.get(Evidence.KEY_TAGS)));
    }

    /** The evaluation for another key, of which less is known. */
    public static KeyAccessEvaluation ofOldKey(AccessFacts facts, KeyArn key, Observed<String> policy) {
        return of(facts, key, policy, Observed.notRead(), Optional.empty(), Observed.notRead());
    }

    private static KeyAccessEvaluation of(
            AccessFacts facts,
            KeyArn key,
            Observed<String> policy,
            Observed<List<KeyGrant>> grants,
            Optional<CustomerKey> metadata,
            Observed<Map<String, String>> tags) {
        var role = facts.roleArn().orElseThrow();
        var managed = facts.get(Evidence.MANAGED);
        return new KeyAccessEvaluation(
                role,
                key,
                new Layers(
                        Documents.identity(facts.role(), managed),
                        Documents.boundary(facts.role(), managed),
                        Documents.keyPolicy(policy),
                        grants),
                KeyUseContext.session(facts),
                KeyUseContext.of(facts, key, metadata, tags),
                Addresses.of(facts));
    }

    public KeyArn key() {
        return key;
    }

    public RoleArn role() {
        return role;
    }

    public Optional<PolicySet> boundary() {
        return layers.boundary;
    }

    public PolicySet keyPolicy() {
        return layers.keyPolicy;
    }

    public boolean crossAccount() {
        return !role.account().equals(key.account());
    }

    /**
     * Whether the value of this condition key in a request of the role is known, or that it has none, or whether every
     * value that it may have is evaluated.
     */
    public boolean knows(String conditionKey) {
        return facts.present(conditionKey) != Truth.UNKNOWN
                || conditionKey.equalsIgnoreCase(SeenRequests.MFA)
                || conditionKey.equalsIgnoreCase(SeenRequests.TOKEN_ISSUED);
    }

    /** The answer of key policy and grants for a role whose own policies allow everything. */
    public ActionAnswer keySide(String action, boolean withGrants) {
        return best(action, request -> keySide(request, PolicySet.assumedToAllow(Reasoning.ROLES_SIDE), withGrants));
    }

    /** What key policy and grants together say, for everything that Atlas does with the key. */
    public KeySide keySide() {
        return KeySide.of(this);
    }

    /** Why the key's own side refuses the role. */
    public Refusal keySideRefusal() {
        var answers = new LinkedHashMap<String, ActionAnswer>();
        AtlasPolicies.KEY_ACTIONS.forEach(action -> answers.put(action, keySide(action, true)));
        return Refusal.of(answers, PolicyKind.KEY);
    }

    /** The answers behind {@link #keySide()}. */
    public List<ActionAnswer> keySideAnswers() {
        return KeySide.answers(this);
    }

    /**
     * Whether the role surely has an Allow for everything that Atlas does with the key, or needs none because the key's
     * side is enough. Denials are a finding of their own.
     */
    public boolean roleHasAllow() {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> allowedBy(layers.identity, action).isTrue()
                        || enoughByItself(action).isTrue());
    }

    /** Whether one policy of the role has an Allow for some of what Atlas does with the key, or may have. */
    public boolean mayAllow(PolicySet one) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .anyMatch(action -> allowedBy(one, action).isPossible());
    }

    private Truth allowedBy(PolicySet own, String action) {
        return best(action, request -> AccessRules.onIdentity(request, CallerPolicies.of(own)))
                .decision()
                .layers()
                .stream()
                .map(PolicyEvaluator.Evaluation::allow)
                .reduce(Truth.FALSE, Truth::or);
    }

    /** Whether key policy and grants are enough without any policy of the role. */
    public Truth enoughByItself(String action) {
        return best(action, request -> keySide(request, PolicySet.none(), true)).allowed();
    }

    public ActionAnswer identitySide(String action) {
        return best(action, this::identitySide);
    }

    /** Empty where there is no boundary. */
    public Optional<ActionAnswer> boundarySide(String action) {
        return layers.boundary.map(
                limit -> best(action, request -> AccessRules.onIdentity(request, CallerPolicies.of(limit))));
    }

    /**
     * Whether the key policy may let the role in although the boundary does not allow the action. False where the key
     * policy was not read: few name one session, or everyone with one ARN.
     */
    public boolean mayPassBoundary(String action) {
        return layers.keyPolicy.complete()
                && layers.boundary
                        .map(limit -> CallerPolicies.of(PolicySet.none()).withBoundary(limit))
                        .map(caller -> best(
                                action, request -> AccessRules.onResource(request, caller, resource(action, false))))
                        .filter(answer -> answer.allowed().isPossible())
                        .isPresent();
    }

    /** All layers combined as AWS combines them, except those that the program cannot read. */
    public ActionAnswer together(String action) {
        return best(action, this::together);
    }

    private AccessDecision keySide(PolicyRequest request, PolicySet own, boolean withGrants) {
        return AccessRules.onResource(request, CallerPolicies.of(own), resource(request.action(), withGrants));
    }

    private AccessDecision identitySide(PolicyRequest request) {
        return AccessRules.onIdentity(request, CallerPolicies.of(layers.identity));
    }

    private AccessDecision together(PolicyRequest request) {
        var own = CallerPolicies.of(layers.identity);
        return AccessRules.onResource(
                request, layers.boundary.map(own::withBoundary).orElse(own), resource(request.action(), true));
    }

    private ResourcePolicies resource(String action, boolean withGrants) {
        return ResourcePolicies.key(key.account(), layers.keyPolicy)
                .withGrant(withGrants ? granted(action) : Truth.FALSE);
    }

    /**
     * A grant counts if it names the operation. Constraints do not apply to DescribeKey. Whether Atlas meets them
     * otherwise is unknown, because its encryption context is. A grant to one session is unknown as well, because the
     * name of Atlas' session is.
     */
    public Truth granted(String action) {
        if (layers.grants.value().isEmpty()) {
            return Truth.UNKNOWN;
        }
        var operation = action.substring(action.indexOf(':') + 1);
        return layers.grants.value().get().stream()
                .filter(g -> g.operations().contains(operation))
                .map(g -> granted(g, operation))
                .reduce(Truth.FALSE, Truth::or);
    }

    private Truth granted(KeyGrant grant, String operation) {
        if (!grant.isTo(role)) {
            return grant.mayBeTo(role) ? Truth.UNKNOWN : Truth.FALSE;
        }
        return grant.constrained() && !operation.equals("DescribeKey") ? Truth.UNKNOWN : Truth.TRUE;
    }

    /** Whether any policy has a condition on the source address. */
    public boolean asksForAddresses() {
        return asksForAddresses;
    }

    /** Whether any policy that was read has a condition on the way by which a call comes: an address or an endpoint. */
    public boolean asksForPath() {
        return asksForPath;
    }

    /** Whether the policies allow everything that Atlas does with the key, from whatever address. */
    public boolean allowsEveryAddress() {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action ->
                        from(Optional.empty(), action, this::together).allowed().isTrue());
    }

    public Addresses addresses() {
        return addresses;
    }

    /** The addresses with this answer, where the policies allow or may allow the role from some address. */
    public List<String> addresses(String action, Truth answer) {
        if (!asksForAddresses()
                || !from(Optional.empty(), action, this::together).allowed().isPossible()) {
            return List.of();
        }
        return candidates().stream()
                .filter(address ->
                        from(Optional.of(address), action, this::together).allowed() == answer)
                .map(a -> a.isEmpty() ? "-" : a)
                .toList();
    }

    /** The empty string stands for a call without a public address. */
    private List<String> candidates() {
        return addresses.hidden() ? List.of("") : List.copyOf(addresses.single().keySet());
    }

    private interface Rule {
        AccessDecision decide(PolicyRequest request);
    }

    /**
     * The answer for an address that nobody knows, because data validation calls from such. It is FALSE where every known
     * address is refused. That some are refused is a finding of its own.
     */
    private ActionAnswer best(String action, Rule rule) {
        var anywhere = from(Optional.empty(), action, rule);
        if (anywhere.allowed() != Truth.UNKNOWN
                || !asksForAddresses()
                || candidates().isEmpty()) {
            return anywhere;
        }
        ActionAnswer refused = anywhere;
        for (var address : candidates()) {
            refused = from(Optional.of(address), action, rule);
            if (refused.allowed().isPossible()) {
                return anywhere;
            }
        }
        return refused;
    }

    /** @param address empty if it is not known */
    private ActionAnswer from(Optional<String> address, String action, Rule rule) {
        var seen = requests.of(address, action);
        return ActionAnswer.agreed(
                seen.ways().stream().map(rule::decide).map(ActionAnswer::of).toList(),
                () -> ActionAnswer.of(rule.decide(seen.open())));
    }
}
