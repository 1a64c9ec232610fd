package dev.cmkconsole.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of the program is its owner's alone, and never somebody else's behind a link. */
class OwnerOnlyTest {
    @TempDir
    private Path dir;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileIsItsOwnersAlone() throws IOException {
        Assumptions.assumeTrue(OwnerOnly.posix(dir));
        var file = dir.resolve("journal");
        OwnerOnly.write(file, bytes("ours"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Assumptions.assumeTrue(OwnerOnly.posix(dir));
        var theirs = Files.writeString(dir.resolve("theirs"), "theirs");
        var link = Files.createSymbolicLink(dir.resolve("journal"), theirs);
        assertThatThrownBy(() -> OwnerOnly.write(link, bytes("ours"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> OwnerOnly.open(link)).isInstanceOf(IOException.class);
        assertThat(theirs).hasContent("theirs");

        var nowhere = Files.createSymbolicLink(dir.resolve("head"), dir.resolve("made-through-a-link"));
        assertThatThrownBy(() -> OwnerOnly.write(nowhere, bytes("ours"))).isInstanceOf(IOException.class);
        assertThat(dir.resolve("made-through-a-link")).doesNotExist();
    }
}
