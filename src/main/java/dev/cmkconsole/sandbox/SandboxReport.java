package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes how to reach and sign in to a running sandbox, as one JSON object and as shell lines. The credentials work
 * only in the sandbox.
 */
public final class SandboxReport {
    private final Sandbox sandbox;

    SandboxReport(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public ObjectNode json() {
        var key = sandbox.apiKey();
        var account = sandbox.serviceAccount();
        var operator = sandbox.awsOperator();
        // Members are in reading order, not in alphabetical order.
        var json = JsonNodeFactory.instance.objectNode();
        json.put("ready", true).put("atlas", sandbox.atlasUri().toString());
        sandbox.atlasHttpsUri().ifPresent(u -> json.put("atlasHttps", u.toString()));
        sandbox.certificate()
                .ifPresent(c -> json.put("certificate", c.toAbsolutePath().toString()));
        json.put("aws", sandbox.awsUri().toString())
                .put("publicKey", key.user())
                .put("privateKey", key.secret())
                .put("clientId", account.user())
                .put("clientSecret", account.secret())
                .put("awsAccessKeyId", operator.accessKeyId())
                .put("awsSecretAccessKey", operator.secretAccessKey())
                .put("region", operator.region())
                .put("orgId", sandbox.orgId());
        var projects = json.putArray("projects");
        sandbox.atlas()
                .projects()
                .forEach(p -> projects.addObject().put("id", p.id()).put("name", p.name()));
        var keys = json.putArray("keys");
        sandbox.aws()
                .keys()
                .forEach(k -> keys.addObject()
                        .put("arn", k.arn())
                        .put("alias", k.aliases().stream().findFirst().orElse(null)));
        return json;
    }

    /**
     * {@code export} lines, with a comment before each group, for the Atlas CLI, both Terraform providers and the
     * AWS CLI and SDKs.
     */
    public List<String> exports() {
        var key = sandbox.apiKey();
        var operator = sandbox.awsOperator();
        var lines = new ArrayList<String>();
        lines.add("# Atlas CLI");
        lines.add(export("MONGODB_ATLAS_OPS_MANAGER_URL", sandbox.atlasUri() + "/"));
        lines.add(export("MONGODB_ATLAS_PUBLIC_API_KEY", key.user()));
        lines.add(export("MONGODB_ATLAS_PRIVATE_API_KEY", key.secret()));
        lines.add(export("MONGODB_ATLAS_ORG_ID", sandbox.orgId()));
        sandbox.atlas().projects().stream()
                .findFirst()
                .ifPresent(p -> lines.add(export("MONGODB_ATLAS_PROJECT_ID", p.id())));
        lines.add(export("MONGODB_ATLAS_SKIP_UPDATE_CHECK", "yes"));
        lines.add(export("MONGODB_ATLAS_TELEMETRY_ENABLED", "false"));
        lines.add("# Terraform, mongodb/mongodbatlas (takes the two keys above as well)");
        lines.add(export("MONGODB_ATLAS_BASE_URL", sandbox.atlasUri() + "/"));
        lines.add("# Terraform, hashicorp/aws, and the AWS CLI and SDKs");
        for (var service : List.of("", "_KMS", "_STS", "_IAM")) {
            lines.add(export("AWS_ENDPOINT_URL" + service, sandbox.awsUri().toString()));
        }
        lines.add(export("AWS_ACCESS_KEY_ID", operator.accessKeyId()));
        lines.add(export("AWS_SECRET_ACCESS_KEY", operator.secretAccessKey()));
        lines.add(export("AWS_REGION", operator.region()));
        lines.add(export("AWS_DEFAULT_REGION", operator.region()));
        sandbox.certificate().ifPresent(c -> {
            lines.add("# MongoDB's MCP server wants HTTPS: "
                    + sandbox.atlasHttpsUri().orElseThrow());
            lines.add(export("NODE_EXTRA_CA_CERTS", c.toAbsolutePath().toString()));
        });
        return lines;
    }

    private static String export(String name, String value) {
        return "export " + name + "='" + value + "'";
    }
}
