package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.edit.TakenStatements;
import java.util.List;
import java.util.Optional;

/**
 * The user's permission for one plan. It exists only for a plan whose effect was evaluated, so that no run starts
 * without it.
 */
public final class Permit {
    private final List<Act> acts;
    private final boolean irreversible;
    private final Text refusal;

    private Permit(List<Act> acts, boolean irreversible, Text refusal) {
        this.acts = List.copyOf(acts);
        this.irreversible = irreversible;
        this.refusal = refusal;
    }

    /**
     * @param typed what the user typed to confirm
     * @throws IllegalArgumentException where the plan's effect was not evaluated
     */
    public static Permit of(Plan plan, Optional<String> typed) {
        var judged = plan.judged().orElseThrow(() -> new IllegalArgumentException("the effect was not evaluated"));
        boolean named = plan.nameToType().filter(name -> !names(typed, name)).isEmpty();
        boolean own = names(typed, plan.project().name())
                || named && !plan.irreversible().isEmpty();
        return new Permit(
                named && judged.refusal().isEmpty() ? plan.acts() : List.of(),
                own,
                judged.refusal().orElseGet(() -> Text.of("effect.refused.changed")));
    }

    /** Surrounding blanks do not count, case does. */
    static boolean names(Optional<String> typed, String name) {
        return typed.filter(t -> t.strip().equals(name.strip())).isPresent();
    }

    /** Whether irreversible steps may be sent. */
    public boolean mayBeIrreversible() {
        return irreversible;
    }

    /** Whether the step takes nothing away, or what it takes away was shown and confirmed. */
    public boolean covers(Step.AwsStep step) {
        return step.act()
                .filter(act -> !acts.contains(act))
                .filter(act -> act.documents()
                        .map(d -> TakenStatements.any(d.before(), d.after()))
                        .orElse(true))
                .isEmpty();
    }

    /** Why a step that is not covered is not sent. */
    public Text refusal() {
        return refusal;
    }
}
