package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Runs background work for view models. Every consumer is called on the screens' thread. Every piece of work ends in
 * exactly one of its consumers, unless it was cancelled.
 */
public interface Tasks {

    <E, T> TaskHandle run(
            Work<E, T> work,
            Consumer<? super E> onEvent,
            Consumer<? super T> onSuccess,
            Consumer<? super Problem> onFailure);

    /** Calls the action on the screens' thread, soon. Any thread may ask for it. */
    void onScreen(Runnable action);

    /** Shows a failure that no screen waits for in the window's banner. */
    void report(Problem problem);

    /**
     * Calls the tick on the screens' thread at each interval, first after one interval, until cancelled. Late ticks are
     * omitted.
     */
    TaskHandle every(Duration interval, Runnable tick);

    default <T> TaskHandle run(Callable<T> work, Consumer<? super T> onSuccess, Consumer<? super Problem> onFailure) {
        return this.<Void, T>run(_ -> work.call(), _ -> {}, onSuccess, onFailure);
    }

    /** Runs work whose failure appears in the window's banner. */
    default <T> TaskHandle run(Callable<T> work, Consumer<? super T> onSuccess) {
        return run(work, onSuccess, this::report);
    }
}
