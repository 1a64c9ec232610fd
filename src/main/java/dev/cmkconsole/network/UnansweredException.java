package dev.cmkconsole.network;

import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Obstacle;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** No complete answer came. It says whether the request may have reached the service, and what stood in the way. */
public final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int PROXY_SIGN_IN = 407;

    /** How the exchange ended. */
    public enum End {
        /** The connection failed or broke. */
        BROKEN,
        /** The answer, or a part of it, did not come in time. */
        LATE,
        /** The answer is larger than the limit. */
        TOO_LARGE
    }

    private final End end;
    private final boolean sent;
    private final Optional<Obstacle> obstacle;

    private UnansweredException(End end, boolean sent, Optional<Obstacle> obstacle, String message, IOException cause) {
        super(message, cause);
        this.end = end;
        this.sent = sent;
        this.obstacle = obstacle;
    }

    public End end() {
        return end;
    }

    /** NONE only if the request certainly did not reach the service. */
    public Effect effect() {
        return sent ? Effect.UNKNOWN : Effect.NONE;
    }

    public Optional<Obstacle> obstacle() {
        return obstacle;
    }

    static UnansweredException notSecure(URI uri) {
        return new UnansweredException(
                End.BROKEN,
                false,
                Optional.of(Obstacle.ADDRESS_NOT_SECURE),
                "plain http is allowed to this computer only, not to " + uri.getHost(),
                new IOException("not sent"));
    }

    static UnansweredException late(boolean sent, Duration whole, IOException cause) {
        return new UnansweredException(
                End.LATE, sent, Optional.empty(), "the answer was not complete after " + shown(whole), cause);
    }

    private static String shown(Duration time) {
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    static UnansweredException of(boolean sent, URI uri, IOException e) {
        if (e instanceof TooLarge) {
            return new UnansweredException(End.TOO_LARGE, sent, Optional.empty(), String.valueOf(e.getMessage()), e);
        }
        var obstacle = obstacle(e, sent);
        var timeout = e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException);
        return new UnansweredException(
                timeout && sent ? End.LATE : End.BROKEN,
                sent,
                obstacle,
                e.getClass().getSimpleName() + ": " + e.getMessage()
                        + (obstacle.isPresent() ? " (" + uri.getHost() + ")" : ""),
                e);
    }

    private static Optional<Obstacle> obstacle(IOException e, boolean sent) {
        if (sent) {
            return Optional.empty();
        }
        var causes = causes(e);
        for (var cause : causes) {
            if (cause instanceof NoTunnel refused) {
                return Optional.of(refused.status == PROXY_SIGN_IN ? Obstacle.PROXY_SIGN_IN : Obstacle.PROXY_REFUSED);
            }
            if (cause instanceof SSLPeerUnverifiedException) {
                return Optional.of(Obstacle.CERTIFICATE_OTHER_HOST);
            }
        }
        return causes.stream().anyMatch(SSLHandshakeException.class::isInstance)
                ? certificate(causes)
                : Optional.empty();
    }

    private static Optional<Obstacle> certificate(List<Throwable> causes) {
        if (causes.stream().anyMatch(c -> c instanceof CertificateExpiredException)) {
            return Optional.of(Obstacle.CERTIFICATE_EXPIRED);
        }
        if (causes.stream().anyMatch(c -> c instanceof CertificateNotYetValidException)) {
            return Optional.of(Obstacle.CERTIFICATE_NOT_YET_VALID);
        }
        return causes.stream().anyMatch(c -> c instanceof CertificateException)
                ? Optional.of(Obstacle.CERTIFICATE_NOT_TRUSTED)
                : Optional.empty();
    }

    private static List<Throwable> causes(Throwable e) {
        var all = new ArrayList<Throwable>();
        for (Throwable cause = e; cause != null && !all.contains(cause); cause = cause.getCause()) {
            all.add(cause);
        }
        return all;
    }

    /** The proxy answered in place of the service. */
    static final class NoTunnel extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        NoTunnel(int status) {
            super("the proxy answered with status " + status);
            this.status = status;
        }
    }

    /** The body exceeds the limit. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(int limit) {
            super("the answer is larger than " + (limit >= 1 << 20 ? (limit >> 20) + " MB" : limit + " bytes"));
        }

        TooLarge(InterimAnswers.TooMany cause) {
            super(cause.getMessage(), cause);
        }
    }
}
