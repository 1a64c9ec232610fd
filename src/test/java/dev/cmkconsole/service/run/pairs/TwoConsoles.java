package dev.cmkconsole.service.run.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.LegacyProject;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.text.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two consoles, each with its own journal, at one sandbox, and what the two leave behind. */
final class TwoConsoles implements AutoCloseable {
    static final String MADE = "made by two consoles";
    private static final AwsRegion REGION = new AwsRegion("us-east-1");
    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    final Sandbox sandbox;
    private final SandboxedConsole one;
    private final SandboxedConsole other;
    private final Path dir;
    private final WaitSettings waits;
    private final AtomicInteger journals = new AtomicInteger();

    enum Work {
        ENABLE("default", "analytics-dev"),
        SWITCH("legacy", "ledger-legacy"),
        ROTATE("default", "payments-prod"),
        /** A switch that somebody else has prepared. */
        COMMIT("legacy", "ledger-legacy");

        final String scenario;
        final String project;

        Work(String scenario, String project) {
            this.scenario = scenario;
            this.project = project;
        }

        /** Whether it sends a request that cannot be undone. */
        boolean forEver() {
            return this == SWITCH || this == COMMIT;
        }
    }

    /** The results of two consoles, and the consoles. */
    record Pair(Work work, SandboxedConsole first, SandboxedConsole second, List<RunResult> results) {
        /** The journals of both, one after the other. */
        Stream<JournalEntry> entries() {
            return Stream.of(first, second).flatMap(console -> console.journal().entries().stream());
        }

        /** What each console did when. */
        String story() {
            return Stream.of(first, second)
                    .map(console -> console.journal().entries().stream()
                            .map(e -> String.join(
                                    " ",
                                    e.at().toString(),
                                    e.what().kind().name(),
                                    e.what().step().orElse(""),
                                    e.what().outcome().map(Enum::name).orElse(""),
                                    e.what().code().orElse("")))
                            .collect(Collectors.joining("\n")))
                    .collect(Collectors.joining("\n\n", "\n", "\n"));
        }

        /** What the results name as unused. */
        String named() {
            return results.stream().map(r -> words(r.plan())).collect(Collectors.joining());
        }
    }

    /** @param waits the pauses of both consoles */
    TwoConsoles(Path dir, SandboxOptions options, WaitSettings waits) {
        this.dir = dir;
        this.waits = waits;
        sandbox = Sandbox.start(options);
        one = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal(), Patience.atlas(3), Patience.aws());
        other = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), journal(), Patience.atlas(3), Patience.aws());
    }

    @Override
    public void close() {
        one.close();
        other.close();
        sandbox.close();
    }

    private Journal journal() {
        return FileJournal.open(
                dir.resolve("journal" + journals.incrementAndGet() + ".jsonl"),
                Clock.systemUTC(),
                text -> text,
                _ -> {});
    }

    /** Both consoles as if they were just started: nothing is in their journals. */
    Pair fresh(Work work) {
        return new Pair(work, one.again(journal()), other.again(journal()), List.of());
    }

    /** Another console has prepared the switch, and has gone. */
    void prepare() {
        var third = one.again(journal());
        var result = third.run(
                SwitchPlanner.preparing(SandboxedConsole.WAITS),
                LegacyProject.CHOICES,
                sandbox.projectId(LegacyProject.PROJECT),
                Confirmation.PLAIN);
        assertThat(result.kind()).as("%s", result.problem()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        third.close();
    }

    ProjectSnapshot now(Work work) {
        return one.service.observe(sandbox.projectId(work.project), ReadScope.CONFIGURED);
    }

    /** The keys that the two made. */
    List<CustomerKey> made() {
        return one.service.keys(REGION).stream()
                .filter(k -> k.description().equals(MADE))
                .toList();
    }

    List<String> oldKeys(Work work) {
        var survey = one.service.survey(sandbox.projectId(work.project), KeySurveyRequest.LISTING);
        return survey.survey().value().orElseThrow().keys().stream()
                .map(UsedKey::name)
                .toList();
    }

    private KeyChoice newKey(Work work) {
        return new KeyChoice.Create(new NewKey(
                sandbox.projectId(work.project), "alias/atlas-2027", MADE, Map.of(), REGION, Optional.empty(), false));
    }

    private RotateChoices toNewKey() {
        return RotateChoices.byConsole(newKey(Work.ROTATE));
    }

    private EnableChoices enabled() {
        return EnableChoices.byConsole(RoleChoice.newRole("atlas-pairs"), newKey(Work.ENABLE));
    }

    RunResult run(SandboxedConsole console, Work work, Consumer<RunEvent> listener) {
        return switch (work) {
            case ENABLE -> run(console, new EnablePlanner(waits), enabled(), work, listener);
            case SWITCH, COMMIT -> run(console, new SwitchPlanner(waits), LegacyProject.CHOICES, work, listener);
            case ROTATE -> run(console, new RotatePlanner(waits), toNewKey(), work, listener);
        };
    }

    private <C extends Choices<C>> RunResult run(
            SandboxedConsole console, Planner<C> planner, C choices, Work work, Consumer<RunEvent> listener) {
        var project = sandbox.projectId(work.project);
        var confirmation = work.forEver() ? Confirmation.typed(work.project) : Confirmation.PLAIN;
        return waits.equals(WaitSettings.REAL)
                ? console.service.run(planner, choices, project, confirmation, listener, new SignalRunControl())
                : console.run(planner, choices, project, confirmation, (RunEvent event) -> {
                    listener.accept(event);
                    return false;
                });
    }

    /** What a console reads that visits the project, and its plan. */
    record Visit(ProjectSnapshot read, Plan plan) {
        String words() {
            return TwoConsoles.words(plan);
        }
    }

    /** @param at the visitor's time */
    Visit visit(Work work, Instant at) {
        return switch (work) {
            case ENABLE -> visit(new EnablePlanner(SandboxedConsole.WAITS), enabled(), work, at);
            case SWITCH, COMMIT -> visit(new SwitchPlanner(SandboxedConsole.WAITS), LegacyProject.CHOICES, work, at);
            case ROTATE -> visit(new RotatePlanner(SandboxedConsole.WAITS), toNewKey(), work, at);
        };
    }

    private <C extends Choices<C>> Visit visit(Planner<C> planner, C choices, Work work, Instant at) {
        var project = sandbox.projectId(work.project);
        var read = one.service.observe(project, planner.readScope(choices));
        var spare = new Observed.Known<>(one.aws.spareKeys(project, REGION), at);
        var then = new ProjectSnapshot(read.project(), at, read.atlas(), read.aws(), read.answers());
        return new Visit(then, planner.plan(then.withSpareKeys(spare), choices));
    }

    private static String words(Plan plan) {
        return plan.leftovers().stream()
                .map(l -> WORDS.say(l.what()) + "\n" + WORDS.say(l.advice()) + "\n"
                        + l.commands().stream().map(Step.Copyable::content).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }
}
