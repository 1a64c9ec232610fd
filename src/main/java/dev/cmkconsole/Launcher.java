package dev.cmkconsole;

import dev.cmkconsole.app.command.ConsoleCommand;
import dev.cmkconsole.app.wiring.Program;

/** Entry point outside the JavaFX application class, so that the program also starts from a plain class path. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        System.exit(ConsoleCommand.execute(Program.ofThisProcess(), args));
    }
}
