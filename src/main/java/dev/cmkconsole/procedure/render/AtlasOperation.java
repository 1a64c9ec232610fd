package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How the contract of the Atlas Admin API names what a request calls: the command line tools use the same names. */
enum AtlasOperation {
    CREATE_ACCESS_ROLE("createCloudProviderAccess", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess"),
    AUTHORIZE_ACCESS_ROLE(
            "authorizeProviderAccessRole", "cloudProviderAccess", "groups/{groupId}/cloudProviderAccess/{roleId}"),
    UPDATE_ENCRYPTION(
            "updateEncryptionAtRest",
            "encryptionAtRestUsingCustomerKeyManagement",
            "groups/{groupId}/encryptionAtRest"),
    CREATE_CLUSTER("createCluster", "clusters", "groups/{groupId}/clusters"),
    UPDATE_CLUSTER("updateCluster", "clusters", "groups/{groupId}/clusters/{clusterName}"),
    CREATE_ALERT("createAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs"),
    UPDATE_ALERT("updateAlertConfig", "alertConfigurations", "groups/{groupId}/alertConfigs/{alertConfigId}");

    private static final String BASE = "/api/atlas/v2/";

    private final String id;
    private final String tag;
    private final String path;

    AtlasOperation(String id, String tag, String path) {
        this.id = id;
        this.tag = tag;
        this.path = path;
    }

    static AtlasOperation of(AtlasRequest request) {
        return Stream.of(values())
                .filter(o -> o.id.equals(request.operation()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(request.operation()));
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
