package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.request.AtlasRequests;

/** Creates Atlas' record of the role, and later ties it to the IAM role that Atlas then assumes. */
public final class RecordSteps {
    private final AccessState state;
    private final Retry settling;

    /** @param settling how to retry while a change in IAM is not visible everywhere yet */
    public RecordSteps(AccessState state, Retry settling) {
        this.state = state;
        this.settling = settling;
    }

    public Step create() {
        AtlasRequest request = AtlasRequests.createAccessRole(state.projectId());
        var step = Step.atlas(AccessSteps.CREATE_RECORD)
                .words("enable.createRecord")
                .reversibility(Reversibility.UNDO)
                .status(Status.when(state.record().isPresent()))
                .request(request);
        state.record().map(AccessRole::roleId).ifPresent(step::target);
        return step.build();
    }

    public Step authorize() {
        String roleId = state.record().map(AccessRole::roleId).orElseGet(Output.ROLE_ID::token);
        String arn = state.roleArn().map(RoleArn::toString).orElseGet(Output.ROLE_ARN::token);
        AtlasRequest request = AtlasRequests.authorizeRole(state.projectId(), roleId, arn);
        Status status = state.recordServesAnother()
                ? new Status.Blocked(Text.of(
                        "enable.recordInUse",
                        roleId,
                        state.record().flatMap(AccessRole::iamRoleArn).orElse("?")))
                : Status.when(state.authorized());
        var step = Step.atlas(AccessSteps.AUTHORIZE)
                .words("enable.authorize")
                .inExplanation(arn, atlasAccount())
                .reversibility(Reversibility.UNDO)
                .status(status)
                .request(request)
                .retry(settling);
        state.record().map(AccessRole::roleId).ifPresent(step::target);
        return step.build();
    }

    /** The account that an organization's policy has to let in; the text says what stands there before it is known. */
    private Object atlasAccount() {
        return state.record()
                .map(AccessRole::atlasAccountArn)
                .<Object>map(arn -> Arn.parse(arn).map(Arn::account).orElse(arn))
                .orElseGet(() -> Text.of("enable.atlasAccount"));
    }
}
