package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The audit trail of a project and of an organization, strictly newest first. */
public final class EventsResource {
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;

    public EventsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET /groups/{groupId}/events",
                "listGroupEvents",
                Access.PROJECT_READ,
                V,
                (call, p) -> list(call, p.events));
        router.add(
                "GET /groups/{groupId}/events/{eventId}",
                "getGroupEvent",
                Access.PROJECT_READ,
                V,
                (call, p) -> get(call, p.events));
        router.add(
                "GET /orgs/{orgId}/events",
                "listOrgEvents",
                Access.ORG_MEMBER,
                V,
                (call, _) -> list(call, ofOrganization(call.path("orgId"))));
        router.add(
                "GET /orgs/{orgId}/events/{eventId}",
                "getOrgEvent",
                Access.ORG_MEMBER,
                V,
                (call, _) -> get(call, ofOrganization(call.path("orgId"))));
    }

    /** Events that name the organization. What happens within a project only, an organization does not list. */
    private List<ObjectNode> ofOrganization(String orgId) {
        var found = new ArrayList<ObjectNode>();
        for (var project : world.projects().all()) {
            if (project.orgId.equals(orgId)) {
                world.projects()
                        .read(
                                project,
                                p -> found.addAll(p.events.stream()
                                        .filter(e -> e.path("orgId").asText().equals(orgId))
                                        .toList()));
            }
        }
        return found;
    }

    private Answer list(AtlasCall call, List<ObjectNode> events) {
        var wanted = types(call, "eventType");
        var unwanted = types(call, "excludedEventType");
        var names = new HashSet<>(call.query().all("clusterNames"));
        var from = time(call, "minDate");
        var to = time(call, "maxDate");
        if (from != null && to != null && to.isBefore(from)) {
            throw AtlasError.of(
                    400,
                    "INVALID_DATE_RANGE",
                    "An invalid date range minDate=" + Json.time(from) + ", maxDate=" + Json.time(to)
                            + " was specified: maxDate shouldn't be earlier than minDate.",
                    Json.time(from),
                    Json.time(to));
        }
        var raw = call.query().flag("includeRaw", false);
        var found = new ArrayList<ObjectNode>();
        for (var event : events.reversed()) {
            var type = event.path("eventTypeName").asText();
            var at = created(event);
            if ((wanted.isEmpty() || wanted.contains(type))
                    && !unwanted.contains(type)
                    && (names.isEmpty()
                            || names.contains(event.path("clusterName").asText()))
                    && (from == null || !at.isBefore(from))
                    && (to == null || !at.isAfter(to))) {
                found.add(event);
            }
        }
        // Events of one second keep the order in which they were made.
        found.sort(Comparator.comparing(EventsResource::created).reversed());
        return Answer.ok(Paging.page(call, found, e -> body(call, e, raw), Map.of("includeRaw", "false"), false));
    }

    private static Instant created(ObjectNode event) {
        return Instant.parse(event.path("created").asText());
    }

    private static Set<String> types(AtlasCall call, String parameter) {
        var types = Set.copyOf(call.query().all(parameter));
        types.stream().filter(t -> !Vocabulary.isEventType(t)).findFirst().ifPresent(t -> {
            throw AtlasError.invalidEnum(parameter, t);
        });
        return types;
    }

    private Answer get(AtlasCall call, List<ObjectNode> events) {
        var id = call.path("eventId");
        return events.stream()
                .filter(e -> e.path("id").asText().equals(id))
                .findFirst()
                .map(e -> Answer.ok(body(call, e, call.query().flag("includeRaw", false))))
                .orElseThrow(() -> AtlasError.of(404, "EVENT_NOT_FOUND", "No event with ID " + id + " exists.", id));
    }

    private JsonNode body(AtlasCall call, ObjectNode event, boolean raw) {
        var id = event.path("id").asText();
        var group = event.path("groupId").asText();
        var body = event.deepCopy();
        body.set("links", Json.array().add(call.self("/groups/" + group + "/events/" + id)));
        if (raw) {
            var type = event.path("eventTypeName").asText();
            var described = body.putObject("raw")
                    .put("_t", "SandboxEvent")
                    .put("cid", group)
                    .put("cre", event.path("created").asText())
                    .put("description", type)
                    .put("id", id)
                    .put("severity", "INFO");
            world.projects().find(group).ifPresent(p -> describe(described, p));
        }
        return body;
    }

    private static void describe(ObjectNode raw, Project project) {
        raw.put("gn", project.name).put("orgId", project.orgId);
    }

    private static Instant time(AtlasCall call, String name) {
        var text = call.query().one(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(
                            text.contains("T")
                                    ? text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? text : text + "Z"
                                    : text + "T00:00:00Z")
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw Query.invalid(name, text);
        }
    }
}
