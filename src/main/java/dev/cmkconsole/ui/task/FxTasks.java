package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Runs work on virtual threads and delivers results on the JavaFX thread. */
public final class FxTasks implements Tasks, AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("task-", 1).factory());
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ticker").factory());
    private final Failures failures;
    private final Consumer<Problem> banner;

    /**
     * @param banner shows a problem that no screen waits for; called on the JavaFX thread
     */
    public FxTasks(Clock clock, Consumer<Problem> banner) {
        this.failures = new Failures(clock);
        this.banner = banner;
    }

    @Override
    public <E, T> TaskHandle run(
            Work<E, T> work,
            Consumer<? super E> onEvent,
            Consumer<? super T> onSuccess,
            Consumer<? super Problem> onFailure) {
        var running = new Running();
        try {
            running.future = threads.submit(() -> {
                try {
                    T result = work.perform(event -> running.show(() -> onEvent.accept(event)));
                    running.finish(() -> onSuccess.accept(result));
                } catch (Throwable thrown) {
                    running.finish(() -> onFailure.accept(failures.problem(thrown)));
                }
            });
        } catch (RejectedExecutionException closed) {
            running.over.set(true);
        }
        return running;
    }

    @Override
    public void onScreen(Runnable action) {
        var once = new Running();
        once.finish(action);
    }

    @Override
    public void report(Problem problem) {
        Platform.runLater(() -> banner.accept(problem));
    }

    /** Handles the toolkit's uncaught exceptions. */
    public void uncaught(Throwable thrown) {
        report(failures.problem(thrown));
    }

    @Override
    public TaskHandle every(Duration interval, Runnable tick) {
        var running = new Running();
        var pending = new AtomicBoolean();
        long millis = interval.toMillis();
        running.future = ticker.scheduleWithFixedDelay(
                () -> {
                    if (pending.compareAndSet(false, true)) {
                        running.show(() -> {
                            pending.set(false);
                            tick.run();
                        });
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
        return running;
    }

    /** Interrupts all running work; no callback follows. */
    @Override
    public void close() {
        threads.shutdownNow();
        ticker.shutdownNow();
    }

    private final class Running implements TaskHandle {
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Future<?> future;

        void show(Runnable consumer) {
            Platform.runLater(() -> {
                if (!over.get()) {
                    guarded(consumer);
                }
            });
        }

        void finish(Runnable consumer) {
            Platform.runLater(() -> {
                if (over.compareAndSet(false, true)) {
                    guarded(consumer);
                }
            });
        }

        private void guarded(Runnable consumer) {
            try {
                consumer.run();
            } catch (RuntimeException e) {
                banner.accept(failures.problem(e));
            }
        }

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true) && future != null) {
                future.cancel(true);
            }
        }

        @Override
        public boolean running() {
            return !over.get();
        }
    }
}
