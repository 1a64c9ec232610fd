package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.AtlasStep;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.Optional;

/** Atlas' record of the role: asked for, and later tied to the IAM role that Atlas then assumes. */
public final class RecordSteps {
    public static final String NO_ROLE_ID = "<ROLE_ID>";

    private final AccessState f;
    private final Retry settling;

    public RecordSteps(AccessState f, Retry settling) {
        this.f = f;
        this.settling = settling;
    }

    public Step create() {
        AtlasRequest request = AtlasRequests.createAccessRole(f.projectId());
        var rendering = new Rendering(
                Text.of("enable.createRecord.explain"),
                Optional.of(Commands.curl(request)),
                Optional.of("atlas cloudProviders accessRoles aws create --projectId " + f.projectId()),
                Optional.of(Terraform.accessSetup(f.projectId())));
        return new AtlasStep(
                AccessSteps.CREATE_RECORD,
                Text.of("enable.createRecord.title"),
                Text.of("enable.createRecord.reason"),
                Reversibility.UNDO,
                Status.when(f.record().isPresent()),
                rendering,
                Optional.of(request),
                f.record().map(AccessRole::roleId),
                Retry.NEVER,
                "");
    }

    public Step authorize() {
        String roleId = f.record().map(AccessRole::roleId).orElse(NO_ROLE_ID);
        String arn = f.roleArn().map(RoleArn::toString).orElse(RoleSteps.NO_ROLE_ARN);
        AtlasRequest request = AtlasRequests.authorizeRole(f.projectId(), roleId, arn);
        var rendering = new Rendering(
                Text.of("enable.authorize.explain", arn),
                Optional.of(Commands.curl(request)),
                Optional.of("atlas cloudProviders accessRoles aws authorize " + Commands.quote(roleId)
                        + " --iamAssumedRoleArn " + Commands.quote(arn) + " --projectId " + f.projectId()),
                Optional.of(Terraform.authorization(f.projectId(), arn)));
        boolean ready = f.record().isPresent() && f.roleArn().isPresent();
        Status status = f.recordServesAnother()
                ? new Status.Blocked(Text.of(
                        "enable.recordInUse",
                        roleId,
                        f.record().flatMap(AccessRole::iamRoleArn).orElse("?")))
                : Status.when(f.authorized());
        return new AtlasStep(
                AccessSteps.AUTHORIZE,
                Text.of("enable.authorize.title"),
                Text.of("enable.authorize.reason"),
                Reversibility.UNDO,
                status,
                rendering,
                ready ? Optional.of(request) : Optional.empty(),
                f.record().map(AccessRole::roleId),
                settling,
                "");
    }
}
