package dev.cmkconsole.procedure.awsrotation;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.ReminderSteps;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices.RotationAct;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the rotation of the material of the project's key by KMS. The key's ARN stays, so that nothing changes in
 * Atlas. Every snapshot stays readable, because KMS keeps the old material for what was encrypted with it.
 */
public final class AwsRotationPlanner implements Planner<AwsRotationChoices> {
    public static final StepId ROTATABLE = StepId.of("check-rotatable");
    public static final StepId ONCE = StepId.of("rotate-once");
    public static final StepId ROTATED = StepId.of("material-rotated");
    private final WaitSettings waits;

    public AwsRotationPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return AwsRotationProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(AwsRotationChoices want) {
        return want.reminder().isPresent()
                ? ReadScope.CONFIGURED.with(ReadScope.More.ROTATIONS, ReadScope.More.REMINDER)
                : ReadScope.CONFIGURED.with(ReadScope.More.ROTATIONS);
    }

    @Override
    public Plan plan(ProjectSnapshot now, AwsRotationChoices want) {
        var steps = new ArrayList<Step>();
        var refusal = configured(now);
        steps.add(check(
                AccessSteps.CONFIGURATION,
                "awsRotation.configuration",
                refusal.<Status>map(Status.Blocked::new).orElse(Status.DONE)));
        if (refusal.isEmpty()) {
            steps.add(check(ROTATABLE, "awsRotation.rotatable", rotatable(now, want)));
            now.aws()
                    .key()
                    .value()
                    .ifPresent(key -> steps.addAll(
                            switch (want.act()) {
                                case RotationAct.ByItself(int days) -> List.of(automatically(key, days, want));
                                case RotationAct.Once(var notBefore) -> once(now, key, notBefore);
                            }));
            want.reminder().ifPresent(wish -> steps.add(ReminderSteps.set(now, wish, want.accepted())));
        }
        return new Plan(AwsRotationProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of(
                        switch (want.act()) {
                            case RotationAct.ByItself _ -> "procedure.aws-rotation.BY_ITSELF";
                            case RotationAct.Once _ -> "procedure.aws-rotation.ONCE";
                        }));
    }

    private static Optional<Text> configured(ProjectSnapshot now) {
        if (now.encryption().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.encryption"));
        }
        return now.encryption().value().get().awsKms().enabled()
                ? Optional.empty()
                : Optional.of(Text.of("keyChange.notSetUp"));
    }

    private static Status rotatable(ProjectSnapshot now, AwsRotationChoices want) {
        return now.aws()
                .key()
                .fold(
                        key -> obstacle(now, key, want)
                                .<Status>map(Status.Blocked::new)
                                .orElse(Status.DONE),
                        code -> new Status.Blocked(unreadable(now, code)));
    }

    private static Text unreadable(ProjectSnapshot now, String code) {
        return Text.of(
                "awsRotation.unreadable",
                now.encryption()
                        .value()
                        .map(e -> e.awsKms())
                        .flatMap(AwsKms::customerMasterKeyId)
                        .orElse("?"),
                code);
    }

    /** Why KMS does not rotate a key like this (KMS developer guide, "Rotate AWS KMS keys"). */
    private static Optional<Text> obstacle(ProjectSnapshot now, CustomerKey key, AwsRotationChoices want) {
        var unusable = key.unusable();
        if (unusable.isPresent()) {
            return Optional.of(Text.of(
                    "key.unusable." + unusable.get(),
                    key.arn().toString(),
                    key.state().text()));
        }
        var foreign = foreignMaterial(now, key, want);
        if (foreign.isPresent()) {
            return foreign;
        }
        Optional<String> elsewhere = now.aws()
                .caller()
                .value()
                .map(AwsCaller::account)
                .filter(account -> !account.equals(key.arn().account()));
        return elsewhere.map(
                account -> Text.of("awsRotation.elsewhere", key.arn().account(), account));
    }

