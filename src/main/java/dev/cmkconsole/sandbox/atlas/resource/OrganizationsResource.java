package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.Map;

/** Organizations, read-only. */
public final class OrganizationsResource {
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;

    public OrganizationsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET /orgs", "listOrgs", Access.SIGNED_IN, V, (call, _) -> list(call));
        router.add("GET /orgs/{orgId}", "getOrg", Access.ORG_MEMBER, V, (call, _) -> get(call));
        router.add("GET /orgs/{orgId}/groups", "getOrgGroups", Access.ORG_MEMBER, V, (call, _) -> projects(call));
    }

    private Answer list(AtlasCall call) {
        var name = call.query().one("name");
        var visible = world.directory().organizations().stream()
                .filter(o -> o.id().equals(call.identity().orgId())
                        || call.identity().roles().stream().anyMatch(r -> o.id().equals(r.orgId())))
                .filter(o -> name == null
                        || o.name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .startsWith(name.toLowerCase(java.util.Locale.ROOT)))
                .toList();
        return Answer.ok(Paging.page(call, visible, o -> body(call, o), Map.of("name", ""), true));
    }

    private Answer get(AtlasCall call) {
        return Answer.ok(
                body(call, world.directory().organization(call.path("orgId")).orElseThrow()));
    }

    private Answer projects(AtlasCall call) {
        var org = call.path("orgId");
        var name = call.query().one("name");
        var visible = world.projects().all().stream()
                .filter(p -> p.orgId.equals(org) && Access.sees(call.identity(), org, p.id))
                .filter(p -> name == null
                        || p.name.toLowerCase(java.util.Locale.ROOT)
                                .startsWith(name.toLowerCase(java.util.Locale.ROOT)))
                .toList();
        return Answer.ok(Paging.page(call, visible, p -> ProjectsResource.body(call, p), Map.of("name", ""), true));
    }

    private static JsonNode body(AtlasCall call, Directory.Organization organization) {
        var body = Json.object()
                .put("id", organization.id())
                .put("isDeleted", false)
                .put("name", organization.name())
                .put("skipDefaultAlertsSettings", false);
        body.set("links", Json.array().add(call.self("/orgs/" + organization.id())));
        return body;
    }
}
