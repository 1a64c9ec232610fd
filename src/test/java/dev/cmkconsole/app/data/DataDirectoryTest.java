package dev.cmkconsole.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.outcome.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where data is stored, and who may read it. */
class DataDirectoryTest {
    private static final Path HOME = Path.of("/homes", "ada");

    @TempDir
    Path dir;

    private DataDirectory data() {
        return new DataDirectory(dir.resolve("data"), Clock.systemUTC());
    }

    @Test
    void eachPlatformHasItsPlace() {
        assertThat(DataDirectory.standard(Map.of(), "Linux", HOME)).isEqualTo(HOME.resolve(".local/share/cmk-console"));
        assertThat(DataDirectory.standard(Map.of("XDG_DATA_HOME", "/srv/ada"), "Linux", HOME))
                .isEqualTo(Path.of("/srv/ada/cmk-console"));
        assertThat(DataDirectory.standard(Map.of("XDG_DATA_HOME", "relative"), "Linux", HOME))
                .isEqualTo(HOME.resolve(".local/share/cmk-console"));
        assertThat(DataDirectory.standard(Map.of("XDG_DATA_HOME", ""), "FreeBSD", HOME))
                .isEqualTo(HOME.resolve(".local/share/cmk-console"));
        assertThat(DataDirectory.standard(Map.of("XDG_DATA_HOME", "/srv/ada"), "Mac OS X", HOME))
                .isEqualTo(HOME.resolve("Library/Application Support/CMK Console"));
        assertThat(DataDirectory.standard(Map.of("APPDATA", "/roaming"), "Windows 11", HOME))
                .isEqualTo(Path.of("/roaming/CMK Console"));
        assertThat(DataDirectory.standard(Map.of(), "Windows 11", HOME))
                .isEqualTo(HOME.resolve("AppData/Roaming/CMK Console"));
    }

    @Test
    void practiceAndEveryAddressAreApart() {
        var atlas = data().real(URI.create("https://cloud.mongodb.com/")).path();
        assertThat(data().practice().path()).isNotEqualTo(atlas);
        assertThat(data().real(URI.create("https://CLOUD.mongodb.com:443/api/")).path())
                .as("the same server")
                .isEqualTo(atlas);
        assertThat(data().real(URI.create("https://cloud.mongodbgov.com/")).path())
                .isNotEqualTo(atlas);
        assertThat(data().real(URI.create("http://cloud.mongodb.com/")).path()).isNotEqualTo(atlas);
        assertThat(data().real(URI.create("https://cloud.mongodb.com:8443/")).path())
                .isNotEqualTo(atlas);
        assertThat(atlas.startsWith(data().root().resolve("real"))).isTrue();
    }

    @Test
    void foldersAreForTheirOwnerAlone() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        var folder = data().practice();
        Files.createDirectories(folder.path());
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        data().prepare(folder);
        data().prepare();
        for (var path : new Path[] {folder.path(), folder.sandbox(), data().logs()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo("rwx------");
        }
    }

    private void refused(String code) {
        refused(code, () -> data().prepare(data().practice()));
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwx---rwx", "rwxrwxrwx"})
    void aFolderThatOthersMayWriteIsRefused(String permissions) throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        var root = Files.createDirectory(dir.resolve("data"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(permissions));
        refused(DataDirectory.SHARED);
        assertThat(root).isEmptyDirectory();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        data().prepare(data().practice());
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        var folder = Files.createDirectory(dir.resolve("theirs"));
        try {
            Files.setOwner(
                    folder, dir.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("65534"));
        } catch (IOException e) {
            // Only the administrator gives folders away, and these are not the user's own.
            folder = Path.of("/usr");
        }
        var theirs = folder;
        refused(DataDirectory.FOREIGN, () -> DataDirectory.checkSafe(theirs, Clock.systemUTC()));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        var elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.createSymbolicLink(dir.resolve("data"), elsewhere);
        refused(DataDirectory.LINKED);
        Files.delete(dir.resolve("data"));
        Files.createDirectory(dir.resolve("data"));
        Files.createSymbolicLink(dir.resolve("data").resolve("practice"), elsewhere);
        refused(DataDirectory.LINKED);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whatReadsRefusesLinksAndOpenFoldersToo() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        var practice = data().practice();
        data().prepare(practice);
        data().checkSafe(practice);
        Files.setPosixFilePermissions(data().root(), PosixFilePermissions.fromString("rwxrwx---"));
        refused(DataDirectory.SHARED, () -> data().checkSafe(practice));
        refused(DataDirectory.SHARED, () -> DataDirectory.checkSafe(data().root(), Clock.systemUTC()));
        Files.setPosixFilePermissions(data().root(), PosixFilePermissions.fromString("rwx------"));
        Files.move(practice.path(), dir.resolve("moved"));
        Files.createSymbolicLink(practice.path(), dir.resolve("moved"));
        refused(DataDirectory.LINKED, () -> data().checkSafe(practice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal.jsonl", "journal.head", "journal.lock"})
    void aLinkOrAFolderInThePlaceOfTheHistoryIsRefused(String name) throws IOException {
        var practice = data().practice();
        data().prepare(practice);
        var place = Files.createDirectory(practice.path().resolve(name));
        refused(DataDirectory.NO_FILE, () -> data().checkSafe(practice));
        Files.delete(place);
        Files.createSymbolicLink(place, dir.resolve("elsewhere"));
        refused(DataDirectory.NO_FILE, () -> data().prepare(practice));
        assertThat(dir.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(dir.resolve("data"), "a file where a folder should be");
        assertThatThrownBy(() -> data().prepare(data().practice()))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(DataDirectory.UNUSABLE));
    }

    @Test
    void clearingPracticeLeavesTheRest() throws IOException {
        var data = data();
        var real = data.real(URI.create("https://cloud.mongodb.com/"));
        data.prepare(data.practice());
        data.prepare(real);
        Files.writeString(data.practice().journal(), "x");
        Files.writeString(real.journal(), "x");
        Files.writeString(data.settings(), "{}");
        Files.createSymbolicLink(data.practice().sandbox().resolve("link"), real.path());

        data.clearPractice();

        assertThat(data.practice().path()).doesNotExist();
        assertThat(real.journal()).exists();
        assertThat(data.settings()).exists();
        data.clearPractice();
    }

    @Test
    void aFolderHasOneUser() {
        var data = data();
        var real = data.real(URI.create("https://cloud.mongodb.com/"));
        data.prepare(data.practice());
        data.prepare(real);
        try (var _ = open(data.practice())) {
            assertThatThrownBy(() -> open(data.practice()))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("JOURNAL_IN_USE"));
            open(real).close();
        }
        open(data.practice()).close();
    }

    private static FileJournal open(ConnectionFolder folder) {
        return FileJournal.open(folder.journal(), Clock.systemUTC(), text -> text, _ -> {});
    }
}
