package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.examples.Example.Offer;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.OfferedOrders;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
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
@Order(Alongside.FIRST)
class TerraformPlansTest {
    /** What is sent, and what is not, in which state of a project. */
    private static final Set<String> KINDS = new HashSet<>();

    /** How much faster than the program's time the sandbox's passes. */
    private static final int SPEED = 8000;

    private static final Map<String, Integer> RAN = new HashMap<>();

    private static Sandbox sandbox;
    private static SandboxedConsole connected;
    private static Actual actual;
    private static TerraformFmt fmt;

    @TempDir
    static Path texts;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(0).settling(Duration.ZERO));
        connected = SandboxedConsole.whereAwsIsKnown(
                sandbox, new MemoryJournal(new MovingClock(), new ArrayList<>()), SPEED);
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
                .containsOnlyKeys(
                        Procedures.types().stream().map(ProcedureType::id).toArray(String[]::new));
    }

    static Stream<Arguments> scenarios() {
        return Examples.SCENARIOS.stream().map(Arguments::of);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("scenarios")
    void theConfigurationIsWhatTheRunLeaves(String scenario) throws Exception {
        load(scenario);
        var projects = connected.service.projects();
        for (var project : projects) {
            load(scenario);
            var now = connected.service.observe(project.id(), ReadScope.CONFIGURED);
            for (var order : OfferedOrders.ofEveryKind(sandbox, connected, now, KINDS)) {
                load(scenario);
                one(scenario, order);
            }
        }
    }

    private static void load(String scenario) {
        sandbox.load(scenario);
        connected.forget();
    }

    private static <C extends Choices<C>> void one(String scenario, Offer<C> order) throws Exception {
        var plans = new ArrayList<Plan>();
        var configuration = connected.still(() -> {
            plans.add(order.plan(connected));
            return connected.service.terraform(plans.getFirst());
        });
        var plan = plans.getFirst();
        var what = scenario + ", " + order;
        var text = configuration.whole();
        fmt.add(text);
        assertThat(new HCLParser().parse(known(text))).as(what).isNotEmpty();
        assertThat(text).as(what).doesNotContainPattern("<[A-Z_]{3,}>");
        for (var step : plan.steps()) {
            assertThat(configuration.part(step.id()))
                    .as(what + ": " + step.id())
                    .isNotBlank();
        }
        var described = new Described(text, actual, order.project());
        assertThat(described.form()).as(what).isEmpty();
        assertThat(described.circle()).as(what).isEqualTo(Optional.empty());
        assertThat(described.beforeEncryption())
                .as(what + ": Atlas tries the key, so the role may use it before")
                .containsAll(described.policiesOfTheRole());
        if (!offered(plan)) {
            assertThat(text).as(what).contains("Not to be applied yet");
            return;
        }
        if (ran(order, plan)) {
            RAN.merge(order.type().id(), 1, Integer::sum);
            assertThat(StateComparison.faults(described)).as(what).isEmpty();
        }
    }

    /** The parser does not know the escapes of letters by their number, which Terraform does. */
    private static String known(String text) {
        return text.replaceAll("\\\\u[0-9a-f]{4}", "-");
    }

    private static boolean offered(Plan plan) {
        return plan.steps().stream()
                .noneMatch(s -> s.status() instanceof Status.Blocked || s.status() instanceof Status.CannotTell);
    }

    private static <C extends Choices<C>> boolean ran(Offer<C> order, Plan plan) {
        try (var console = connected.again(new MemoryJournal(new MovingClock(), new ArrayList<>()))) {
            var result = console.run(
                    order.planner(),
                    order.choices(),
                    order.project(),
                    new Confirmation(plan.nameToType()
                            .or(() -> Optional.of(plan.project().name()))));
            assertThat(result.kind())
                    .as("%s %s %s", order, result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            return true;
        }
    }
}