    /** Why material that KMS did not generate is not rotated in this way; imported material rotates on demand only. */
    private static Optional<Text> foreignMaterial(ProjectSnapshot now, CustomerKey key, AwsRotationChoices want) {
        var arn = key.arn().toString();
        return switch (key.origin()) {
            case "AWS_KMS" -> Optional.empty();
            case "EXTERNAL" ->
                switch (want.act()) {
                    case RotationAct.ByItself _ -> Optional.of(Text.of("awsRotation.importedByItself", arn));
                    case RotationAct.Once(var notBefore) ->
                        begun(now, key, notBefore)
                                ? Optional.empty()
                                : now.aws()
                                        .materials()
                                        .fold(
                                                all -> all.stream().anyMatch(KeyRotation.Material::readyToRotate)
                                                        ? Optional.<Text>empty()
                                                        : Optional.of(Text.of("awsRotation.importFirst", arn)),
                                                code -> Optional.of(Text.of("awsRotation.past", code)));
                };
            case "" -> Optional.of(Text.of("awsRotation.originNotTold", arn));
            default -> Optional.of(Text.of("awsRotation.keyStore", arn, key.origin()));
        };
    }

    /** Whether the rotation on demand is under way or over. */
    private static boolean begun(ProjectSnapshot now, CustomerKey key, Instant notBefore) {
        return key.rotation().filter(r -> r.onDemandSince().isPresent()).isPresent() || over(now, notBefore);
    }

    private static boolean over(ProjectSnapshot now, Instant notBefore) {
        return now.aws()
                .rotations()
                .value()
                .filter(all -> all.stream().anyMatch(r -> r.onDemand() && !r.at().isBefore(notBefore)))
                .isPresent();
    }

    /** The key to rotate: KMS rotates a multi-Region key in the primary's region, and its replicas follow. */
    private static KeyArn primary(CustomerKey key) {
        return key.replicas()
                .map(r -> new KeyArn(
                        key.arn().partition(),
                        r.primary(),
                        key.arn().account(),
                        key.arn().keyId()))
                .orElse(key.arn());
    }

    private static Step automatically(CustomerKey key, int days, AwsRotationChoices want) {
        var request = new AwsRequest.EnableKeyRotation(primary(key), days);
        Status status = key.rotation()
                .map(how -> Status.when(how.automatic()
                        && how.periodDays().filter(d -> d != days).isEmpty()))
                .orElseGet(() ->
                        want.unlessAccepted(AccessSteps.AUTOMATIC_ROTATION, Text.of("newKey.rotationUnreadable")));
        return Step.aws(AccessSteps.AUTOMATIC_ROTATION)
                .words("awsRotation.byItself")
                .inTitle(days)
                .inExplanation(request.key().toString(), days)
                .reversibility(Reversibility.UNDO)
                .status(status)
                .request(request)
                .build();
    }

    private List<Step> once(ProjectSnapshot now, CustomerKey key, Instant notBefore) {
        var request = new AwsRequest.RotateKeyOnDemand(primary(key));
        var past = now.aws().rotations();
        boolean underWay =
                key.rotation().filter(r -> r.onDemandSince().isPresent()).isPresent();
        boolean over = over(now, notBefore);
        return List.of(
                Step.aws(ONCE)
                        .words("awsRotation.once")
                        .reason(Text.of(
                                key.origin().equals("EXTERNAL")
                                        ? "awsRotation.once.reasonImported"
                                        : "awsRotation.once.reason"))
                        .inExplanation(request.key().toString())
                        .reversibility(Reversibility.COMPENSATE)
                        .status(underWay || over ? Status.DONE : notBegun(key, past))
                        .request(request)
                        .build(),
                Step.waiting(ROTATED)
                        .words("awsRotation.rotated")
                        .until(new Awaited.Rotated(request.key(), notBefore))
                        .status(Status.when(over && !underWay))
                        .poll(waits.poll())
                        .build());
    }

    /** A rotation may not be started twice, so the past rotations must be known. */
    private static Status notBegun(CustomerKey key, Observed<?> past) {
        return key.rotation().isPresent() && past.value().isPresent()
                ? Status.TO_DO
                : new Status.Blocked(Text.of("awsRotation.past", past.unreadCode()));
    }

    private static Step check(StepId id, String words, Status status) {
        return Step.check(id)
                .title(Text.of(words + ".title"))
                .reason(Text.of(words + ".reason"))
                .explanation(Text.of("awsRotation.check.explain"))
                .status(status)
                .build();
    }
}
