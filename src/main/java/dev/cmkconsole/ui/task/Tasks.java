package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The one way from a view model to the background and back. Every consumer is called on the thread of the screens,
 * and every piece of work ends in exactly one of them, unless it was cancelled.
 */
public interface Tasks {

    <E, T> TaskHandle run(
            Work<E, T> work,
            Consumer<? super E> onEvent,
            Consumer<? super T> onSuccess,
            Consumer<? super Problem> onFailure);

    /** A failure that nobody on the screen waits for: shown in the window's banner. */
    void report(Problem problem);

    /**
     * Calls back on the thread of the screens, the first time after one interval, until cancelled. Calls that come
     * too late are left out.
     */
    TaskHandle every(Duration interval, Runnable tick);

    default <T> TaskHandle run(Callable<T> work, Consumer<? super T> onSuccess, Consumer<? super Problem> onFailure) {
        return this.<Void, T>run(_ -> work.call(), _ -> {}, onSuccess, onFailure);
    }

    /** A failure ends in the window's banner. */
    default <T> TaskHandle run(Callable<T> work, Consumer<? super T> onSuccess) {
        return run(work, onSuccess, this::report);
    }
}
