package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** A project on credentials, and how tests switch it to a role. */
public final class LegacyProject {
    public static final String PROJECT = "ledger-legacy";
    static final KeyArn KEY = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab");
    static final RoleArn ROLE = new RoleArn("aws", "111122223333", "/", SandboxedConsole.ROLE_NAME);
    static final String IRREVERSIBLE = "updateEncryptionAtRest";
    static final AtlasSettings ATLAS = Patience.atlas(3);
    static final AwsSettings AWS = Patience.aws();
    static final Set<StepId> ACCEPTED =
            Set.of(StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES));
    public static final SwitchChoices CHOICES = SwitchChoices.byConsole(RoleChoice.newRole(SandboxedConsole.ROLE_NAME))
            .withAccepted(ACCEPTED);

    static final SwitchPlanner PLANNER = new SwitchPlanner(SandboxedConsole.WAITS);

    private LegacyProject() {}

    static Sandbox legacy() {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    }

    static SandboxedConsole console(Sandbox sandbox, Journal journal) {
        return new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal, ATLAS, AWS);
    }

    /** Time passes only while {@link #stillConsole} waits. */
    static Sandbox stillLegacy() {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(0));
    }

    static SandboxedConsole stillConsole(Sandbox sandbox, Journal journal) {
        return SandboxedConsole.whereAwsIsKnown(sandbox, journal, 100);
    }

    static Journal journal(Path file) {
        assertThat(file.getParent().toFile().isDirectory()
                        || file.getParent().toFile().mkdir())
                .isTrue();
        return FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {});
    }

    static RunResult confirmed(SandboxedConsole console, Sandbox sandbox, SwitchChoices choices) {
        return confirmed(PLANNER, console, sandbox, choices);
    }

    static RunResult confirmed(
            SwitchPlanner planner, SandboxedConsole console, Sandbox sandbox, SwitchChoices choices) {
        return console.run(planner, choices, sandbox.projectId(PROJECT), Confirmation.typed(PROJECT));
    }

    /** Requests for the change, without digest's first request, which is answered before the call is examined. */
    static List<RequestLog.Entry> changes(Sandbox sandbox) {
        return sandbox.requestLog().of(IRREVERSIBLE).stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .toList();
    }

    static void openToOthers(Sandbox sandbox) {
        sandbox.aws()
                .setTrustPolicy(
                        ROLE.toString(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + sandbox.aws().atlasAccountArn() + "\"},\"Action\":\"sts:AssumeRole\"}]}",
                        false);
    }

    static void prepared(SandboxedConsole console, Sandbox sandbox) {
        prepared(console, sandbox, "switch-to-role");
    }

    /** Role, trust, record and permissions are made, and then the run ends: half a switch. */
    static void prepared(SandboxedConsole console, Sandbox sandbox, String until) {
        var result = console.run(
                PLANNER,
                CHOICES,
                sandbox.projectId(PROJECT),
                Confirmation.typed(PROJECT),
                new SandboxedConsole.StopBefore(StepId.of(until)));
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(result.at()).contains(StepId.of(until));
        assertThat(changes(sandbox)).isEmpty();
    }
}
