package dev.cmkconsole.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tour into the folder of an earlier one leaves no picture that belongs to neither list. */
@Alongside
class PicturesTest {
    @Test
    void picturesOfAnEarlierTourGoAndOtherFilesStay(@TempDir Path dir) throws IOException {
        var list = dir.resolve("out/tour.json");
        Files.createDirectories(list.getParent());
        Files.writeString(list, """
            [{"name":"a","picture":"01-a.png"},{"name":"b","picture":"../02-b.png"},{"name":"c","picture":"notes.txt"},
                 {"name":"d","picture":"03-mine.png"}]
            """);
        for (var name :
                new String[] {"out/01-a.png", "out/01-a@2x.png", "02-b.png", "out/notes.txt", "out/03-mine.png"}) {
            Files.writeString(dir.resolve(name), "x");
        }
        Pictures.deleteEarlier(list, Set.of("03-mine.png"));
        assertThat(dir.resolve("out/01-a.png")).doesNotExist();
        assertThat(dir.resolve("out/01-a@2x.png")).doesNotExist();
        assertThat(dir.resolve("02-b.png")).exists();
        assertThat(dir.resolve("out/notes.txt")).exists();
        assertThat(dir.resolve("out/03-mine.png")).exists();
    }
}
