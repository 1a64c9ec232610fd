package dev.cmkconsole.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A text in a file of its own. */
public final class TextFile {
    private TextFile() {}

    /** Replaces an existing file only with the complete text. */
    public static void put(String text, Path file, boolean executable) throws IOException {
        WholeFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        if (executable && !file.toFile().setExecutable(true, true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
