package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.IpRange;
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
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.ArrayList;
import java.util.Map;

/** Addresses of the clusters, and the project's database access list. */
public final class NetworkResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String ACCESS_LIST = "/groups/{groupId}/accessList";

    private final World world;

    public NetworkResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET /groups/{groupId}/ipAddresses",
                "getGroupIpAddresses",
                Access.PROJECT_READ,
                V,
                (_, p) -> Answer.ok(addresses(p)));
        router.add(
                "GET " + ACCESS_LIST,
                "listAccessListEntries",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(list(call, p)));
        router.add("POST " + ACCESS_LIST, "createAccessListEntry", Access.NETWORK_WRITE, V, this::add);
        router.add(
                "GET " + ACCESS_LIST + "/{entryValue}",
                "getAccessListEntry",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(entry(call, p, find(call, p))));
        router.add(
                "DELETE " + ACCESS_LIST + "/{entryValue}",
                "deleteAccessListEntry",
                Access.NETWORK_WRITE,
                V,
                this::remove);
        router.add(
                "GET " + ACCESS_LIST + "/{entryValue}/status",
                "getAccessListStatus",
                Access.PROJECT_READ,
                V,
                (call, p) -> {
                    find(call, p);
                    return Answer.ok(Json.object().put("STATUS", "ACTIVE"));
                });
    }

    /** Addresses derived from the cluster's id, in the ranges reserved for documentation. */
    private static JsonNode addresses(Project project) {
        var body = Json.object().put("groupId", project.id);
        var clusters = body.putObject("services").putArray("clusters");
        for (var cluster : project.liveClusters()) {
            if (cluster.tenant()) {
                continue;
            }
            var one = clusters.addObject().put("clusterName", cluster.name);
            var inbound = one.putArray("inbound");
            var outbound = one.putArray("outbound");
            for (int node = 0; node < 3; node++) {
                var last = Math.floorMod((cluster.id + node).hashCode(), 254) + 1;
                inbound.add("198.51.100." + last);
                outbound.add("198.51.100." + last);
            }
            one.putArray("futureInbound");
            one.putArray("futureOutbound");
        }
        return body;
    }

    private static JsonNode list(AtlasCall call, Project project) {
        return Paging.page(call, project.accessList, e -> entry(call, project, e));
    }

    private static JsonNode entry(AtlasCall call, Project project, ObjectNode entry) {
        var body = entry.deepCopy();
        body.set(
                "links",
                Json.array()
                        .add(call.self("/groups/" + project.id + "/accessList/"
                                + value(entry).replace("/", "%2F"))));
        return body;
    }

    private static String value(ObjectNode entry) {
        return entry.has("awsSecurityGroup")
                ? entry.path("awsSecurityGroup").asText()
                : entry.path("cidrBlock").asText();
    }

    private Answer add(AtlasCall call, Project project) {
        if (!(call.json() instanceof ArrayNode entries)) {
            throw AtlasError.of(400, "INVALID_JSON", "Received JSON is not an array.");
        }
        var checked = new ArrayList<ObjectNode>();
        entries.forEach(e -> checked.add(checked(project, e)));
        for (var entry : checked) {
            project.accessList.removeIf(e -> value(e).equals(value(entry)));
            project.accessList.add(entry);
            world.events().by(call, project, "NETWORK_PERMISSION_ENTRY_ADDED", Map.of("whitelistEntry", value(entry)));
        }
        return Answer.of(201, list(call, project));
    }

    private static ObjectNode checked(Project project, JsonNode given) {
        if (!given.isObject()) {
            throw AtlasError.of(400, "INVALID_JSON", "Received JSON is not an array of objects.");
        }
        var entry = Json.object().put("groupId", project.id);
        var comment = Members.text(given, "comment", 0, 80);
        if (comment != null) {
            entry.put("comment", comment);
        }
        var until = Members.text(given, "deleteAfterDate");
        if (until != null) {
            entry.put("deleteAfterDate", until);
        }
        var ip = Members.text(given, "ipAddress");
        var cidr = Members.text(given, "cidrBlock");
        var group = Members.text(given, "awsSecurityGroup");
        if (ip != null && IpRange.address(ip).isPresent()) {
            return entry.put("ipAddress", ip).put("cidrBlock", ip + (ip.contains(":") ? "/128" : "/32"));
        }
        if (cidr != null && IpRange.parse(cidr).isPresent()) {
            return entry.put("cidrBlock", cidr);
        }
        if (group != null && group.matches("([0-9]*/)?sg-[0-9a-f]*")) {
            return entry.put("awsSecurityGroup", group);
        }
        throw ip == null && cidr == null && group == null
                ? AtlasError.missing("ipAddress")
                : AtlasError.invalid(ip != null ? "ipAddress" : cidr != null ? "cidrBlock" : "awsSecurityGroup");
    }

    private static ObjectNode find(AtlasCall call, Project project) {
        var value = call.path("entryValue");
        return project.accessList.stream()
                .filter(e ->
                        value(e).equals(value) || e.path("ipAddress").asText().equals(value))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404,
                        "ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND",
                        "IP Address " + value + " not on Atlas access list for group " + project.id + ".",
                        value,
                        project.id));
    }

    private Answer remove(AtlasCall call, Project project) {
        var entry = find(call, project);
        project.accessList.remove(entry);
        world.events().by(call, project, "NETWORK_PERMISSION_ENTRY_REMOVED", Map.of("whitelistEntry", value(entry)));
        return Answer.noContent();
    }
}
