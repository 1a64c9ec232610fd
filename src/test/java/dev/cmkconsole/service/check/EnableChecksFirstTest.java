package dev.cmkconsole.service.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enable over HTTP: foreseeable failures are found before a request is sent, at a limited number of calls. */
@Alongside
class EnableChecksFirstTest {
    @TempDir
    Path dir;

    private SandboxedConsole console(Sandbox sandbox) {
        return SandboxedConsole.within(
                sandbox, FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}));
    }

    private static Stream<RequestLog.Entry> changes(Sandbox sandbox) {
        return sandbox.requestLog().entries().stream()
                .filter(e -> e.status() != 401)
                .filter(e -> e.service().equals("atlas")
                        ? !e.method().equals("GET")
                        : e.operation().matches("\\w+:(Create|Put|Update|Delete|Tag).*"));
    }

    @Test
    void aRoleThatABoundaryKeepsFromTheKeyIsRefusedBeforeAnythingIsSent() {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario("fresh")
                        .speed(100));
                var console = console(sandbox)) {
            var project = sandbox.projectId("analytics-dev");
            var planner = new EnablePlanner(SandboxedConsole.WAITS);
            var stranger = EnableChoices.byConsole(
                    RoleChoice.newRole("stranger"),
                    new KeyChoice.Existing(KeyArn.of(sandbox.aws().keys().stream()
                            .filter(k -> k.state().equals("Enabled"))
                            .findFirst()
                            .orElseThrow()
                            .arn())));
            console.run(
                    planner,
                    stranger,
                    project,
                    Confirmation.PLAIN,
                    new SandboxedConsole.StopBefore(AccessSteps.SET_UP_ROLE));
            var record = console.service
                    .observe(project, ReadScope.CONFIGURED)
                    .roles()
                    .value()
                    .orElseThrow()
                    .getFirst();
            var scene = new Scene(record.externalId(), record.atlasAccountArn(), sandbox.awsOperator());
            scene.boundary("{'Effect':'Allow','Action':['s3:*'],'Resource':'*'}");
            scene.role.putObject("inlinePolicies");
            sandbox.aws().load(scene.root);
            sandbox.requestLog().clear();

            var result = console.run(
                    planner,
                    EnableChoices.byConsole(
                            RoleChoice.existing(RoleArn.of(scene.roleArn)),
                            new KeyChoice.Existing(KeyArn.of(scene.keyEntered))),
                    project,
                    Confirmation.PLAIN);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(result.at()).contains(StepId.of("check:permissions-boundary"));
            assertThat(changes(sandbox)).isEmpty();
            assertThat(result.plan().steps().getFirst()).isInstanceOfSatisfying(Step.CheckStep.class, s -> {
                assertThat(s.status()).isInstanceOf(Status.Blocked.class);
                assertThat(s.copyables()).as("the command that puts it right").isNotEmpty();
            });
        }
    }

    /**
     * Two readings with all checks, one at each end of what is prepared; in between only what shows whether a
     * change took effect.
     */
    @Test
    void theChecksAreMadeAtTheBeginningAndBeforeTheKeyIsSaved() {
        try (var sandbox = Sandbox.start(
                        SandboxOptions.defaults(Clock.systemUTC()).speed(100).settling(Duration.ZERO));
                var console = console(sandbox)) {
            String project = sandbox.projectId("analytics-dev");
            var key = KeyArn.of(sandbox.aws().keys().stream()
                    .filter(k -> k.arn().contains(":us-east-1:") && k.state().equals("Enabled"))
                    .findFirst()
                    .orElseThrow()
                    .arn());
            sandbox.requestLog().clear();

            assertThat(console.enable(project, key).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);

            var operations = sandbox.requestLog().entries().stream()
                    .filter(e -> e.status() != 401)
                    .map(RequestLog.Entry::operation)
                    .toList();
            assertThat(operations.stream()
                            .filter("iam:SimulatePrincipalPolicy"::equals)
                            .count())
                    .as("before the run, at its beginning, and before saving; three each at most")
                    .isLessThanOrEqualTo(9);
            int saved = operations.lastIndexOf("updateEncryptionAtRest");
            int simulated = operations.lastIndexOf("iam:SimulatePrincipalPolicy");
            assertThat(simulated)
                    .as("after what was prepared")
                    .isGreaterThan(operations.lastIndexOf("iam:PutRolePolicy"))
                    .as("before it is saved")
                    .isLessThan(saved);
        }
    }

    @Test
    void everyStepIsInOneOrderThatPeopleCanFollow() {
        try (var sandbox =
                        Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(100));
                var console = console(sandbox)) {
            var key = KeyArn.of(sandbox.aws().keys().stream()
                    .filter(k -> k.arn().contains(":us-east-1:") && k.state().equals("Enabled"))
                    .findFirst()
                    .orElseThrow()
                    .arn());
            var plan = console.service.plan(
                    new EnablePlanner(SandboxedConsole.WAITS),
                    EnableChoices.byConsole(RoleChoice.newRole("r"), new KeyChoice.Existing(key)),
                    sandbox.projectId("analytics-dev"));

            assertThat(plan.steps())
                    .extracting(s -> s.id().value())
                    .isEqualTo(List.of(
                            "check-configuration",
                            "check-owner",
                            "check-key",
                            "create-access-role",
                            "set-up-role",
                            "authorize-role",
                            "allow-key",
                            "key-policy",
                            "check-access",
                            "save-configuration",
                            "key-valid"));
            assertThat(plan.obstacle()).isEmpty();
        }
    }
}
