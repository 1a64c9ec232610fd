package dev.cmkconsole.service.run;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Changes by other people to a project in the middle of its migration. */
enum Meddling {
    RECORD_REMOVED(Set.of("keyChange.noRole"), Set.of("CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND")),
    RECORD_TIED_TO_ANOTHER_ROLE(
            Set.of("keyChange.keyInvalid"), Set.of("INVALID_AWS_CREDENTIALS", "ENCRYPTION_AT_REST_SETTINGS_INVALID")),
    TRUST_POLICY_EDITED(
            Set.of("keyChange.keyInvalid"), Set.of("CANNOT_ASSUME_ROLE", "ENCRYPTION_AT_REST_SETTINGS_INVALID")),
    ROLE_POLICY_EMPTIED(
            Set.of("keyChange.keyInvalid"), Set.of("INVALID_AWS_CREDENTIALS", "ENCRYPTION_AT_REST_SETTINGS_INVALID")),
    KEY_DISABLED(
            Set.of("switch.keyInvalid", "key.unusable.DISABLED"),
            Set.of("ENCRYPTION_AT_REST_SETTINGS_INVALID", "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED")),
    KEY_PENDING_DELETION(
            Set.of("switch.keyInvalid", "key.unusable.PENDING_DELETION"),
            Set.of("ENCRYPTION_AT_REST_SETTINGS_INVALID", "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION")),
    KEY_POLICY_DENIES(Set.of("enable.keyPolicyDenies"), Set.of("NO_PERMISSION_TO_ENCRYPT_DECRYPT")),
    OTHER_KEY_CONFIGURED(Set.of(), Set.of()),
    CONFIGURATION_DISABLED(Set.of("switch.notSetUp", "keyChange.notSetUp"), Set.of());

    /** How a plan made afterwards says what is in the way. */
    final Set<String> reasons;
    /** How Atlas says it to a request that was already on its way. */
    final Set<String> refusals;

    Meddling(Set<String> reasons, Set<String> refusals) {
        this.reasons = reasons;
        this.refusals = refusals;
    }

    private static final String ANOTHER_ROLE = "arn:aws:iam::111122223333:role/monitoring-integration";

    /** Nobody gives credentials another key, and a key cannot be gone from where the project is not yet. */
    boolean can(Migration migration) {
        return this != OTHER_KEY_CONFIGURED || migration == Migration.ROTATE;
    }

    void meddle(Migration migration, Sandbox sandbox, OtherHands others) {
        String project = sandbox.projectId(migration.project);
        var role = sandbox.aws().roles().stream()
                .filter(r -> r.arn().endsWith("/" + roleOf(migration)))
                .map(AwsCloud.RoleView::arn)
                .findFirst();
        switch (this) {
            case RECORD_REMOVED ->
                others.records(project).forEach(r -> others.quietly(() -> others.removeRecord(project, r)));
            case RECORD_TIED_TO_ANOTHER_ROLE ->
                others.records(project).forEach(r -> {
                    sandbox.aws()
                            .setTrustPolicy(
                                    ANOTHER_ROLE,
                                    AtlasPolicies.trust(r.atlasAccountArn(), r.externalId())
                                            .raw(),
                                    false);
                    others.tie(project, r, ANOTHER_ROLE);
                });
            case TRUST_POLICY_EDITED ->
                role.ifPresent(r -> sandbox.aws()
                        .setTrustPolicy(
                                r,
                                AtlasPolicies.trust(
                                                sandbox.aws().atlasAccountArn(), "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e")
                                        .raw(),
                                false));
            case ROLE_POLICY_EMPTIED ->
                role.ifPresent(r -> List.of("atlas-encryption-at-rest", "AtlasEncryptionAtRest-" + project)
                        .forEach(name -> sandbox.aws().setRolePolicy(r, name, null, false)));
            case KEY_DISABLED -> sandbox.keyState(migration.key.toString(), "Disabled");
            case KEY_PENDING_DELETION -> sandbox.keyState(migration.key.toString(), "PendingDeletion");
            case KEY_POLICY_DENIES ->
                sandbox.aws()
                        .setKeyPolicy(
                                migration.key.toString(),
                                AtlasPolicies.defaultKeyPolicy("aws", migration.key.account())
                                        .raw()
                                        .replaceFirst(
                                                "\\[",
                                                "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":"
                                                    + "{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/"
                                                        + roleOf(migration) + "\"}}},"));
            case OTHER_KEY_CONFIGURED ->
                others.configure(
                        project,
                        others.records(project).getFirst().roleId(),
                        KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90"));
            case CONFIGURATION_DISABLED -> {
                others.decryptAll(project);
                sandbox.advance(Duration.ofHours(1));
                others.disable(project);
            }
        }
    }

    private static String roleOf(Migration migration) {
        return switch (migration) {
            case SWITCH -> Migration.ROLE_NAME;
            case ROTATE -> "atlas-payments";
            case REGION -> "atlas-global";
        };
    }
}
