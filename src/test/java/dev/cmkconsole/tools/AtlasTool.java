package dev.cmkconsole.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.tools.ToolCall.Exit;
import dev.cmkconsole.tools.ToolCall.Usage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code atlas api} as far as the texts need it, with what the Atlas CLI refuses: unknown commands, flags and versions,
 * missing parameters, a body by file and by standard input together, no body at all.
 */
final class AtlasTool {
    /** From the contract: tag and operation in camel case, method, path, versions, and whether there is a body. */
    record Operation(String method, String path, Set<String> versions, boolean body) {}

    /** What the contract's extract beside the checkout leaves out; the pages of the Atlas CLI on these commands state them. */
    static final Set<String> OUTSIDE_THE_EXTRACT = Set.of("alerts getAlert", "alerts acknowledgeAlert");

    static final Map<String, Operation> OPERATIONS = operations();
    private static final String BASE = "/api/atlas/v2";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtlasTestClient atlas;

    AtlasTool(AtlasTestClient atlas) {
        this.atlas = atlas;
    }

    private static Map<String, Operation> operations() {
        var all = new HashMap<String, Operation>();
        var old = Set.of("2023-01-01");
        String group = "/groups/{groupId}";
        String roles = group + "/cloudProviderAccess";
        all.put("projects getGroup", new Operation("GET", group, old, false));
        all.put(
                "mongoDbCloudUsers listGroupUsers",
                new Operation("GET", group + "/users", Set.of("2023-01-01", "2025-02-19"), false));
        all.put("cloudProviderAccess listCloudProviderAccess", new Operation("GET", roles, old, false));
        all.put("cloudProviderAccess createCloudProviderAccess", new Operation("POST", roles, old, true));
        all.put("cloudProviderAccess getCloudProviderAccess", new Operation("GET", roles + "/{roleId}", old, false));
        all.put(
                "cloudProviderAccess authorizeProviderAccessRole",
                new Operation("PATCH", roles + "/{roleId}", old, true));
        all.put(
                "cloudProviderAccess deauthorizeProviderAccessRole",
                new Operation("DELETE", roles + "/{cloudProvider}/{roleId}", old, false));
        String rest = "encryptionAtRestUsingCustomerKeyManagement ";
        all.put(rest + "getEncryptionAtRest", new Operation("GET", group + "/encryptionAtRest", old, false));
        all.put(rest + "updateEncryptionAtRest", new Operation("PATCH", group + "/encryptionAtRest", old, true));
        String endpoints = group + "/encryptionAtRest/{cloudProvider}/privateEndpoints";
        all.put(rest + "listRestPrivateEndpoints", new Operation("GET", endpoints, old, false));
        all.put(rest + "createRestPrivateEndpoint", new Operation("POST", endpoints, old, true));
        all.put(
                rest + "requestPrivateEndpointDeletion",
                new Operation("DELETE", endpoints + "/{endpointId}", old, false));
        all.put(
                "atlasSearch getClusterSearchDeployment",
                new Operation(
                        "GET",
                        group + "/clusters/{clusterName}/search/deployment",
                        Set.of("2023-01-01", "2024-05-30", "2025-03-12"),
                        false));
        String policies = "/orgs/{orgId}/resourcePolicies";
        var policy = Set.of("2024-08-05");
        all.put("resourcePolicies listOrgResourcePolicies", new Operation("GET", policies, policy, false));
        all.put("resourcePolicies createOrgResourcePolicy", new Operation("POST", policies, policy, true));
        all.put(
                "resourcePolicies getOrgResourcePolicy",
                new Operation("GET", policies + "/{resourcePolicyId}", policy, false));
        all.put(
                "resourcePolicies updateOrgResourcePolicy",
                new Operation("PATCH", policies + "/{resourcePolicyId}", policy, true));
        all.put(
                "resourcePolicies deleteOrgResourcePolicy",
                new Operation("DELETE", policies + "/{resourcePolicyId}", policy, false));
        var reads = Set.of("2023-01-01", "2023-02-01", "2024-08-05");
        var writes = Set.of("2023-01-01", "2023-02-01", "2024-08-05", "2024-10-23");
        all.put("clusters listClusters", new Operation("GET", group + "/clusters", reads, false));
        all.put("clusters createCluster", new Operation("POST", group + "/clusters", writes, true));
        all.put("clusters getCluster", new Operation("GET", group + "/clusters/{clusterName}", reads, false));
        all.put("clusters updateCluster", new Operation("PATCH", group + "/clusters/{clusterName}", writes, true));
        all.put(
                "clusters deleteCluster",
                new Operation("DELETE", group + "/clusters/{clusterName}", Set.of("2023-01-01", "2023-02-01"), false));
        String restores = group + "/clusters/{clusterName}/backup/restoreJobs";
        all.put("cloudBackups listBackupRestoreJobs", new Operation("GET", restores, old, false));
        all.put("cloudBackups createBackupRestoreJob", new Operation("POST", restores, old, true));
        String alert = "alertConfigurations ";
        all.put(alert + "listAlertConfigs", new Operation("GET", group + "/alertConfigs", old, false));
        all.put(alert + "createAlertConfig", new Operation("POST", group + "/alertConfigs", old, true));
        all.put(alert + "getAlertConfig", new Operation("GET", group + "/alertConfigs/{alertConfigId}", old, false));
        all.put(alert + "updateAlertConfig", new Operation("PUT", group + "/alertConfigs/{alertConfigId}", old, true));
        all.put(
                alert + "toggleAlertConfig",
                new Operation("PATCH", group + "/alertConfigs/{alertConfigId}", old, true));
        all.put("alerts getAlert", new Operation("GET", group + "/alerts/{alertId}", old, false));
        all.put(
                "alerts acknowledgeAlert",
                new Operation("PATCH", group + "/alerts/{alertId}", Set.of("2023-01-01", "2024-05-30"), true));
        return all;
    }

