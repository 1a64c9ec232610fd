package dev.cmkconsole.procedure.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a recorded change of a document is undone with, and when there may be something to undo. */
class PutBackTest {
    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}";

    private static JournalDraft intent(String request, Optional<String> before) {
        var origin = new RunOrigin("r", "fix", "dana", "practice", "p", "orders");
        return JournalDraft.of(EntryKind.INTENT, origin, StepAttempt.of("apply-fix", 1, "Change", Reversibility.UNDO))
                .withChange(new ChangeRequest(Optional.empty(), Optional.of(request), before));
    }

    /** The plan of a deletion says that it can be undone. */
    @Test
    void aDeletedPolicyIsWrittenAgain() {
        assertThat(PutBack.request(intent("iam:DeleteRolePolicy atlas/access\n{}", Optional.of(DOCUMENT))))
                .contains(new AwsRequest.PutRolePolicy("atlas", "access", DOCUMENT));
        assertThat(PutBack.request(intent("iam:DeleteRolePolicy atlas/access\n{}", Optional.empty())))
                .as("without the document there is nothing to write")
                .isEmpty();
    }

    @Test
    void nothingIsWrittenToARoleThatIsGone() {
        var want = FixChoices.puttingBack(new AwsRequest.PutRolePolicy("atlas", "access", DOCUMENT));
        Plan plan = new ApplyFixPlanner(new WaitSettings(Duration.ofMillis(10), 3, Duration.ofMillis(10)))
                .plan(
                        new Situation()
                                .role(new Observed.Known<>(Optional.empty(), Situation.NOW))
                                .snapshot(),
                        want);
        var status = plan.step(ApplyFixPlanner.APPLY).orElseThrow().status();
        assertThat(((Status.Blocked) status).reason().key()).isEqualTo("fix.roleGone");
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsKnownToHaveChangedNothingCannotBeUndone(Outcome outcome) {
        boolean changedNothing = switch (outcome) {
            case NOT_DONE, REFUSED, STOPPED, FAILED -> true;
            case DONE, DONE_UNANSWERED, UNKNOWN -> false;
        };
        assertThat(PutBack.mayHaveTakenEffect(Optional.of(outcome))).isEqualTo(!changedNothing);
        assertThat(PutBack.mayHaveTakenEffect(Optional.empty()))
                .as("the program ended before an outcome was recorded")
                .isTrue();
    }
}
