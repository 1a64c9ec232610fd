package dev.cmkconsole.sandbox.atlas.http;

import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.util.Optional;

/** Unversioned calls that MongoDB's own clients also make. */
public final class PrivateCalls {

    public Optional<HttpReply> handle(HttpCall call) {
        return Optional.ofNullable(
                switch (call.method() + " " + call.rawPath()) {
                    case "GET /api/private/ipinfo" ->
                        HttpReply.of(
                                200,
                                "application/json",
                                Json.object()
                                        .put("currentIpv4Address", call.remote())
                                        .toString());
                    case "GET /api/private/unauth/nds/defaultMongoDBMajorVersion" ->
                        HttpReply.of(200, "text/plain", "8.0");
                    case "POST /api/private/v1.0/telemetry/events", "POST /api/private/unauth/telemetry/events" ->
                        HttpReply.of(200, "application/json", "{}");
                    default -> null;
                });
    }
}
