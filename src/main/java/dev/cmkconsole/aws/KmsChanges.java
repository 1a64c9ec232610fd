package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.AwsRequest.KmsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Answer;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** Changes of keys, their policies, names and rotation. */
final class KmsChanges {
    private static final String ONLY_POLICY = "default";

    private final AwsClients clients;
    private final AwsChanges changes;

    KmsChanges(AwsClients clients, AwsChanges changes) {
        this.clients = clients;
        this.changes = changes;
    }

    Answer send(KmsRequest request) {
        return switch (request) {
            case AwsRequest.CreateKey r -> create(r);
            case AwsRequest.ReplicateKey r -> replicate(r);
            case AwsRequest.CreateAlias r -> alias(r);
            case AwsRequest.EnableKeyRotation r ->
                changes.answered(
                        r,
                        () -> kms(r.key())
                                .enableKeyRotation(e -> e.keyId(r.target()).rotationPeriodInDays(r.periodDays())));
            case AwsRequest.RotateKeyOnDemand r ->
                changes.answered(r, () -> kms(r.key()).rotateKeyOnDemand(o -> o.keyId(r.target())));
            case AwsRequest.PutKeyPolicy r -> putPolicy(r);
            case AwsRequest.EnableKey r ->
                changes.answered(r, () -> kms(r.key()).enableKey(e -> e.keyId(r.target())));
            case AwsRequest.DisableKey r ->
                changes.answered(r, () -> kms(r.key()).disableKey(d -> d.keyId(r.target())));
            case AwsRequest.ScheduleKeyDeletion r -> scheduleDeletion(r);
            case AwsRequest.CancelKeyDeletion r ->
                changes.answered(r, () -> kms(r.key()).cancelKeyDeletion(c -> c.keyId(r.target())));
        };
    }

    private Answer create(AwsRequest.CreateKey request) {
        var made = changes.call(
                request.operation(), () -> kms(request.key().region()).createKey(wire(request.key())));
        return AwsChanges.answer(
                made,
                made.keyMetadata() == null
                        ? ""
                        : changes.shown(made.keyMetadata().arn()));
    }

    private Answer replicate(AwsRequest.ReplicateKey request) {
        var made = changes.call(
                request.operation(),
                () -> kms(request.primary())
                        .replicateKey(r -> r.keyId(request.primary().toString())
                                .replicaRegion(request.region().id())
                                .description(request.description())
                                .policy(request.policy().isBlank() ? null : request.policy())));
        return AwsChanges.answer(
                made,
                made.replicaKeyMetadata() == null
                        ? ""
                        : changes.shown(made.replicaKeyMetadata().arn()));
    }

    private Answer alias(AwsRequest.CreateAlias request) {
        return changes.answered(
                request,
                () -> kms(request.key())
                        .createAlias(c -> c.aliasName(request.alias())
                                .targetKeyId(request.key().toString())));
    }

    private Answer putPolicy(AwsRequest.PutKeyPolicy request) {
        changes.requireUnchanged(request, request.before(), "kms:GetKeyPolicy", () -> policy(request.key()));
        return changes.answered(
                request,
                () -> kms(request.key())
                        .putKeyPolicy(p -> p.keyId(request.target())
                                .policyName(ONLY_POLICY)
                                .policy(request.document())));
    }

    private Answer scheduleDeletion(AwsRequest.ScheduleKeyDeletion request) {
        var made = changes.call(
                request.operation(),
                () -> kms(request.key())
                        .scheduleKeyDeletion(s -> s.keyId(request.target()).pendingWindowInDays(request.days())));
        return AwsChanges.answer(made, made.keyStateAsString() + " until " + made.deletionDate());
    }

    private String policy(KeyArn key) {
        return required(
                clients.kms(key.region(), Purpose.READ)
                        .getKeyPolicy(g -> g.keyId(key.toString()).policyName(ONLY_POLICY))
                        .policy(),
                "Policy");
    }

    /**
     * Sends no key policy. KMS' default one leaves every decision to the account's own policies, so that the caller is
     * not locked out.
     */
    private static CreateKeyRequest wire(NewKey key) {
        return CreateKeyRequest.builder()
                .description(key.description())
                .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                .multiRegion(key.multiRegion())
                .tags(key.allTags().entrySet().stream()
                        .map(tag -> software.amazon.awssdk.services.kms.model.Tag.builder()
                                .tagKey(tag.getKey())
                                .tagValue(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private KmsClient kms(KeyArn key) {
        return kms(key.region());
    }

    private KmsClient kms(AwsRegion region) {
        return clients.kms(region, Purpose.CHANGE);
    }
}
