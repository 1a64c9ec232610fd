package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * Serves {@code /_sandbox/}, the functions that only a simulation has. All other paths on the same port go to Atlas.
 */
final class ControlEndpoint implements SimulatedService {
    static final String BASE = "/_sandbox";

    private final Sandbox sandbox;
    private final Supplier<? extends SimulatedService> atlas;

    ControlEndpoint(Sandbox sandbox, Supplier<? extends SimulatedService> atlas) {
        this.sandbox = sandbox;
        this.atlas = atlas;
    }

    private static boolean mine(HttpCall call) {
        return call.rawPath().equals(BASE) || call.rawPath().startsWith(BASE + "/");
    }

    @Override
    public String operation(HttpCall call) {
        return mine(call) ? "_sandbox" : atlas.get().operation(call);
    }

    @Override
    public boolean asksForChallenge(HttpCall call) {
        return !mine(call) && atlas.get().asksForChallenge(call);
    }

    @Override
    public HttpReply error(HttpCall call, int status, String errorCode) {
        return mine(call)
                ? refuse(status, "The request cannot be served.")
                : atlas.get().error(call, status, errorCode);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        if (!mine(call)) {
            return atlas.get().handle(call);
        }
        // A browser page must not control the sandbox. Browsers send the page's origin or, after DNS rebinding, a
        // foreign host.
        if (call.header("origin").isPresent()
                || !call.header("host").orElse("").matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?")) {
            return refuse(403, "Only programs on this machine may use the control endpoint.");
        }
        try {
            var what = call.rawPath().substring(BASE.length()).replaceAll("^/|/$", "");
            return HttpReply.of(
                    200,
                    "application/json",
                    new String(
                            Json.pretty(
                                    answer((call.method().equals("HEAD") ? "GET" : call.method()) + " " + what, call)),
                            java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchElementException e) {
            return refuse(404, e.getMessage());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return refuse(400, e.getMessage());
        }
    }

    private JsonNode answer(String what, HttpCall call) {
        return switch (what) {
            case "GET " -> contents();
            case "GET report" -> sandbox.report().json();
            case "GET state" -> sandbox.atlas().state();
            case "GET operations" -> operations();
            case "GET clock" -> clock();
            case "POST clock" -> setClock(object(call));
            case "GET faults" -> faults();
            case "POST faults" -> inject(object(call));
            case "DELETE faults" -> clearFaults();
            case "GET requests" -> requests();
            case "DELETE requests" -> clearRequests();
            case "GET switches" -> Json.MAPPER.valueToTree(sandbox.switches().values());
            case "POST switches" -> set(object(call));
            case "GET scenarios" -> Scenarios.descriptions();
            case "POST scenarios" -> loadScenario(object(call));
            case "POST keys" -> key(object(call));
            case "POST endpoints" -> removeEndpoint(object(call));
            default ->
                throw new NoSuchElementException(
                        "The control endpoint has no " + what + "; GET " + BASE + "/ lists what it has");
        };
    }

    private static ObjectNode contents() {
        return Json.object()
                .put("GET /_sandbox/report", "addresses, credentials, projects and keys")
                .put("GET /_sandbox/state", "what the API does not tell: last key check, running clusters")
                .put(
                        "GET /_sandbox/operations",
                        "every operation of Atlas and AWS; its last word is the name that faults use")
                .put("GET|POST /_sandbox/clock", "{\"advance\":\"PT1H\"} or {\"speed\":60}")
                .put(
                        "GET|POST|DELETE /_sandbox/faults",
                        "{\"operation\":\"updateCluster\",\"kind\":\"DROP_AFTER\",\"nth\":1,\"times\":1,\"status\":503,\"errorCode\":null,\"delayMillis\":0};"
                            + " kinds: STATUS, STATUS_AFTER, DROP_BEFORE, DROP_AFTER, SLOW, GARBAGE; operation * is"
                            + " any")
                .put("GET|DELETE /_sandbox/requests", "the last requests")
                .put("GET|POST /_sandbox/switches", "{\"clusterUpdateSeconds\":5}")
                .put("GET|POST /_sandbox/scenarios", "{\"load\":\"fresh\"}")
                .put(
                        "POST /_sandbox/keys",
                        "{\"arn\":\"arn:aws:kms:...\",\"state\":\"Disabled\"}; states: Enabled, Disabled,"
                                + " PendingDeletion, PendingImport, Unavailable")
                .put("POST /_sandbox/endpoints", "{\"project\":\"name\",\"removeInAws\":\"US_EAST_1\"}");
    }

    private JsonNode operations() {
        var all = new ArrayList<>(sandbox.operations());
        all.addAll(sandbox.aws().operations());
        return Json.strings(all);
    }

    private ObjectNode clock() {
        return Json.object()
                .put("now", sandbox.clock().instant().toString())
                .put("speed", sandbox.clock().speed());
    }

    private ObjectNode setClock(JsonNode body) {
        if (body.has("speed")) {
            sandbox.speed(body.path("speed").asDouble(-1));
        }
        if (body.has("advance")) {
            sandbox.advance(Duration.parse(body.path("advance").asText()));
        }
        return clock();
    }

    private JsonNode faults() {
        var list = Json.array();
        sandbox.faults()
                .waiting()
                .forEach(f -> list.add(Json.object()
                        .put("operation", f.operation())
                        .put("kind", f.kind().name())
                        .put("nth", f.nth())
                        .put("times", f.times())
                        .put("status", f.status())
                        .put("errorCode", f.errorCode())
                        .put("delayMillis", f.delay().toMillis())));
        return list;
    }

    private JsonNode inject(JsonNode body) {
        var kind = Fault.FaultKind.valueOf(body.path("kind").asText("STATUS").toUpperCase(Locale.ROOT));
        var status = body.path("status").asInt(503);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("The status must be between 200 and 599");
        }
        sandbox.faults()
                .inject(new Fault(
                        body.path("operation").asText("*"),
                        Math.max(1, body.path("nth").asInt(1)),
                        body.path("times").asInt(1),
                        kind,
                        status,
                        body.path("errorCode").isTextual()
                                ? body.path("errorCode").asText()
                                : null,
                        Duration.ofMillis(Math.max(0, body.path("delayMillis").asLong(0)))));
        return faults();
    }

    private JsonNode clearFaults() {
        sandbox.faults().clear();
        return faults();
    }

    private JsonNode requests() {
        var list = Json.array();
        sandbox.requestLog().entries().forEach(e -> list.add(Json.MAPPER.<JsonNode>valueToTree(e)));
        return list;
    }

    private JsonNode clearRequests() {
        sandbox.requestLog().clear();
        return requests();
    }

    private JsonNode set(JsonNode body) {
        sandbox.change(body);
        return Json.MAPPER.valueToTree(sandbox.switches().values());
    }

    private JsonNode loadScenario(JsonNode body) {
        sandbox.load(body.path("load").asText());
        return sandbox.report().json();
    }

    private JsonNode key(JsonNode body) {
        sandbox.keyState(body.path("arn").asText(), body.path("state").asText());
        return body;
    }

    private JsonNode removeEndpoint(JsonNode body) {
        var project = sandbox.atlas()
                .project(body.path("project").asText())
                .orElseThrow(() -> new NoSuchElementException("There is no such project"));
        sandbox.atlas()
                .removeEndpointInAws(project.id(), body.path("removeInAws").asText());
        return sandbox.atlas().state();
    }

    private static JsonNode object(HttpCall call) {
        try {
            return Json.MAPPER.readTree(call.text().isEmpty() ? "{}" : call.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static HttpReply refuse(int status, String why) {
        return HttpReply.of(
                status, "application/json", Json.object().put("error", why).toString());
    }
}
