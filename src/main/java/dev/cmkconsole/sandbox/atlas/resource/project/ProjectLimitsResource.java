package dev.cmkconsole.sandbox.atlas.resource.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The limits of a project. They are kept and shown; the sandbox enforces none. */
public final class ProjectLimitsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String PATH = "/groups/{groupId}/limits";

    private static final List<Limit> LIMITS = List.of(
            limit(
                    "atlas.project.deployment.clusters",
                    25,
                    100,
                    p -> p.liveClusters().size() + p.flexClusters.size()),
            limit("atlas.project.deployment.nodesPerPrivateLinkRegion", 50, 90, _ -> 0),
            limit("atlas.project.deployment.privateServiceConnectionsPerRegionGroup", 50, 100, _ -> 0),
            limit("atlas.project.deployment.privateServiceConnectionsSubnetMask", 27, 27, _ -> 0),
            limit("atlas.project.security.databaseAccess.customRoles", 100, 1400, _ -> 0),
            limit("atlas.project.security.databaseAccess.users", 100, 100, _ -> 0),
            limit("atlas.project.security.networkAccess.crossRegionEntries", 40, 220, _ -> 0),
            limit("atlas.project.security.networkAccess.entries", 200, 200, p -> p.accessList.size()),
            optional("dataFederation.bytesProcessed.daily"),
            optional("dataFederation.bytesProcessed.monthly"),
            optional("dataFederation.bytesProcessed.query"),
            optional("dataFederation.bytesProcessed.weekly"));

    /** @param standard the value of a project that sets none; null where such a project has no limit */
    private record Limit(String name, Long standard, Long most, ToLongFunction<Project> used) {
        long value(Project project) {
            return project.limits.path(name).asLong(standard == null ? 0 : standard);
        }
    }

    private static Limit limit(String name, long standard, long most, ToLongFunction<Project> used) {
        return new Limit(name, standard, most, used);
    }

    private static Limit optional(String name) {
        return new Limit(name, null, null, _ -> 0);
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "listGroupLimits", Access.PROJECT_READ, V, (_, p) -> list(p));
        router.add("GET " + PATH + "/{limitName}", "getGroupLimit", Access.PROJECT_READ, V, this::get);
        router.add("PATCH " + PATH + "/{limitName}", "setGroupLimit", Access.PROJECT_OWNER, V, this::set);
        router.add("DELETE " + PATH + "/{limitName}", "deleteGroupLimit", Access.PROJECT_OWNER, V, this::remove);
    }

    private static Answer list(Project project) {
        return Answer.ok(Json.array(
                LIMITS.stream().flatMap(each -> body(each, project).stream()).toList()));
    }

    private Answer get(AtlasCall call, Project project) {
        var name = call.path("limitName");
        return body(known(call), project)
                .map(Answer::ok)
                .orElseThrow(() -> AtlasError.resourceNotFound(call.http().rawPath() + ": no limit " + name));
    }

    private Answer set(AtlasCall call, Project project) {
        var limit = known(call);
        var value = call.jsonObject().path("value");
        if (value.isMissingNode() || value.isNull()) {
            throw AtlasError.missing("value");
        }
        var fits = value.isIntegralNumber()
                && value.longValue() >= 0
                && (limit.most() == null || value.longValue() <= limit.most());
        if (!fits) {
            throw AtlasError.invalid("value");
        }
        project.limits.put(limit.name(), value.longValue());
        return Answer.ok(body(limit, project).orElseThrow());
    }

    private Answer remove(AtlasCall call, Project project) {
        project.limits.remove(known(call).name());
        return Answer.noContent();
    }

    private static Limit known(AtlasCall call) {
        var name = call.path("limitName");
        return LIMITS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AtlasError.invalidEnum("limitName", name));
    }

    private static Optional<JsonNode> body(Limit limit, Project project) {
        if (limit.standard() == null && !project.limits.has(limit.name())) {
            return Optional.empty();
        }
        var body = Json.object()
                .put("currentUsage", limit.used().applyAsLong(project))
                .put("name", limit.name())
                .put("value", limit.value(project));
        if (limit.standard() != null) {
            body.put("defaultLimit", limit.standard()).put("maximumLimit", limit.most());
        }
        return Optional.of(body);
    }
}
