package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** How the contract of the Atlas Admin API names what a request calls: the command line tools use the same names. */
public enum AtlasOperation {
    CREATE_ACCESS_ROLE("createCloudProviderAccess", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess"),
    AUTHORIZE_ACCESS_ROLE(
            "authorizeProviderAccessRole", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess/{roleId}"),
    DEAUTHORIZE_ACCESS_ROLE(
            "deauthorizeProviderAccessRole",
            "cloudProviderAccess",
            "groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}"),
    UPDATE_ENCRYPTION(
            "updateEncryptionAtRest",
            "encryptionAtRestUsingCustomerKeyManagement",
            "groups/{groupId}/encryptionAtRest"),
    CREATE_KMS_ENDPOINT(
            "createRestPrivateEndpoint",
            "encryptionAtRestUsingCustomerKeyManagement",
            "groups/{groupId}/encryptionAtRest/{cloudProvider}/privateEndpoints"),
    DELETE_KMS_ENDPOINT(
            "requestPrivateEndpointDeletion",
            "encryptionAtRestUsingCustomerKeyManagement",
            "groups/{groupId}/encryptionAtRest/{cloudProvider}/privateEndpoints/{endpointId}"),
    CREATE_CLUSTER("createCluster", "clusters", "groups/{groupId}/clusters"),
    UPDATE_CLUSTER("updateCluster", "clusters", "groups/{groupId}/clusters/{clusterName}"),
    DELETE_CLUSTER("deleteCluster", "clusters", "groups/{groupId}/clusters/{clusterName}"),
    CREATE_RESTORE(
            "createBackupRestoreJob", "cloudBackups", "groups/{groupId}/clusters/{clusterName}/backup/restoreJobs"),
    CREATE_ALERT("createAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs"),
    UPDATE_ALERT("updateAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs/{alertConfigId}"),
    TOGGLE_ALERT("toggleAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs/{alertConfigId}"),
    ACKNOWLEDGE_ALERT("acknowledgeAlert", "alerts", "groups/{groupId}/alerts/{alertId}"),

    CREATE_POLICY("createOrgResourcePolicy", "resourcePolicies", "orgs/{orgId}/resourcePolicies"),
    UPDATE_POLICY("updateOrgResourcePolicy", "resourcePolicies", "orgs/{orgId}/resourcePolicies/{resourcePolicyId}"),
    DELETE_POLICY("deleteOrgResourcePolicy", "resourcePolicies", "orgs/{orgId}/resourcePolicies/{resourcePolicyId}"),

    GET_PROJECT("getGroup", "projects", "groups/{groupId}"),
    LIST_USERS("listGroupUsers", "mongoDbCloudUsers", "groups/{groupId}/users"),
    LIST_ACCESS_ROLES("listCloudProviderAccess", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess"),
    GET_ACCESS_ROLE("getCloudProviderAccess", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess/{roleId}"),
    GET_ENCRYPTION(
            "getEncryptionAtRest", "encryptionAtRestUsingCustomerKeyManagement", "groups/{groupId}/encryptionAtRest"),
    LIST_CLUSTERS("listClusters", "clusters", "groups/{groupId}/clusters"),
    GET_CLUSTER("getCluster", "clusters", "groups/{groupId}/clusters/{clusterName}"),
    LIST_RESTORES(
            "listBackupRestoreJobs", "cloudBackups", "groups/{groupId}/clusters/{clusterName}/backup/restoreJobs"),
    LIST_KMS_ENDPOINTS(
            "listRestPrivateEndpoints",
            "encryptionAtRestUsingCustomerKeyManagement",
            "groups/{groupId}/encryptionAtRest/{cloudProvider}/privateEndpoints"),
    GET_SEARCH_DEPLOYMENT(
            "getClusterSearchDeployment", "atlasSearch", "groups/{groupId}/clusters/{clusterName}/search/deployment"),
    GET_POLICY("getOrgResourcePolicy", "resourcePolicies", "orgs/{orgId}/resourcePolicies/{resourcePolicyId}"),
    LIST_ALERTS("listAlertConfigs", "alertConfigurations", "groups/{groupId}/alertConfigs"),
    GET_ALERT("getAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs/{alertConfigId}"),
    GET_OPEN_ALERT("getAlert", "alerts", "groups/{groupId}/alerts/{alertId}");

    private static final String BASE = "/api/atlas/v2/";

    private final String id;
    private final String tag;
    private final String path;

    AtlasOperation(String id, String tag, String path) {
        this.id = id;
        this.tag = tag;
        this.path = path;
    }

    public static AtlasOperation of(AtlasRequest request) {
        return Stream.of(values())
                .filter(o -> o.id.equals(request.operation()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(request.operation()));
    }

    /** A reading of what is at this operation's path, with the values of its parameters. */
    public AtlasRequest reading(String... parameters) {
        var filled = new StringJoiner("/", BASE, "");
        int next = 0;
        for (var part : path.split("/")) {
            filled.add(
                    part.startsWith("{")
                            ? URLEncoder.encode(parameters[next++], StandardCharsets.UTF_8)
                                    .replace("+", "%20")
                            : part);
        }
        return at(filled.toString());
    }

    /** A reading of what a request changes; empty where the contract has none at the same path. */
    public static Optional<AtlasRequest> readingOf(AtlasRequest request) {
        String path = of(request).path;
        return Stream.of(values())
                .filter(o -> o.id.startsWith("get") && o.path.equals(path))
                .findFirst()
                .map(o -> o.at(request.path()));
    }

    private AtlasRequest at(String called) {
        return new AtlasRequest(id, "GET", called, version(), Optional.empty());
    }

    private String version() {
        return switch (tag) {
            case "clusters" -> "2024-08-05";
            case "atlasSearch" -> "2025-03-12";
            case "resourcePolicies" -> "2024-08-05";
            default -> "2023-01-01";
        };
    }

    String id() {
        return id;
    }

    /** The operation's tag in the contract, in camel case. */
    String tag() {
        return tag;
    }

    /** The values of the path's parameters, decoded, by their names. */
    Map<String, String> parameters(String called) {
        var names = (BASE + path).split("/");
        var values = called.split("/");
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                parameters.put(
                        names[i].substring(1, names[i].length() - 1),
                        URLDecoder.decode(values[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
