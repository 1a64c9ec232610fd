package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes role records and the configuration of encryption at rest, for the provider mongodb/mongodbatlas. */
final class AtlasResources {
    private static final String SETUP = "mongodbatlas_cloud_provider_access_setup";
    private static final String AUTHORIZATION = "mongodbatlas_cloud_provider_access_authorization";
    private static final String ENCRYPTION = "mongodbatlas_encryption_at_rest";
    private static final String ENDPOINT = "mongodbatlas_encryption_at_rest_private_endpoint";

    /** An endpoint to recreate is superseded: another one of its region is being created. */
    private static final Set<String> UNUSED_ENDPOINTS = Set.of("DELETING", "FAILED", "PENDING_RECREATION");

    private final Drawing drawing;
    private final AwsResources aws;

    AtlasResources(Drawing drawing, AwsResources aws) {
        this.drawing = drawing;
        this.aws = aws;
    }

    private Map<String, Held<ObjectNode>> records() {
        return drawing.state().all(ProjectPart.ACCESS_ROLES);
    }

    /** The record of the configured role comes first: the values that several records share are then its own. */
    void announce() {
        var configured = kms().path("roleId").asText("");
        records().entrySet().stream()
                .sorted(java.util.Comparator.comparing(e -> !e.getKey().equals(configured)))
                .forEach(e -> {
                    var record = e.getValue().value();
                    var address = SETUP + "." + label(SETUP, record);
                    var config = address + ".aws_config[0]";
                    var references = drawing.references();
                    references.add(e.getKey(), address + ".role_id", References.RECORD);
                    references.add(
                            record.path("atlasAssumedRoleExternalId").asText(),
                            config + ".atlas_assumed_role_external_id",
                            References.RECORD);
                    references.add(
                            record.path("atlasAWSAccountArn").asText(),
                            config + ".atlas_aws_account_arn",
                            References.RECORD);
                });
    }

    /** Named after the IAM role that the record is for, which stays the same when the record gets its id. */
    private String label(String type, ObjectNode record) {
        var arn = record.path("iamAssumedRoleArn").asText("");
        var role = RoleArn.parse(arn).map(RoleArn::name).or(() -> planned(arn));
        return drawing.labels()
                .of(
                        type,
                        role.orElseGet(() ->
                                "waiting_" + Output.shown(record.path("roleId").asText())));
    }

    /** The one role that the plan creates. */
    private Optional<String> planned(String arn) {
        return arn.equals(Output.ROLE_ARN.token())
                ? drawing.state().roles().entrySet().stream()
                        .filter(r -> r.getValue().value().settings().arn().equals(arn))
                        .map(Map.Entry::getKey)
                        .findFirst()
                : Optional.empty();
    }

    void writeRecords() {
        records().forEach((id, held) -> {
            var record = held.value();
            var setup = drawing.resource(SETUP, label(SETUP, record))
                    .set("project_id", drawing.projectId())
                    .set("provider_name", Expression.text("AWS"));
            Drawing.kept(setup);
            drawing.add(
                    setup,
                    held.exists()
                            ? Optional.of(drawing.state().reading().project().id() + "-AWS-" + id)
                            : Optional.empty(),
                    held.steps());
            if (record.hasNonNull("iamAssumedRoleArn")) {
                authorization(id, record);
            }
        });
    }

    private void authorization(String id, ObjectNode record) {
        var arn = record.path("iamAssumedRoleArn").asText();
        var block = drawing.resource(AUTHORIZATION, label(AUTHORIZATION, record));
        if (record.hasNonNull("authorizedDate")) {
            block.comment(drawing.say(Text.of("terraform.note.authorization")));
            drawing.remark(Text.of("terraform.remark.authorization", block.address()));
        }
        block.set("project_id", drawing.projectId())
                .set("role_id", Expression.reference(SETUP + "." + label(SETUP, record) + ".role_id"))
                .nest(Block.of("aws")
                        .set("iam_assumed_role_arn", drawing.references().text(arn, References.POLICY)));
        Drawing.kept(block);
        drawing.add(block, Optional.empty(), drawing.state().authorizations(id));
    }

    private JsonNode kms() {
        return drawing.state().encryption().value().path("awsKms");
    }

    private Optional<ObjectNode> configuredRecord() {
        return Optional.ofNullable(records().get(kms().path("roleId").asText("")))
                .map(Held::value);
    }

