package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.TransportRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;

/** The address of the Admin API: scheme, host and an optional path prefix, without a final slash. */
public record AtlasAddress(URI root) {
    public static final AtlasAddress COMMERCIAL = new AtlasAddress(URI.create("https://cloud.mongodb.com"));
    public static final AtlasAddress GOVERNMENT = new AtlasAddress(URI.create("https://cloud.mongodbgov.com"));

    /**
     * Parses what a person or an environment variable gives. Final slashes are removed.
     *
     * @throws ServiceException with code {@code ATLAS_ADDRESS_MALFORMED}, or {@code ATLAS_ADDRESS_NOT_SECURE} for
     *     plain http to another machine
     */
    public static AtlasAddress of(String text, Clock clock) {
        var stripped = text.strip().replaceAll("/+$", "");
        URI uri;
        try {
            uri = new URI(stripped).normalize();
        } catch (URISyntaxException e) {
            throw refused("ATLAS_ADDRESS_MALFORMED", "not an address: " + e.getReason(), clock);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!TransportRule.reachable(uri)
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !scheme.equals("http") && !scheme.equals("https")) {
            throw refused(
                    "ATLAS_ADDRESS_MALFORMED",
                    "expected https://HOST, perhaps with a port and a path, without user, query or fragment",
                    clock);
        }
        var address = new AtlasAddress(uri);
        if (!TransportRule.allows(uri)) {
            throw refused(
                    "ATLAS_ADDRESS_NOT_SECURE",
                    "plain http is allowed to this computer only, not to " + uri.getHost(),
                    clock);
        }
        return address;
    }

    URI resolve(String pathAndQuery) {
        return URI.create(root + pathAndQuery);
    }

    private static ServiceException refused(String code, String detail, Clock clock) {
        return new ServiceException(new Problem.Local("connect", code, detail, clock.instant()));
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
