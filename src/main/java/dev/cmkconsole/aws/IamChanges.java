package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.AwsRequest.IamRequest;
import dev.cmkconsole.model.outcome.Answer;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.Tag;

/** Changes of roles, their policies and access keys. */
final class IamChanges {
    private final AwsClients clients;
    private final AwsChanges changes;

    IamChanges(AwsClients clients, AwsChanges changes) {
        this.clients = clients;
        this.changes = changes;
    }

    Answer send(IamRequest request) {
        return switch (request) {
            case AwsRequest.CreateRole r -> create(r);
            case AwsRequest.UpdateTrustPolicy r -> updateTrust(r);
            case AwsRequest.PutRolePolicy r -> putPolicy(r, r.roleName(), r.policyName(), r.document());
            case AwsRequest.EditRolePolicy r -> edit(r);
            case AwsRequest.DeleteRolePolicy r -> delete(r);
            case AwsRequest.DetachRolePolicy r ->
                changes.answered(
                        r,
                        () -> iam().detachRolePolicy(
                                        d -> d.roleName(r.roleName()).policyArn(r.policyArn())));
            case AwsRequest.DeleteRole r -> delete(r);
            case AwsRequest.UpdateAccessKey r ->
                changes.answered(
                        r,
                        () -> iam().updateAccessKey(u -> u.userName(r.userName())
                                .accessKeyId(r.accessKeyId())
                                .status(r.status())));
            case AwsRequest.DeleteAccessKey r ->
                changes.answered(
                        r,
                        () -> iam().deleteAccessKey(
                                        d -> d.userName(r.userName()).accessKeyId(r.accessKeyId())));
        };
    }

    private Answer create(AwsRequest.CreateRole request) {
        var made = changes.call(request.operation(), () -> iam().createRole(wire(request)));
        return AwsChanges.answer(
                made, made.role() == null ? "" : changes.shown(made.role().arn()));
    }

    private Answer updateTrust(AwsRequest.UpdateTrustPolicy request) {
        changes.requireUnchanged(request, request.before(), "iam:GetRole", () -> trustPolicy(request.roleName()));
        return changes.answered(
                request,
                () -> iam().updateAssumeRolePolicy(
                                u -> u.roleName(request.roleName()).policyDocument(request.trustPolicy())));
    }

    private Answer putPolicy(IamRequest request, String role, String policy, String document) {
        return changes.answered(
                request,
                () -> iam().putRolePolicy(
                                p -> p.roleName(role).policyName(policy).policyDocument(document)));
    }

    private Answer edit(AwsRequest.EditRolePolicy request) {
        requireUnchangedPolicy(request, request.roleName(), request.policyName(), request.before());
        return putPolicy(request, request.roleName(), request.policyName(), request.document());
    }

    private Answer delete(AwsRequest.DeleteRolePolicy request) {
        requireUnchangedPolicy(request, request.roleName(), request.policyName(), request.before());
        return changes.answered(
                request,
                () -> iam().deleteRolePolicy(d -> d.roleName(request.roleName()).policyName(request.policyName())));
    }

    private Answer delete(AwsRequest.DeleteRole request) {
        changes.requireUnchanged(request, request.before(), "iam:GetRole", () -> trustPolicy(request.roleName()));
        return changes.answered(request, () -> iam().deleteRole(d -> d.roleName(request.roleName())));
    }

    private void requireUnchangedPolicy(IamRequest request, String role, String policy, String before) {
        changes.requireUnchanged(request, before, "iam:GetRolePolicy", () -> inlinePolicy(role, policy));
    }

    private String trustPolicy(String role) {
        var found = required(reading().getRole(r -> r.roleName(role)).role(), "Role");
        return PolicyTexts.decoded(required(found.assumeRolePolicyDocument(), "Role.AssumeRolePolicyDocument"));
    }

    private String inlinePolicy(String role, String policy) {
        return PolicyTexts.decoded(required(
                reading()
                        .getRolePolicy(r -> r.roleName(role).policyName(policy))
                        .policyDocument(),
                "PolicyDocument"));
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

    private IamClient iam() {
        return clients.iam(Purpose.CHANGE);
    }

    private IamClient reading() {
        return clients.iam(Purpose.READ);
    }
}
