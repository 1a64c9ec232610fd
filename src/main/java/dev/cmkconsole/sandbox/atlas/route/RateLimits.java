package dev.cmkconsole.sandbox.atlas.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Token buckets per endpoint set and scope. */
public final class RateLimits {
    private static final int MANY = 1200;

    private final Clock clock;
    private final Switches switches;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    public RateLimits(Clock clock, Switches switches) {
        this.clock = clock;
        this.switches = switches;
    }

    enum Scope {
        IP,
        USER,
        GROUP,
        ORGANIZATION
    }

    /** Operations that share a bucket, which regains {@code refill} tokens every 60 s. */
    public record EndpointSet(String id, String name, Scope scope, int capacity, int refill, List<String> starts) {}

    /** Most specific first. The first set with a matching template applies. */
    public static final List<EndpointSet> SETS = List.of(
            set("Cloud Provider Access", Scope.GROUP, 2000, 1000, "/groups/{groupId}/cloudProviderAccess"),
            set(
                    "Encryption at Rest Private Endpoints",
                    Scope.GROUP,
                    4000,
                    2000,
                    "/groups/{groupId}/encryptionAtRest/{cloudProvider}"),
            set("Encryption at Rest", Scope.GROUP, 2000, 1000, "/groups/{groupId}/encryptionAtRest"),
            set(
                    "Cloud Backups",
                    Scope.GROUP,
                    MANY,
                    500,
                    "/groups/{groupId}/clusters/{clusterName}/backup",
                    "/groups/{groupId}/backupCompliancePolicy"),
            set("Search Deployments", Scope.GROUP, MANY, 500, "/groups/{groupId}/clusters/{clusterName}/search"),
            set("Clusters", Scope.GROUP, 10000, 5000, "/groups/{groupId}/clusters"),
            set("Flex Clusters", Scope.GROUP, MANY, 500, "/groups/{groupId}/flexClusters"),
            set("Project Events", Scope.GROUP, 300, 100, "/groups/{groupId}/events"),
            set("Alerts", Scope.GROUP, MANY, 500, "/groups/{groupId}/alert"),
            set("Project IP Access List", Scope.GROUP, MANY, 500, "/groups/{groupId}/accessList"),
            set("Projects", Scope.GROUP, MANY, 500, "/groups/{groupId}"),
            set("Organization Events", Scope.ORGANIZATION, 500, 100, "/orgs/{orgId}/events"),
            set(
                    "Organization Access",
                    Scope.ORGANIZATION,
                    MANY,
                    500,
                    "/orgs/{orgId}/apiKeys",
                    "/orgs/{orgId}/serviceAccounts"),
            set(
                    "Resource Policies",
                    Scope.ORGANIZATION,
                    MANY,
                    500,
                    "/orgs/{orgId}/resourcePolicies",
                    "/orgs/{orgId}/nonCompliantResources"),
            set("Organizations", Scope.USER, 300, 100, "/orgs"),
            set("All Clusters", Scope.USER, 300, 100, "/clusters"),
            set("Alert Matchers", Scope.USER, 300, 100, "/alertConfigs"),
            set("All Projects", Scope.USER, MANY, 500, "/"));

    private static EndpointSet set(String name, Scope scope, int capacity, int refill, String... starts) {
        return new EndpointSet(Ids.named("rate-limit", name), name, scope, capacity, refill, List.of(starts));
    }

    public record Grant(int limit, int remaining) {}

    /** @throws AtlasError 429 when the bucket is empty; its second parameter is the wait in seconds */
    public Grant take(Route route, Identity identity, String remote, Map<String, String> path) {
        var set = setOf(route);
        var key = set.id()
                + switch (set.scope()) {
                    case GROUP -> path.get("groupId");
                    case USER -> identity == null ? remote : identity.id();
                    case IP -> remote;
                    case ORGANIZATION -> path.get("orgId");
                };
        return buckets.computeIfAbsent(key, _ -> new Bucket(clock.instant(), capacity(set)))
                .take(set);
    }

    static EndpointSet setOf(Route route) {
        return SETS.stream()
                .filter(s -> s.starts().stream().anyMatch(route.template()::startsWith))
                .findFirst()
                .orElse(SETS.getLast());
    }

    private int capacity(EndpointSet set) {
        return switches.rateLimitCapacity > 0 ? switches.rateLimitCapacity : set.capacity();
    }

    private int refill(EndpointSet set) {
        return switches.rateLimitCapacity > 0 ? switches.rateLimitRefill : set.refill();
    }

    public JsonNode body(EndpointSet set, List<Route> routes) {
        var body = Json.object()
                .put("endpointSetId", set.id())
                .put("endpointSetName", set.name())
                .put("scope", set.scope().name());
        body.putObject("capacity").put("defaultValue", set.capacity()).put("value", capacity(set));
        body.putObject("refillRate").put("defaultValue", set.refill()).put("value", refill(set));
        body.putObject("refillDurationSeconds").put("defaultValue", 60).put("value", 60);
        var endpoints = body.putArray("endpoints");
        routes.stream()
                .filter(r -> setOf(r).equals(set))
                .forEach(r -> endpoints.add(
                        Json.object().put("method", r.method()).put("path", Versions.BASE + r.template())));
        return body;
    }

    private final class Bucket {
        private Instant last;
        private double tokens;

        Bucket(Instant now, int tokens) {
            this.last = now;
            this.tokens = tokens;
        }

        synchronized Grant take(EndpointSet set) {
            var now = clock.instant();
            var capacity = capacity(set);
            var perSecond = refill(set) / 60.0;
            tokens = Math.min(
                    capacity,
                    tokens + perSecond * java.time.Duration.between(last, now).toMillis() / 1000.0);
            last = now;
            if (tokens < 1) {
                var wait = (int) Math.max(1, Math.ceil((1 - tokens) / Math.max(perSecond, 0.001)));
                var path = "api/atlas/v2" + set.starts().getFirst();
                throw AtlasError.of(
                        429,
                        "RATE_LIMITED_TOKEN_BUCKET",
                        "Rate limit exceeded for " + path + ". Please retry after " + wait
                                + " seconds. Request capacity: " + capacity + ". Refill rate: " + refill(set)
                                + " per 60 seconds.",
                        path,
                        wait,
                        capacity,
                        refill(set),
                        60);
            }
            tokens--;
            return new Grant(capacity, (int) tokens);
        }
    }
}
