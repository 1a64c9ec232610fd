package dev.cmkconsole.atlas;

import dev.cmkconsole.atlas.AtlasTransport.Outgoing;
import dev.cmkconsole.atlas.AtlasTransport.Wait;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OAuth 2.0 client credentials. The token is fetched when first needed, renewed before it expires, and revoked on
 * close.
 */
final class TokenAuthorization implements Authorization {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAuthorization.class);
    private static final String OPERATION = "oauthToken";
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(10);
    /** Closing the program must not wait for an unreachable service. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

    private record Token(Secret value, Instant renewAt) {}

    private final AtlasTransport transport;
    private final AtlasCredential.ServiceAccount account;
    private final AtlasSettings settings;
    private final AtlasProblems problems;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Token token;
    private int uses;

    TokenAuthorization(
            AtlasTransport transport,
            AtlasCredential.ServiceAccount account,
            AtlasSettings settings,
            AtlasProblems problems,
            Clock clock) {
        this.transport = transport;
        this.account = account;
        this.settings = settings;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public Signature sign(String operation, String method, String target) {
        Interrupts.lock(lock, operation, clock);
        try {
            if (token == null || !clock.instant().isBefore(token.renewAt())) {
                token = fetch();
                uses = 0;
            }
            uses++;
            return token.value().use(text -> new Signature("Bearer " + text, text));
        } finally {
            lock.unlock();
        }
    }

    /**
     * A token that worked before may be revoked or expired, so a new one is tried. A token that is refused at its
     * first use stays refused.
     */
    @Override
    public boolean renew(Signature refused, Reply refusal) {
        lock.lock();
        try {
            if (token == null || !token.value().equals(Secret.of(refused.basis()))) {
                return true;
            }
            token = null;
            return uses > 1;
        } finally {
            lock.unlock();
        }
    }

    private Token fetch() {
        var asked = clock.instant();
        var reply = transport.exchange(call(
                "/api/oauth/token",
                "grant_type=client_credentials",
                settings.timeouts().read()));
        if (!reply.ok()) {
            throw new ServiceException(problems.ofSignIn(OPERATION, reply));
        }
        try {
            var json = Json.object(reply.body());
            if (!json.at("token_type").requiredText().equalsIgnoreCase("bearer")) {
                throw json.at("token_type").expected("the word Bearer");
            }
            var text = json.at("access_token").requiredText();
            if (text.isBlank() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw json.at("access_token").expected("a token");
            }
            var life = Duration.ofSeconds((long) json.at("expires_in").number(3600));
            var sixth = life.dividedBy(6);
            var margin = sixth.compareTo(LONGEST_MARGIN) < 0 ? sixth : LONGEST_MARGIN;
            return new Token(Secret.of(text), asked.plus(life).minus(margin));
        } catch (Json.WrongShape e) {
            throw new ServiceException(
                    new Problem.Unreadable(Origin.ATLAS, OPERATION, String.valueOf(e.getMessage()), clock.instant()));
        }
    }

    private Outgoing call(String path, String form, Duration silence) {
        var pair = account.clientSecret().use(secret -> encoded(account.clientId()) + ":" + encoded(secret));
        var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Outgoing(
                OPERATION,
                "POST",
                path,
                Map.of("Authorization", "Basic " + basic, "Accept", "application/json"),
                Optional.of(form),
                ContentType.APPLICATION_FORM_URLENCODED,
                Wait.silence(silence));
    }

    /** RFC 6749, section 2.3.1. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (token != null) {
                var form = token.value().use(text -> "token=" + encoded(text) + "&token_type_hint=access_token");
                token = null;
                var reply = transport.exchange(call(
                        "/api/oauth/revoke",
                        form,
                        settings.timeouts().read().compareTo(LONGEST_FAREWELL) < 0
                                ? settings.timeouts().read()
                                : LONGEST_FAREWELL));
                if (!reply.ok()) {
                    LOG.info("the access token could not be given back (status {}); it ends by itself", reply.status());
                }
            }
        } catch (ServiceException e) {
            LOG.info(
                    "the access token could not be given back ({}); it ends by itself",
                    e.problem().code());
        } finally {
            lock.unlock();
        }
    }
}
