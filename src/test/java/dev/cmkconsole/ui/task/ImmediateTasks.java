package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs work on the calling thread, immediately or on request, and ticks on request, for tests of view models. Its
 * callbacks are marked as the screen's thread, so that {@link ScreenThread#keptFree} refuses forbidden calls there.
 */
public final class ImmediateTasks implements Tasks {
    private final Failures failures;
    private final List<Ticking> ticking = new ArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private final List<Problem> reported = new ArrayList<>();
    private boolean holding;

    public ImmediateTasks(Clock clock) {
        this.failures = new Failures(clock);
    }

    /** Holds work until {@link #release()}, so that a test can inspect the intermediate state. */
    public ImmediateTasks hold() {
        holding = true;
        return this;
    }

    /** Runs the held work, oldest first, and the work that it starts. Further work runs immediately again. */
    public void release() {
        holding = false;
        while (!held.isEmpty()) {
            held.poll().run();
        }
    }

    /** Runs only the oldest held piece of work. */
    public void releaseOne() {
        held.remove().run();
    }

    public int heldCount() {
        return held.size();
    }

    public void tick() {
        List.copyOf(ticking).stream().filter(TaskHandle::running).forEach(t -> ScreenThread.on(t.tick));
    }

    public List<Problem> reported() {
        return reported;
    }

    @Override
    public <E, T> TaskHandle run(
            Work<E, T> work,
            Consumer<? super E> onEvent,
            Consumer<? super T> onSuccess,
            Consumer<? super Problem> onFailure) {
        var handle = new Ticking(() -> {});
        Runnable all = () -> {
            if (!handle.running()) {
                return;
            }
            final T result;
            try {
                result = ScreenThread.away(() -> work.perform(event -> {
                    if (handle.running()) {
                        ScreenThread.on(() -> onEvent.accept(event));
                    }
                }));
            } catch (AssertionError e) {
                throw e;
            } catch (Throwable thrown) {
                if (handle.running()) {
                    handle.cancel();
                    ScreenThread.on(() -> onFailure.accept(failures.problem(thrown)));
                }
                return;
            }
            if (handle.running()) {
                handle.cancel();
                ScreenThread.on(() -> onSuccess.accept(result));
            }
        };
        if (holding) {
            held.add(all);
        } else {
            all.run();
        }
        return handle;
    }

    @Override
    public void onScreen(Runnable action) {
        action.run();
    }

    @Override
    public void report(Problem problem) {
        reported.add(problem);
    }

    @Override
    public TaskHandle every(Duration interval, Runnable tick) {
        var handle = new Ticking(tick);
        ticking.add(handle);
        return handle;
    }

    private static final class Ticking implements TaskHandle {
        private final Runnable tick;
        private boolean cancelled;

        Ticking(Runnable tick) {
            this.tick = tick;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean running() {
            return !cancelled;
        }
    }
}
