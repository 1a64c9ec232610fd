package dev.cmkconsole.sandbox.atlas.resource.project;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a project, and whether Atlas chooses the threshold of slow operations. */
public final class ProjectSettingsResource {
    private static final Versions V = Versions.of("2023-01-01");

    /** Every setting of the contract, with its value in a new project. */
    private static final Map<String, Boolean> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("isClusterAiAssistantEnabled", true),
            Map.entry("isCollectDatabaseSpecificsStatisticsEnabled", true),
            Map.entry("isDataExplorerEnabled", true),
            Map.entry("isDataExplorerGenAIFeaturesEnabled", true),
            Map.entry("isDataExplorerGenAISampleDocumentPassingEnabled", false),
            Map.entry("isDataValidationEnabled", true),
            Map.entry("isExtendedStorageSizesEnabled", false),
            Map.entry("isNativeRerankingEnabled", false),
            Map.entry("isPerformanceAdvisorEnabled", true),
            Map.entry("isRealtimePerformancePanelEnabled", true),
            Map.entry("isSchemaAdvisorEnabled", true)));

    public void addTo(Router router) {
        var settings = "/groups/{groupId}/settings";
        var slow = "/groups/{groupId}/managedSlowMs";
        router.add("GET " + settings, "getGroupSettings", Access.PROJECT_READ, V, (_, p) -> Answer.ok(settings(p)));
        router.add("PATCH " + settings, "updateGroupSettings", Access.PROJECT_OWNER, V, this::update);
        // The answer is a bare JSON value, as MongoDB's clients read it.
        router.add(
                "GET " + slow,
                "getManagedSlowMs",
                Access.PROJECT_READ,
                V,
                (_, p) -> Answer.ok(BooleanNode.valueOf(p.managedSlowMs)));
        router.add("POST " + slow + "/enable", "enableManagedSlowMs", Access.PROJECT_OWNER, V, (_, p) -> slow(p, true));
        router.add(
                "DELETE " + slow + "/disable",
                "disableManagedSlowMs",
                Access.PROJECT_OWNER,
                V,
                (_, p) -> slow(p, false));
    }

    private static ObjectNode settings(Project project) {
        var settings = Json.object();
        DEFAULTS.forEach(settings::put);
        settings.setAll(project.settings);
        return settings;
    }

    private Answer update(AtlasCall call, Project project) {
        var body = call.jsonObject();
        for (var entry : body.properties()) {
            if (!DEFAULTS.containsKey(entry.getKey())
                    || !entry.getValue().isBoolean() && !entry.getValue().isNull()) {
                throw AtlasError.invalid(entry.getKey());
            }
        }
        body.properties().stream()
                .filter(entry -> entry.getValue().isBoolean())
                .forEach(entry -> project.settings.set(entry.getKey(), entry.getValue()));
        return Answer.ok(settings(project));
    }

    private static Answer slow(Project project, boolean managed) {
        project.managedSlowMs = managed;
        return Answer.noContent();
    }
}
