package dev.cmkconsole.journal;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Keeps the bytes of an incomplete last line in a file of their own. */
final class TornTail {
    private TornTail() {}

    static void keep(Path journal, long from, Path as) throws IOException {
        try (var in = Files.newInputStream(journal)) {
            in.skipNBytes(from);
            try (var out = Files.newByteChannel(
                            as, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(as));
                    var stream = Channels.newOutputStream(out)) {
                in.transferTo(stream);
            } catch (IOException e) {
                Files.deleteIfExists(as);
                throw e;
            }
        }
    }
}
