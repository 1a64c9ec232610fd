package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.MovingClock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(Patience.SECONDS)
class QuestionsTest {
    private static final ServiceException REFUSED =
            new ServiceException(new Problem.Local("key", "REFUSED", "no", Instant.EPOCH));

    private final Clock clock = new MovingClock();

    @Test
    void questionsAreUnderWayAtTheSameTime() {
        var all = new CyclicBarrier(5);
        try (var questions = new Questions("test", clock)) {
            var asked = IntStream.range(0, 5)
                    .mapToObj(i -> questions.ask(() -> {
                        meet(all);
                        return i;
                    }))
                    .toList();
            assertThat(Questions.all(asked)).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void noMoreAreUnderWayThanAllowed() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var questions = new Questions("test", 3, clock)) {
            var asked = IntStream.range(0, 50)
                    .mapToObj(_ -> questions.ask(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.yield();
                        return now.decrementAndGet();
                    }))
                    .toList();
            Questions.all(asked);
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aPartSaysInItsPlaceWhyItCannotBeRead() {
        try (var questions = new Questions("test", clock)) {
            var good = questions.observe(() -> "read");
            var bad = questions.observe(() -> {
                throw REFUSED;
            });
            assertThat(good.get().value()).contains("read");
            assertThat(bad.get().problem()).contains(REFUSED.problem());
            assertThat(Questions.orNotRead(Optional.empty())).isInstanceOf(Observed.NotRead.class);
        }
    }

    @Test
    void leavingGivesUpWhatIsUnderWay() throws Exception {
        var asked = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    try (var questions = new Questions("test", clock)) {
                        questions.ask(() -> untilInterrupted(asked, interrupted));
                        asked.await();
                        questions
                                .ask(() -> {
                                    throw REFUSED;
                                })
                                .get();
                    }
                })
                .isSameAs(REFUSED);
        assertThat(Patience.await(interrupted)).isTrue();
    }

    @Test
    void leavingDoesNotWaitForWhatDoesNotReact() {
        var never = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        try (var questions = new Questions("test", clock)) {
            questions.ask(() -> {
                asked.countDown();
                for (boolean waiting = true; waiting; ) {
                    try {
                        never.await();
                        waiting = false;
                    } catch (InterruptedException _) {
                        waiting = true;
                    }
                }
                return "";
            });
            questions.ask(() -> awaitQuietly(asked)).get();
        }
        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void aQuestionThatIsGivenUpIsInterruptedAndTheOthersGoOn() throws Exception {
        var asked = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var questions = new Questions("test", clock)) {
            var unwanted = questions.ask(() -> untilInterrupted(asked, interrupted));
            asked.await();
            unwanted.giveUp();
            assertThat(Patience.await(interrupted)).isTrue();
            assertThat(questions.ask(() -> 1).get()).isEqualTo(1);
        }
    }

    @Test
    void answersAreHandedOnAsTheyArriveUntilNoneIsLeft() {
        var second = new CountDownLatch(1);
        var arrived = new ArrayList<String>();
        var threads = new ArrayList<Thread>();
        try (var questions = new Questions("test", clock)) {
            questions.<String>observe(
                    () -> {
                        awaitQuietly(second);
                        return "slow";
                    },
                    answer -> arrived.add(answer.value().orElseThrow()));
            questions.<String>observe(() -> "quick", answer -> {
                arrived.add(answer.value().orElseThrow());
                threads.add(Thread.currentThread());
                questions.<String>observe(
                        () -> {
                            throw new IllegalStateException("unforeseen");
                        },
                        failed -> {
                            arrived.add(failed.problem().orElseThrow().code());
                            second.countDown();
                        });
            });
            while (questions.awaitNext()) {
                threads.add(Thread.currentThread());
            }
        }
        assertThat(arrived).containsExactly("quick", "UNEXPECTED", "slow");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void anErrorOfTheProgramIsNotWaitedForInVain() {
        try (var questions = new Questions("test", clock)) {
            questions.<String>observe(
                    () -> {
                        throw new AssertionError("a fault");
                    },
                    _ -> {});
            assertThatThrownBy(questions::awaitNext).isInstanceOf(AssertionError.class);
            assertThat(questions.awaitNext()).isFalse();
        }
    }

    @Test
    void anInterruptEndsBothKindsOfWaiting() throws Exception {
        var codes = new ArrayList<String>();
        for (var waiting : List.<Waiting>of(
                questions -> questions.ask(QuestionsTest::forever).get(), questions -> {
                    questions.observe(QuestionsTest::forever, _ -> {});
                    questions.awaitNext();
                })) {
            var thread = Thread.ofVirtual().start(() -> {
                try (var questions = new Questions("test", clock)) {
                    waiting.on(questions);
                } catch (ServiceException e) {
                    codes.add(e.problem().code() + " " + Thread.currentThread().isInterrupted());
                }
            });
            thread.interrupt();
            thread.join();
        }
        assertThat(codes).containsExactly("INTERRUPTED true", "INTERRUPTED true");
    }

    private interface Waiting {
        void on(Questions questions);
    }

    private static String forever() {
        return untilInterrupted(new CountDownLatch(1), new CountDownLatch(1));
    }

    private static String untilInterrupted(CountDownLatch asked, CountDownLatch interrupted) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new ServiceException(new Problem.Local("test", "INTERRUPTED", "stopped", Instant.EPOCH), e);
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        return Patience.await(latch);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            Patience.await(barrier);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
