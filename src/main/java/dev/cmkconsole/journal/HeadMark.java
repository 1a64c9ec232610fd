package dev.cmkconsole.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Remembers beside the journal which entry was last on disk, so that lines that vanish from its end are missed. It
 * may lag behind after a power failure and never runs ahead. It guards against accidents, not against somebody who
 * can write both files.
 */
record HeadMark(long seq, String hash) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n");

    /** Empty where there is none, or none that can be read. */
    static Optional<HeadMark> read(Path file) {
        try {
            var form = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return form.matches()
                    ? Optional.of(new HeadMark(Long.parseLong(form.group(1)), form.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, seq + " " + hash + "\n", StandardCharsets.ISO_8859_1);
    }
}
