package dev.cmkconsole.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.World;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FxTasksTest extends UiTest {
    private final List<Problem> banner = new CopyOnWriteArrayList<>();
    private final FxTasks tasks = new FxTasks(Clock.fixed(World.NOW, ZoneId.of("UTC")), banner::add);

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void workIsDoneElsewhereAndItsEventsAndItsResultArriveOnTheJavaFxThreadInOrder() {
        var seen = new CopyOnWriteArrayList<String>();
        tasks.<Integer, String>run(
                events -> {
                    assertThat(Platform.isFxApplicationThread()).isFalse();
                    assertThat(Thread.currentThread().isVirtual()).isTrue();
                    for (int i = 0; i < 100; i++) {
                        events.accept(i);
                    }
                    return "done";
                },
                i -> seen.add(i + ":" + Platform.isFxApplicationThread()),
                done -> seen.add(done + Platform.isFxApplicationThread()),
                problem -> seen.add(problem.code()));
        waitUntil(() -> seen.size() == 101);
        assertThat(seen).startsWith("0:true", "1:true").endsWith("99:true", "donetrue");
    }

    @Test
    void aProblemArrivesAsItIs() {
        var problem = new Problem.Local("test", "JOURNAL_UNWRITABLE", "full", World.NOW);
        var seen = new CopyOnWriteArrayList<Problem>();
        tasks.run(
                () -> {
                    throw new ServiceException(problem);
                },
                _ -> {},
                seen::add);
        waitUntil(() -> !seen.isEmpty());
        assertThat(seen).containsExactly(problem);
        assertThat(banner).isEmpty();
    }

    @Test
    void aFailureThatNobodyWaitsForEndsInTheBanner() {
        tasks.run(
                () -> {
                    throw new IllegalStateException("a fault of ours");
                },
                _ -> {});
        waitUntil(() -> banner.size() == 1);
        assertThat(banner.getFirst().code()).isEqualTo(Failures.UNEXPECTED);
    }

    @Test
    void aFaultInWhatFollowsEndsInTheBanner() {
        tasks.run(
                () -> 1,
                _ -> {
                    throw new IllegalStateException("a fault of ours");
                },
                _ -> {});
        waitUntil(() -> banner.size() == 1);
    }

    @Test
    void cancelledWorkIsInterruptedAndSaysNothing() throws InterruptedException {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var called = new AtomicInteger();
        var handle = tasks.run(
                () -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return 0;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                _ -> called.incrementAndGet(),
                _ -> called.incrementAndGet());
        started.await();
        handle.cancel();
        interrupted.await();
        settle();
        assertThat(called).hasValue(0);
        assertThat(handle.running()).isFalse();
        assertThat(banner).isEmpty();
    }

    @Test
    void ticksComeOnTheJavaFxThreadUntilCancelled() {
        var ticks = new CopyOnWriteArrayList<Boolean>();
        var handle = tasks.every(Duration.ofMillis(5), () -> ticks.add(Platform.isFxApplicationThread()));
        waitUntil(() -> ticks.size() >= 3);
        onScreen(handle::cancel);
        int then = ticks.size();
        settle();
        assertThat(ticks).hasSize(then).doesNotContain(false);
    }

    @Test
    void afterCloseNothingIsStarted() {
        tasks.close();
        assertThat(tasks.run(() -> 1, _ -> {}).running()).isFalse();
    }
}
