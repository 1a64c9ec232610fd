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
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The project's audit trail, newest first. */
public final class EventsResource {
    private static final Versions V = Versions.of("2023-01-01");

    public void addTo(Router router) {
        router.add("GET /groups/{groupId}/events", "listGroupEvents", Access.PROJECT_READ, V, this::list);
        router.add("GET /groups/{groupId}/events/{eventId}", "getGroupEvent", Access.PROJECT_READ, V, this::get);
    }

    private Answer list(AtlasCall call, Project project) {
        var wanted = Set.copyOf(call.query().all("eventType"));
        var unwanted = Set.copyOf(call.query().all("excludedEventType"));
        var names = new HashSet<>(call.query().all("clusterNames"));
        var from = time(call, "minDate");
        var to = time(call, "maxDate");
        var raw = call.query().flag("includeRaw", false);
        var found = new ArrayList<ObjectNode>();
        for (var event : project.events.reversed()) {
            var type = event.path("eventTypeName").asText();
            var at = Instant.parse(event.path("created").asText());
            if ((wanted.isEmpty() || wanted.contains(type))
                    && !unwanted.contains(type)
                    && (names.isEmpty()
                            || names.contains(event.path("clusterName").asText()))
                    && (from == null || !at.isBefore(from))
                    && (to == null || !at.isAfter(to))) {
                found.add(event);
            }
        }
        return Answer.ok(
                Paging.page(call, found, e -> body(call, project, e, raw), Map.of("includeRaw", "false"), false));
    }

    private Answer get(AtlasCall call, Project project) {
        var id = call.path("eventId");
        return project.events.stream()
                .filter(e -> e.path("id").asText().equals(id))
                .findFirst()
                .map(e -> Answer.ok(body(call, project, e, call.query().flag("includeRaw", false))))
                .orElseThrow(() -> AtlasError.of(404, "EVENT_NOT_FOUND", "No event with ID " + id + " exists.", id));
    }

    private static JsonNode body(AtlasCall call, Project project, ObjectNode event, boolean raw) {
        var id = event.path("id").asText();
        var body = event.deepCopy();
        body.set("links", Json.array().add(call.self("/groups/" + project.id + "/events/" + id)));
        if (raw) {
            var type = event.path("eventTypeName").asText();
            body.putObject("raw")
                    .put("_t", "SandboxEvent")
                    .put("cid", project.id)
                    .put("cre", event.path("created").asText())
                    .put("description", type)
                    .put("gn", project.name)
                    .put("id", id)
                    .put("orgId", project.orgId)
                    .put("severity", "INFO");
        }
        return body;
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
