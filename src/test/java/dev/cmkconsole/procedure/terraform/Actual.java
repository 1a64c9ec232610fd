package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Patience;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** What is really in a sandbox, asked with clients that the program does not use. */
final class Actual implements AutoCloseable {
    private final Sandbox sandbox;
    private final AtlasTestClient atlas;
    private final IamClient iam;
    private final Map<String, KmsClient> kms = new HashMap<>();

    Actual(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.atlas = new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
        this.iam = client(IamClient.builder(), "aws-global");
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        var operator = sandbox.awsOperator();
        return builder.httpClientBuilder(Patience.sdk())
                .endpointOverride(sandbox.awsUri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey())))
                .build();
    }

    /** For tests that change something first. */
    IamClient iam() {
        return iam;
    }

    AtlasTestClient atlas() {
        return atlas;
    }

    KmsClient kms(String region) {
        return kms.computeIfAbsent(region, r -> client(KmsClient.builder(), r));
    }

    JsonNode get(String path) {
        return atlas.get(path).json();
    }

    List<JsonNode> list(String path) {
        var all = new ArrayList<JsonNode>();
        get(path).path("results").forEach(all::add);
        return all;
    }

    Optional<JsonNode> searchNodes(String project, String cluster) {
        return Optional.of(get("/groups/" + project + "/clusters/" + cluster + "/search/deployment"))
                .filter(n -> n.hasNonNull("specs"));
    }

    Optional<Role> role(String name) {
        try {
            return Optional.of(iam.getRole(r -> r.roleName(name)).role());
        } catch (AwsServiceException e) {
            return Optional.empty();
        }
    }

    Map<String, String> inline(String role) {
        var documents = new TreeMap<String, String>();
        iam.listRolePolicies(r -> r.roleName(role))
                .policyNames()
                .forEach(name -> documents.put(
                        name,
                        decoded(iam.getRolePolicy(r -> r.roleName(role).policyName(name))
                                .policyDocument())));
        return documents;
    }

    List<String> attached(String role) {
        return iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
                .map(p -> p.policyArn())
                .sorted()
                .toList();
    }

    static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    Optional<KeyMetadata> key(String region, String id) {
        try {
            return Optional.of(kms(region).describeKey(r -> r.keyId(id)).keyMetadata());
        } catch (AwsServiceException e) {
            return Optional.empty();
        }
    }

    String keyPolicy(String region, String id) {
        return kms(region).getKeyPolicy(r -> r.keyId(id).policyName("default")).policy();
    }

    /** Days; 0 where rotation is off. */
    int rotationDays(String region, String id) {
        try {
            var status = kms(region).getKeyRotationStatus(r -> r.keyId(id));
            return status.keyRotationEnabled() ? status.rotationPeriodInDays() : 0;
        } catch (UnsupportedOperationException asymmetric) {
            return 0;
        }
    }

    Map<String, String> keyTags(String region, String id) {
        return kms(region).listResourceTags(r -> r.keyId(id)).tags().stream()
                .collect(Collectors.toMap(t -> t.tagKey(), t -> t.tagValue()));
    }

    List<String> aliases(String region, String id) {
        return kms(region).listAliases(r -> r.keyId(id)).aliases().stream()
                .map(a -> a.aliasName())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        iam.close();
        kms.values().forEach(KmsClient::close);
    }
}
