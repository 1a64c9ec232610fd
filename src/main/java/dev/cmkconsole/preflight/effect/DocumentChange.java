package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What Atlas may do for one project before and after changes of documents. */
final class DocumentChange {
    private static final String CONCERNS = "taken";

    private final List<Act> acts;
    private final AccessFacts before;
    private final AccessFacts after;
    private final Map<KeyArn, Observed<List<KeyGrant>>> oldGrants;

    /** @param oldGrants the grants to the role on keys other than the present one */
    DocumentChange(List<Act> acts, AccessFacts before, Map<KeyArn, Observed<List<KeyGrant>>> oldGrants) {
        this.acts = acts;
        this.before = before;
        this.oldGrants = oldGrants;
        var changed = before;
        for (var act : acts) {
            changed = changed(changed, act);
        }
        this.after = changed;
    }

    private static AccessFacts changed(AccessFacts facts, Act act) {
        return switch (act) {
            case Act.TrustChange c -> withRole(facts, c.role(), r -> withTrust(r, c.after()));
            case Act.RolePolicyChange c -> withRole(facts, c.role(), r -> withPolicy(r, c));
            case Act.KeyPolicyChange c ->
                facts.keyArn().filter(k -> k.keyId().equals(c.key().keyId())).isPresent()
                        ? facts.with(Evidence.KEY_POLICY, new Observed.Known<>(c.after(), facts.at()))
                        : facts;
            case Act.PolicyDetachment c -> withRole(facts, c.role(), r -> withoutAttached(r, c.policyArn()));
            case Act.RoleDeletion c ->
                facts.role().filter(r -> r.arn().name().equals(c.role())).isPresent()
                        ? facts.with(Evidence.ROLE, new Observed.Known<>(Optional.empty(), facts.at()))
                        : facts;
            case Act.KeyWithdrawal _, Act.AccessKeyWithdrawal _ -> facts;
        };
    }

    private static AccessFacts withRole(AccessFacts facts, String name, Function<IamRole, IamRole> change) {
        return facts.role()
                .filter(r -> r.arn().name().equals(name))
                .map(r -> facts.with(Evidence.ROLE, new Observed.Known<>(Optional.of(change.apply(r)), facts.at())))
                .orElse(facts);
    }

    private static IamRole withoutAttached(IamRole r, String policyArn) {
        return new IamRole(
                r.arn(),
                r.trustPolicy(),
                r.inlinePolicies(),
                r.attachedPolicies().stream().filter(a -> !a.equals(policyArn)).toList(),
                r.permissionsBoundary(),
                r.created(),
                r.tags());
    }

    private static IamRole withTrust(IamRole r, String trust) {
        return new IamRole(
                r.arn(),
                trust,
                r.inlinePolicies(),
                r.attachedPolicies(),
                r.permissionsBoundary(),
                r.created(),
                r.tags());
    }

    private static IamRole withPolicy(IamRole r, Act.RolePolicyChange change) {
        var policies = new HashMap<>(r.inlinePolicies());
        if (change.after().isBlank()) {
            policies.remove(change.policy());
        } else {
            policies.put(change.policy(), change.after());
        }
        return new IamRole(
                r.arn(),
                r.trustPolicy(),
                policies,
                r.attachedPolicies(),
                r.permissionsBoundary(),
                r.created(),
                r.tags());
    }

    /** Access to the project's present key. */
    Change ofPresentKey() {
        if (!concerns(Optional.empty())) {
            return Change.KEEPS;
        }
        var works = works(before, KeyAccessEvaluation.of(before));
        if (works == Truth.UNKNOWN && before.provedByAtlas()) {
            works = Truth.TRUE;
        }
        return change(works, works(after, KeyAccessEvaluation.of(after)));
    }

    /** Access to a key that older backups need. */
    Change ofOldKey(OldKey old) {
        if (old.arn().isEmpty()) {
            return beyondPresentKey() ? Change.NOT_KNOWN : Change.KEEPS;
        }
        if (!concerns(old.arn())) {
            return Change.KEEPS;
        }
        return change(access(before, old, old.policy()), access(after, old, policyAfter(old)));
    }

