package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Observes everything the checks need. Each question states what it waits for and starts as soon as that is known. At
 * most four answers come one after another, or five where attached policies may name keys. The role
 * that other projects use as well may take more.
 */
final class AccessReader {
    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Function<String, Optional<AtlasRefusal>> refusals;
    private final PastKeys past;
    private final Clock clock;

    AccessReader(AtlasGateway atlas, AwsGateway aws, PastKeys past, Clock clock) {
        this(atlas, aws, _ -> Optional.empty(), past, clock);
    }

    /** @param refusals the refusal by Atlas that still stands in a project, as this program recorded it */
    AccessReader(
            AtlasGateway atlas,
            AwsGateway aws,
            Function<String, Optional<AtlasRefusal>> refusals,
            PastKeys past,
            Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.refusals = refusals;
        this.past = past;
        this.clock = clock;
    }

    /** @param rounds number of sequential answers that each piece of evidence needed */
    record Reading(AccessFacts facts, Map<Evidence<?>, Integer> rounds) {}

    /**
     * @param progress called on this thread each time more evidence arrives
     * @throws ServiceException when the project itself cannot be read, or the thread is interrupted
     */
    Reading read(String projectId, CheckFocus focus, Consumer<AccessFacts> progress) {
        return read(projectId, focus, _ -> true, progress);
    }

    /**
     * Reads only some of the evidence.
     *
     * @param wanted must hold for all evidence that other wanted evidence waits for
     */
    AccessFacts only(String projectId, CheckFocus focus, Predicate<Evidence<?>> wanted) {
        return read(projectId, focus, wanted, _ -> {}).facts();
    }

    private Reading read(
            String projectId, CheckFocus focus, Predicate<Evidence<?>> wanted, Consumer<AccessFacts> progress) {
        try (var questions = new Questions(AccessQuestions.OPERATION, clock)) {
            var reading = new Progress(questions, AccessFacts.none(projectId, focus, clock.instant()), wanted);
            do {
                reading.ask();
                if (reading.facts.get(Evidence.PROJECT) instanceof Observed.Failed<Project>(var problem, var _)) {
                    throw new ServiceException(problem);
                }
                progress.accept(reading.facts);
            } while (questions.awaitNext());
            return new Reading(reading.facts, Map.copyOf(reading.rounds));
        }
    }

    /** The evidence known so far and the questions that still wait. Used by one thread. */
    private final class Progress {
        private final Questions questions;
        private final List<AccessQuestion<?>> waiting;
        private final Map<Evidence<?>, Integer> rounds = new HashMap<>();
        private final SnapshotReader.Beginning began = SnapshotReader.Beginning.now(clock);
        private AccessFacts facts;

        Progress(Questions questions, AccessFacts facts, Predicate<Evidence<?>> wanted) {
            this.questions = questions;
            this.waiting = new AccessQuestions(atlas, aws, refusals, past, clock)
                    .all().stream().filter(q -> wanted.test(q.part())).collect(Collectors.toCollection(ArrayList::new));
            this.facts = facts;
        }

        /**
         * Asks every question that no longer waits for anything. A question with nothing to read is settled
         * immediately, which may release others.
         */
        void ask() {
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
                        more |= !arises(question, round);
                    }
                }
            }
        }

        private <T> boolean arises(AccessQuestion<T> question, int round) {
            var call = question.call().apply(facts);
            call.ifPresentOrElse(
                    asked -> questions.observe(
                            asked, answer -> settle(question.part(), answer, round + question.rounds())),
                    () -> settle(question.part(), Observed.notRead(), round));
            return call.isPresent();
        }

        private <T> void settle(Evidence<T> part, Observed<T> answer, int round) {
            rounds.put(part, round);
            facts = facts.with(part, answer).asOf(began.by(clock));
        }
    }
}
