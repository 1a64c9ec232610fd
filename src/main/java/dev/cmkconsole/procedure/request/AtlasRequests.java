package dev.cmkconsole.procedure.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.AwsRegion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Builds the changing requests of the Atlas Admin API, each with the API version that it is written for. */
public final class AtlasRequests {
    private static final String BASE = "/api/atlas/v2/groups/";
    private static final String EAR_VERSION = "2023-01-01";
    private static final String CLUSTER_VERSION = "2024-10-23";

    private AtlasRequests() {}

    public static AtlasRequest createAccessRole(String projectId) {
        var body = object();
        body.put("providerName", "AWS");
        return new AtlasRequest(
                "createCloudProviderAccess",
                "POST",
                BASE + projectId + "/cloudProviderAccess",
                EAR_VERSION,
                text(body));
    }

    public static AtlasRequest authorizeRole(String projectId, String roleId, String roleArn) {
        var body = object();
        body.put("providerName", "AWS");
        body.put("iamAssumedRoleArn", roleArn);
        return new AtlasRequest(
                "authorizeProviderAccessRole",
                "PATCH",
                BASE + projectId + "/cloudProviderAccess/" + roleId,
                EAR_VERSION,
                text(body));
    }

    /** Deletes Atlas' record of a role, authorized or not. The IAM role stays as it is. */
    public static AtlasRequest deauthorizeRole(String projectId, String roleId) {
        return new AtlasRequest(
                "deauthorizeProviderAccessRole",
                "DELETE",
                BASE + projectId + "/cloudProviderAccess/AWS/" + segment(roleId),
                EAR_VERSION,
                Optional.empty());
    }

    /** What a role record is now, as a part of what Atlas answers. */
    public static String accessRole(AccessRole record) {
        var body = object();
        body.put("providerName", "AWS");
        body.put("roleId", record.roleId());
        body.put("atlasAWSAccountArn", record.atlasAccountArn());
        body.put("atlasAssumedRoleExternalId", record.externalId());
        record.iamRoleArn().ifPresent(arn -> body.put("iamAssumedRoleArn", arn));
        return body.toString();
    }

    /**
     * Sends the whole AWS block, because it is not documented what Atlas keeps of members that are left out. A key
     * that Atlas does not have yet is sent as its ARN.
     */
    public static AtlasRequest saveEncryption(
            String projectId, String roleId, String key, AwsRegion region, boolean privateNetworking) {
        var aws = object();
        aws.put("enabled", true);
        aws.put("roleId", roleId);
        aws.put("customerMasterKeyID", key);
        aws.put("region", region.atlasName());
        aws.put("requirePrivateNetworking", privateNetworking);
        var body = object();
        body.set("awsKms", aws);
        return updateEncryption(projectId, body);
    }

    /** Turns the project's key in AWS KMS off. Atlas then forgets the role, the key and the region. */
    public static AtlasRequest turnOffEncryption(String projectId) {
        var aws = object();
        aws.put("enabled", false);
        var body = object();
        body.set("awsKms", aws);
        return updateEncryption(projectId, body);
    }

    /** Turns encryption of search nodes with the project's key on or off, and leaves everything else as it is. */
    public static AtlasRequest setSearchNodes(String projectId, boolean on) {
        var body = object();
        body.put("enabledForSearchNodes", on);
        return updateEncryption(projectId, body);
    }

    private static AtlasRequest updateEncryption(String projectId, ObjectNode body) {
        return new AtlasRequest(
                "updateEncryptionAtRest", "PATCH", BASE + projectId + "/encryptionAtRest", EAR_VERSION, text(body));
    }

    /** What a project's encryption is now, as a part of what Atlas answers. */
    public static String encryption(AwsKms present) {
        var aws = object();
        aws.put("enabled", present.enabled());
        if (present.enabled()) {
            present.customerMasterKeyId().ifPresent(key -> aws.put("customerMasterKeyID", key));
            present.region().ifPresent(region -> aws.put("region", region.atlasName()));
            present.roleId().ifPresent(role -> aws.put("roleId", role));
        }
        var body = object();
        body.set("awsKms", aws);
        return body.toString();
    }

    /** What a cluster's encryption is now, as a part of what Atlas answers. */
    public static String clusterEncryption(EncryptionProvider provider) {
        return object().put("encryptionAtRestProvider", provider.name()).toString();
    }

    /** Whether a project's search nodes are encrypted with its key, as a part of what Atlas answers. */
    public static String searchNodes(boolean on) {
        return object().put("enabledForSearchNodes", on).toString();
    }

    /** @param region where nodes of clusters stand; one request makes one endpoint */
    public static AtlasRequest createKmsEndpoint(String projectId, AwsRegion region) {
        return new AtlasRequest(
                "createRestPrivateEndpoint",
                "POST",
                BASE + projectId + "/encryptionAtRest/AWS/privateEndpoints",
                EAR_VERSION,
                text(object().put("regionName", region.atlasName())));
    }

    public static AtlasRequest deleteKmsEndpoint(String projectId, String endpointId) {
        return new AtlasRequest(
                "requestPrivateEndpointDeletion",
                "DELETE",
                BASE + projectId + "/encryptionAtRest/AWS/privateEndpoints/" + segment(endpointId),
                EAR_VERSION,
                Optional.empty());
    }

    public static AtlasRequest setClusterEncryption(String projectId, String cluster, EncryptionProvider provider) {
        var body = object();
        body.put("encryptionAtRestProvider", provider.name());
        return new AtlasRequest(
                "updateCluster",
                "PATCH",
                BASE + projectId + "/clusters/" + segment(cluster),
                CLUSTER_VERSION,
                text(body));
    }

    public static AtlasRequest createCluster(String projectId, NewCluster wanted) {
        var size = object();
        size.put("instanceSize", wanted.instanceSize());
        size.put("nodeCount", 3);
        var region = object();
        region.put("providerName", wanted.cloud());
        region.put("regionName", wanted.region());
        region.put("priority", 7);
        region.set("electableSpecs", size);
        var spec = object();
        spec.putArray("regionConfigs").add(region);
        var body = object();
        body.put("name", wanted.name());
        body.put("clusterType", "REPLICASET");
        body.put("backupEnabled", wanted.backup());
        body.put("encryptionAtRestProvider", EncryptionProvider.AWS.name());
        body.putArray("replicationSpecs").add(spec);
        return new AtlasRequest("createCluster", "POST", BASE + projectId + "/clusters", CLUSTER_VERSION, text(body));
    }

    /** Encodes a path segment, so that no name can reach another resource or leave the quotes of a command. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Optional<String> text(ObjectNode body) {
        return Optional.of(body.toString());
    }
}
