package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.AwsClients.Purpose;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.IamResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/**
 * Changes, each sent once. IAM and KMS replace whole documents and know no If-Match, so a document that was edited is
 * read again just before it is replaced.
 */
final class AwsChanges {
    private final AwsClients clients;
    private final AwsCalls calls;
    private final AwsProblems problems;

    AwsChanges(AwsClients clients, AwsCalls calls, AwsProblems problems) {
        this.clients = clients;
        this.calls = calls;
        this.problems = problems;
    }

    Answer send(AwsRequest request) {
        var operation = request.operation();
        return switch (request) {
            case AwsRequest.CreateRole create -> {
                var made =
                        calls.call(operation, () -> clients.iam(Purpose.CHANGE).createRole(wire(create)));
                yield answer(
                        made,
                        made.role() == null ? "" : problems.shown(made.role().arn()));
            }
            case AwsRequest.UpdateTrustPolicy update -> {
                requireUnchanged(
                        operation,
                        update.before(),
                        () -> calls.call(
                                "iam:GetRole",
                                () -> PolicyTexts.decoded(required(
                                        required(
                                                        clients.iam(Purpose.READ)
                                                                .getRole(r -> r.roleName(update.roleName()))
                                                                .role(),
                                                        "Role")
                                                .assumeRolePolicyDocument(),
                                        "Role.AssumeRolePolicyDocument"))));
                yield answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .updateAssumeRolePolicy(r ->
                                                r.roleName(update.roleName()).policyDocument(update.trustPolicy()))),
                        "");
            }
            case AwsRequest.PutRolePolicy put ->
                answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .putRolePolicy(r -> r.roleName(put.roleName())
                                                .policyName(put.policyName())
                                                .policyDocument(put.document()))),
                        "");
            case AwsRequest.CreateKey create -> {
                var made =
                        calls.call(operation, () -> kms(create.key().region()).createKey(wire(create.key())));
                yield answer(
                        made,
                        made.keyMetadata() == null
                                ? ""
                                : problems.shown(made.keyMetadata().arn()));
            }
            case AwsRequest.CreateAlias create ->
                answer(
                        calls.call(
                                operation,
                                () -> kms(create.key().region())
                                        .createAlias(r -> r.aliasName(create.alias())
                                                .targetKeyId(create.key().toString()))),
                        "");
            case AwsRequest.EnableKeyRotation enable ->
                answer(
                        calls.call(
                                operation,
                                () -> kms(enable.key().region())
                                        .enableKeyRotation(
                                                r -> r.keyId(enable.key().toString())
                                                        .rotationPeriodInDays(enable.periodDays()))),
                        "");
            case AwsRequest.RotateKeyOnDemand rotate ->
                answer(
                        calls.call(
                                operation,
                                () -> kms(rotate.key().region())
                                        .rotateKeyOnDemand(
                                                r -> r.keyId(rotate.key().toString()))),
                        "");
            case AwsRequest.PutKeyPolicy put -> {
                var kms = clients.kms(put.key().region(), Purpose.CHANGE);
                requireUnchanged(
                        operation,
                        put.before(),
                        () -> calls.call(
                                "kms:GetKeyPolicy",
                                () -> required(
                                        clients.kms(put.key().region(), Purpose.READ)
                                                .getKeyPolicy(
                                                        r -> r.keyId(put.key().toString())
                                                                .policyName("default"))
                                                .policy(),
                                        "Policy")));
                yield answer(
                        calls.call(
                                operation,
                                () -> kms.putKeyPolicy(r -> r.keyId(put.key().toString())
                                        .policyName("default")
                                        .policy(put.document()))),
                        "");
            }
            case AwsRequest.EditRolePolicy edit -> {
                requireUnchanged(operation, edit.before(), () -> inlinePolicy(edit.roleName(), edit.policyName()));
                yield answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .putRolePolicy(r -> r.roleName(edit.roleName())
                                                .policyName(edit.policyName())
                                                .policyDocument(edit.document()))),
                        "");
            }
            case AwsRequest.DeleteRolePolicy delete -> {
                requireUnchanged(
                        operation, delete.before(), () -> inlinePolicy(delete.roleName(), delete.policyName()));
                yield answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .deleteRolePolicy(r ->
                                                r.roleName(delete.roleName()).policyName(delete.policyName()))),
                        "");
            }
            case AwsRequest.EnableKey enable ->
                answer(calls.call(operation, () -> kms(enable.key()).enableKey(r -> r.keyId(enable.target()))), "");
            case AwsRequest.DisableKey disable ->
                answer(calls.call(operation, () -> kms(disable.key()).disableKey(r -> r.keyId(disable.target()))), "");
            case AwsRequest.ScheduleKeyDeletion schedule -> {
                var made = calls.call(
                        operation,
                        () -> kms(schedule.key())
                                .scheduleKeyDeletion(
                                        r -> r.keyId(schedule.target()).pendingWindowInDays(schedule.days())));
                yield answer(made, made.keyStateAsString() + " until " + made.deletionDate());
            }
            case AwsRequest.CancelKeyDeletion cancel ->
                answer(
                        calls.call(operation, () -> kms(cancel.key()).cancelKeyDeletion(r -> r.keyId(cancel.target()))),
                        "");
            case AwsRequest.UpdateAccessKey update ->
                answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .updateAccessKey(r -> r.userName(update.userName())
                                                .accessKeyId(update.accessKeyId())
                                                .status(update.status()))),
                        "");
            case AwsRequest.DeleteAccessKey delete ->
                answer(
                        calls.call(
                                operation,
                                () -> clients.iam(Purpose.CHANGE)
                                        .deleteAccessKey(r ->
                                                r.userName(delete.userName()).accessKeyId(delete.accessKeyId()))),
                        "");
        };
    }

    private KmsClient kms(KeyArn key) {
        return clients.kms(key.region(), Purpose.CHANGE);
    }

    private String inlinePolicy(String role, String policy) {
        return calls.call(
                "iam:GetRolePolicy",
                () -> PolicyTexts.decoded(required(
                        clients.iam(Purpose.READ)
                                .getRolePolicy(r -> r.roleName(role).policyName(policy))
                                .policyDocument(),
                        "PolicyDocument")));
    }

    private void requireUnchanged(String operation, String before, Supplier<String> read) {
        String now;
        try {
            now = read.get();
        } catch (ServiceException e) {
            throw problems.beforeSending(operation, e.problem());
        }
        if (!PolicyTexts.same(before, now)) {
            throw problems.local(
                    operation, "CHANGED_MEANWHILE", "the document is no longer the one that was read: " + now);
        }
    }

    private static CreateRoleRequest wire(AwsRequest.CreateRole create) {
        return CreateRoleRequest.builder()
                .roleName(create.roleName())
                .assumeRolePolicyDocument(create.trustPolicy())
                .description(create.description())
                .tags(create.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    /**
     * No policy is sent: KMS' default one leaves every decision to the account's own policies, so that whoever
     * makes the key is not shut out.
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

    private KmsClient kms(AwsRegion region) {
        return clients.kms(region, Purpose.CHANGE);
    }

    private static Answer answer(AwsResponse response, String summary) {
        var requestId = switch (response) {
            case IamResponse iam -> iam.responseMetadata().requestId();
            case KmsResponse kms -> kms.responseMetadata().requestId();
            default -> null;
        };
        return new Answer(
                response.sdkHttpResponse().statusCode(),
                summary,
                Optional.ofNullable(requestId).filter(id -> !id.equals("UNKNOWN")));
    }
}
