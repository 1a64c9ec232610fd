package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run saw and what it told its user, apart from its requests. The journal keeps it, so that a report needs nothing
 * else. Texts are plain English.
 *
 * @param project as it was read at that time
 * @param checks with their answers at that time
 * @param irreversible the steps still to do that cannot be undone, as the user read them
 * @param end only where a run ends
 * @param continues the run that this one continues, after someone did a step manually or made a decision
 * @param name what the run does, where it is less or other than the procedure's own name says
 * @param about the role and the key that the checks are about
 */
public record RunFacts(
        Optional<ProjectFacts> project,
        List<CheckFact> checks,
        List<Warning> irreversible,
        Optional<End> end,
        Optional<String> continues,
        Optional<String> name,
        Optional<About> about) {

    public RunFacts(
            Optional<ProjectFacts> project,
            List<CheckFact> checks,
            List<Warning> irreversible,
            Optional<End> end,
            Optional<String> continues) {
        this(project, checks, irreversible, end, continues, Optional.empty(), Optional.empty());
    }

    public RunFacts {
        checks = List.copyOf(checks);
        irreversible = List.copyOf(irreversible);
    }

    public RunFacts named(Optional<String> what) {
        return new RunFacts(project, checks, irreversible, end, continues, what, about);
    }

    public RunFacts about(Optional<About> examined) {
        return new RunFacts(project, checks, irreversible, end, continues, name, examined);
    }

    /** The ARNs of a role and a key. */
    public record About(String role, String key) {}

    /** A step that cannot be undone, in the words of its plan. */
    public record Warning(String step, String title, String reason, String explanation) {}

    /**
     * How a run ended.
     *
     * @param kind the name of a kind of run result, such as {@code NEEDS_HANDS}
     * @param at the step where the run stopped, in words
     * @param told the problem that stopped it, as the user read it
     * @param lanes each part that failed while others continued
     * @param leftOver what nothing used at the end, each with what to do about it; absent in lines of earlier versions
     */
    public record End(
            String kind,
            Optional<String> at,
            Optional<UserMessage> told,
            List<Lane> lanes,
            Optional<List<String>> leftOver) {
        public End(String kind, Optional<String> at, Optional<UserMessage> told, List<Lane> lanes) {
            this(kind, at, told, lanes, Optional.empty());
        }

        public End {
            lanes = List.copyOf(lanes);
            leftOver = leftOver.map(List::copyOf);
        }

        /** The same end, with what nothing uses; absent where there is no such thing. */
        public End leaving(List<String> unused) {
            return new End(kind, at, told, lanes, unused.isEmpty() ? Optional.empty() : Optional.of(unused));
        }

        private End mapTexts(UnaryOperator<String> change) {
            return new End(
                    kind,
                    at.map(change),
                    told.map(t -> t.words(change)),
                    lanes.stream()
                            .map(l -> new Lane(change.apply(l.name), l.told.words(change)))
                            .toList(),
                    leftOver.map(all -> all.stream().map(change).toList()));
        }
    }

    /** @param name of the cluster */
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
                continues.map(change),
                name.map(change),
                about.map(a -> new About(change.apply(a.role), change.apply(a.key))));
    }

    /**
     * One check and its answer.
     *
     * @param accepted whether the user had decided to continue although the result is unknown
     * @param at when the check was answered
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
