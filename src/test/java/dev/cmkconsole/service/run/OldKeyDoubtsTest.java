package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.preflight.need.KeySafety;
import dev.cmkconsole.preflight.need.KeySources;
import dev.cmkconsole.preflight.need.KeyVerdictWord;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.sandbox.http.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What KMS and IAM do not show of old keys, against a sandbox over HTTP. */
@Alongside
class OldKeyDoubtsTest {
    private static final KeyArn PREVIOUS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");

    @TempDir
    private Path dir;

    private final OldKeyPlanner planner = new OldKeyPlanner(SandboxedConsole.WAITS);

    private FileJournal journal() {
        return FileJournal.open(dir.resolve("a"), Clock.systemUTC(), text -> text, _ -> {});
    }

    /** The list calls no key safe for which the plan asks to accept a doubt. */
    @Test
    void aKeyThatKmsDoesNotShowUnusedIsNotCalledSafe() {
        try (var sandbox = OldKeysOverHttpTest.sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            String project = sandbox.projectId("payments-prod");
            OldKeysOverHttpTest.forget(sandbox, console, project);
            assertThat(safety(console, project).word()).isEqualTo(KeyVerdictWord.SAFE);
            sandbox.faults()
                    .inject(Fault.status("kms:GetKeyLastUsage", 403)
                            .withErrorCode("AccessDeniedException")
                            .times(0));
            var listed = safety(console, project);
            var plan = console.service.plan(planner, OldKeyChoices.of(PREVIOUS, OldKeyAct.DISABLE), project);
            assertThat(listed.word()).isEqualTo(KeyVerdictWord.CANNOT_TELL);
            assertThat(plan.step(OldKeyPlanner.VERDICT).orElseThrow().status())
                    .as("the plan asks once, at the last use")
                    .isEqualTo(Status.DONE);
            assertThat(plan.step(OldKeyPlanner.UNUSED).orElseThrow().status())
                    .isInstanceOfSatisfying(
                            Status.CannotTell.class,
                            s -> assertThat(listed.reasons()).containsExactly(s.reason()));
            sandbox.faults().clear();
            sandbox.faults()
                    .inject(Fault.status("kms:DescribeKey", 403)
                            .withErrorCode("AccessDeniedException")
                            .times(0));
            assertThat(safety(console, project).word()).isEqualTo(KeyVerdictWord.CANNOT_TELL);
        }
    }

    private static KeySafety safety(SandboxedConsole console, String project) {
        var now = console.service.survey(project, KeySurveyRequest.LISTING);
        return KeySafety.of(now.survey().value().orElseThrow().key(PREVIOUS).orElseThrow(), OldKeys.evidence(now));
    }

    /** A key that only the role's policy names is missing then, and the list says so. */
    @Test
    void policiesThatCannotBeReadAreSaidToBeUnread() {
        try (var sandbox = OldKeysOverHttpTest.sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            String project = sandbox.projectId("payments-prod");
            assertThat(unread(console, project)).isEmpty();
            for (var operation : List.of(
                    "iam:GetRole",
                    "iam:ListRolePolicies",
                    "iam:GetRolePolicy",
                    "iam:ListAttachedRolePolicies",
                    "listCloudProviderAccess")) {
                sandbox.faults()
                        .inject(Fault.status(operation, 403)
                                .withErrorCode("AccessDenied")
                                .times(0));
                assertThat(unread(console, project))
                        .as(operation)
                        .containsExactly(Text.of("oldKey.policiesUnread", operation, "AccessDenied"));
                sandbox.faults().clear();
            }
        }
    }

    private static List<Text> unread(SandboxedConsole console, String project) {
        var now = console.service.survey(project, KeySurveyRequest.LISTING);
        return KeySources.unread(now.survey().value().orElseThrow(), OldKeys.evidence(now));
    }
}
