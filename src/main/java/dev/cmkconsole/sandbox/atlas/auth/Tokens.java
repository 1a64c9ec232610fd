package dev.cmkconsole.sandbox.atlas.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Service accounts: serves {@code /api/oauth/token} and {@code /api/oauth/revoke}, and verifies bearer tokens (JWT,
 * HS256).
 */
public final class Tokens {
    private static final String JSON = "application/json;charset=UTF-8";

    private final Directory directory;
    private final Clock clock;
    private final Switches switches;
    private final Ids ids;
    private final Runnable directoryChanged;

    public Tokens(Directory directory, Clock clock, Switches switches, Ids ids, Runnable directoryChanged) {
        this.directory = directory;
        this.clock = clock;
        this.switches = switches;
        this.ids = ids;
        this.directoryChanged = directoryChanged;
    }

    public HttpReply token(HttpCall call) {
        var form = form(call);
        if (form == null) {
            return error(400, "invalid_request", "The request body must be a form.");
        }
        var grant = form.one("grant_type");
        if (grant == null) {
            return error(400, "invalid_request", "Parameter grant_type is missing.");
        }
        if (!grant.equals("client_credentials")) {
            return error(400, "unsupported_grant_type", "Only client_credentials is supported.");
        }
        var client = client(call);
        if (client.isEmpty()) {
            return error(401, "invalid_client", "Client authentication failed.");
        }
        var body = Json.object()
                .put("access_token", issue(client.get()))
                .put("expires_in", switches.tokenLifeSeconds)
                .put("token_type", "Bearer");
        return HttpReply.of(200, JSON, body.toString()).with("Cache-Control", "no-store");
    }

    public HttpReply revoke(HttpCall call) {
        var form = form(call);
        if (form == null || form.one("token") == null) {
            return error(400, "invalid_request", "Parameter token is missing.");
        }
        if (client(call).isEmpty()) {
            return error(401, "invalid_client", "Client authentication failed.");
        }
        claims(form.one("token")).ifPresent(c -> {
            directory.revoke(c.path("jti").asText());
            directoryChanged.run();
        });
        return HttpReply.of(200, JSON, "");
    }

    /** The service account of a valid, unexpired and unrevoked token. */
    public Optional<Identity> bearer(String token) {
        return claims(token)
                .filter(c -> c.path("exp").asLong() > clock.instant().getEpochSecond()
                        && !directory.revoked(c.path("jti").asText()))
                .flatMap(c -> directory.byPublicKey(c.path("sub").asText()));
    }

    private String issue(Identity client) {
        var now = clock.instant();
        var claims = Json.object()
                .put("iss", "https://cloud.mongodb.com")
                .put("sub", client.publicKey())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + switches.tokenLifeSeconds)
                .put("jti", ids.next(now));
        var signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(Json.bytes(claims));
        return signed + "." + base64(sign(signed));
    }

    private Optional<JsonNode> claims(String token) {
        var last = token.lastIndexOf('.');
        var first = token.indexOf('.');
        if (first < 0 || first == last) {
            return Optional.empty();
        }
        try {
            if (!MessageDigest.isEqual(
                    sign(token.substring(0, last)), Base64.getUrlDecoder().decode(token.substring(last + 1)))) {
                return Optional.empty();
            }
            return Optional.of(Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.substring(first + 1, last))));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Identity> client(HttpCall call) {
        var header = call.header("authorization").orElse("");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            var secret = pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            return directory
                    .byPublicKey(pair.substring(0, colon))
                    .filter(i -> i.kind() == Identity.IdentityKind.SERVICE_ACCOUNT)
                    .filter(i ->
                            i.credential().secrets().stream().anyMatch(each -> each.opens(secret, clock.instant())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Query form(HttpCall call) {
        if (!call.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return null;
        }
        try {
            return Query.parse(call.text());
        } catch (AtlasError e) {
            return null;
        }
    }

    private byte[] sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(directory.tokenKey().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] raw) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private static HttpReply error(int status, String code, String description) {
        return HttpReply.of(
                status,
                JSON,
                Json.object()
                        .put("error", code)
                        .put("error_description", description)
                        .toString());
    }
}
