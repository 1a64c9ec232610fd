package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.roles.RecordStanding.Way;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.procedure.drill.DrillPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofPlanner;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration of every plan that a scenario can offer is valid, and describes what the run leaves. A plan that
 * cannot be offered has a valid configuration that says what stands in the way.
 */
@Alongside
class TerraformPlansTest {
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(10));
    private static final List<String> SCENARIOS = List.of(
            "default",
            "fresh",
            "legacy",
            "interrupted",
            "multi-region",
            "private-network",
            "key-pending-deletion",
            "broken-role",
            "roles");
    /** Everything that is unknown is accepted in advance. */
    private static final Set<StepId> ACCEPTED = Stream.concat(
                    Preflight.CHECKS.stream().map(Check::id).map(StepId::ofCheck),
                    Stream.of(
                                    "check-access",
                                    "check-owner",
                                    "check-key",
                                    "check-configuration",
                                    "set-up-role",
                                    "allow-key",
                                    "key-policy")
                            .map(StepId::of))
            .collect(Collectors.toSet());

    private static final Map<String, Integer> RAN = new HashMap<>();

    private static Sandbox sandbox;
    private static SandboxedConsole connected;
    private static Actual actual;
    private static TerraformFmt fmt;

    @TempDir
    static Path texts;

    private record Order<C extends Choices<C>>(String name, Planner<C> planner, C choices) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), new MemoryJournal(new MovingClock(), new ArrayList<>()));
        actual = new Actual(sandbox);
        fmt = new TerraformFmt(texts);
    }

    @AfterAll
    static void stop() throws Exception {
        actual.close();
        connected.close();
        sandbox.close();
        fmt.check();
        assertThat(RAN)
                .as("procedures whose plans ran to their end")
                .containsKeys(
                        "enable",
                        "clusters",
                        "switch",
                        "rotate",
                        "region",
                        "aws-rotation",
                        "search-nodes",
                        "disable",
                        "alerts",
                        "access",
                        "restore-proof",
                        "drill",
                        "rescue");
    }

    static Stream<Arguments> scenarios() {
        return SCENARIOS.stream().map(Arguments::of);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("scenarios")
    void theConfigurationIsWhatTheRunLeaves(String scenario) throws Exception {
        sandbox.load(scenario);
        var projects = connected.service.projects();
        for (var project : projects) {
            for (var order : orders(project)) {
                sandbox.load(scenario);
                one(scenario, project, order);
            }
        }
    }

    private static <C extends Choices<C>> void one(String scenario, Project project, Order<C> order) throws Exception {
        var accepted = order.choices().withAccepted(ACCEPTED);
        var plan = connected.service.plan(order.planner(), accepted, project.id());
        var what = scenario + ", " + project.name() + ", " + order;
        var configuration = connected.service.terraform(plan);
        var text = configuration.whole();
        fmt.add(text);
        assertThat(new HCLParser().parse(text)).as(what).isNotEmpty();
        assertThat(text).as(what).doesNotContainPattern("<[A-Z_]{3,}>");
        for (var step : plan.steps()) {
            assertThat(configuration.part(step.id()))
                    .as(what + ": " + step.id())
                    .isNotBlank();
        }
        var described = new Described(text, actual, project.id());
        assertThat(described.form()).as(what).isEmpty();
        assertThat(described.circle()).as(what).isEqualTo(Optional.empty());
        assertThat(described.beforeEncryption())
                .as(what + ": Atlas tries the key, so the role may use it before")
                .containsAll(described.policiesOfTheRole());
        if (!offered(plan)) {
            assertThat(text).as(what).contains("Not to be applied yet");
            return;
        }
        if (ran(order, accepted, project)) {
            RAN.merge(order.planner().procedure().id(), 1, Integer::sum);
            assertThat(StateComparison.faults(described)).as(what).isEmpty();
        }
    }

    private static boolean offered(Plan plan) {
        return plan.steps().stream()
                .noneMatch(s -> s.status() instanceof Status.Blocked || s.status() instanceof Status.CannotTell);
    }

    private static <C extends Choices<C>> boolean ran(Order<C> order, C choices, Project project) {
        try (var console = connected.again(new MemoryJournal(new MovingClock(), new ArrayList<>()))) {
            var result = console.run(order.planner(), choices, project.id(), Confirmation.typed(project.name()));
            assertThat(result.kind())
                    .as("%s %s %s", order, result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            return true;
        }
    }

    private static List<Order<?>> orders(Project project) {
        return sandbox.scenario().equals("roles") ? records(project) : usualOrders(project);
    }

    private static List<Order<?>> records(Project project) {
        var reading = RolesReading.of(connected.service, project.id());
        var orders = new ArrayList<Order<?>>();
        reading.roles().records().forEach(r -> {
            var cleanUp = r.way() == Way.DELETE_ROLE ? CleanUp.ROLE : CleanUp.TRUST;
            orders.add(new Order<>(
                    cleanUp + " " + r.record().roleId(),
                    new RecordPlanner(QUICK),
                    reading.deauthorize(r.record().roleId(), cleanUp)));
        });
        return orders;
    }

    private static List<Order<?>> usualOrders(Project project) {
        var now = connected.service.observe(project.id(), dev.cmkconsole.model.snapshot.ReadScope.CONFIGURED);
        var kms = now.encryption().value().orElseThrow().awsKms();
        var keys = sandbox.aws().keys().stream()
                .map(k -> KeyArn.of(k.arn()))
                .filter(k -> k.account().equals("111122223333"))
                .toList();
        var orders = new ArrayList<Order<?>>();
        var fresh = RoleChoice.newRole("terraform-role");
        var existing = RoleChoice.existing(RoleArn.of("arn:aws:iam::111122223333:role/monitoring-integration"));
        if (!kms.enabled()) {
            orders.add(enable("enable, new role", fresh, keys.getFirst()));
            orders.add(enable("enable, existing role", existing, keys.getFirst()));
            for (boolean multiRegion : new boolean[] {true, false}) {
                orders.add(new Order<>(
                        "enable, new role and new key",
                        new EnablePlanner(QUICK),
                        EnableChoices.byConsole(
                                fresh, new KeyChoice.Create(wish(project, Optional.empty(), multiRegion)))));
            }
            now.roles()
                    .value()
                    .orElseThrow()
                    .forEach(record -> orders.add(enable(
                            "enable, waiting record",
                            RoleChoice.resume(record.roleId(), fresh.iam()),
                            keys.getFirst())));
        }
        if (kms.onCredentials()) {
            orders.add(new Order<>("switch, new role", new SwitchPlanner(QUICK), SwitchChoices.byConsole(fresh)));
            orders.add(new Order<>("switch, existing", new SwitchPlanner(QUICK), SwitchChoices.byConsole(existing)));
            orders.add(new Order<>(
                    "retire",
                    new RetirePlanner(QUICK),
                    RetireChoices.of(kms.accessKeyId().orElseThrow(), RetireChoices.RetireAct.DEACTIVATE)));
        }
        if (kms.enabled()) {
            change(orders, project, keys, kms.keyArn());
            boolean nodes = now.encryption().value().orElseThrow().enabledForSearchNodes();
            orders.add(new Order<>("search nodes", new SearchNodePlanner(QUICK), new SearchNodeChoices(!nodes)));
            orders.add(new Order<>("disable", new DisablePlanner(QUICK), DisableChoices.PLAIN));
            orders.add(new Order<>("private networking", new NetworkPlanner(QUICK), NetworkChoices.of(true)));
            orders.add(new Order<>("public addresses", new NetworkPlanner(QUICK), NetworkChoices.of(false)));
            orders.add(new Order<>(
                    "alerts",
                    new AlertsPlanner(),
                    AlertsChoices.TURN_ON.after(200).telling(List.of(Recipient.parse("email:keys@example.com")))));
            orders.add(new Order<>(
                    "restore proof",
                    new RestoreProofPlanner(QUICK),
                    RestoreProofChoices.of(Optional.empty(), connected.service.now())));
            orders.add(new Order<>(
                    "drill",
                    new DrillPlanner(QUICK),
                    DrillChoices.after(connected.service.trials().drill(project.id()))));
            var rescue = Rescue.of(connected.service, project.id());
            if (rescue.repair().isPresent()) {
                orders.add(new Order<>("rescue", new RescuePlanner(QUICK), rescue.choices()));
            }
        }
        clusters(orders, now);
        return orders;
    }

    private static NewKey wish(Project project, Optional<KeyArn> present, boolean multiRegion) {
        return new NewKey(
                project.id(),
                "alias/terraform-new",
                "the console's ${KEY} \"by hand\" %{x} \\ é",
                Map.of("cost centre", "a=b"),
                present.map(KeyArn::region).orElse(new AwsRegion("us-east-1")),
                Optional.of(180),
                multiRegion);
    }

    private static Order<EnableChoices> enable(String name, RoleChoice role, KeyArn key) {
        return new Order<>(name, new EnablePlanner(QUICK), EnableChoices.byConsole(role, new KeyChoice.Existing(key)));
    }

    private static void change(List<Order<?>> orders, Project project, List<KeyArn> keys, Optional<KeyArn> present) {
        keys.stream()
                .filter(k -> !present.equals(Optional.of(k)) && !k.multiRegion())
                .findFirst()
                .ifPresent(other -> {
                    orders.add(new Order<>(
                            "rotate, existing key",
                            new RotatePlanner(QUICK),
                            RotateChoices.byConsole(new KeyChoice.Existing(other))));
                    orders.add(new Order<>(
                            "old key",
                            new OldKeyPlanner(QUICK),
                            OldKeyChoices.of(other, OldKeyChoices.OldKeyAct.DISABLE)));
                });
        orders.add(new Order<>(
                "rotate, new key",
                new RotatePlanner(QUICK),
                RotateChoices.byConsole(new KeyChoice.Create(wish(project, present, false)))
                        .withReminder(ReminderWish.after(200))));
        orders.add(new Order<>(
                "rotation by KMS",
                new AwsRotationPlanner(QUICK),
                AwsRotationChoices.byItself(200).withReminder(ReminderWish.after(300))));
        orders.add(new Order<>(
                "rotation on demand",
                new AwsRotationPlanner(QUICK),
                AwsRotationChoices.once(Clock.systemUTC().instant())));
        present.filter(KeyArn::multiRegion)
                .ifPresent(key -> keys.stream()
                        .filter(k -> k.keyId().equals(key.keyId()) && !k.equals(key))
                        .findFirst()
                        .ifPresent(replica -> orders.add(
                                new Order<>("region", new RegionPlanner(QUICK), RegionChoices.byConsole(replica)))));
    }

    private static void clusters(List<Order<?>> orders, dev.cmkconsole.model.snapshot.ProjectSnapshot now) {
        Map<String, Boolean> flipped = now.clusters().value().orElseThrow().stream()
                .filter(c -> c.obstacle().isEmpty())
                .collect(Collectors.toMap(c -> c.name(), c -> !c.encrypted()));
        orders.add(new Order<>(
                "clusters on and off, and a new one",
                new ClusterPlanner(QUICK),
                new ClusterChoices(
                        flipped, Optional.of(new NewCluster("terraform-new", "AWS", "US_EAST_1", "M10", true)))));
    }
}
