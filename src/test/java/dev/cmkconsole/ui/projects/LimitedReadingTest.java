package dev.cmkconsole.ui.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.service.pace.ReadingPace;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.projects.ProjectRow.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Under a request limit every project is read in the end, without anybody's help. */
class LimitedReadingTest {
    private static final class TurnedClock extends Clock {
        private Instant now = World.NOW;

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final TurnedClock clock = new TurnedClock();
    private final Bench bench = new Bench();
    private final Frame frame = new Frame(
            bench.messages,
            clock,
            bench.tasks,
            bench.frame.dialogs(),
            bench.desktop,
            bench.frame.navigator(),
            bench.activities);
    private final ProjectsViewModel model = new ProjectsViewModel(frame, bench.world.service());

    private static Problem.RateLimited limit(Duration retryAfter) {
        return new Problem.RateLimited(
                Problem.Origin.ATLAS, "getGroup", "RATE_LIMITED", "Too many requests", retryAfter, World.NOW);
    }

    private void refuse(Duration retryAfter) {
        IntStream.range(0, 40)
                .mapToObj("p%02d"::formatted)
                .forEach(name -> bench.world.unreadable.put(bench.world.id(name), limit(retryAfter)));
    }

    private long waiting() {
        return model.rows().stream().filter(r -> r.reading() == Reading.WAITING).count();
    }

    @Test
    void whatWasRefusedWaitsAndIsReadLater() {
        IntStream.range(0, 40).forEach(i -> bench.world.project("p%02d".formatted(i)));
        refuse(Duration.ofSeconds(20));
        model.start();

        int before = model.readProperty().get();
        assertThat(model.rows())
                .as("a limit is no failure")
                .noneMatch(r -> r.trouble()
                        .filter(Problem.RateLimited.class::isInstance)
                        .isPresent());
        assertThat(waiting()).isGreaterThanOrEqualTo(40);
        assertThat(model.pendingProperty().get()).isEqualTo((int) waiting());
        assertThat(before).isLessThanOrEqualTo(7);
        int asked = bench.world.observed.size();
        assertThat(asked).as("nothing is asked while the limit stands").isLessThan(20);
        assertThat(model.pausedUntilProperty().get()).isBetween(World.NOW.plusSeconds(20), World.NOW.plusSeconds(26));

        clock.turn(Duration.ofSeconds(19));
        bench.tasks.tick();
        assertThat(bench.world.observed).hasSize(asked);

        clock.turn(Duration.ofSeconds(10));
        bench.tasks.tick();
        assertThat(bench.world.observed).as("one tries").hasSize(asked + 1);

        bench.world.unreadable.keySet().removeIf(id -> bench.world.unreadable.get(id) instanceof Problem.RateLimited);
        clock.turn(Duration.ofMinutes(2));
        bench.tasks.tick();
        assertThat(waiting()).isZero();
        assertThat(model.readProperty().get()).isEqualTo(46);
        assertThat(model.pausedUntilProperty().get()).isNull();
    }

    @Test
    void withoutAWaitTheProgramWaitsLongerEachTime() {
        var pace = new ReadingPace(clock, new Random(1), 6);
        assertThat(pace.atOnce()).isEqualTo(6);
        var expected = Duration.ofSeconds(4);
        for (int i = 0; i < 8; i++) {
            var until = pace.refused(limit(Duration.ZERO));
            assertThat(Duration.between(clock.instant(), until))
                    .isBetween(expected, expected.plus(expected.dividedBy(4)));
            assertThat(pace.atOnce()).isZero();
            clock.turn(Duration.ofMinutes(3));
            assertThat(pace.atOnce()).isEqualTo(1);
            expected = expected.compareTo(Duration.ofMinutes(1)) < 0 ? expected.multipliedBy(2) : expected;
        }
        IntStream.range(0, 5).forEach(_ -> pace.answered());
        assertThat(pace.atOnce()).isEqualTo(6);
        assertThat(Duration.between(clock.instant(), pace.refused(limit(Duration.ZERO))))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }
}
