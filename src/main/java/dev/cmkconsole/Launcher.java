package dev.cmkconsole;

import dev.cmkconsole.app.command.ConsoleCommand;
import dev.cmkconsole.app.wiring.Program;
import java.util.Locale;

/** Entry point outside the JavaFX application class, so that the program also starts from a plain class path. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        asciiDigits();
        System.exit(ConsoleCommand.execute(Program.ofThisProcess(), args));
    }

    /** Identifiers and counts have ASCII digits in every locale, also where a library formats them. */
    private static void asciiDigits() {
        Locale.setDefault(new Locale.Builder()
                .setLocale(Locale.getDefault())
                .setUnicodeLocaleKeyword("nu", "latn")
                .build());
    }
}
