package dev.cmkconsole.service.run;

import static dev.cmkconsole.service.run.LegacyProject.ATLAS;
import static dev.cmkconsole.service.run.LegacyProject.AWS;
import static dev.cmkconsole.service.run.LegacyProject.CHOICES;
import static dev.cmkconsole.service.run.LegacyProject.KEY;
import static dev.cmkconsole.service.run.LegacyProject.PLANNER;
import static dev.cmkconsole.service.run.LegacyProject.PROJECT;
import static dev.cmkconsole.service.run.LegacyProject.ROLE;
import static dev.cmkconsole.service.run.LegacyProject.changes;
import static dev.cmkconsole.service.run.LegacyProject.confirmed;
import static dev.cmkconsole.service.run.LegacyProject.console;
import static dev.cmkconsole.service.run.LegacyProject.journal;
import static dev.cmkconsole.service.run.LegacyProject.legacy;
import static dev.cmkconsole.service.run.LegacyProject.openToOthers;
import static dev.cmkconsole.service.run.LegacyProject.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions that block the switch, over HTTP. No irreversible request is sent, whatever the user accepts. */
@Alongside
class SwitchTroubleOverHttpTest {
    private static final WaitSettings IMPATIENT =
            new WaitSettings(SandboxedConsole.WAITS.retryDelay(), 3, SandboxedConsole.WAITS.poll());

    @TempDir
    Path dir;

    private Journal ownJournal() {
        return journal(dir.resolve("journal.jsonl"));
    }

    /** Conditions that must stop the switch while every step is still reversible. */
    private enum Trouble {
        ROLE_USES_ANOTHER_KEY("check:identity-policies"),
        TRUSTS_ANOTHER_EXTERNAL_ID("check:trust-policy"),
        KEY_PENDING_DELETION("check-configuration"),
        NOT_PROJECT_OWNER("check-owner"),
        CREDENTIALS_NO_LONGER_WORK("check-configuration"),
        ANOTHER_KEY_WANTED("check-configuration"),
        KEY_POLICY_DENIES_THE_ROLE("key-policy"),
        TRUST_IS_OPEN_TO_OTHERS("set-up-role");

        private final String stopsAt;

        Trouble(String stopsAt) {
            this.stopsAt = stopsAt;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isStoppedBeforeAnythingThatCannotBeUndone(Trouble trouble) {
        try (var sandbox = legacy();
                var console = trouble == Trouble.NOT_PROJECT_OWNER ? reader(sandbox) : console(sandbox, ownJournal())) {
            var choices = arrange(trouble, sandbox, console);
            var result = confirmed(
                    new SwitchPlanner(IMPATIENT),
                    console,
                    sandbox,
                    choices.withAccepted(
                            everything(console.service.plan(PLANNER, choices, sandbox.projectId(PROJECT)))));

            assertThat(result.kind()).isIn(RunResult.RunOutcomeKind.BLOCKED, RunResult.RunOutcomeKind.FAILED);
            assertThat(result.at()).contains(StepId.of(trouble.stopsAt));
            assertThat(result.problem()).isPresent();
            assertThat(changes(sandbox)).isEmpty();
            assertThat(console.service
                            .observe(sandbox.projectId(PROJECT), ReadScope.CONFIGURED)
                            .encryption()
                            .value()
                            .orElseThrow()
                            .awsKms()
                            .onCredentials())
                    .isTrue();
        }
    }

    private SandboxedConsole reader(Sandbox sandbox) {
        var owner = SandboxedConsole.Address.of(sandbox);
        var reader = sandbox.readOnlyKey();
        return new SandboxedConsole(
                new SandboxedConsole.Address(
                        owner.atlas(),
                        reader.user(),
                        reader.secret(),
                        owner.aws(),
                        owner.accessKeyId(),
                        owner.secretAccessKey()),
                ownJournal(),
                ATLAS,
                AWS);
    }

    /** The user accepts every check. A failed check blocks the plan all the same. */
    private static Set<StepId> everything(Plan plan) {
        return Stream.concat(
                        plan.steps().stream().map(Step::id),
                        Stream.of(
                                        CheckId.ROLE_EXISTS,
                                        CheckId.TRUST_POLICY,
                                        CheckId.CONFUSED_DEPUTY,
                                        CheckId.IDENTITY_POLICIES,
                                        CheckId.PERMISSIONS_BOUNDARY,
                                        CheckId.SERVICE_CONTROL_POLICIES,
                                        CheckId.KEY_POLICY,
                                        CheckId.OLD_KEYS)
                                .map(StepId::ofCheck))
                .collect(java.util.stream.Collectors.toSet());
    }

    private SwitchChoices arrange(Trouble trouble, Sandbox sandbox, SandboxedConsole console) {
        var byHand = new SwitchChoices(
                RoleChoice.existing(ROLE),
                Optional.empty(),
                Optional.empty(),
                Actor.USER,
                Actor.USER,
                Set.of(AccessSteps.SET_UP_ROLE, AccessSteps.ALLOW_KEY, AccessSteps.KEY_POLICY),
                Set.of());
        switch (trouble) {
            case ROLE_USES_ANOTHER_KEY -> {
                prepared(console, sandbox);
                var other = KEY.toString().replace("d93b7c15", "00000000");
                sandbox.aws()
                        .setRolePolicy(
                                ROLE.toString(),
                                "AtlasEncryptionAtRest-" + sandbox.projectId(PROJECT),
                                AtlasPolicies.access(List.of(other)).raw(),
                                false);
            }
            case TRUSTS_ANOTHER_EXTERNAL_ID -> {
                prepared(console, sandbox);
                sandbox.reset();
                prepared(console, sandbox, "authorize-role");
                sandbox.aws()
                        .setTrustPolicy(
                                ROLE.toString(),
                                AtlasPolicies.trust(
                                                sandbox.aws().atlasAccountArn(), "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e")
                                        .raw(),
                                false);
            }
            case TRUST_IS_OPEN_TO_OTHERS -> {
                prepared(console, sandbox);
                openToOthers(sandbox);
            }
            case KEY_POLICY_DENIES_THE_ROLE ->
                sandbox.aws()
                        .setKeyPolicy(
                                KEY.toString(),
                                AtlasPolicies.defaultKeyPolicy("aws", KEY.account())
                                        .raw()
                                        .replaceFirst(
                                                "\\[",
                                                "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":"
                                                    + "{\"aws:PrincipalArn\":\"" + ROLE + "\"}}},"));
            case KEY_PENDING_DELETION -> sandbox.keyState(KEY.toString(), "PendingDeletion");
            case CREDENTIALS_NO_LONGER_WORK ->
                sandbox.aws()
                        .setKeyPolicy(
                                KEY.toString(),
                                AtlasPolicies.defaultKeyPolicy("aws", KEY.account())
                                        .raw()
                                        .replaceFirst(
                                                "\\[",
                                                "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/atlas-ledger\"},\"Action\":\"kms:*\","
                                                    + "\"Resource\":\"*\"},"));
            case NOT_PROJECT_OWNER -> {}
            case ANOTHER_KEY_WANTED -> {
                return CHOICES.withKey(KeyArn.of(KEY.toString().replace("eu-west-1", "us-east-1")));
            }
        }
        sandbox.advance(Duration.ofMinutes(20));
        return trouble == Trouble.ROLE_USES_ANOTHER_KEY || trouble == Trouble.TRUSTS_ANOTHER_EXTERNAL_ID
                ? byHand
                : CHOICES;
    }
}
