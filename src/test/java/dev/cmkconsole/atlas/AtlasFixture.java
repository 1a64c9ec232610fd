package dev.cmkconsole.atlas;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A client with an API key against a scripted Atlas. Waits are recorded instead of performed. */
final class AtlasFixture implements AutoCloseable {
    static final String PUBLIC_KEY = "abcdefgh";
    static final String PRIVATE_KEY = "9f1c2d3e-0000-4abc-8def-canary000001";
    static final String PROJECT = "6a793f362c88faeba59b8a26";
    static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AtlasSettings.ReadRetries RETRIES =
            new AtlasSettings.ReadRetries(3, Duration.ofMillis(100), Duration.ofSeconds(10));
    static final AtlasSettings SETTINGS = new AtlasSettings(Patience.atlas(3).timeouts(), RETRIES, "test");

    /** For a server that does not answer. */
    static final AtlasSettings HURRIED = new AtlasSettings(
            new AtlasSettings.Timeouts(Patience.LIMIT, Duration.ofSeconds(1), Duration.ofMillis(300), Patience.LIMIT),
            RETRIES,
            "test");

    static final AtlasCredential KEY = new AtlasCredential.ApiKey(PUBLIC_KEY, Secret.of(PRIVATE_KEY));

    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    final DigestDouble digest;
    final ScriptedServer server;
    final AtlasClient client;

    AtlasFixture(Function<Request, Reply> inside) {
        this(inside, SETTINGS);
    }

    AtlasFixture(Function<Request, Reply> inside, AtlasSettings settings) {
        digest = new DigestDouble(PUBLIC_KEY, PRIVATE_KEY, inside);
        server = new ScriptedServer(digest);
        client = client(server, KEY, "", settings);
    }

    AtlasClient client(ScriptedServer at, AtlasCredential credential, String suffix) {
        return client(at, credential, suffix, SETTINGS);
    }

    private AtlasClient client(ScriptedServer at, AtlasCredential credential, String suffix, AtlasSettings settings) {
        return new AtlasClient(
                AtlasAddress.of(at.uri() + suffix, CLOCK), credential, settings, CLOCK, new Random(1), waits::add);
    }

    /** Signed requests, the only ones that could have had an effect. */
    List<Request> signed() {
        return server.requests().stream()
                .filter(r -> !r.header("authorization").isEmpty())
                .toList();
    }

    static Problem problemOf(ThrowingCallable call) {
        return catchThrowableOfType(ServiceException.class, call).problem();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
