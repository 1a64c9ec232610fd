package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Observes everything the checks need. Each question says what it waits for, and is asked the moment that is there:
 * at most four answers have to be waited for one after the other, however much is asked.
 */
final class AccessReader {
    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Clock clock;

    AccessReader(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.clock = clock;
    }

    /** @param rounds for each part, how many answers had to come one after the other before it was there */
    record Reading(AccessFacts facts, Map<Evidence<?>, Integer> rounds) {}

    private record Settled<T>(Evidence<T> part, Observed<T> observed, int round) {
        AccessFacts into(AccessFacts facts) {
            return facts.with(part, observed);
        }
    }

    /**
     * @param progress called on this thread, each time more is known
     * @throws ServiceException when the project itself cannot be read, or the thread is interrupted
     */
    Reading read(String projectId, CheckFocus focus, Consumer<AccessFacts> progress) {
        var facts = AccessFacts.none(projectId, focus, clock.instant());
        var rounds = new HashMap<Evidence<?>, Integer>();
        var arrived = new LinkedBlockingQueue<Settled<?>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var waiting = new ArrayList<AccessQuestion<?>>(new AccessQuestions(atlas, aws, threads, clock).all());
                facts = ask(waiting, facts, rounds, arrived, threads);
                progress.accept(facts);
                while (rounds.size() < AccessQuestions.COUNT) {
                    var settled = arrived.take();
                    rounds.put(settled.part(), settled.round());
                    facts = ask(waiting, settled.into(facts), rounds, arrived, threads);
                    if (facts.get(Evidence.PROJECT) instanceof Observed.Failed<Project>(var problem, var _)) {
                        throw new ServiceException(problem);
                    }
                    progress.accept(facts);
                }
                return new Reading(facts, Map.copyOf(rounds));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceException(
                        new Problem.Local("check", "INTERRUPTED", "Checking was stopped.", clock.instant()), e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /**
     * Asks every question that waits for nothing any more; those that do not arise are settled at once, which may
     * free others.
     */
    private AccessFacts ask(
            List<AccessQuestion<?>> waiting,
            AccessFacts known,
            Map<Evidence<?>, Integer> rounds,
            BlockingQueue<Settled<?>> arrived,
            ExecutorService threads) {
        var facts = known;
        for (boolean more = true; more; ) {
            more = false;
            for (var question : List.copyOf(waiting)) {
                var after = question.after().apply(facts);
                if (after.stream().allMatch(facts::settled)) {
                    waiting.remove(question);
                    int round = after.stream()
                            .mapToInt(part -> rounds.getOrDefault(part, 0))
                            .max()
                            .orElse(0);
                    var next = start(question, facts, round, arrived, threads);
                    more |= next != facts;
                    if (next != facts) {
                        rounds.put(question.part(), round);
                    }
                    facts = next;
                }
            }
        }
        return facts;
    }

    private <T> AccessFacts start(
            AccessQuestion<T> question,
            AccessFacts facts,
            int round,
            BlockingQueue<Settled<?>> arrived,
            ExecutorService threads) {
        var call = question.call().apply(facts);
        if (call.isEmpty()) {
            return facts.with(question.part(), Observed.notRead());
        }
        threads.execute(
                () -> arrived.add(new Settled<>(question.part(), observe(call.get()), round + question.rounds())));
        return facts;
    }

    private <T> Observed<T> observe(Supplier<T> call) {
        try {
            return new Observed.Known<>(call.get(), clock.instant());
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), clock.instant());
        } catch (RuntimeException e) {
            return new Observed.Failed<>(
                    new Problem.Local("check", "UNEXPECTED", e.getClass().getSimpleName(), clock.instant()),
                    clock.instant());
        }
    }
}
