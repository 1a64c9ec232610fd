package dev.cmkconsole.service;

import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks independent questions in parallel, each on its own virtual thread. Use it in a {@code try} block. Leaving the
 * block, by a result or an exception, gives up every unfinished question.
 */
final class Questions implements AutoCloseable {
    /** A call that reacts to an interrupt ends within this time. A DNS lookup does not react to one. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final String operation;
    private final Semaphore permits;
    private final Clock clock;
    /** Parts that were asked for and not yet handed on. */
    private int awaited;

    /** @param operation names the reading in a problem */
    Questions(String operation, Clock clock) {
        this(operation, Integer.MAX_VALUE, clock);
    }

    /** @param atOnce how many questions may run at the same time; the others wait */
    Questions(String operation, int atOnce, Clock clock) {
        this.operation = operation;
        this.permits = new Semaphore(atOnce);
        this.clock = clock;
    }

    /** A question in progress, or its answer. */
    final class Answer<T> {
        private final Future<T> future;

        private Answer(Future<T> future) {
            this.future = future;
        }

        /**
         * Waits for the answer.
         *
         * @throws RuntimeException what the question threw
         * @throws ServiceException with code {@code INTERRUPTED} when this thread is interrupted
         */
        T get() {
            try {
                return future.get();
            } catch (InterruptedException e) {
                throw stopped(e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            }
        }

        /** Gives the question up: its answer no longer matters, and no thread may wait for it. */
        void giveUp() {
            future.cancel(true);
        }
    }

    <T> Answer<T> ask(Supplier<T> question) {
        return new Answer<>(threads.submit(() -> {
            permits.acquire();
            try {
                return question.get();
            } finally {
                permits.release();
            }
        }));
    }

    /** Asks for a part; a failure becomes the part's value. */
    <T> Answer<Observed<T>> observe(Supplier<T> question) {
        return ask(() -> observed(question));
    }

    /**
     * Asks for a part, and hands it on when {@link #awaitNext} reaches it.
     *
     * @param then called on the thread that calls {@code awaitNext}; an unexpected exception of the question arrives
     *     as a failure too
     */
    <T> void observe(Supplier<T> question, Consumer<Observed<T>> then) {
        awaited++;
        ask(() -> {
            try {
                var answer = settled(question);
                return arrived.add(() -> then.accept(answer));
            } catch (Error e) {
                return arrived.add(() -> {
                    throw e;
                });
            }
        });
    }

    /**
     * Waits for the next part that {@link #observe(Supplier, Consumer)} asked for, and hands it on.
     *
     * @return false when there is none to wait for
     * @throws ServiceException with code {@code INTERRUPTED} when this thread is interrupted
     */
    boolean awaitNext() {
        if (awaited == 0) {
            return false;
        }
        try {
            var next = arrived.take();
            awaited--;
            next.run();
            return true;
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Asks on the calling thread. */
    <T> Observed<T> observed(Supplier<T> question) {
        try {
            return new Observed.Known<>(question.get(), clock.instant());
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), clock.instant());
        }
    }

    /** Waits for the answer if the question was asked. */
    static <T> Observed<T> orNotRead(Optional<Questions.Answer<Observed<T>>> asked) {
        return asked.map(Answer::get).orElseGet(Observed::notRead);
    }

    /** Waits for all answers, in the given order. */
    static <T> List<T> all(Collection<Questions.Answer<T>> answers) {
        return answers.stream().map(Answer::get).toList();
    }

    /**
     * Interrupts unfinished questions and waits briefly for them to release their connections. A question that does not
     * react ends later: it only reads, and no thread waits for it.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Observed<T> settled(Supplier<T> question) {
        try {
            return observed(question);
        } catch (RuntimeException e) {
            return new Observed.Failed<>(
                    new Problem.Local(operation, "UNEXPECTED", e.getClass().getSimpleName(), clock.instant()),
                    clock.instant());
        }
    }

    private ServiceException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ServiceException(
                new Problem.Local(operation, "INTERRUPTED", "Reading was stopped.", clock.instant()), e);
    }
}
