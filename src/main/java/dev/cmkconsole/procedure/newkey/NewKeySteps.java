package dev.cmkconsole.procedure.newkey;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Creates a key in KMS, gives it an alias and turns on automatic rotation. CreateKey is not idempotent, so the key's
 * tags decide whether the key exists already, and never the answer to a request.
 */
public final class NewKeySteps {
    /** Creates the key; this step tells when its alias is taken. */
    public static final StepId CREATE_KEY = StepId.of("create-key");

    public static final StepId NAME_KEY = StepId.of("name-key");

    /** What these steps may send. */
    public static final Set<RecordedOperation> REQUESTS =
            Set.of(RecordedOperation.CREATE_KEY, RecordedOperation.CREATE_ALIAS, RecordedOperation.ENABLE_KEY_ROTATION);

    private final AccessState state;
    private final NewKey wish;
    private final Retry lagging;

    /**
     * An alias that appeared since the plan was made belongs to the same key, named by another console, to that
     * console's key, or to a key that has nothing to do with the project. The next plan reads which. It goes on with the
     * key that has the alias, and is blocked where that key was not created for the project.
     */
    NewKeySteps(AccessState state, NewKey wish, Retry settling) {
        this.state = state;
        this.wish = wish;
        this.lagging = new Retry(
                Set.of(AwsErrorCode.NOT_FOUND, AwsErrorCode.KMS_INVALID_STATE, AwsErrorCode.ALREADY_EXISTS),
                settling.delay(),
                settling.attempts());
    }

    private Optional<CustomerKey> key() {
        return state.now().aws().key().value();
    }

    List<Step> all() {
        var steps = new ArrayList<Step>(List.of(create(), name()));
        wish.rotationDays().ifPresent(days -> steps.add(rotateAutomatically(days)));
        return steps;
    }

    private Step create() {
        var request = new AwsRequest.CreateKey(wish);
        var status = createStatus();
        var step = Step.aws(CREATE_KEY)
                .words("newKey.create")
                .title(Text.of(
                        wish.multiRegion() ? "newKey.create.titleMultiRegion" : "newKey.create.title",
                        wish.alias(),
                        wish.region().id()))
                .explanation(Text.of(
                        wish.multiRegion() ? "newKey.create.explainMultiRegion" : "newKey.create.explain",
                        wish.region().id()))
                .reversibility(Reversibility.COMPENSATE)
                .status(status)
                .request(request);
        return byUser() && !(status instanceof Status.Blocked) ? step.buildManual() : step.build();
    }

    private Status createStatus() {
        return switch (state.now().aws().key()) {
            case Observed.Known<CustomerKey>(var key, var _)
            when key.multiRegion() != wish.multiRegion() ->
                new Status.Blocked(Text.of(
                        key.multiRegion() ? "newKey.madeMultiRegion" : "newKey.madeSingleRegion",
                        key.arn().toString(),
                        wish.alias()));
            case Observed.Known<CustomerKey> _ -> Status.DONE;
            case Observed.Failed<CustomerKey>(var problem, var _) ->
                switch (problem.code()) {
                    case AwsErrorCode.NOT_FOUND -> Status.TO_DO;
                    case AwsErrorCode.ALIAS_TAKEN ->
                        new Status.Blocked(Text.of("newKey.aliasTaken", wish.alias(), problem.detail()));
                    case AwsErrorCode.NO_CREDENTIALS -> new Status.Blocked(Text.of("newKey.noCredentials"));
                    default -> unreadable(problem.code());
                };
            case Observed.NotRead<CustomerKey> _ -> unreadable("-");
        };
    }

    private Status unreadable(String code) {
        return new Status.Blocked(state.now()
                .aws()
                .signIn()
                .orElseGet(() -> Text.of("newKey.unreadable", wish.region().id(), code)));
    }

    private Step name() {
        var request = new AwsRequest.CreateAlias(wish.alias(), state.key());
        boolean named = key().filter(k -> k.aliases().contains(wish.alias())).isPresent();
        return change(
                Step.aws(NAME_KEY)
                        .words("newKey.name")
                        .inTitle(wish.alias())
                        .inExplanation(wish.alias())
                        .status(Status.when(named)),
                request);
    }

    private Step rotateAutomatically(int days) {
        var request = new AwsRequest.EnableKeyRotation(state.key(), days);
        return change(
                Step.aws(AccessSteps.AUTOMATIC_ROTATION)
                        .words("newKey.rotation")
                        .inTitle(days)
                        .inExplanation(days)
                        .status(key().map(k -> rotationStatus(k, days)).orElse(Status.TO_DO)),
                request);
    }

    private Status rotationStatus(CustomerKey key, int days) {
        return key.rotation()
                .map(how -> Status.when(how.automatic()
                        && how.periodDays().filter(d -> d != days).isEmpty()))
                .orElseGet(() -> state.unlessAccepted(
                        AccessSteps.AUTOMATIC_ROTATION, new Status.CannotTell(Text.of("newKey.rotationUnreadable"))));
    }

    /** A change of the key, which waits for the key to exist. */
    private Step change(StepBuilder.Aws step, AwsRequest request) {
        step.reversibility(Reversibility.UNDO).request(request).retry(lagging);
        return byUser() ? step.buildManual() : step.build();
    }

    private boolean byUser() {
        return state.want().accessBy() == Actor.USER;
    }
}
