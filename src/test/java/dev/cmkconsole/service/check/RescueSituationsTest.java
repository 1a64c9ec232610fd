package dev.cmkconsole.service.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.Diagnosis.Found;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.check.RescueSituations.Broken;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.rescue.RescueAccount;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rescue names the first cause of every broken project, and its one repair brings the clusters back. */
@Alongside
class RescueSituationsTest {
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(25));
    private static final String EXTERNAL_ID = "0f6a1b1e-52e4-4c7d-9d39-3b8a6e1f7c01";
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private static Sandbox sandbox;
    private static SandboxedConsole console;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("broken-role")
                .speed(4000)
                .settling(Duration.ZERO));
        console = SandboxedConsole.within(
                sandbox, new MemoryJournal(new MovingClock(), new ArrayList<>()), Patience.atlas(2), Patience.aws());
    }

    @AfterAll
    static void stop() {
        console.close();
        sandbox.close();
    }

    static List<Broken> situations() {
        return RescueSituations.ALL;
    }

    @Test
    void thereAreEnoughOfThemAndEachHasItsName() {
        assertThat(RescueSituations.ALL).hasSizeGreaterThanOrEqualTo(50);
        assertThat(RescueSituations.ALL.stream().map(Broken::name).distinct()).hasSameSizeAs(RescueSituations.ALL);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("situations")
    void theFirstCauseIsFoundAndRepaired(Broken broken) {
        var project = arrange(broken);
        var rescue = Rescue.of(console.service, project);
        assertThat(rescue.diagnosis().cause())
                .as("%s, of %s", account(rescue), rescue.diagnosis().causes())
                .isEqualTo(broken.first());
        assertThat(account(rescue))
                .doesNotContainPattern("rescue\\.[a-z]|keyDeletion\\.|\\{\\d|[A-Z]-ARN\\b|[A-Z]-ID\\b");
        assertThat(rescue.repair().isPresent()).as(account(rescue)).isEqualTo(broken.repaired() > 0);
        if (broken.repaired() == 0) {
            rescue.diagnosis().first().ifPresent(found -> othersAct(broken, rescue, found));
            return;
        }
        var next = rescue;
        for (int i = 1; i < broken.repaired(); i++) {
            assertThat(repair(project, next).kind()).as("rescue %d", i).isEqualTo(RunOutcomeKind.BLOCKED);
            next = Rescue.of(console.service, project);
        }
        var result = repair(project, next);
        assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunOutcomeKind.DONE);
        back(console.service.observe(project, RescuePlanner.SCOPE));
    }

    private static dev.cmkconsole.procedure.run.RunResult repair(String project, Rescue rescue) {
        var choices = rescue.choices().withAccepted(Set.of(StepId.of("key-policy"), StepId.of("leave-out-deleted")));
        return console.run(new RescuePlanner(QUICK), choices, project, Confirmation.PLAIN);
    }

    private static void back(ProjectSnapshot now) {
        assertThat(KeyStanding.saidByAtlas(
                                now.encryption().value().orElseThrow().awsKms(), now.alerts())
                        .usable())
                .isTrue();
        assertThat(now.clusters().value().orElseThrow()).allMatch(Cluster::idle).noneMatch(Cluster::paused);
        assertThat(now.setup().searchNodes().value().orElseThrow()).allMatch(SearchNodes::idle);
    }

    private static void othersAct(Broken broken, Rescue rescue, Found found) {
        assertThat(broken.who()).contains(found.cause().who());
        assertThat(account(rescue))
                .contains(MESSAGES.say(Text.of("rescue.who." + found.cause().who(), ""))
                        .strip());
        if (found.cause() == Cause.RECORD_UNAUTHORIZED) {
            assertThat(account(rescue)).contains("role=$(aws iam list-roles", "--iamAssumedRoleArn \"$role\"");
        }
        var plan = new RescuePlanner(QUICK).plan(rescue.now(), rescue.choices());
        var status = plan.steps().getFirst().status();
        if (found.cause() == Cause.NOT_READ) {
            assertThat(status).isInstanceOf(Status.CannotTell.class);
        } else if (found.cause().suspected() || found.cause() == Cause.WAITING_FOR_ATLAS) {
            assertThat(plan.complete()).isFalse();
        } else {
            assertThat(status).isInstanceOf(Status.Blocked.class);
        }
    }

    private static String account(Rescue rescue) {
        return new RescueAccount(rescue)
                .sections().stream()
                        .map(s -> MESSAGES.say(s.title()) + "\n"
                                + s.lines().stream().map(MESSAGES::say).collect(Collectors.joining("\n")) + "\n"
                                + String.join("\n", s.copyable()))
                        .collect(Collectors.joining("\n"));
    }

    /** @return the project's id, after Atlas has tried the key */
    private static String arrange(Broken broken) {
        if (broken.scene().isEmpty()) {
            if (!sandbox.scenario().equals("rescue")) {
                sandbox.load("rescue");
            }
            return sandbox.projectId(broken.project());
        }
        sandbox.load("broken-role");
        var scene = new Scene(EXTERNAL_ID, "arn:aws:iam::" + Scene.ATLAS + ":root", sandbox.awsOperator());
        scene.role.put("name", "atlas-payments");
        scene.roleArn = "arn:aws:iam::" + Scene.OURS + ":role/atlas-payments";
        broken.scene().get().accept(scene);
        sandbox.aws().load(scene.root);
        return sandbox.projectId("payments-prod");
    }
}
