package dev.cmkconsole.atlas;

import dev.cmkconsole.atlas.AtlasTransport.Outgoing;
import dev.cmkconsole.atlas.AtlasTransport.Wait;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/**
 * HTTP Digest (RFC 7616). All requests share one nonce and its counter, so that a request costs one round trip.
 * HttpClient no longer shares digest state between threads (HTTPCLIENT-1855); here a lock guards it, and the library
 * computes the response.
 */
final class DigestAuthorization implements Authorization {
    private final AtlasTransport transport;
    private final AtlasCredential.ApiKey key;
    private final AtlasSettings settings;
    private final AtlasProblems problems;
    private final Clock clock;
    private final HttpHost host;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable DigestScheme scheme;

    DigestAuthorization(
            AtlasTransport transport,
            AtlasCredential.ApiKey key,
            AtlasSettings settings,
            AtlasProblems problems,
            Clock clock) {
        this.transport = transport;
        this.key = key;
        this.settings = settings;
        this.problems = problems;
        this.clock = clock;
        var uri = transport.uri(AtlasCalls.ROOT);
        this.host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    @Override
    public Signature sign(String operation, String method, String target) {
        Interrupts.lock(lock, operation, clock);
        try {
            if (scheme == null) {
                scheme = firstChallenge(operation);
            }
            var request = ClassicRequestBuilder.create(method).setPath(target).build();
            var header = scheme.generateAuthResponse(host, request, HttpClientContext.create());
            return new Signature(header, scheme.getNonce());
        } catch (AuthenticationException e) {
            throw new ServiceException(
                    unreadable(operation, "Atlas asked for a kind of digest that is not known here"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean renew(Signature refused, Reply refusal) {
        lock.lock();
        try {
            // A scheme that another thread has just begun has no nonce of its own before it signs.
            if (scheme != null && !refused.basis().equals(scheme.getNonce())) {
                return true;
            }
            var challenge = challenge(refusal);
            if (challenge.isEmpty()) {
                return false;
            }
            var spent = scheme != null && scheme.getNounceCount() > 1;
            var stale = challenge.get().getParams().stream()
                    .anyMatch(p -> p.getName().equalsIgnoreCase("stale") && "true".equalsIgnoreCase(p.getValue()));
            scheme = begin(challenge.get());
            return stale || spent;
        } catch (MalformedChallengeException | AuthenticationException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a request without a signature first, so that no change is sent with a signature that Atlas must refuse.
     */
    private DigestScheme firstChallenge(String operation) {
        var reply = transport.exchange(new Outgoing(
                operation,
                "GET",
                AtlasCalls.ROOT,
                Map.of("Accept", AtlasCalls.mediaType("2023-01-01")),
                Optional.empty(),
                ContentType.APPLICATION_JSON,
                Wait.silence(settings.timeouts().read())));
        try {
            var challenge = challenge(reply);
            if (challenge.isPresent()) {
                return begin(challenge.get());
            }
        } catch (MalformedChallengeException | AuthenticationException e) {
            throw new ServiceException(
                    unreadable(operation, "Atlas asked for a kind of digest that is not known here"));
        }
        throw new ServiceException(
                reply.ok() || reply.status() == 401
                        ? unreadable(
                                operation,
                                "the server does not ask for HTTP Digest, as Atlas does for API keys (status "
                                        + reply.status() + ")")
                        : problems.of(operation, reply));
    }

    private DigestScheme begin(AuthChallenge challenge) throws MalformedChallengeException, AuthenticationException {
        var fresh = new DigestScheme();
        fresh.processChallenge(challenge, HttpClientContext.create());
        var credentials = key.privateKey()
                .use(privateKey -> new UsernamePasswordCredentials(key.publicKey(), privateKey.toCharArray()));
        if (!fresh.isResponseReady(host, (_, _) -> credentials, HttpClientContext.create())) {
            throw new MalformedChallengeException("no realm or nonce");
        }
        return fresh;
    }

    private static Optional<AuthChallenge> challenge(Reply reply) throws MalformedChallengeException {
        if (reply.status() != 401) {
            return Optional.empty();
        }
        for (var header : reply.headers("www-authenticate")) {
            try {
                for (var challenge : AuthChallengeParser.INSTANCE.parse(
                        ChallengeType.TARGET, header, new ParserCursor(0, header.length()))) {
                    if (challenge.getSchemeName().equalsIgnoreCase("digest")) {
                        return Optional.of(challenge);
                    }
                }
            } catch (ParseException e) {
                throw new MalformedChallengeException(e.getMessage(), e);
            }
        }
        return Optional.empty();
    }

    private Problem unreadable(String operation, String detail) {
        return new Problem.Unreadable(Origin.ATLAS, operation, detail, clock.instant());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            scheme = null;
        } finally {
            lock.unlock();
        }
    }
}
