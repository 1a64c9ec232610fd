package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.edit.TakenStatements;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the effect of the acts of one plan. The only place that says what stands on a role, a key or an access key,
 * and what stops. Nothing that was not read counts as harmless.
 */
public final class EffectEvaluation {
    private final List<Act> acts;
    private final Optional<IamRole> role;
    private final Optional<String> account;

    private EffectEvaluation(List<Act> acts, Optional<IamRole> role, Optional<String> account) {
        this.acts = acts;
        this.role = role;
        this.account = account;
    }

    /**
     * @param role the role that the acts change, as it is now; empty where none is or it cannot be read
     * @param account the caller's AWS account, in which roles are changed; empty where it is not known
     */
    public static EffectEvaluation of(List<Act> acts, Optional<IamRole> role, Optional<String> account) {
        return new EffectEvaluation(
                acts.stream().filter(EffectEvaluation::takes).toList(), role, account);
    }

    /** Whether the act takes something away, or may. */
    private static boolean takes(Act act) {
        return act.documents()
                .map(d -> TakenStatements.any(d.before(), d.after()))
                .orElse(true);
    }

    /** @throws PolicySyntaxException where a document is no policy */
    static Optional<PolicyDocument> taken(Act act) {
        return act.documents().flatMap(d -> TakenStatements.of(d.before(), d.after()));
    }

    /** The acts that take something away. */
    public List<Act> acts() {
        return acts;
    }

    /** Whether the facts about this project are needed to know what becomes of it. */
    public boolean mayConcern(Neighbour neighbour) {
        return acts.stream().anyMatch(act -> new Standing(act, account).mayConcern(neighbour));
    }

    /** @param visible every project that the caller sees, with the facts about those that may be concerned */
    public ActEffect effect(Observed<List<Neighbour>> visible) {
        if (acts.isEmpty()) {
            return ActEffect.TAKES_NOTHING;
        }
        return visible.fold(
                all -> effect(all, visible.readAt().orElseThrow()), code -> ActEffect.unreadable(acts, code));
    }

    private ActEffect effect(List<Neighbour> visible, Instant at) {
        var admitted = AdmittedProjects.of(acts, role, visible, at);
        var effects = visible.stream()
                .filter(this::mayConcern)
                .flatMap(n -> new ProjectChange(acts, account, n).effect().stream())
                .sorted(Comparator.comparing((ProjectEffect e) -> e.project().name()))
                .toList();
        var unread = visible.stream()
                .filter(n -> !mayConcern(n) && unread(n) && admitted.others())
                .map(n -> n.project().name())
                .sorted()
                .toList();
        return new ActEffect(acts, effects, unread, admitted.strangers(), Optional.empty());
    }

    private boolean unread(Neighbour neighbour) {
        return acts.stream()
                .anyMatch(act -> act.changedRole().isPresent()
                        ? neighbour.records().value().isEmpty()
                        : neighbour.kms().value().isEmpty());
    }
}
