package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunFacts.CheckFact;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Describes what a run sees in the words that its user reads, for the journal. */
final class RunFactsRecorder {
    private final Phrasebook phrasebook;
    private final Set<StepId> accepted;
    private final Optional<String> continues;
    private final ServiceDates dates;

    /**
     * @param accepted checks that the user accepted although they cannot be told
     * @param continues the run that this run continues
     * @param dates knows how far this computer's clock is from the services'
     */
    RunFactsRecorder(Phrasebook phrasebook, Set<StepId> accepted, Optional<String> continues, ServiceDates dates) {
        this.phrasebook = phrasebook;
        this.accepted = Set.copyOf(accepted);
        this.continues = continues;
        this.dates = dates;
    }

    /** For the start of a run, and for the moment before an irreversible step. */
    RunFacts seen(Plan plan, ProjectSnapshot now) {
        var ahead = plan.irreversible().stream()
                .map(step -> new RunFacts.Warning(
                        step.id().value(),
                        phrasebook.say(step.title()),
                        phrasebook.say(step.reason()),
                        phrasebook.say(step.rendering().explanation())))
                .toList();
        return new RunFacts(Optional.of(facts(now)), checks(plan, now), ahead, Optional.empty(), continues)
                .named(name(plan))
                .about(about(now));
    }

    private ProjectFacts facts(ProjectSnapshot now) {
        return ProjectFacts.of(now, dates.difference());
    }

    private static Optional<RunFacts.About> about(ProjectSnapshot now) {
        return now.answers()
                .evidence()
                .map(e -> new RunFacts.About(e.role().toString(), e.key().toString()));
    }

    private Optional<String> name(Plan plan) {
        return Optional.of(plan.name())
                .filter(name -> !name.key().equals(plan.procedure().nameKey()))
                .map(phrasebook::say);
    }

    RunFacts ended(RunResult result) {
        var end = new RunFacts.End(
                        result.kind().name(),
                        result.at().flatMap(result.plan()::step).map(step -> phrasebook.say(step.title())),
                        result.problem().map(p -> phrasebook.tell(p, result.outcome())),
                        lanes(result))
                .leaving(result.plan().leftovers().stream().map(this::words).toList());
        return new RunFacts(
                        Optional.of(facts(result.now())),
                        checks(result.plan(), result.now()),
                        List.of(),
                        Optional.of(end),
                        continues)
                .named(name(result.plan()))
                .about(about(result.now()));
    }

    private String words(Leftover unused) {
        var commands = unused.commands().stream().map(c -> "\n" + c.content()).collect(Collectors.joining());
        return phrasebook.say(unused.what()) + " " + phrasebook.say(unused.advice()) + commands;
    }

    /** What came of the last request is known of the lane at whose step the run stopped. */
    private List<RunFacts.Lane> lanes(RunResult result) {
        var stopped = result.at().flatMap(result.plan()::step).map(Step::lane);
        return result.failedLanes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new RunFacts.Lane(
                        e.getKey(),
                        stopped.filter(e.getKey()::equals).isPresent()
                                ? phrasebook.tell(e.getValue(), result.outcome())
                                : phrasebook.tell(e.getValue())))
                .toList();
    }

    /** The findings as they were answered, whatever the plan makes of them, and the plan's own checks. */
    private List<CheckFact> checks(Plan plan, ProjectSnapshot now) {
        var all = new ArrayList<CheckFact>();
        Instant at = now.checks().readAt().orElse(now.at());
        var findings =
                now.checks() instanceof Observed.Known<List<Finding>>(var known, var _) ? known : List.<Finding>of();
        findings.forEach(f -> all.add(new CheckFact(
                f.id().toString(),
                phrasebook.say(f.question()),
                f.outcome(),
                phrasebook.say(f.reason()),
                f.advice().map(phrasebook::say),
                f.outcome() == CheckOutcome.CANNOT_TELL && accepted(plan, StepId.ofCheck(f.id())),
                at)));
        var asked = findings.stream().map(f -> StepId.ofCheck(f.id())).collect(Collectors.toSet());
        plan.steps().stream()
                .filter(s -> s instanceof Step.CheckStep && !asked.contains(s.id()))
                .filter(s -> !(s.status() instanceof Status.NotNeeded))
                .forEach(s -> all.add(own(s, now.at())));
        return all;
    }

    /** Whether somebody accepted that this cannot be told, for this run or before it. */
    private boolean accepted(Plan plan, StepId check) {
        return accepted.contains(check)
                || plan.step(check).flatMap(s -> s.status().acceptedDoubt()).isPresent();
    }

    /** A check of the plan itself. One that the user accepted stays unknown, and says what was accepted. */
    private CheckFact own(Step step, Instant at) {
        boolean past = step.status().acceptedDoubt().isPresent();
        var verdict = past
                ? CheckOutcome.CANNOT_TELL
                : switch (step.status()) {
                    case Status.Done _ -> CheckOutcome.PASS;
                    case Status.Blocked _ -> CheckOutcome.FAIL;
                    case Status.CannotTell _, Status.NotNeeded _, Status.ToDo _ -> CheckOutcome.CANNOT_TELL;
                };
        String reason = switch (step.status()) {
            case Status.Blocked(var why) -> phrasebook.say(why);
            case Status.CannotTell(var why) -> phrasebook.say(why);
            case Status.Done(var doubt) -> phrasebook.say(doubt.orElse(step.reason()));
            case Status.NotNeeded _, Status.ToDo _ -> phrasebook.say(step.reason());
        };
        return new CheckFact(
                step.id().value(), phrasebook.say(step.title()), verdict, reason, Optional.empty(), past, at);
    }
}
