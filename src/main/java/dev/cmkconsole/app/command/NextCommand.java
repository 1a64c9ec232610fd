package dev.cmkconsole.app.command;

import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.Commands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** The command line that follows the typed one: the same with decisions added, or a run of what it only read. */
final class NextCommand {
    private static final String PROGRAM = "cmk-console";
    /** Options that the next command has in another form, or not at all. */
    private static final Set<String> REPLACED = Set.of("--accept", "--confirm");

    private static final Set<String> DROPPED = Set.of("--prepare");
    private static final Set<String> CARRIED = Set.of("--connection", "--data", "--mfa-code", "--project");
    /** Its value is a secret for one use. */
    private static final String CODE = "--mfa-code";

    private final List<String> typed;

    /** @param typed the words of this command line, without the program's name */
    NextCommand(List<String> typed) {
        this.typed = List.copyOf(typed);
    }

    String accepting(Collection<StepId> accepted, Optional<String> confirm) {
        var words = kept();
        if (!accepted.isEmpty()) {
            words.addAll(List.of("--accept", OpenDoubts.words(new HashSet<>(accepted))));
        }
        confirm.ifPresent(name -> words.addAll(List.of("--confirm", name)));
        return PROGRAM + " " + words.stream().map(Commands::quote).collect(Collectors.joining(" "));
    }

    /** Returns the command line that runs a procedure on the connection and the project of a parsed one. */
    static String running(String procedure, ParseResult parsed) {
        var words = new ArrayList<>(List.of(PROGRAM, "run", procedure));
        for (var part = parsed; part != null; part = part.subcommand()) {
            for (var option : part.matchedOptions()) {
                if (CARRIED.contains(option.longestName())) {
                    words.add(option.longestName());
                    if (!option.longestName().equals(CODE)) {
                        words.addAll(option.originalStringValues());
                    }
                }
            }
        }
        return words.stream().map(Commands::quote).collect(Collectors.joining(" "));
    }

    private List<String> kept() {
        var words = new ArrayList<String>();
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (REPLACED.contains(word)) {
                i++;
            } else if (word.startsWith(CODE)) {
                words.add(CODE);
            } else if (!DROPPED.contains(word) && REPLACED.stream().noneMatch(r -> word.startsWith(r + "="))) {
                words.add(word);
            }
        }
        return words;
    }
}
