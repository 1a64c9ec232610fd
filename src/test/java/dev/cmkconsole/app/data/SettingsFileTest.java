package dev.cmkconsole.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Patience;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings survive, and bad files do no harm. */
class SettingsFileTest {

    @TempDir
    Path dir;

    private final List<Problem.Local> notices = new ArrayList<>();
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void end() {
        later.shutdownNow();
    }

    private Path file() {
        return dir.resolve("settings.json");
    }

    private SettingsFile open() {
        return SettingsFile.open(file(), "1.2.3", Clock.systemUTC(), later, notices::add);
    }

    @Test
    void whatIsChangedIsThereAtTheNextStart() throws IOException {
        try (var settings = open()) {
            assertThat(settings.current()).isEqualTo(Settings.STANDARD);
            settings.change(now -> now.withTheme(ThemeChoice.DARK));
            settings.change(now -> now.withConnection(new LastConnection(
                    LastConnection.Target.REAL,
                    Optional.of(URI.create("https://cloud.mongodb.com/")),
                    Optional.of("audit"))));
        }
        try (var settings = open()) {
            assertThat(settings.current())
                    .isEqualTo(new Settings(
                            ThemeChoice.DARK,
                            new LastConnection(
                                    LastConnection.Target.REAL,
                                    Optional.of(URI.create("https://cloud.mongodb.com/")),
                                    Optional.of("audit"))));
        }
        assertThat(new JsonMapper()
                        .readTree(file().toFile())
                        .get("writtenByVersion")
                        .asText())
                .isEqualTo("1.2.3");
        assertThat(notices).isEmpty();
        try (var left = Files.list(dir)) {
            assertThat(left).containsExactly(file());
        }
    }

    @Test
    void changesInQuickSuccessionAreOneWrite() {
        try (var settings = open()) {
            for (int i = 0; i < 50; i++) {
                var theme = i % 2 == 0 ? ThemeChoice.DARK : ThemeChoice.LIGHT;
                settings.change(now -> now.withTheme(theme));
            }
            assertThat(later.getQueue().stream().filter(task -> !((java.util.concurrent.Future<?>) task).isCancelled()))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(open().current().theme()).isEqualTo(ThemeChoice.LIGHT);
    }

    @Test
    void aChangeReachesTheDiskByItself() throws Exception {
        var settings = open();
        settings.change(now -> now.withTheme(ThemeChoice.DARK));
        later.shutdown();
        assertThat(Patience.end(later)).isTrue();
        assertThat(Files.readString(file())).contains("DARK");
    }

    @Test
    void nothingChangedWritesNothing() {
        try (var settings = open()) {
            settings.change(now -> now.withTheme(ThemeChoice.SYSTEM));
        }
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "not json", "{\"theme\":\"DARK\"} x", "\0\0\0\0"})
    void aFileThatCannotBeUnderstoodIsKeptAside(String content) throws IOException {
        Files.writeString(file(), content);
        try (var settings = open()) {
            assertThat(settings.current()).isEqualTo(Settings.STANDARD);
            settings.change(now -> now.withTheme(ThemeChoice.DARK));
        }
        assertThat(notices).extracting(Problem.Local::code).containsExactly(SettingsFile.UNREADABLE);
        assertThat(dir.resolve("settings.json.unreadable-1")).hasContent(content);
        assertThat(open().current().theme()).isEqualTo(ThemeChoice.DARK);
    }

    @Test
    void aValueThatIsUnknownIsTheStandardOne() throws IOException {
        Files.writeString(
                file(),
                "{\"theme\":\"PINK\",\"connection\":7,\"baseUrl\":\"not an address\",\"awsProfile\":\"audit\"}");
        assertThat(open().current())
                .isEqualTo(new Settings(
                        ThemeChoice.SYSTEM,
                        new LastConnection(LastConnection.Target.PRACTICE, Optional.empty(), Optional.of("audit"))));
        assertThat(notices).isEmpty();
    }

    @Test
    void whatALaterVersionWroteStays() throws IOException {
        Files.writeString(file(), "{\"theme\":\"LIGHT\",\"keyMap\":{\"zoom\":3}}");
        try (var settings = open()) {
            settings.change(now -> now.withTheme(ThemeChoice.DARK));
        }
        assertThat(new JsonMapper()
                        .readTree(file().toFile())
                        .get("keyMap")
                        .get("zoom")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void anAddressIsKeptWithoutItsPassword() throws IOException {
        try (var settings = open()) {
            settings.change(now -> now.withConnection(new LastConnection(
                    LastConnection.Target.REAL,
                    Optional.of(URI.create("https://ada:hunter2@cloud.mongodb.com/")),
                    Optional.empty())));
        }
        assertThat(Files.readString(file()))
                .doesNotContain("hunter2")
                .doesNotContain("ada")
                .contains("https://cloud.mongodb.com/");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidOnce() {
        var settings = SettingsFile.open(
                dir.resolve("missing").resolve("settings.json"), "1", Clock.systemUTC(), later, notices::add);
        settings.change(now -> now.withTheme(ThemeChoice.DARK));
        settings.close();
        settings.close();
        assertThat(settings.current().theme()).isEqualTo(ThemeChoice.DARK);
        assertThat(notices).extracting(Problem.Local::code).containsExactly(SettingsFile.NOT_SAVED);
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        try (var settings = open()) {
            settings.change(now -> now.withTheme(ThemeChoice.DARK));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }
}
