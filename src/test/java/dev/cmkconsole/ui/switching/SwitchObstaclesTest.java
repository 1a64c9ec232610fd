package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that block the switch before and at its confirmation, and their messages. */
@Alongside
class SwitchObstaclesTest extends SwitchAtSandbox {
    @Test
    void aKeyThatWaitsForItsDeletionIsSaidBeforeAnythingIsSent() {
        open();
        toReview();
        sandbox.keyState(KEY.toString(), "PendingDeletion");
        page(ReviewPageViewModel.class).read();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked()).anySatisfy(note -> assertThat(note).containsIgnoringCase("deletion"));
        assertThat(page(ReviewPageViewModel.class).errorProperty().get()).isNotEmpty();
    }

    @Test
    void aKeyThatIsDisabledAfterTheChecksKeepsTheButtonBack() {
        open();
        toCommit();
        sandbox.keyState(KEY.toString(), "Disabled");
        page(CommitPageViewModel.class).read();
        assertThat(page(CommitPageViewModel.class).obstacleProperty().get())
                .as("by AWS, or by Atlas once it has tried")
                .containsAnyOf("disabled", "does not work");
        confirm();
        assertThat(here()).isEqualTo("commit");
        assertThat(irreversible()).isEmpty();
    }

    @Test
    void whoeverIsNotProjectOwnerIsToldSo() {
        open("reader", false);
        toReview();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked()).contains("Your credentials are not Project Owner here.");
    }

    @Test
    void credentialsThatNoLongerWorkAreToBeRepairedFirst() {
        sandbox.aws()
                .setKeyPolicy(
                        KEY.toString(),
                        AtlasPolicies.defaultKeyPolicy("aws", KEY.account())
                                .raw()
                                .replaceFirst(
                                        "\\[",
                                        "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/atlas-ledger\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},"));
        sandbox.advance(Duration.ofMinutes(20));
        open();
        var now = w.observe(PROJECT);
        assertThat(now.posture()).contains(Posture.KEY_INVALID);
        assertThat(new SwitchTab().notApplicable(now)).get().satisfies(why -> {
            assertThat(w.window.messages.say(why.remedy())).contains("Repair the current access first");
            assertThat(why.tab()).isEqualTo("check");
        });
        toReview();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked())
                .anySatisfy(
                        note -> assertThat(note).contains("Repair access to it with the current credentials first"));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED,Atlas no longer accepts",
        "ENCRYPTION_AT_REST_SETTINGS_INVALID,does not work",
        "CANNOT_ASSUME_ROLE,could not assume"
    })
    void whatAtlasRefusesIsExplainedAndTakesAnotherWord(String code, String said) {
        open();
        toCommit();
        sandbox.faults().inject(Fault.status("updateEncryptionAtRest", 400).withErrorCode(code));
        confirm();
        assertThat(here()).isEqualTo("switch");
        var run = model.runProperty().get();
        assertThat(run.result().kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
        assertThat(w.window.messages.explain(run.problemProperty().get()).what())
                .contains(said);
        assertThat(irreversible()).hasSize(1);
        assertThat(kms().onCredentials()).isTrue();

        run.again();
        assertThat(here()).as("another try begins with the checks").isEqualTo("checks");
        assertThat(irreversible()).hasSize(1);
        acceptEveryDoubt();
        next();
        assertThat(page(CommitPageViewModel.class).nameProperty().get())
                .as("and takes the name again")
                .isEmpty();
        confirm();
        assertThat(here()).isEqualTo("proof");
        assertThat(irreversible()).hasSize(2);
    }

    @Test
    void somebodyWhoUndoesThePreparationMeanwhileKeepsTheSwitchBack() {
        open();
        toCommit();
        sandbox.aws()
                .setRolePolicy(
                        ROLE,
                        "AtlasEncryptionAtRest-" + w.project(PROJECT),
                        AtlasPolicies.access(List.of(KEY.toString().replace("d93b7c15", "00000000")))
                                .raw(),
                        false);
        confirm();
        assertThat(here()).isEqualTo("switch");
        assertThat(model.runProperty().get().result().kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(irreversible()).isEmpty();
        model.runProperty().get().again();
        assertThat(here()).isEqualTo("checks");
        assertThat(failing()).contains(CheckId.IDENTITY_POLICIES);
    }
}
