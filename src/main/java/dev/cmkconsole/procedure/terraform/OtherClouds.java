package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the keys of other clouds that a project has: what the configuration left out, Terraform would turn off. */
final class OtherClouds {
    /** Members of the contract and arguments of the provider; a variable is one that Terraform blanks. */
    private record Member(String name, String argument, boolean blanked) {}

    private static final List<Member> AZURE = List.of(
            new Member("azureEnvironment", "azure_environment", false),
            new Member("keyVaultName", "key_vault_name", false),
            new Member("resourceGroupName", "resource_group_name", false),
            new Member("roleId", "role_id", false),
            new Member("clientID", "client_id", true),
            new Member("keyIdentifier", "key_identifier", true),
            new Member("subscriptionID", "subscription_id", true),
            new Member("tenantID", "tenant_id", true));
    private static final List<Member> GOOGLE = List.of(
            new Member("roleId", "role_id", false),
            new Member("keyVersionResourceID", "key_version_resource_id", true));

    private final Drawing drawing;

    OtherClouds(Drawing drawing) {
        this.drawing = drawing;
    }

    List<Block> blocks(JsonNode encryption) {
        var blocks = new ArrayList<Block>();
        var azure = encryption.path("azureKeyVault");
        if (azure.path("enabled").asBoolean()) {
            var block = block("azure_key_vault_config", azure, AZURE, Map.entry("secret", "secret"));
            blocks.add(block.set(
                    "require_private_networking",
                    Expression.of(azure.path("requirePrivateNetworking").asBoolean())));
        }
        var google = encryption.path("googleCloudKms");
        if (google.path("enabled").asBoolean()) {
            blocks.add(block(
                    "google_cloud_kms_config",
                    google,
                    GOOGLE,
                    Map.entry("service_account_key", "service_account_key")));
        }
        return blocks;
    }

    /** @param secret argument and variable of what Atlas never returns; a role needs none */
    private Block block(String name, JsonNode document, List<Member> members, Map.Entry<String, String> secret) {
        var block = Block.of(name).set("enabled", Expression.of(true));
        for (var member : members) {
            var value = document.path(member.name());
            if (!value.isTextual()) {
                continue;
            }
            block.set(
                    member.argument(),
                    member.blanked()
                            ? drawing.variable(
                                    name + "_" + member.argument(),
                                    Text.of("terraform.variable.blanked"),
                                    Optional.of(value.asText()))
                            : Expression.text(value.asText()));
        }
        if (!document.hasNonNull("roleId")) {
            block.set(
                    secret.getKey(),
                    drawing.variable(
                            name + "_" + secret.getValue(), Text.of("terraform.variable.secret"), Optional.empty()));
        }
        return block;
    }
}
