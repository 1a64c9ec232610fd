package dev.cmkconsole.app.command.projects;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.pace.ReadingPace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Reads every project, several at once. A slow or a refused project does not hold up the others. */
public final class ProjectReadings {
    /** A project that was refused so often for too many requests counts as not read. */
    private static final int TRIES = 3;

    private final EncryptionService service;
    private final Clock clock;
    private final ReadingPace pace;

    public ProjectReadings(EncryptionService service, Clock clock) {
        this.service = service;
        this.clock = clock;
        this.pace = new ReadingPace(clock, RandomGenerator.getDefault(), ReadingPace.AT_ONCE);
    }

    /**
     * A project as it was read, or why it could not be.
     *
     * @param problem the one that hides what the project is, also where other parts were read
     */
    public record Reading(Project project, Optional<ProjectSnapshot> now, Optional<Problem> problem) {
        private Optional<Problem.RateLimited> limit() {
            return now.flatMap(ReadingPace::limit).or(() -> problem.flatMap(ReadingPace::limit));
        }
    }

    private record Attempt(int place, Project project, int tries) {
        Attempt again() {
            return new Attempt(place, project, tries + 1);
        }
    }

    private record Answered(Attempt attempt, Reading reading, Optional<RuntimeException> fault) {}

    /** In the order of the names, whatever was answered first. */
    public List<Reading> all() {
        var waiting = new ArrayDeque<Attempt>();
        for (var project : service.projects()) {
            waiting.add(new Attempt(waiting.size(), project, 1));
        }
        var read = new TreeMap<Integer, Reading>();
        var answers = new LinkedBlockingQueue<Answered>();
        int underWay = 0;
        var pausedUntil = clock.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!waiting.isEmpty() || underWay > 0) {
                while (!waiting.isEmpty() && underWay < pace.atOnce()) {
                    var next = waiting.remove();
                    underWay++;
                    threads.execute(() -> answers.add(answer(next)));
                }
                var left = Duration.between(clock.instant(), pausedUntil);
                var answered = underWay > 0 ? take(answers) : poll(answers, left);
                if (answered.isEmpty()) {
                    continue;
                }
                underWay--;
                answered.get().fault().ifPresent(fault -> {
                    throw fault;
                });
                var attempt = answered.get().attempt();
                var reading = answered.get().reading();
                var limit = reading.limit();
                if (limit.isPresent()) {
                    pausedUntil = pace.refused(limit.get());
                } else {
                    pace.answered();
                }
                if (limit.isPresent() && attempt.tries() < TRIES) {
                    waiting.add(attempt.again());
                } else {
                    read.put(attempt.place(), reading);
                }
            }
        }
        return new ArrayList<>(read.values());
    }

    private Answered answer(Attempt attempt) {
        try {
            return new Answered(attempt, read(attempt.project()), Optional.empty());
        } catch (RuntimeException fault) {
            return new Answered(
                    attempt, new Reading(attempt.project(), Optional.empty(), Optional.empty()), Optional.of(fault));
        }
    }

    private Reading read(Project project) {
        try {
            var now = service.observe(project.id(), ReadScope.CONFIGURED);
            return new Reading(project, Optional.of(now), now.encryption().problem());
        } catch (ServiceException e) {
            return new Reading(project, Optional.empty(), Optional.of(e.problem()));
        }
    }

    private Optional<Answered> take(BlockingQueue<Answered> answers) {
        try {
            return Optional.of(answers.take());
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Waits out a pause in which nothing is asked. */
    private Optional<Answered> poll(BlockingQueue<Answered> answers, Duration longest) {
        try {
            return Optional.ofNullable(answers.poll(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private ServiceException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ServiceException(
                new Problem.Local("projects", "INTERRUPTED", "Reading was stopped.", clock.instant()), e);
    }
}
