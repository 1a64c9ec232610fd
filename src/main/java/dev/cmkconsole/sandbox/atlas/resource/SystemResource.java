package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.RoleGrant;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.RateLimits;
import dev.cmkconsole.sandbox.atlas.route.Route;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.ControlPlane;
import java.util.List;
import java.util.function.Supplier;

/** The service itself: status and caller, control plane addresses, rate limits. */
public final class SystemResource {
    public static final String BUILD = "5a9d3c1e7b2f4860a1c3e5f7092b4d6f8a0c2e41";

    private final RateLimits limits;
    private final Supplier<List<Route>> routes;

    public SystemResource(RateLimits limits, Supplier<List<Route>> routes) {
        this.limits = limits;
        this.routes = routes;
    }

    public void addTo(Router router) {
        router.add("GET /", "getSystemStatus", Access.SIGNED_IN, Versions.of("2023-01-01"), (call, _) -> status(call));
        router.add(
                "GET /unauth/controlPlaneIPAddresses",
                "listControlPlaneAddresses",
                Access.ANYONE,
                Versions.of("2023-11-15"),
                (_, _) -> Answer.ok(ControlPlane.body()));
        router.add(
                "GET /rateLimits",
                "listRateLimits",
                Access.SIGNED_IN,
                Versions.of("2025-03-12"),
                (call, _) -> rateLimits(call));
        router.add(
                "GET /rateLimits/{endpointSetId}",
                "getRateLimit",
                Access.SIGNED_IN,
                Versions.of("2025-03-12"),
                (call, _) -> rateLimit(call));
    }

    private Answer status(AtlasCall call) {
        var body = Json.object()
                .put("appName", "MongoDB Atlas")
                .put("build", BUILD)
                .put("throttling", false);
        body.set("links", Json.array().add(call.self("")));
        var who = call.identity();
        if (who.kind() == Identity.IdentityKind.API_KEY) {
            var key = body.putObject("apiKey").put("id", who.id()).put("publicKey", who.publicKey());
            var addresses = key.putArray("accessList");
            who.accessList()
                    .forEach(a -> addresses.add(
                            a.contains("/")
                                    ? Json.object().put("cidrBlock", a)
                                    : Json.object().put("cidrBlock", a + "/32").put("ipAddress", a)));
            var roles = key.putArray("roles");
            who.roles().forEach(r -> roles.add(grant(r)));
        } else {
            body.putNull("apiKey");
        }
        return Answer.ok(body);
    }

    static JsonNode grant(RoleGrant role) {
        var body = Json.object().put("roleName", role.roleName());
        return role.groupId() != null ? body.put("groupId", role.groupId()) : body.put("orgId", role.orgId());
    }

    private Answer rateLimits(AtlasCall call) {
        var name = call.query().one("name");
        var path = call.query().one("endpointPath");
        var sets = RateLimits.SETS.stream()
                .filter(s -> name == null || s.name().equalsIgnoreCase(name))
                .filter(s -> path == null
                        || s.starts().stream()
                                .anyMatch(p ->
                                        (Versions.BASE + p).startsWith(path) || path.startsWith(Versions.BASE + p)))
                .toList();
        return Answer.ok(Paging.page(call, sets, s -> limits.body(s, routes.get())));
    }

    private Answer rateLimit(AtlasCall call) {
        var id = call.path("endpointSetId");
        return RateLimits.SETS.stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .map(s -> Answer.ok(limits.body(s, routes.get())))
                .orElseThrow(() -> AtlasError.resourceNotFound(id));
    }
}
