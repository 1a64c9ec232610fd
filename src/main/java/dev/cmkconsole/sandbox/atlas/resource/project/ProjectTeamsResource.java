package dev.cmkconsole.sandbox.atlas.resource.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.ArrayList;

/** The teams of a project with their roles. The sandbox knows no members of teams, so any team id is accepted. */
public final class ProjectTeamsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String PATH = "/groups/{groupId}/teams";

    public void addTo(Router router) {
        router.add("GET " + PATH, "listGroupTeams", Access.PROJECT_READ, V, (call, p) -> list(call, p));
        router.add("POST " + PATH, "addGroupTeams", Access.ACCESS_WRITE, V, this::add);
        router.add(
                "GET " + PATH + "/{teamId}",
                "getGroupTeam",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(body(call, p, find(call, p))));
        router.add("PATCH " + PATH + "/{teamId}", "updateGroupTeam", Access.ACCESS_WRITE, V, this::update);
        router.add("DELETE " + PATH + "/{teamId}", "removeGroupTeam", Access.ACCESS_WRITE, V, this::remove);
    }

    private static Answer list(AtlasCall call, Project project) {
        return Answer.ok(Paging.page(call, project.teams, team -> body(call, project, team)));
    }

    private static JsonNode body(AtlasCall call, Project project, ObjectNode team) {
        var body = team.deepCopy();
        var self = "/groups/" + project.id + "/teams/" + team.path("teamId").asText();
        body.set("links", Json.array().add(call.self(self)));
        return body;
    }

    private Answer add(AtlasCall call, Project project) {
        if (!(call.json() instanceof ArrayNode given)) {
            throw AtlasError.of(400, "INVALID_JSON", "Received JSON is not an array.");
        }
        var added = new ArrayList<ObjectNode>();
        given.forEach(each -> {
            var id = Members.required(each, "teamId");
            if (!id.matches("[a-f0-9]{24}")) {
                throw AtlasError.invalid("teamId");
            }
            added.add(Json.object().put("teamId", id).set("roleNames", roles(each)));
        });
        added.forEach(team -> {
            project.teams.removeIf(known -> known.path("teamId").equals(team.path("teamId")));
            project.teams.add(team);
        });
        return list(call, project);
    }

    private Answer update(AtlasCall call, Project project) {
        find(call, project).set("roleNames", roles(call.jsonObject()));
        return list(call, project);
    }

    private Answer remove(AtlasCall call, Project project) {
        project.teams.remove(find(call, project));
        return Answer.noContent();
    }

    private static ObjectNode find(AtlasCall call, Project project) {
        var id = call.path("teamId");
        return project.teams.stream()
                .filter(team -> team.path("teamId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404, "TEAM_NOT_FOUND", "Group " + project.id + " has no team with ID " + id + ".", id));
    }

    private static JsonNode roles(JsonNode body) {
        if (!(body.get("roleNames") instanceof ArrayNode roles) || roles.isEmpty()) {
            throw AtlasError.missing("roleNames");
        }
        for (var role : roles) {
            if (!role.asText().startsWith("GROUP_")) {
                throw AtlasError.invalidEnum("roleNames", role.asText());
            }
        }
        return roles;
    }
}
