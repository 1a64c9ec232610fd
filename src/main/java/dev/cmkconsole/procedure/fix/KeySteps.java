package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.AwsRequest.CancelKeyDeletion;
import dev.cmkconsole.model.aws.AwsRequest.EnableKey;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.List;
import java.util.Optional;

/**
 * The steps that make a key usable again. KMS leaves a key disabled when its deletion is cancelled (KMS API reference,
 * CancelKeyDeletion), so enabling it is part of that plan.
 */
final class KeySteps {
    static final StepId ENABLE = StepId.of("enable-key");

    private final FixChoices want;
    private final WaitSettings waits;
    private final ProjectSnapshot now;
    private final Optional<KeyState> state;

    KeySteps(ProjectSnapshot now, FixChoices want, WaitSettings waits) {
        this.want = want;
        this.waits = waits;
        this.now = now;
        this.state = now.aws()
                .key()
                .value()
                .filter(k -> ApplyFixPlanner.ofKey(want.request())
                        .filter(k.arn()::equals)
                        .isPresent())
                .map(CustomerKey::state);
    }

    List<Step> all() {
        return want.request() instanceof CancelKeyDeletion cancel
                ? List.of(step(ApplyFixPlanner.APPLY, cancel), step(ENABLE, new EnableKey(cancel.key())))
                : List.of(step(ApplyFixPlanner.APPLY, want.request()));
    }

    private Step step(StepId id, AwsRequest request) {
        var kind = ApplyFixPlanner.kind(request);
        return Step.aws(id)
                .title(Text.of("fix.apply.title." + kind, request.target()))
                .reason(Text.of("fix.key.reason." + kind))
                .explanation(Text.of("fix.key.explain", request.operation(), request.target()))
                .reversibility(Reversibility.UNDO)
                .status(status(request))
                .request(request)
                .retry(Retry.once(waits.retryDelay()))
                .build();
    }

    private Status status(AwsRequest request) {
        if (state.isEmpty()) {
            return new Status.Blocked(Text.of("fix.keyUnread", now.aws().key().unreadCode()));
        }
        boolean enables = request instanceof EnableKey;
        boolean afterCancelling = enables && want.request() instanceof CancelKeyDeletion;
        return switch (state.get().known()) {
            case ENABLED -> Status.DONE;
            case DISABLED -> enables ? Status.TO_DO : Status.DONE;
            case PENDING_DELETION, PENDING_REPLICA_DELETION ->
                enables && !afterCancelling
                        ? new Status.Blocked(Text.of("fix.keyState", state.get().word()))
                        : Status.TO_DO;
            case CREATING, UPDATING, PENDING_IMPORT, UNAVAILABLE, OTHER ->
                new Status.Blocked(Text.of("fix.keyState", state.get().word()));
        };
    }
}
