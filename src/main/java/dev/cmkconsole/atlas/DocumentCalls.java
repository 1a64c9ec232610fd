package dev.cmkconsole.atlas;

import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads documents of a project verbatim, in the versions that the planned requests are written for. */
final class DocumentCalls {
    private static final String V2023 = "2023-01-01";
    private static final String CLUSTERS = "2024-10-23";
    private static final String FLEX = "2024-11-13";
    private static final String SEARCH = "2024-05-30";

    private final AtlasCalls calls;

    DocumentCalls(AtlasCalls calls) {
        this.calls = calls;
    }

    List<String> of(String projectId, ProjectPart part) {
        var group = AtlasClient.group(projectId);
        return switch (part) {
            case ENCRYPTION ->
                List.of(calls.get("getEncryptionAtRest", V2023, group + "/encryptionAtRest", Json::source));
            case ACCESS_ROLES ->
                calls.get("listCloudProviderAccess", V2023, group + "/cloudProviderAccess", DocumentCalls::accessRoles);
            case CLUSTERS -> calls.getAll("listClusters", CLUSTERS, group + "/clusters", Json::source);
            case FLEX_CLUSTERS -> calls.getAll("listFlexClusters", FLEX, group + "/flexClusters", Json::source);
            case KEY_ALERTS ->
                calls.getAll("listAlertConfigs", V2023, group + "/alertConfigs", DocumentCalls::keyAlert).stream()
                        .flatMap(Optional::stream)
                        .toList();
            case KMS_ENDPOINTS ->
                calls.getAll(
                        "listRestPrivateEndpoints",
                        V2023,
                        group + "/encryptionAtRest/AWS/privateEndpoints",
                        Json::source);
        };
    }

    private static List<String> accessRoles(Json json) throws Json.WrongShape {
        var roles = new ArrayList<String>();
        for (var item : json.at("awsIamRoles").items()) {
            roles.add(item.source());
        }
        return roles;
    }

    /** The event types about keys, of each cloud, have one of these in their names (contract, eventTypeName). */
    private static Optional<String> keyAlert(Json json) throws Json.WrongShape {
        return json.at("eventTypeName")
                .text()
                .filter(type -> type.contains("ENCRYPTION_KEY") || type.startsWith("ENCRYPTION_AT_REST_"))
                .map(_ -> json.source());
    }

    Optional<String> searchDeployment(String projectId, String cluster) {
        try {
            return calls.get(
                    "getClusterSearchDeployment",
                    SEARCH,
                    AtlasClient.group(projectId) + "/clusters/" + AtlasClient.segment(cluster) + "/search/deployment",
                    json -> json.at("id").present() ? Optional.of(json.source()) : Optional.empty());
        } catch (ServiceException e) {
            if (e.problem() instanceof Problem.Refused refused
                    && BackupCalls.NO_SEARCH_NODES.contains(refused.code())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
