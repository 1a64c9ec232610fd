package dev.cmkconsole.ui.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Access for callers outside the window, such as the guided tour. They run a task on the JavaFX thread and wait for the
 * answer. Never call these methods on that thread.
 */
public final class FxThread {
    private FxThread() {}

    /**
     * @throws CompletionException with the exception of the task
     */
    public static <T> T ask(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }

    /** Checks the condition on every frame until it holds. Returns false if it does not hold within the time. */
    public static boolean until(BooleanSupplier condition, Duration patience) {
        var held = new CompletableFuture<Boolean>();
        var timer = ask(() -> {
            var looking = new AnimationTimer() {
                @Override
                public void handle(long nanos) {
                    look(condition, held);
                }
            };
            looking.start();
            return looking;
        });
        boolean holds = held.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        ask(() -> {
            timer.stop();
            return null;
        });
        return holds;
    }

    private static void look(BooleanSupplier condition, CompletableFuture<Boolean> held) {
        try {
            if (condition.getAsBoolean()) {
                held.complete(true);
            }
        } catch (RuntimeException e) {
            held.completeExceptionally(e);
        }
    }
}
