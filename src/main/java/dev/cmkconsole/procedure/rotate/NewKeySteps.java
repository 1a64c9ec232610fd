package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.Step.Copyable;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key made in KMS, named, and told to renew its material by itself. Whether it is there already is decided by its
 * tags, never by what was answered: making a key is not idempotent.
 */
final class NewKeySteps {
    /** Stands where the id will be. */
    static final String GAP = "<KEY_ID>";

    private static final String NOBODY = "<ACCOUNT>";

    private final AccessState f;
    private final NewKey wish;
    private final Retry lagging;

    NewKeySteps(AccessState f, NewKey wish, Retry settling) {
        this.f = f;
        this.wish = wish;
        this.lagging = new Retry(
                Set.of("NotFoundException", "KMSInvalidStateException"), settling.delay(), settling.attempts());
    }

    /** The key's ARN, with a gap while it is not made. */
    static KeyArn arn(ProjectSnapshot now, NewKey wish) {
        return now.aws()
                .key()
                .value()
                .map(CustomerKey::arn)
                .orElseGet(() -> new KeyArn(
                        wish.region().partition(),
                        wish.region(),
                        now.aws()
                                .caller()
                                .value()
                                .map(AwsCaller::account)
                                .or(() -> now.configuredRole()
                                        .flatMap(r -> r.iamRoleArn().flatMap(RoleArn::parse))
                                        .map(RoleArn::account))
                                .orElse(NOBODY),
                        GAP));
    }

    boolean made() {
        return key().isPresent();
    }

    private Optional<CustomerKey> key() {
        return f.now().aws().key().value();
    }

    List<Step> all() {
        var steps = new ArrayList<Step>(List.of(create(), name()));
        wish.rotationDays().ifPresent(days -> steps.add(rotate(days)));
        return steps;
    }

    private Step create() {
        var request = new AwsRequest.CreateKey(wish);
        Text title = Text.of("newKey.create.title", wish.alias());
        Text reason = Text.of("newKey.create.reason");
        var rendering = new Rendering(
                Text.of(
                        wish.multiRegion() ? "newKey.create.explainMultiRegion" : "newKey.create.explain",
                        wish.region().id()),
                Optional.empty(),
                Optional.of(Commands.aws(request)),
                Optional.of(Terraform.key(wish)));
        Status status = switch (f.now().aws().key()) {
            case Observed.Known<CustomerKey>(var key, var _)
            when key.multiRegion() != wish.multiRegion() ->
                new Status.Blocked(Text.of(
                        key.multiRegion() ? "newKey.madeMultiRegion" : "newKey.madeSingleRegion",
                        key.arn().toString(),
                        wish.alias()));
            case Observed.Known<CustomerKey> _ -> Status.DONE;
            case Observed.Failed<CustomerKey>(var problem, var _) ->
                switch (problem.code()) {
                    case "NotFoundException" -> Status.TO_DO;
                    case "KEY_ALIAS_TAKEN" ->
                        new Status.Blocked(Text.of("newKey.aliasTaken", wish.alias(), problem.detail()));
                    case "NO_AWS_CREDENTIALS" -> new Status.Blocked(Text.of("newKey.noCredentials"));
                    default ->
                        new Status.Blocked(
                                Text.of("newKey.unreadable", wish.region().id(), problem.code()));
                };
            case Observed.NotRead<CustomerKey> _ ->
                new Status.Blocked(Text.of("newKey.unreadable", wish.region().id(), "-"));
        };
        if (f.want().accessBy() == Actor.USER && !(status instanceof Status.Blocked)) {
            return new Step.ManualStep(
                    KeyChoice.CREATE,
                    title,
                    reason,
                    Reversibility.COMPENSATE,
                    status,
                    rendering,
                    List.of(command(request)));
        }
        return new Step.AwsStep(
                KeyChoice.CREATE,
                title,
                reason,
                Reversibility.COMPENSATE,
                status,
                rendering,
                Optional.of(request),
                Retry.NEVER,
                Optional.empty());
    }

    private Step name() {
        var request = new AwsRequest.CreateAlias(wish.alias(), f.key());
        var rendering = new Rendering(
                Text.of("newKey.name.explain", wish.alias()),
                Optional.empty(),
                Optional.of(Commands.aws(request)),
                Optional.of(Terraform.alias(wish)));
        return step(
                KeyChoice.NAME,
                Text.of("newKey.name.title", wish.alias()),
                Text.of("newKey.name.reason"),
                Status.when(
                        key().filter(k -> k.aliases().contains(wish.alias())).isPresent()),
                rendering,
                request);
    }

    private Step rotate(int days) {
        var request = new AwsRequest.EnableKeyRotation(f.key(), days);
        var rendering = new Rendering(
                Text.of("newKey.rotation.explain", days),
                Optional.empty(),
                Optional.of(Commands.aws(request)),
                Optional.of(Terraform.rotation(days)));
        Status status = key().map(k -> k.rotation()
                        .map(how -> Status.when(how.automatic()
                                && how.periodDays().filter(d -> d != days).isEmpty()))
                        .orElseGet(() -> f.unlessAccepted(
                                KeyChoice.RENEW, new Status.CannotTell(Text.of("newKey.rotationUnreadable")))))
                .orElse(Status.TO_DO);
        return step(
                KeyChoice.RENEW,
                Text.of("newKey.rotation.title", days),
                Text.of("newKey.rotation.reason"),
                status,
                rendering,
                request);
    }

    private Step step(StepId id, Text title, Text reason, Status status, Rendering rendering, AwsRequest request) {
        return f.want().accessBy() == Actor.USER
                ? new Step.ManualStep(
                        id, title, reason, Reversibility.UNDO, status, rendering, List.of(command(request)))
                : new Step.AwsStep(
                        id,
                        title,
                        reason,
                        Reversibility.UNDO,
                        status,
                        rendering,
                        made() ? Optional.of(request) : Optional.empty(),
                        lagging,
                        Optional.empty());
    }

    private static Copyable command(AwsRequest request) {
        return new Copyable(Text.of("copy.awsCommand"), Commands.aws(request));
    }

    /** A step as it stands before the key that it is about is there: nothing of it can be judged or sent yet. */
    static Step later(Step step) {
        return switch (step) {
            case Step.AtlasStep s ->
                new Step.AtlasStep(
                        s.id(),
                        s.title(),
                        s.reason(),
                        s.reversibility(),
                        Status.TO_DO,
                        s.rendering(),
                        Optional.empty(),
                        Optional.empty(),
                        s.retry(),
                        s.lane());
            case Step.AwsStep s ->
                new Step.AwsStep(
                        s.id(),
                        s.title(),
                        s.reason(),
                        s.reversibility(),
                        Status.TO_DO,
                        s.rendering(),
                        Optional.empty(),
                        s.retry(),
                        s.diff());
            case Step.WaitStep s ->
                new Step.WaitStep(s.id(), s.title(), s.reason(), Status.TO_DO, s.rendering(), s.poll(), s.lane());
            case Step.ManualStep s ->
                new Step.ManualStep(
                        s.id(), s.title(), s.reason(), s.reversibility(), Status.TO_DO, s.rendering(), s.copyables());
            case Step.CheckStep s ->
                new Step.CheckStep(s.id(), s.title(), s.reason(), Status.TO_DO, s.rendering(), s.lane());
        };
    }
}
