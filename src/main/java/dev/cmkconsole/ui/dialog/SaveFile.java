package dev.cmkconsole.ui.dialog;

import java.util.List;

/**
 * A file to write.
 *
 * @param kinds possible file types; the first is the default
 */
public record SaveFile(String title, String suggestedName, List<FileType> kinds) {
    public SaveFile {
        kinds = List.copyOf(kinds);
    }

    /** @param extension with its dot, such as {@code .csv} */
    public record FileType(String name, String extension) {}
}
