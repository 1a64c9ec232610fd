package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run saw and what it said to its user, beside its requests: kept in the journal, so that a report needs
 * nothing else. Words are plain English.
 *
 * @param project what was read of the project at that moment
 * @param checks what was checked then, with the answers
 * @param irreversible what was still ahead and cannot be undone, as it was said before
 * @param end only where a run ends
 * @param continues the run of which this is the next part, after somebody acted by hand or decided
 */
public record RunFacts(
        Optional<ProjectFacts> project,
        List<CheckFact> checks,
        List<Warning> irreversible,
        Optional<End> end,
        Optional<String> continues) {

    public RunFacts {
        checks = List.copyOf(checks);
        irreversible = List.copyOf(irreversible);
    }

    /** A step that cannot be undone, in the words of its plan. */
    public record Warning(String step, String title, String reason, String explanation) {}

    /**
     * How a run ended.
     *
     * @param kind the name of a kind of run result, such as {@code NEEDS_HANDS}
     * @param at the step where it stopped, in words
     * @param told what the user was told of the problem that stopped it
     * @param lanes what the user was told of each part that failed while others went on
     */
    public record End(String kind, Optional<String> at, Optional<UserMessage> told, List<Lane> lanes) {
        public End {
            lanes = List.copyOf(lanes);
        }

        private End mapTexts(UnaryOperator<String> change) {
            return new End(
                    kind,
                    at.map(change),
                    told.map(t -> t.words(change)),
                    lanes.stream()
                            .map(l -> new Lane(change.apply(l.name), l.told.words(change)))
                            .toList());
        }
    }

    /** @param name a cluster's */
    public record Lane(String name, UserMessage told) {}

    /** The same facts with every text changed. */
    public RunFacts mapTexts(UnaryOperator<String> change) {
        return new RunFacts(
                project.map(p -> p.mapTexts(change)),
                checks.stream().map(c -> c.mapTexts(change)).toList(),
                irreversible.stream()
                        .map(w -> new Warning(
                                change.apply(w.step),
                                change.apply(w.title),
                                change.apply(w.reason),
                                change.apply(w.explanation)))
                        .toList(),
                end.map(e -> e.mapTexts(change)),
                continues.map(change));
    }

    /**
     * One check and its answer.
     *
     * @param accepted whether the user had said to go on although it cannot be told
     * @param at when it was answered
     */
    public record CheckFact(
            String id,
            String question,
            CheckOutcome verdict,
            String reason,
            Optional<String> advice,
            boolean accepted,
            Instant at) {
        private CheckFact mapTexts(UnaryOperator<String> change) {
            return new CheckFact(
                    change.apply(id),
                    change.apply(question),
                    verdict,
                    change.apply(reason),
                    advice.map(change),
                    accepted,
                    at);
        }
    }
}
