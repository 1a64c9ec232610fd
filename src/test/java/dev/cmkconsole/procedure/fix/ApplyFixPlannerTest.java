package dev.cmkconsole.procedure.fix;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fix that leaves somebody out asks first; a document that AWS refuses is not sent. */
class ApplyFixPlannerTest {
    private static final String GONE = "AROADBQP57FF2AEXAMPLE";
    private static final String BEFORE = document("\"" + GONE + "\",\"arn:aws:iam::111122223333:user/dana\"");
    private static final String AFTER = document("\"arn:aws:iam::111122223333:user/dana\"");

    private final ApplyFixPlanner planner =
            new ApplyFixPlanner(new WaitSettings(Duration.ofMillis(10), 3, Duration.ofMillis(10)));

    private static String document(String principals) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Admin\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":["
                + principals + "]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
    }

    private Plan plan(String present, FixChoices want) {
        return planner.plan(
                new Situation().keyPolicy(new Observed.Known<>(present, NOW)).snapshot(), want);
    }

    @Test
    void leavingSomebodyOutIsAskedFirstAndOnce() {
        var want = FixChoices.applying(new AwsRequest.PutKeyPolicy(KEY, BEFORE, AFTER), Optional.empty());
        var asked =
                plan(BEFORE, want).step(ApplyFixPlanner.LEAVE_OUT).orElseThrow().status();
        assertThat(((Status.CannotTell) asked).reason().args().toString()).contains(GONE, "Admin");
        assertThat(plan(BEFORE, want.withAccepted(Set.of(ApplyFixPlanner.LEAVE_OUT)))
                        .step(ApplyFixPlanner.LEAVE_OUT)
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(plan(AFTER, FixChoices.applying(new AwsRequest.PutKeyPolicy(KEY, AFTER, AFTER), Optional.empty()))
                        .step(ApplyFixPlanner.LEAVE_OUT))
                .isEmpty();
    }

    @Test
    void anEarlierDocumentWithSomebodyWhoIsGoneIsNotSent() {
        var want = FixChoices.puttingBack(new AwsRequest.PutKeyPolicy(KEY, AFTER, BEFORE));
        var status = plan(AFTER, want).step(ApplyFixPlanner.APPLY).orElseThrow().status();
        assertThat(((Status.Blocked) status).reason().key()).isEqualTo("fix.deletedAgain");
    }

    /** AWS refuses every document that names a principal that is gone, so nothing puts the earlier one back. */
    @Test
    void whatLeavesSomebodyOutIsNotSaidToBeUndone() {
        var leavesOut = apply(BEFORE);
        assertThat(leavesOut.reversibility()).isEqualTo(Reversibility.COMPENSATE);
        assertThat(leavesOut.rendering().explanation().key()).isEqualTo("fix.apply.explainLeavesOut");
        var leavesNobodyOut = apply(AFTER);
        assertThat(leavesNobodyOut.reversibility()).isEqualTo(Reversibility.UNDO);
        assertThat(leavesNobodyOut.rendering().explanation().key()).isEqualTo("fix.apply.explain");
    }

    private Step apply(String before) {
        var want = FixChoices.applying(new AwsRequest.PutKeyPolicy(KEY, before, document("\"*\"")), Optional.empty());
        return plan(before, want).step(ApplyFixPlanner.APPLY).orElseThrow();
    }

    /** The policy did not exist before, so taking the change back puts nothing back. */
    @Test
    void whatDeletesAPolicySaysSoInEveryPlace() {
        var want = FixChoices.puttingBack(new AwsRequest.DeleteRolePolicy("atlas", "made-here", AFTER));
        var plan = planner.plan(new Situation().snapshot(), want);
        var step = plan.step(ApplyFixPlanner.APPLY).orElseThrow();
        assertThat(List.of(
                        plan.name(),
                        step.title(),
                        step.reason(),
                        step.rendering().explanation()))
                .extracting(new Messages(Locale.ENGLISH, ZoneOffset.UTC)::say)
                .allMatch(text -> text.contains("elete"), "it says that it deletes")
                .noneMatch(text -> text.contains("estore"));
    }

    /** KMS API reference, CancelKeyDeletion: "If the operation succeeds, the key state of the KMS key is Disabled." */
    @ParameterizedTest
    @CsvSource({
        "PendingDeletion, ToDo, ToDo",
        "Disabled, Done, ToDo",
        "Enabled, Done, Done",
        "PendingImport, Blocked, Blocked"
    })
    void cancellingADeletionEnablesTheKeyToo(String state, String cancel, String enable) {
        var key = Situation.key(KEY, "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", state);
        var plan = planner.plan(
                new Situation().key(new Observed.Known<>(key, NOW)).snapshot(),
                FixChoices.applying(new AwsRequest.CancelKeyDeletion(KEY), Optional.empty()));
        assertThat(plan.steps().stream().map(s -> s.status().getClass().getSimpleName()))
                .containsExactly(cancel, enable);
        assertThat(plan.steps().stream().map(s -> s.id().value())).containsExactly("apply-fix", "enable-key");
    }
}
