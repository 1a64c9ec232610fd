package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.examples.Example;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.render.Texts;
import dev.cmkconsole.procedure.script.PlanScript;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.tools.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where a script of a plan stops, and what it says then. */
@Alongside
class PlanScriptTest {
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private static final KeyArn ANALYTICS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
    private static final List<String> CHANGES = List.of("create", "update", "authorize", "put-", "delete", "attach");

    @TempDir
    static Path dir;

    private static Sandbox sandbox;
    private static SandboxedConsole console;
    private static StandIns tools;

    @BeforeAll
    static void start() {
        assumeTrue(StandIns.obstacle().isEmpty(), StandIns.obstacle());
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        console = SandboxedConsole.within(sandbox, new MemoryJournal(new MovingClock(), new ArrayList<>()));
        tools = new StandIns(sandbox, dir);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            tools.close();
            console.close();
            sandbox.close();
        }
    }

    @BeforeEach
    void load() {
        sandbox.load("default");
    }

    private static String script(Plan plan) {
        return new PlanScript(plan, MESSAGES::say).text();
    }

    private static Plan enable(String role) {
        return console.service.plan(
                new EnablePlanner(SandboxedConsole.WAITS),
                EnableChoices.byConsole(RoleChoice.newRole(role), new KeyChoice.Existing(ANALYTICS)),
                sandbox.projectId("analytics-dev"));
    }

    private static Plan change() {
        return console.service.plan(
                new SwitchPlanner(SandboxedConsole.WAITS),
                SwitchChoices.byConsole(RoleChoice.newRole("scripted")).withAccepted(Example.ACCEPTED),
                sandbox.projectId("ledger-legacy"));
    }

    /** The calls that change something. */
    private static Stream<String> changes(StandIns.Ended ended) {
        return ended.called().stream()
                .map(call -> call.split(" "))
                .map(words -> words[0].equals("atlas") ? words[3] : words[words.length > 2 ? 2 : 0])
                .filter(operation -> CHANGES.stream().anyMatch(operation::startsWith));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void carriedOutOnceItSkipsEverythingTheSecondTime() {
        String script = script(enable("scripted"));
        var first = tools.run("sh", script, Map.of());
        assertThat(first.code()).as(first.said()).isZero();
        assertThat(changes(first)).hasSize(5);

        var second = tools.run("sh", script, Map.of());
        assertThat(second.code()).as(second.said()).isZero();
        assertThat(changes(second)).isEmpty();
        assertThat(second.said()).contains("Everything is done.");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void whatCannotBeUndoneIsAskedForBeforeAnythingIsSent() {
        String script = script(change());
        for (var confirmed : List.of(Map.<String, String>of(), Map.of("CMK_CONFIRM", "ledger"))) {
            var ended = tools.run("sh", script, confirmed);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("missing: CMK_CONFIRM");
            assertThat(ended.called()).isEmpty();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theGatesThatItCannotCheckAreNamedBeforeTheConfirmation() {
        var ended = tools.run("sh", script(change()), Map.of("CMK_CONFIRM", "ledger-legacy"));
        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said()).containsPattern("this script does not: .*check:role-exists.*");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aBlockedGateEndsItBeforeAnythingIsSent() {
        var plan = console.service.plan(
                new EnablePlanner(SandboxedConsole.WAITS),
                EnableChoices.byConsole(RoleChoice.newRole("scripted"), new KeyChoice.Existing(ANALYTICS)),
                sandbox.projectId("payments-prod"));
        assertThat(plan.obstacle()).isPresent();
        assertThat(StandIns.shellCheck(List.of(script(plan)))).isEmpty();
        var ended = tools.run("sh", script(plan), Map.of());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said())
                .contains("Not yet: check-configuration is blocked")
                .contains("Nothing was changed before that.");
        assertThat(changes(ended)).isEmpty();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aTextBehindAGateThatIsBlockedOrUnknownNamesItInItsFirstLine() {
        var plan = console.service.plan(
                new SwitchPlanner(SandboxedConsole.WAITS),
                SwitchChoices.byConsole(RoleChoice.newRole("scripted")),
                sandbox.projectId("payments-prod"));
        var gate = plan.obstacle().orElseThrow();
        assertThat(gate.status()).isInstanceOf(Status.Blocked.class);
        var texts = Texts.of(plan);
        var step = plan.step(SwitchPlanner.SWITCH).orElseThrow();
        assertThat(texts.cli(step).orElseThrow().lines().findFirst().orElseThrow())
                .startsWith("# Not yet: " + gate.id() + " is blocked");
        assertThat(texts.api(step).orElseThrow().lines().findFirst().orElseThrow())
                .startsWith("# Not yet: " + gate.id() + " is blocked");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aDocumentThatAnotherHandChangedIsNotOverwritten() {
        var first = tools.run("sh", script(enable("scripted")), Map.of());
        assertThat(first.code()).as(first.said()).isZero();
        var fresh = console.service.plan(
                new SwitchPlanner(SandboxedConsole.WAITS),
                SwitchChoices.byConsole(RoleChoice.existing(sandbox.aws().roles().stream()
                                .map(r -> dev.cmkconsole.model.aws.RoleArn.of(r.arn()))
                                .filter(r -> r.name().equals("scripted"))
                                .findFirst()
                                .orElseThrow()))
                        .withAccepted(Example.ACCEPTED),
                sandbox.projectId("ledger-legacy"));
        String theirs = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        sandbox.aws().setTrustPolicy("arn:aws:iam::111122223333:role/scripted", theirs, false);
        var ended = tools.run("sh", script(fresh), Map.of("CMK_CONFIRM", "ledger-legacy"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("This is no longer as it was").contains("Carried out before that:");
        assertThat(ended.called()).noneMatch(call -> call.contains("update-assume-role-policy"));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aConfigurationThatAnotherHandChangedIsNotReplaced() {
        String script = script(enable("scripted"));
        String late = script(enable("later"));
        assertThat(tools.run("sh", script, Map.of()).code()).isZero();
        var ended = tools.run("sh", late, Map.of());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("This is no longer as it was");
        assertThat(ended.called()).noneMatch(call -> call.contains("updateEncryptionAtRest"));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void itStopsAtTheFirstErrorAndSaysWhatIsDone() {
        String script = script(enable("scripted"));
        sandbox.aws().setKeyState(ANALYTICS.toString(), "Disabled");
        var ended = tools.run("sh", script, Map.of());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said())
                .contains("Carried out before that:")
                .contains("Create the IAM role scripted")
                .contains("Stopped at: 10 of 11: Save the key in the project");
        assertThat(ended.called()).noneMatch(call -> call.startsWith("sleep"));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aMissingToolIsNamedFirst() throws IOException {
        var empty = Files.createDirectories(dir.resolve("empty"));
        for (var needed : List.of("mktemp", "rm", "sh")) {
            var real = Stream.of("/usr/bin/" + needed, "/bin/" + needed)
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            if (!Files.exists(empty.resolve(needed))) {
                Files.createSymbolicLink(empty.resolve(needed), real);
            }
        }
        var ended = tools.run("sh", script(enable("scripted")), Map.of("PATH", empty.toString()));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("These tools or variables are missing: jq atlas aws");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void noNameIsRunOrLeavesItsComment() {
        var ran = dir.resolve("ran");
        String hostile = "x$(touch " + ran + ")'\"\n`touch " + ran + "`\u202e";
        var plan = console.service.plan(
                new ClusterPlanner(SandboxedConsole.WAITS),
                new ClusterChoices(Map.of(hostile, true), java.util.Optional.empty()),
                sandbox.projectId("analytics-dev"));
        var ended = tools.run("bash", script(plan), Map.of());
        assertThat(ended.refused()).isEmpty();
        assertThat(ran).doesNotExist();
        assertThat(script(plan)).doesNotContain("\u202e");
        var create = console.service.plan(
                new ClusterPlanner(SandboxedConsole.WAITS),
                ClusterChoices.create(new NewCluster("plain", "AWS", "US_EAST_1", "M10", true)),
                sandbox.projectId("payments-prod"));
        assertThat(script(create)).contains("atlas api clusters createCluster ");
        assertThat(create.step(AccessSteps.CONFIGURATION)).isPresent();
    }
}
