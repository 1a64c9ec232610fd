package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The three policy documents that let an Atlas project use a customer-managed key, as MongoDB's documentation defines
 * them.
 */
public final class AtlasPolicies {

    /** The actions that Atlas needs. It needs no grants and no EC2 permissions, not even with private endpoints. */
    public static final List<String> KEY_ACTIONS = List.of("kms:DescribeKey", "kms:Encrypt", "kms:Decrypt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private AtlasPolicies() {}

    /**
     * The role's permissions policy.
     *
     * @param keyArns every key that the project or one of its snapshots still uses, as key ARNs; alias ARNs authorize
     *     nothing
     */
    public static PolicyDocument access(List<String> keyArns) {
        return document(accessStatement(keyArns));
    }

    /** The single statement of {@link #access}, for adding to a policy that holds more. */
    public static ObjectNode accessStatement(List<String> keyArns) {
        var statement = statement("AtlasEncryptionAtRest");
        statement.set("Action", strings(KEY_ACTIONS));
        statement.set("Resource", strings(keyArns));
        return statement;
    }

    /**
     * The role's trust policy for Atlas.
     *
     * @param atlasAwsAccountArn as the Atlas API returns it for this project
     * @param atlasAssumedRoleExternalId as the Atlas API returns it; without it any Atlas customer could have Atlas
     *     assume this role
     */
    public static PolicyDocument trust(String atlasAwsAccountArn, String atlasAssumedRoleExternalId) {
        return document(trustStatement(atlasAwsAccountArn, atlasAssumedRoleExternalId));
    }

    /** The single statement of {@link #trust}, for adding to an existing trust policy. */
    public static ObjectNode trustStatement(String atlasAwsAccountArn, String atlasAssumedRoleExternalId) {
        var statement = statement("AtlasAssumeRole");
        statement.putObject("Principal").put("AWS", atlasAwsAccountArn);
        statement.put("Action", "sts:AssumeRole");
        statement.putObject("Condition").putObject("StringEquals").put("sts:ExternalId", atlasAssumedRoleExternalId);
        return statement;
    }

    /** For a key policy that does not delegate to the account's IAM policies, or for a role of another account. */
    public static ObjectNode keyStatement(String roleArn) {
        var statement = statement("AllowMongoDBAtlasRole");
        statement.putObject("Principal").put("AWS", roleArn);
        statement.set("Action", strings(KEY_ACTIONS));
        statement.put("Resource", "*");
        return statement;
    }

    /** The key policy that KMS sets by default. It delegates everything to the account's IAM policies. */
    public static PolicyDocument defaultKeyPolicy(String partition, String accountId) {
        var statement = statement("Enable IAM User Permissions");
        statement.putObject("Principal").put("AWS", "arn:" + partition + ":iam::" + accountId + ":root");
        statement.put("Action", "kms:*");
        statement.put("Resource", "*");
        var document = JsonNodeFactory.instance.objectNode();
        document.put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        document.put("Id", "key-default-1");
        document.putArray("Statement").add(statement);
        return PolicyDocument.parse(pretty(document));
    }

    private static ObjectNode statement(String sid) {
        var statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        return statement;
    }

    private static PolicyDocument document(ObjectNode statement) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        document.putArray("Statement").add(statement);
        return PolicyDocument.parse(pretty(document));
    }

    private static ArrayNode strings(List<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** Two spaces of indent and one value per line, as in the AWS console. */
    public static String pretty(ObjectNode policy) {
        try {
            var indenter = new DefaultIndenter("  ", "\n");
            return JSON.writer(new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter))
                    .writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
