package dev.cmkconsole.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.data.SettingsFile;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window's remembered settings are on disk at the next start. */
class WindowsTest {
    private static final URI ATLAS = URI.create("https://cloud.mongodb.com");

    @TempDir
    Path folder;

    private void start(Consumer<SettingsFile> work) {
        try (var later = Executors.newSingleThreadScheduledExecutor();
                var settings = SettingsFile.open(
                        folder.resolve("settings.json"), "1.2.3", Clock.systemUTC(), later, _ -> {})) {
            work.accept(settings);
        }
    }

    @Test
    void theConnectionAndTheThemeAreThereAtTheNextStartWithoutSecrets() throws IOException {
        start(file -> {
            var settings = Windows.of(file);
            settings.theme(ThemeChoice.DARK);
            settings.remember(settings.lastConnection()
                    .after(new ConnectionRequest.Real(
                            ATLAS,
                            new ConnectionRequest.Atlas.ApiKey("hqzrmdvk", Secret.of("8d6a7c1e-typed")),
                            new ConnectionRequest.Aws.Profile("security-admin"))));
        });
        start(file -> {
            var settings = Windows.of(file);
            assertThat(settings.theme()).isEqualTo(ThemeChoice.DARK);
            assertThat(settings.lastConnection())
                    .isEqualTo(new LastConnection(
                            LastConnection.Target.REAL, Optional.of(ATLAS), Optional.of("security-admin")));
        });
        assertThat(Files.readString(folder.resolve("settings.json"))).doesNotContain("8d6a7c1e-typed", "hqzrmdvk");
    }
}
