package dev.cmkconsole.journal;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last entry on disk, noted in a file beside the journal: it reveals lines that vanish from the journal's end. After
 * a power failure it may lag behind, but it never runs ahead. It guards against accidents, not against a person who can
 * write both files.
 */
record HeadMark(long seq, String hash) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n");

    /** Empty where no readable mark exists. */
    static Optional<HeadMark> read(Path file) {
        try {
            OwnerOnly.refuseOther(file);
            var form = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return form.matches()
                    ? Optional.of(new HeadMark(Long.parseLong(form.group(1)), form.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        OwnerOnly.write(file, (seq + " " + hash + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
