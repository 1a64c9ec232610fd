package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.LinkedHashSet;
import java.util.Set;

/** One object of the end state, with the steps of the plan that are about it. */
final class Held<T> {
    private final boolean exists;
    private final Set<StepId> steps = new LinkedHashSet<>();
    private T value;

    private Held(T value, boolean exists) {
        this.value = value;
        this.exists = exists;
    }

    static <T> Held<T> existing(T value) {
        return new Held<>(value, true);
    }

    static <T> Held<T> planned(T value) {
        return new Held<>(value, false);
    }

    /** Whether it is there now, so that a configuration imports it. */
    boolean exists() {
        return exists;
    }

    T value() {
        return value;
    }

    void set(T now) {
        value = now;
    }

    void about(StepId step) {
        steps.add(step);
    }

    Set<StepId> steps() {
        return steps;
    }
}
