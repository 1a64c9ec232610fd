package dev.cmkconsole.app.data;

import dev.cmkconsole.ui.theme.ThemeChoice;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What the program remembers between starts; never a secret.
 *
 * @param connection what the user was last connected to
 * @param baseUrl address of Atlas last typed; name and password in it are not kept
 * @param awsProfile profile of the shared AWS files last chosen
 */
public record Settings(
        ThemeChoice theme, LastConnection connection, Optional<URI> baseUrl, Optional<String> awsProfile) {
    public static final Settings STANDARD =
            new Settings(ThemeChoice.SYSTEM, LastConnection.PRACTICE, Optional.empty(), Optional.empty());

    public enum LastConnection {
        PRACTICE,
        REAL,
        ENVIRONMENT
    }

    public Settings {
        baseUrl = baseUrl.map(Settings::withoutUserInfo);
    }

    public Settings withTheme(ThemeChoice chosen) {
        return new Settings(chosen, connection, baseUrl, awsProfile);
    }

    public Settings withConnection(LastConnection last, Optional<URI> address, Optional<String> profile) {
        return new Settings(theme, last, address, profile);
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
