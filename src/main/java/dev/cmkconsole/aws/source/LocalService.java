package dev.cmkconsole.aws.source;

import dev.cmkconsole.model.port.TransportRule;
import dev.cmkconsole.network.HttpSender;
import dev.cmkconsole.network.NetworkPath;
import dev.cmkconsole.network.UnansweredException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Asks a service of the machine for credentials, through the program's own HTTP engine and with narrow limits. */
public final class LocalService {
    /** Where AWS itself serves credentials to containers and machines: never beyond the machine's own host. */
    private static final Set<String> LINK_LOCAL =
            Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "169.254.169.254", "[fd00:ec2::254]");

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);
    /** A document of credentials has about one kilobyte. */
    private static final int LARGEST_BODY = 64 << 10;

    private final NetworkPath path;
    private final Duration whole;

    public LocalService(NetworkPath path) {
        this(path, WHOLE);
    }

    LocalService(NetworkPath path, Duration whole) {
        this.path = path;
        this.whole = whole;
    }

    /** Whether credentials may come from an address: plain http does not leave this computer and its host. */
    public static boolean allows(URI address) {
        return linkLocal(address) || TransportRule.allows(address);
    }

    private static boolean linkLocal(URI address) {
        return address.getHost() != null && LINK_LOCAL.contains(address.getHost());
    }

    /** One answer of status 200. */
    String ask(String source, String method, URI address, Map<String, String> headers) {
        var limits = new HttpSender.Limits(CONNECT, whole, LARGEST_BODY, 1);
        // A proxy would see the credentials of this machine, and would answer with those of its own.
        var way = linkLocal(address) || TransportRule.loopback(address)
                ? new NetworkPath(NetworkPath.DIRECT.proxies(), path.trust())
                : path;
        try (var http = new HttpSender(way, limits, "cmk-console", LocalService::allows)) {
            var answer = http.prepare(new HttpSender.Outgoing(
                            method,
                            address,
                            headers.entrySet().stream()
                                    .collect(Collectors.toMap(Map.Entry::getKey, h -> List.of(h.getValue()))),
                            new byte[0],
                            Optional.empty(),
                            whole))
                    .send();
            if (answer.status() != 200) {
                throw SdkClientException.create(source + " answered with status " + answer.status());
            }
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (UnansweredException e) {
            throw SdkClientException.create(source + " gave no answer: " + e.getMessage());
        }
    }
}
