package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** A user who types the console's printed commands: curl for Atlas, the AWS CLI for AWS. */
final class ByHand {
    private final Sandbox sandbox;
    private final Map<String, String> environment;

    ByHand(Sandbox sandbox) {
        this.sandbox = sandbox;
        // With a trailing slash, as Terraform users have it.
        this.environment = Map.of(
                "MONGODB_ATLAS_BASE_URL",
                sandbox.atlasUri() + "/",
                "MONGODB_ATLAS_PUBLIC_API_KEY",
                sandbox.apiKey().user(),
                "MONGODB_ATLAS_PRIVATE_API_KEY",
                sandbox.apiKey().secret());
    }

    /** The request that curl would send. An unknown option is an error of this class. */
    void curl(String printed) {
        var words = Shell.words(printed, environment);
        assertThat(words).startsWith("curl", "--fail-with-body", "--digest");
        var headers = new HashMap<String, String>();
        String method = "GET";
        String user = "";
        String body = null;
        String url = "";
        for (int i = 3; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--user" -> user = words.get(++i);
                case "--request" -> method = words.get(++i);
                case "--data" -> body = words.get(++i);
                case "--header" -> {
                    var header = words.get(++i).split(": ", 2);
                    headers.put(header[0], header[1]);
                }
                default -> {
                    assertThat(words.get(i)).startsWith("http://127.0.0.1");
                    url = words.get(i);
                }
            }
        }
        var whole = URI.create(url);
        var credentials = user.split(":", 2);
        var reply = new AtlasTestClient(sandbox.atlasUri(), credentials[0], credentials[1])
                .call(method, whole.getRawPath(), body, headers);
        assertThat(reply.status()).as("%s%n%s", printed, reply.text()).isBetween(200, 299);
    }

    /** The request that the AWS CLI would send. */
    void aws(String printed) {
        var words = Shell.words(printed, Map.of());
        assertThat(words.getFirst()).isEqualTo("aws");
        var options = options(words.subList(3, words.size()));
        String region = options.containsKey("region") ? options.remove("region").getFirst() : "aws-global";
        try (var iam = client(IamClient.builder(), "aws-global");
                var kms = client(KmsClient.builder(), region)) {
            var o = new TreeMap<String, String>();
            options.forEach((name, values) -> o.put(name, String.join(" ", values)));
            switch (words.get(1) + " " + words.get(2)) {
                case "iam create-role" ->
                    iam.createRole(r -> r.roleName(take(o, "role-name"))
                            .description(take(o, "description"))
                            .assumeRolePolicyDocument(take(o, "assume-role-policy-document"))
                            .tags(tags(options.get("tags"), "").entrySet().stream()
                                    .map(t -> software.amazon.awssdk.services.iam.model.Tag.builder()
                                            .key(t.getKey())
                                            .value(t.getValue())
                                            .build())
                                    .toList()));
                case "iam update-assume-role-policy" ->
                    iam.updateAssumeRolePolicy(
                            r -> r.roleName(take(o, "role-name")).policyDocument(take(o, "policy-document")));
                case "iam put-role-policy" ->
                    iam.putRolePolicy(r -> r.roleName(take(o, "role-name"))
                            .policyName(take(o, "policy-name"))
                            .policyDocument(take(o, "policy-document")));
                case "kms put-key-policy" ->
                    kms.putKeyPolicy(r -> r.keyId(take(o, "key-id"))
                            .policyName(take(o, "policy-name"))
                            .policy(take(o, "policy")));
                case "kms create-key" ->
                    kms.createKey(r -> r.keyUsage(take(o, "key-usage"))
                            .keySpec(take(o, "key-spec"))
                            .description(take(o, "description"))
                            .multiRegion(o.remove("multi-region") != null)
                            .tags(tags(options.get("tags"), "Tag").entrySet().stream()
                                    .map(t -> software.amazon.awssdk.services.kms.model.Tag.builder()
                                            .tagKey(t.getKey())
                                            .tagValue(t.getValue())
                                            .build())
                                    .toList()));
                case "kms create-alias" ->
                    kms.createAlias(r -> r.aliasName(take(o, "alias-name")).targetKeyId(take(o, "target-key-id")));
                case "kms enable-key-rotation" ->
                    kms.enableKeyRotation(r -> r.keyId(take(o, "key-id"))
                            .rotationPeriodInDays(Integer.valueOf(take(o, "rotation-period-in-days"))));
                default -> throw new IllegalArgumentException(printed);
            }
            o.remove("tags");
            assertThat(o).as("said and not sent: %s", printed).isEmpty();
        }
    }

    private static String take(Map<String, String> options, String name) {
        var value = options.remove(name);
        assertThat(value).as(name).isNotNull();
        return value;
    }

    private static Map<String, List<String>> options(List<String> words) {
        var options = new TreeMap<String, List<String>>();
        String name = "";
        for (var word : words) {
            if (word.startsWith("--")) {
                name = word.substring(2);
                options.put(name, new java.util.ArrayList<>());
            } else {
                options.get(name).add(word);
            }
        }
        return options;
    }

    /** In the AWS CLI's shorthand. */
    private static Map<String, String> tags(List<String> some, String prefix) {
        var tags = new TreeMap<String, String>();
        for (var one : some) {
            int comma = one.indexOf("," + prefix + "Value=");
            tags.put(
                    one.substring((prefix + "Key=").length(), comma),
                    one.substring(comma + 1 + (prefix + "Value=").length()));
        }
        return tags;
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        var operator = sandbox.awsOperator();
        return builder.endpointOverride(sandbox.awsUri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey())))
                .build();
    }
}