    Exit call(ToolCall call) {
        var words = call.words();
        if (words.size() < 3 || !words.getFirst().equals("api")) {
            throw new Usage("only atlas api is known here: " + words);
        }
        var operation = OPERATIONS.get(words.get(1) + " " + words.get(2));
        if (operation == null) {
            throw new Usage("unknown command: " + words);
        }
        var flags = flags(words.subList(3, words.size()));
        String path = operation.path();
        for (var name : parameters(path)) {
            if (!flags.containsKey(name)) {
                throw new Usage("required flag(s) \"" + name + "\" not set");
            }
            path = path.replace(
                    "{" + name + "}",
                    URLEncoder.encode(flags.remove(name), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        String version = flags.remove("version");
        if (!operation.versions().contains(String.valueOf(version))) {
            throw new Usage("version '" + version + "' is not supported for " + words.get(2));
        }
        if (!"json".equals(flags.remove("output"))) {
            throw new Usage("preferred api format, can be [\"json\"]");
        }
        String body = body(call, operation, flags.remove("file"));
        if (!flags.isEmpty()) {
            throw new Usage("unknown flag: " + flags.keySet());
        }
        var reply = atlas.call(operation.method(), BASE + path, body, headers(version, body != null));
        return reply.status() < 300
                ? Exit.ok(reply.text() + "\n")
                : new Exit(1, reply.text() + "\n", "Error: server returned an error response code\n");
    }

    private static String body(ToolCall call, Operation operation, String file) {
        if (!operation.body()) {
            if (file != null) {
                throw new Usage("unknown flag: --file");
            }
            return null;
        }
        if (file != null) {
            throw new Usage(
                    call.piped()
                            ? "cannot use --file flag and also input from standard input"
                            : "no file is expected in these texts: " + file);
        }
        if (!call.piped()) {
            throw new Usage("--file flag is required when not using piped input");
        }
        try {
            JSON.readTree(call.input());
        } catch (JsonProcessingException e) {
            throw new Usage("no JSON: " + call.input());
        }
        return call.input();
    }

    private static Map<String, String> headers(String version, boolean body) {
        String type = "application/vnd.atlas." + version + "+json";
        return body ? Map.of("Accept", type, "Content-Type", type) : Map.of("Accept", type);
    }

    private static List<String> parameters(String path) {
        return java.util.regex.Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** A flag takes the next word, whatever it begins with. */
    private static Map<String, String> flags(List<String> words) {
        var flags = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!words.get(i).startsWith("--") || i + 1 == words.size()) {
                throw new Usage("not a flag with a value: " + words.subList(i, words.size()));
            }
            flags.put(words.get(i).substring(2), words.get(i + 1));
        }
        return flags;
    }
}
