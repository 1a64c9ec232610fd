package dev.cmkconsole.app.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Reads a one-time code from the terminal without showing it, or a line of standard input where there is no terminal.
 * A code on the command line would be visible in the list of processes and in the shell's history.
 */
@FunctionalInterface
interface CodePrompt {

    /** @return what was entered; empty at the end of the input */
    Optional<String> ask(String prompt);

    CodePrompt TERMINAL = prompt -> {
        // Without a terminal there is no console in JDK 25.
        var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            return terminal.map(console -> console.readPassword("%s", prompt)).map(String::new);
        }
        try {
            // Not closed: standard input belongs to the process.
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    };
}
