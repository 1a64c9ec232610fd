package dev.cmkconsole.network;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.ExecChainHandler;

/**
 * How this computer reaches the services: through which proxy, and whose certificates it trusts.
 *
 * @param within answers in place of the network, where the service runs in this process. What it throws means that the
 *     request arrived
 */
public record NetworkPath(Proxies proxies, TrustedCertificates trust, Optional<ExecChainHandler> within) {
    /** No proxy and the certificates of the Java runtime, as practice mode needs it. */
    public static final NetworkPath DIRECT = new NetworkPath(Proxies.NONE, TrustedCertificates.OF_THE_SYSTEM);

    public NetworkPath(Proxies proxies, TrustedCertificates trust) {
        this(proxies, trust, Optional.empty());
    }

    /**
     * @param environment the variables of the process
     * @param bundle the file named in Settings; it wins over the variables
     * @throws dev.cmkconsole.model.outcome.ServiceException with code {@code PROXY_MALFORMED} or {@code
     *     CA_BUNDLE_UNUSABLE}
     */
    public static NetworkPath of(Map<String, String> environment, Optional<Path> bundle, Clock clock) {
        var trust = bundle.map(file -> TrustedCertificates.with(file, file.toString(), clock))
                .orElseGet(() -> TrustedCertificates.from(environment, clock));
        return new NetworkPath(Proxies.from(environment, clock), trust);
    }
}
