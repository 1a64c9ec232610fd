package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.procedure.rotate.KeyChoice;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The printed commands of the Atlas API and CLI tabs, typed step by step, lead to the same result as a run. */
@Alongside
class PrintedStepsTest {
    private static final KeyArn ANALYTICS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
    private static final String NEW_ALIAS = "alias/by-hand";
    private static final int MOST_STEPS = 200;

    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    private record Case(String name, String scenario, String project, Function<String, Migration.Order<?>> orders) {
        static Case of(Migration migration) {
            return new Case(migration.name(), migration.scenario, migration.project, _ -> migration.order());
        }

        Migration.Order<?> order() {
            return orders.apply(sandbox.projectId(project));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> procedures() {
        var enable = new EnablePlanner(SandboxedConsole.WAITS);
        var existing = RoleChoice.existing(RoleArn.of("arn:aws:iam::111122223333:role/monitoring-integration"));
        var clusters = new ClusterChoices(
                Map.of("reports", false, "sessions", true),
                Optional.of(new NewCluster("by-hand", "AWS", "US_EAST_1", "M10", true)));
        return Stream.of(
                        new Case(
                                "ENABLE, new role",
                                "default",
                                "analytics-dev",
                                _ -> new Migration.Order<>(
                                        enable, EnableChoices.byConsole(RoleChoice.newRole("by-hand"), ANALYTICS))),
                        new Case(
                                "ENABLE, existing role",
                                "default",
                                "analytics-dev",
                                _ -> new Migration.Order<>(enable, EnableChoices.byConsole(existing, ANALYTICS))),
                        new Case(
                                "CLUSTERS",
                                "default",
                                "payments-prod",
                                _ -> new Migration.Order<>(new ClusterPlanner(SandboxedConsole.WAITS), clusters)),
                        new Case(
                                "ROTATE, new key",
                                "default",
                                "payments-prod",
                                project -> new Migration.Order<>(
                                        new RotatePlanner(SandboxedConsole.WAITS),
                                        RotateChoices.byConsole(new KeyChoice.Create(newKey(project)))
                                                .withReminder(ReminderWish.after(200)))),
                        Case.of(Migration.SWITCH),
                        Case.of(Migration.ROTATE),
                        Case.of(Migration.REGION))
                .map(Arguments::of);
    }

    /** With what needs quoting in a shell. */
    private static NewKey newKey(String project) {
        return new NewKey(
                project,
                NEW_ALIAS,
                "the console's $KEY \"by hand\"",
                Map.of("cost centre", "a=b"),
                new AwsRegion("us-east-1"),
                Optional.of(180),
                false);
    }

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), new MemoryJournal(new MovingClock(), new ArrayList<>()));
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("procedures")
    void typedInByHandItHasTheSameEffect(Case one) {
        var byRun = after(one, PrintedStepsTest::run);
        var typed = after(one, PrintedStepsTest::type);
        assertThat(typed.keySet()).isEqualTo(byRun.keySet());
        typed.forEach((what, how) -> assertThat(how).as(what).isEqualTo(byRun.get(what)));
    }

    private static Map<String, String> after(Case one, BiConsumer<Case, Migration.Order<?>> how) {
        sandbox.load(one.scenario());
        var before = state(one);
        how.accept(one, one.order());
        var after = state(one);
        assertThat(after).as("something was done").isNotEqualTo(before);
        return after;
    }

    private static void run(Case one, Migration.Order<?> order) {
        ran(one, order);
    }

    private static <C extends Choices<C>> void ran(Case one, Migration.Order<C> order) {
        var journal = new MemoryJournal(new MovingClock(), new ArrayList<>());
        try (var console = connected.again(journal)) {
            var result = console.run(
                    order.planner(),
                    order.choices(),
                    sandbox.projectId(one.project()),
                    Confirmation.typed(one.project()));
            assertThat(result.kind())
                    .as("%s %s", result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
        }
    }

    private static void type(Case one, Migration.Order<?> order) {
        typed(one, order);
    }

    private static <C extends Choices<C>> void typed(Case one, Migration.Order<C> order) {
        var hand = new ByHand(sandbox);
        for (int i = 0; i < MOST_STEPS; i++) {
            var plan = connected.service.plan(order.planner(), order.choices(), sandbox.projectId(one.project()));
            assertThat(plan.obstacle()).isEmpty();
            var next = plan.next(Set.of());
            if (next.isEmpty()) {
                return;
            }
            switch (next.get()) {
                case Step.AtlasStep step -> {
                    hand.curl(StepTexts.api(step).orElseThrow());
                    step.request()
                            .flatMap(r -> r.body())
                            .ifPresent(body -> assertThat(StepTexts.cli(step))
                                    .hasValueSatisfying(cli -> assertThat(cli).contains(body)));
                }
                case Step.AwsStep step -> hand.aws(StepTexts.cli(step).orElseThrow());
                case Step.WaitStep _ -> sandbox.advance(Duration.ofMinutes(1));
                case Step.CheckStep step -> throw new AssertionError(step.id() + " is " + step.status());
                case Step.ManualStep step -> throw new AssertionError(step.id().value());
            }
        }
        throw new AssertionError("no end of it");
    }

    /** Everything that the procedures change, except the ids that Atlas and AWS assign. */
    private static Map<String, String> state(Case one) {
        var now = connected.service.observe(sandbox.projectId(one.project()), ReadScope.CONFIGURED);
        var ids = new TreeMap<String, String>();
        now.roles().value().orElseThrow().forEach(r -> {
            ids.put(r.externalId(), "EXTERNAL-ID");
            ids.put(r.roleId(), "ROLE-ID");
        });
        var keys = connected.service.keys(new AwsRegion("us-east-1"));
        keys.stream()
                .filter(k -> k.aliases().contains(NEW_ALIAS))
                .forEach(k -> ids.put(k.arn().keyId(), "KEY-ID"));
        var state = new TreeMap<String, String>();
        state.put(
                "keys",
                keys.stream()
                        .map(k -> k.arn() + " " + k.aliases() + k.description() + k.state()
                                + k.rotation().map(r -> r.automatic() + " " + r.periodDays()))
                        .map(text -> plain(text, ids))
                        .sorted()
                        .toList()
                        .toString());
        state.put("configuration", now.encryption().value().orElseThrow().toString());
        state.put(
                "records",
                now.roles().value().orElseThrow().stream()
                        .map(r -> r.iamRoleArn() + " " + r.state())
                        .sorted()
                        .toList()
                        .toString());
        now.clusters()
                .value()
                .orElseThrow()
                .forEach(c -> state.put(
                        "cluster " + c.name(),
                        List.of(c.encryption(), c.state(), c.instanceSize(), c.backupEnabled())
                                .toString()));
        connected
                .service
                .iamRoles()
                .forEach(role -> connected
                        .service
                        .iamRole(role.name())
                        .ifPresent(
                                r -> state.put(role.toString(), r.trustPolicy() + new TreeMap<>(r.inlinePolicies()))));
        state.replaceAll((_, text) -> plain(text, ids));
        return state;
    }

    private static String plain(String text, Map<String, String> ids) {
        String plain = text;
        for (var id : ids.entrySet()) {
            plain = plain.replace(id.getKey(), id.getValue());
        }
        return plain;
    }
}
