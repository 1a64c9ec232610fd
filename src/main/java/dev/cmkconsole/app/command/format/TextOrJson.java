package dev.cmkconsole.app.command.format;

import picocli.CommandLine.Option;

/** The format of an answer that is for a person or for a program. */
public final class TextOrJson {
    enum Format {
        text,
        json
    }

    @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    /** Returns whether the answer is for a program. */
    public boolean json() {
        return json || format == Format.json;
    }
}