    /** The address of the configuration, if there is or will be one. */
    Optional<String> encryptionAddress() {
        return EndState.anyProvider(drawing.state().encryption().value())
                ? Optional.of(ENCRYPTION + "." + drawing.labels().project())
                : Optional.empty();
    }

    void writeEncryption() {
        var held = drawing.state().encryption();
        var document = held.value();
        if (encryptionAddress().isEmpty()) {
            return;
        }
        var block = drawing.resource(ENCRYPTION, drawing.labels().project())
                .set("project_id", drawing.projectId())
                .set(
                        "enabled_for_search_nodes",
                        Expression.of(document.path("enabledForSearchNodes").asBoolean()));
        if (kms().path("enabled").asBoolean()) {
            block.nest(awsBlock());
        }
        new OtherClouds(drawing).blocks(document).forEach(block::nest);
        if (held.exists()) {
            block.comment(drawing.say(Text.of("terraform.note.sensitive")));
            drawing.remark(Text.of("terraform.remark.sensitive", block.address()));
        } else {
            drawing.remark(Text.of("terraform.remark.alertComes"));
        }
        var key = drawing.state()
                .keyNamed(kms().path("customerMasterKeyID").asText(""))
                .map(k -> k.value().arn());
        Drawing.dependsOn(block, aws.before(roleName(), key.map(KeyArn.class::cast)));
        Drawing.kept(block);
        drawing.add(
                block,
                held.exists() ? Optional.of(drawing.state().reading().project().id()) : Optional.empty(),
                held.steps());
        writeEndpoints();
    }

    private Optional<String> roleName() {
        return configuredRecord().flatMap(record -> {
            var arn = record.path("iamAssumedRoleArn").asText("");
            return RoleArn.parse(arn).map(RoleArn::name).or(() -> planned(arn));
        });
    }

    private Block awsBlock() {
        var kms = kms();
        var block = Block.of("aws_kms_config").set("enabled", Expression.of(true));
        if (kms.hasNonNull("roleId")) {
            block.set(
                    "role_id",
                    configuredRecord()
                            .filter(r -> r.hasNonNull("iamAssumedRoleArn"))
                            .map(r -> Expression.reference(AUTHORIZATION + "." + label(AUTHORIZATION, r) + ".role_id"))
                            .orElseGet(() -> Expression.text(kms.path("roleId").asText())));
        } else if (kms.hasNonNull("accessKeyID")) {
            block.set(
                            "access_key_id",
                            drawing.variable(
                                    "access_key_id",
                                    Text.of("terraform.variable.accessKeyId"),
                                    Optional.of(kms.path("accessKeyID").asText())))
                    .set(
                            "secret_access_key",
                            drawing.variable(
                                    "secret_access_key",
                                    Text.of("terraform.variable.secretAccessKey"),
                                    Optional.empty()));
        }
        block.set(
                "customer_master_key_id",
                masterKey(kms.path("customerMasterKeyID").asText()));
        if (kms.hasNonNull("region")) {
            block.set("region", Expression.text(kms.path("region").asText()));
        }
        return block.set(
                "require_private_networking",
                Expression.of(kms.path("requirePrivateNetworking").asBoolean()));
    }

    /** A key that is no resource here is a variable, because Terraform blanks it when it imports. */
    private Expression masterKey(String key) {
        var reference = drawing.references().text(key, References.ENCRYPTION);
        return reference instanceof Expression.Raw
                ? reference
                : drawing.variable(
                        "customer_master_key_id",
                        Text.of("terraform.variable.masterKey"),
                        Optional.of(Output.shown(key)));
    }

    private void writeEndpoints() {
        drawing.state().all(ProjectPart.KMS_ENDPOINTS).forEach((id, held) -> {
            var endpoint = held.value();
            if (UNUSED_ENDPOINTS.contains(endpoint.path("status").asText(""))) {
                return;
            }
            var region = endpoint.path("regionName").asText();
            var block = drawing.resource(ENDPOINT, drawing.labels().of(ENDPOINT, region))
                    .set("project_id", Expression.reference(encryptionAddress().orElseThrow() + ".project_id"))
                    .set("cloud_provider", Expression.text("AWS"))
                    .set("region_name", Expression.text(region));
            drawing.add(
                    block,
                    held.exists()
                            ? Optional.of(drawing.state().reading().project().id() + "-AWS-" + id)
                            : Optional.empty(),
                    held.steps());
        });
    }
}
