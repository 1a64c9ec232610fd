package dev.cmkconsole.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path directory;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileIsMadeAndReplaced() throws IOException {
        var file = directory.resolve("settings.json");
        WholeFile.replaceDurably(file, utf8("one"));
        WholeFile.replaceDurably(file, utf8("two"));
        assertThat(file).hasContent("two");
        WholeFile.replace(file, out -> out.write(utf8("three")));
        assertThat(file).hasContent("three");
        assertThat(directory)
                .isDirectoryContaining(f -> f.equals(file))
                .satisfies(d -> assertThat(d.toFile().list()).hasSize(1));
    }

    @Test
    void whatFailsHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
        var file = directory.resolve("report.html");
        WholeFile.replace(file, out -> out.write(utf8("old")));
        assertThatThrownBy(() -> WholeFile.replace(file, out -> {
                    out.write(utf8("ne"));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(directory.toFile().list()).containsExactly("report.html");
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        var folder = Files.createDirectory(directory.resolve("folder"));
        assertThatThrownBy(() -> WholeFile.replace(folder, out -> out.write(1))).isInstanceOf(IOException.class);
        assertThat(folder).isDirectory();
        assertThat(directory.toFile().list()).containsExactly("folder");
    }

    @Test
    void draftsOfAKilledProcessAreDeletedAndOthersStay() throws IOException {
        var file = directory.resolve("settings.json");
        for (var name :
                new String[] {"settings.json", "settings.json123.new", "settings.json.new", "other.json1.new"}) {
            Files.createFile(directory.resolve(name));
        }
        WholeFile.deleteDrafts(file);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("settings.json", "other.json1.new");
    }

    @Test
    void filesAndFoldersAreTheirOwnersAlone() throws IOException {
        Assumptions.assumeTrue(OwnerOnly.posix(directory));
        var file = directory.resolve("file");
        WholeFile.replace(file, out -> out.write(1));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var folder = Files.createDirectory(directory.resolve("folder"), OwnerOnly.folder(directory));
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnly.tighten(folder);
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    /** Test vectors of FIPS 180-4. */
    @Test
    void digests() throws IOException {
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(new Sha256().hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        var bytes = utf8("xabcx");
        assertThat(new Sha256().add(bytes, 1, 3).hex()).isEqualTo(Sha256.hex("abc"));
        var streamed = new Sha256().add(new java.io.ByteArrayInputStream(new byte[200_000]));
        assertThat(streamed.hex()).isEqualTo(new Sha256().add(new byte[200_000]).hex());
    }

    @Test
    void aFolderOfTextsIsTheOwnersAlone() throws IOException {
        Assumptions.assumeTrue(OwnerOnly.posix(directory));
        var folder = directory.resolve("exports").resolve("terraform");
        new TextFolder(folder, "# Written by a test.").write(Map.of("main.tf", "# Written by a test."));
        for (var made : new Path[] {folder.getParent(), folder}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }
}
