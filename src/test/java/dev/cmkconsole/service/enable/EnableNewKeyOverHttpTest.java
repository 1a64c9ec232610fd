package dev.cmkconsole.service.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enable in an account without any key: the key is created once, whatever happens to the run that creates it. */
@Alongside
class EnableNewKeyOverHttpTest {
    private static final String PROJECT = "orders-prod";
    private static final AwsRegion REGION = new AwsRegion("eu-west-1");
    private static final EnablePlanner ENABLE = new EnablePlanner(SandboxedConsole.WAITS);

    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("no-key")
                .speed(1000)
                .settling(Duration.ZERO));
        connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), new MemoryJournal(new MovingClock(), new ArrayList<>()));
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    private static SandboxedConsole elsewhere() {
        return connected.again(new MemoryJournal(new MovingClock(), new ArrayList<>()));
    }

    private static EnableChoices choices(boolean multiRegion) {
        var wish = new NewKey(
                sandbox.projectId(PROJECT),
                "alias/first",
                "the first key",
                Map.of("CostCenter", "4711"),
                REGION,
                Optional.of(180),
                multiRegion);
        return EnableChoices.byConsole(RoleChoice.newRole("atlas-first"), new KeyChoice.Create(wish));
    }

    private static void endedWithOneKey(SandboxedConsole console, RunResult result, boolean multiRegion) {
        assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunOutcomeKind.DONE);
        assertThat(console.service.keys(REGION)).singleElement().satisfies((CustomerKey key) -> {
            assertThat(key.aliases()).containsExactly("alias/first");
            assertThat(key.rotation().orElseThrow().periodDays()).contains(180);
            assertThat(stored())
                    .isEqualTo(multiRegion ? key.arn().keyId() : key.arn().toString());
        });
        var now = console.service.observe(sandbox.projectId(PROJECT), ReadScope.CONFIGURED);
        assertThat(now.encryption().value().orElseThrow().awsKms().valid()).isTrue();
        assertThat(now.roles().value().orElseThrow()).hasSize(1);
        assertThat(result.plan().leftovers()).isEmpty();
    }

    private static String stored() {
        return connected
                .service
                .observe(sandbox.projectId(PROJECT), ReadScope.CONFIGURED)
                .encryption()
                .value()
                .flatMap(e -> e.awsKms().customerMasterKeyId())
                .orElseThrow();
    }

    /** Atlas finds a multi-Region key of the role's account by its id in every region. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void whatIsHalfDoneIsContinuedByAnybody() {
        sandbox.load("no-key");
        for (var step : List.of("set-up-role", "create-key", "name-key", "rotate-by-itself", "save-configuration")) {
            try (var console = elsewhere()) {
                var stopped = console.run(
                        ENABLE,
                        choices(true),
                        sandbox.projectId(PROJECT),
                        Confirmation.PLAIN,
                        new SandboxedConsole.StopBefore(StepId.of(step)));
                assertThat(stopped.kind()).isEqualTo(RunOutcomeKind.STOPPED);
                assertThat(console.service.keys(REGION))
                        .hasSize(List.of("set-up-role", "create-key").contains(step) ? 0 : 1);
            }
        }
        try (var console = elsewhere()) {
            var result = console.run(ENABLE, choices(true), sandbox.projectId(PROJECT), Confirmation.PLAIN);
            endedWithOneKey(console, result, true);
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @CsvSource({"kms:CreateKey, DROP_AFTER", "kms:CreateKey, STATUS_AFTER", "kms:CreateAlias, DROP_AFTER"})
    void aLostAnswerLeavesOneKey(String operation, Fault.FaultKind kind) {
        sandbox.load("no-key");
        sandbox.faults().inject(Fault.of(operation, kind).withErrorCode("UNEXPECTED_ERROR"));
        try (var console = elsewhere()) {
            console.run(ENABLE, choices(false), sandbox.projectId(PROJECT), Confirmation.PLAIN);
        }
        sandbox.faults().clear();
        try (var console = elsewhere()) {
            var result = console.run(ENABLE, choices(false), sandbox.projectId(PROJECT), Confirmation.PLAIN);
            endedWithOneKey(console, result, false);
        }
    }
}
