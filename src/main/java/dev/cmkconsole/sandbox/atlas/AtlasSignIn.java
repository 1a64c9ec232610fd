package dev.cmkconsole.sandbox.atlas;

import dev.cmkconsole.sandbox.atlas.auth.Digest;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.Tokens;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.state.World;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;

/** Authenticates the caller by digest or bearer token, and enforces the access list. */
final class AtlasSignIn {
    private final World world;
    private final Digest digest;
    private final Tokens tokens;

    AtlasSignIn(World world, Digest digest, Tokens tokens) {
        this.world = world;
        this.digest = digest;
        this.tokens = tokens;
    }

    /** The result of a sign-in; one of the two members is null. */
    record SignedIn(Identity identity, HttpReply refusal) {}

    SignedIn signIn(HttpCall call) {
        var header = call.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return tokens.bearer(header.substring(7).trim())
                    .map(i -> new SignedIn(i, null))
                    .orElseGet(() -> new SignedIn(null, refuseToken(call)));
        }
        var sent = Digest.parse(header).orElse(null);
        if (sent == null) {
            return new SignedIn(null, challenge(false));
        }
        var who = world.directory()
                .byPublicKey(sent.get("username"))
                .filter(i -> i.kind() == Identity.IdentityKind.API_KEY)
                .orElse(null);
        if (who == null) {
            return new SignedIn(null, challenge(false));
        }
        var target = call.rawPath() + (call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery());
        return switch (digest.verify(sent, call.method(), target, who.secret())) {
            case RIGHT -> new SignedIn(who, null);
            case WRONG -> new SignedIn(null, challenge(false));
            case STALE -> new SignedIn(null, challenge(true));
        };
    }

    void checkAddress(Identity who, HttpCall call) {
        if (who.accessList().isEmpty() && world.switches().apiAccessListRequired) {
            throw AtlasError.of(
                    403,
                    "ORG_REQUIRES_ACCESS_LIST",
                    "This organization requires access through an access list of ip ranges.",
                    call.remote());
        }
        who.refusedAddress(call.remote()).ifPresent(ip -> {
            throw AtlasError.of(
                    403,
                    "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                    "IP address " + ip + " is not allowed to access this resource.",
                    ip);
        });
    }

    private HttpReply challenge(boolean stale) {
        // This body has a layout of its own, without parameters and without X-Error-Code.
        var body = """
            {
              "error" : 401,
              "reason" : "Unauthorized",
              "detail" : "You are not authorized for this resource.",
              "errorCode" : "UNEXPECTED_ERROR"
            }\
            """;
        return HttpReply.of(401, "application/json", body)
                .with("Www-Authenticate", digest.challenge(stale))
                .with("Server", "mdbws")
                .with("Vary", "Accept-Encoding");
    }

    private HttpReply refuseToken(HttpCall call) {
        var reply = AtlasReplies.error(
                call, AtlasError.of(401, "UNEXPECTED_ERROR", "You are not authorized for this resource."));
        return world.switches().bearerChallenge
                ? reply.with("Www-Authenticate", "Bearer error=\"invalid_token\"")
                : reply;
    }
}
