package dev.cmkconsole.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What the user connected to last, as Settings proposes it the next time; never a secret.
 *
 * @param baseUrl address of Atlas last typed; a name and password in it are not kept
 * @param awsProfile profile of the shared AWS files last chosen
 */
public record LastConnection(Target target, Optional<URI> baseUrl, Optional<String> awsProfile) {
    /** Before the first connection. */
    public static final LastConnection NONE = new LastConnection(Target.PRACTICE, Optional.empty(), Optional.empty());

    /** The kinds of {@link ConnectionRequest}. */
    public enum Target {
        PRACTICE,
        REAL,
        ENVIRONMENT
    }

    public LastConnection {
        baseUrl = baseUrl.map(LastConnection::withoutUserInfo);
    }

    /** What is remembered once this request was met. Practice mode keeps the address and profile of before. */
    public LastConnection after(ConnectionRequest request) {
        return switch (request) {
            case ConnectionRequest.Practice _ -> new LastConnection(Target.PRACTICE, baseUrl, awsProfile);
            case ConnectionRequest.FromEnvironment _ -> new LastConnection(Target.ENVIRONMENT, baseUrl, awsProfile);
            case ConnectionRequest.Real real ->
                new LastConnection(Target.REAL, Optional.of(real.baseUrl()), profile(real.aws()));
        };
    }

    private static Optional<String> profile(ConnectionRequest.Aws aws) {
        return aws instanceof ConnectionRequest.Aws.Profile(var name, var _) ? Optional.of(name) : Optional.empty();
    }

    private static URI withoutUserInfo(URI address) {
        if (address.getUserInfo() == null) {
            return address;
        }
        try {
            return new URI(
                    address.getScheme(), null, address.getHost(), address.getPort(), address.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an address without its user name is no address", e);
        }
    }
}
