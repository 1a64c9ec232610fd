package dev.cmkconsole.ui.dialog;

import java.util.List;

/**
 * A file to be written.
 *
 * @param kinds what the file may be; the first is the default
 */
public record SaveFile(String title, String suggestedName, List<Kind> kinds) {
    public SaveFile {
        kinds = List.copyOf(kinds);
    }

    /** @param extension with its dot, such as {@code .csv} */
    public record Kind(String name, String extension) {}
}
