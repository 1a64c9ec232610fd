package dev.cmkconsole.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.plan.Permit;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No request that takes something away is permitted without its effect and the names that the effect asks for. */
class PermitTest {
    private static final String ALLOW = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
    private static final String MORE = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
    private static final String OWN = Situation.PROJECT.name();

    private static Step.AwsStep step(AwsRequest request) {
        return Step.aws(StepId.of("apply-fix"))
                .words("fix.delete")
                .reversibility(Reversibility.UNDO)
                .status(Status.TO_DO)
                .request(request)
                .build();
    }

    private static final Step.AwsStep DELETE = step(new AwsRequest.DeleteRolePolicy("role", "policy", ALLOW));
    private static final Step.AwsStep ADD = step(new AwsRequest.EditRolePolicy("role", "policy", ALLOW, MORE));

    private static Plan plan(Step... steps) {
        return new Plan(FixProcedure.TYPE, Situation.PROJECT, Instant.EPOCH, List.of(steps));
    }

    private static Plan costing(Change change, Plan plan) {
        var one = new ProjectEffect(Situation.PROJECT, Optional.of(List.of("orders")), change, List.of(), List.of());
        return plan.withEffect(
                new ActEffect(plan.acts(), List.of(one), List.of(), List.of(), Optional.empty()), Optional.empty());
    }

    @Test
    void thereIsNoneForAPlanWhoseEffectNobodyEvaluated() {
        assertThatThrownBy(() -> Permit.of(plan(DELETE), Optional.of(OWN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCostsDataNeedsTheNameTypedExactly() {
        var plan = costing(Change.STOPS, plan(DELETE));
        assertThat(plan.nameToType()).contains(OWN);
        for (var typed : List.of("", "x", OWN.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(Confirmation.typed(typed).covers(plan)).as(typed).isFalse();
            assertThat(Permit.of(plan, Optional.of(typed)).covers(DELETE))
                    .as(typed)
                    .isFalse();
        }
        assertThat(Confirmation.PLAIN.covers(plan)).isFalse();
        assertThat(Permit.of(plan, Optional.of(" " + OWN + " ")).covers(DELETE)).isTrue();
    }

    @Test
    void whatCostsNothingNeedsNoName() {
        var plan = costing(Change.KEEPS, plan(DELETE));
        assertThat(plan.nameToType()).isEmpty();
        assertThat(Confirmation.PLAIN.covers(plan)).isTrue();
        assertThat(Permit.of(plan, Optional.empty()).covers(DELETE)).isTrue();
    }

    @Test
    void anActThatWasNotShownIsNotSentInTheMiddleOfARun() {
        var permit = Permit.of(costing(Change.KEEPS, plan(ADD)), Optional.of(OWN));
        assertThat(permit.covers(DELETE)).isFalse();
        assertThat(permit.covers(ADD)).isTrue();
        assertThat(permit.covers(step(new AwsRequest.PutRolePolicy("role", "new", ALLOW))))
                .as("it only adds")
                .isTrue();
    }

    @Test
    void aRefusedActIsBlockedAndNoNameHelps() {
        var refused = plan(DELETE)
                .withEffect(
                        ActEffect.unreadable(plan(DELETE).acts(), "OFFLINE"),
                        Optional.of(Text.of("effect.refused.unreadable", "OFFLINE")));
        assertThat(refused.firstBlocked()).isPresent();
        assertThat(Permit.of(refused, Optional.of(OWN)).covers(DELETE)).isFalse();
    }
}