    /**
     * Whether the change may take away access that a backup needs, if it was made with the key in the region of this act.
     *
     * @param backup the key as the backup names it
     */
    boolean mayStop(String backup, Act.KeyPolicyChange act) {
        var policy = new OldKey.KmsSide(
                Observed.notRead(),
                Observed.notRead(),
                Observed.notRead(),
                new Observed.Known<>(act.before(), before.at()));
        var there = new OldKey(backup, Set.of(Seen.BACKUP), Optional.of(act.key()), false, policy, Observed.notRead());
        return switch (ofOldKey(there)) {
            case STOPS, NOT_KNOWN -> true;
            case KEEPS, STOPPED_BEFORE, ELSEWHERE -> false;
        };
    }

    /** The facts as they are for another key, so that its grants count as those of the present key do. */
    private Truth access(AccessFacts facts, OldKey old, Observed<String> policy) {
        var key = old.arn().orElseThrow();
        var focus = CheckFocus.of(facts.roleArn(), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region()));
        var parts = new HashMap<>(facts.parts());
        parts.put(Evidence.KEY, Observed.notRead());
        parts.put(Evidence.KEY_TAGS, Observed.notRead());
        parts.put(Evidence.KEY_POLICY, policy);
        parts.put(Evidence.GRANTS, oldGrants.getOrDefault(key, Observed.notRead()));
        var aboutKey = new AccessFacts(facts.projectId(), focus, facts.at(), parts);
        return works(aboutKey, KeyAccessEvaluation.of(aboutKey));
    }

    private Observed<String> policyAfter(OldKey old) {
        return acts.stream()
                .filter(Act.KeyPolicyChange.class::isInstance)
                .map(Act.KeyPolicyChange.class::cast)
                .filter(c -> old.arn().filter(c.key()::equals).isPresent())
                .findFirst()
                .<Observed<String>>map(c -> new Observed.Known<>(c.after(), before.at()))
                .orElse(old.policy());
    }

    private static Change change(Truth works, Truth willWork) {
        return switch (willWork) {
            case TRUE -> Change.KEEPS;
            case FALSE -> works == Truth.FALSE ? Change.STOPPED_BEFORE : Change.STOPS;
            case UNKNOWN -> works == Truth.FALSE ? Change.STOPPED_BEFORE : Change.NOT_KNOWN;
        };
    }

    /** Whether Atlas may assume the role and the role may use the key. An address condition is never decided. */
    private static Truth works(AccessFacts facts, Optional<KeyAccessEvaluation> access) {
        if (facts.roleMissing() || facts.keyMissing()) {
            return Truth.FALSE;
        }
        var key = access.map(e -> AtlasPolicies.KEY_ACTIONS.stream()
                        .map(action -> e.together(action).allowed())
                        .reduce(e.asksForAddresses() ? Truth.UNKNOWN : Truth.TRUE, Truth::and))
                .orElse(Truth.UNKNOWN);
        return trusted(facts).and(key);
    }

    private static Truth trusted(AccessFacts facts) {
        return facts.role()
                .flatMap(role -> facts.record()
                        .flatMap(record -> Documents.parse(role.trustPolicy())
                                .map(trust -> TrustEvaluation.of(role.arn(), trust, record, facts.at())
                                        .answer()
                                        .allowed())))
                .orElse(Truth.UNKNOWN);
    }

    /** @param key empty for the present one */
    private boolean concerns(Optional<KeyArn> key) {
        return acts.stream().anyMatch(act -> concerns(act, key));
    }

    /** Whether one of the statements that are taken away may apply to Atlas' requests for this project. */
    private boolean concerns(Act act, Optional<KeyArn> key) {
        try {
            return act.takesRoleApart()
                    || EffectEvaluation.taken(act)
                            .filter(taken -> negatesPrincipals(taken) || concerns(act, taken, key))
                            .isPresent();
        } catch (PolicySyntaxException e) {
            return true;
        }
    }

    private boolean concerns(Act act, PolicyDocument taken, Optional<KeyArn> key) {
        return switch (act) {
            case Act.TrustChange _ ->
                trusted(changed(before, new Act.TrustChange(roleName(), "", taken.raw())))
                        .isPossible();
            case Act.RolePolicyChange _ -> {
                var only = withOnly(taken);
                var access = key.map(k -> KeyAccessEvaluation.ofOldKey(only, k, Observed.notRead()))
                        .or(() -> KeyAccessEvaluation.of(only));
                yield access.map(e -> anyAction(a -> e.identitySide(a).allowed()))
                        .orElse(true);
            }
            case Act.KeyPolicyChange c -> {
                if (key.filter(k -> !k.keyId().equals(c.key().keyId())).isPresent()
                        || key.isEmpty()
                                && before.keyArn()
                                        .filter(k -> !k.keyId().equals(c.key().keyId()))
                                        .isPresent()) {
                    yield false;
                }
                var access = before.roleArn()
                        .map(_ -> KeyAccessEvaluation.ofOldKey(
                                before, c.key(), new Observed.Known<>(taken.raw(), before.at())));
                yield access.map(e -> anyAction(a -> e.keySide(a, false).allowed()))
                        .orElse(true);
            }
            case Act.PolicyDetachment _, Act.RoleDeletion _ -> true;
            case Act.KeyWithdrawal _, Act.AccessKeyWithdrawal _ -> false;
        };
    }

    private static boolean anyAction(Function<String, Truth> answer) {
        return AtlasPolicies.KEY_ACTIONS.stream().map(answer).anyMatch(Truth::isPossible);
    }

    private String roleName() {
        return before.roleArn().map(r -> r.name()).orElse("");
    }

    /** The role with the given statements as its only policy. */
    private AccessFacts withOnly(PolicyDocument policy) {
        var none = new ManagedPolicies(List.of(), Optional.empty());
        return withRole(
                before.with(Evidence.MANAGED, new Observed.Known<>(none, before.at())),
                roleName(),
                r -> new IamRole(
                        r.arn(),
                        r.trustPolicy(),
                        Map.of(CONCERNS, policy.raw()),
                        List.of(),
                        Optional.empty(),
                        r.created(),
                        r.tags()));
    }

    private static boolean negatesPrincipals(PolicyDocument document) {
        return document.statements().stream()
                .anyMatch(s -> s.principals()
                        .filter(PolicyStatement.Principals::negated)
                        .isPresent());
    }

    /** Whether what is taken away may concern a key other than the present one. */
    boolean beyondPresentKey() {
        if (acts.stream().anyMatch(Act::takesRoleApart)) {
            return true;
        }
        var key = before.keyArn().map(KeyArn::toString);
        boolean keyPoliciesOnly = acts.stream()
                .allMatch(a -> a instanceof Act.KeyPolicyChange c
                        && key.equals(Optional.of(c.key().toString())));
        return !keyPoliciesOnly
                && !taken(s -> s.resources()
                        .filter(r -> !r.negated()
                                && key.isPresent()
                                && r.values().stream().allMatch(key.get()::equals))
                        .isPresent());
    }

    /** Whether what is taken away are permissions of KMS alone. */
    boolean onlyAboutKeys() {
        return acts.stream().noneMatch(Act::takesRoleApart)
                && taken(s -> s.actions()
                        .filter(a -> !a.negated()
                                && a.values().stream()
                                        .allMatch(
                                                v -> v.toLowerCase(Locale.ROOT).startsWith("kms:")))
                        .isPresent());
    }

    /** Whether what is taken away names roles alone, so that it does not concern an IAM user. */
    boolean rolesOnly() {
        return taken(s -> s.principals()
                .filter(p -> !p.negated()
                        && p.entries().stream().allMatch(e -> e.value().contains(":role/")))
                .isPresent());
    }

    private boolean taken(Predicate<PolicyStatement> holds) {
        try {
            return acts.stream()
                    .flatMap(act -> EffectEvaluation.taken(act).stream())
                    .flatMap(document -> document.statements().stream())
                    .allMatch(holds);
        } catch (PolicySyntaxException e) {
            return false;
        }
    }
}
