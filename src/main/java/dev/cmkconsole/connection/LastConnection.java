package dev.cmkconsole.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The most recent connection, which Settings proposes the next time. It never contains a secret.
 *
 * @param baseUrl Atlas address typed last, without any user name and password in it
 * @param awsProfile profile of the shared AWS files chosen last
 * @param caBundle path of the PEM file typed last
 */
public record LastConnection(
        Target target, Optional<URI> baseUrl, Optional<String> awsProfile, Optional<String> caBundle) {
    /** Before the first connection. */
    public static final LastConnection NONE = new LastConnection(Target.PRACTICE, Optional.empty(), Optional.empty());

    /** The kinds of {@link ConnectionRequest}. */
    public enum Target {
        PRACTICE,
        REAL,
        ENVIRONMENT
    }

    public LastConnection(Target target, Optional<URI> baseUrl, Optional<String> awsProfile) {
        this(target, baseUrl, awsProfile, Optional.empty());
    }

    public LastConnection {
        baseUrl = baseUrl.map(LastConnection::withoutUserInfo);
    }

    /** The value to remember after this request succeeded. Practice mode keeps the previous address and profile. */
    public LastConnection after(ConnectionRequest request) {
        return switch (request) {
            case ConnectionRequest.Practice _ -> new LastConnection(Target.PRACTICE, baseUrl, awsProfile, caBundle);
            case ConnectionRequest.FromEnvironment _ ->
                new LastConnection(Target.ENVIRONMENT, baseUrl, awsProfile, caBundle);
            case ConnectionRequest.Real real ->
                new LastConnection(
                        Target.REAL,
                        Optional.of(real.baseUrl()),
                        profile(real.aws()),
                        real.caBundle().map(Path::toString));
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
