package dev.cmkconsole.app.command;

import dev.cmkconsole.app.options.FixByHand;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.preflight.CheckReportText;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Explains a failure in plain language and gives it an exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final Program program;

    Failures(Program program) {
        this.program = program;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult result) {
        return say(failure);
    }

    int say(Exception failure) {
        var messages = program.messages();
        return switch (failure) {
            case InputException input -> {
                program.err().println(messages.say(input.text()));
                yield ExitCode.USAGE;
            }
            case FixByHand hand -> {
                program.err().println(messages.get("cli.fixByHand"));
                program.out().println(new CheckReportText(messages).one(hand.result()));
                hand.first()
                        .forEach(check ->
                                program.out().println(messages.get("cli.fixByHand.first", check, hand.projectId())));
                yield ExitCode.SOFTWARE;
            }
            case ServiceException service -> {
                var words = messages.explain(service.problem());
                program.err()
                        .println(words.what() + "\n" + words.means() + "\n" + words.next() + "\n"
                                + details(messages, words));
                yield ExitCode.SOFTWARE;
            }
            case InvalidPathException path -> {
                program.err().println(path(path, program));
                yield ExitCode.SOFTWARE;
            }
            case UncheckedIOException file -> {
                LoggerFactory.getLogger(Failures.class).warn("a file cannot be used", file);
                program.err().println(messages.get("cli.file", file.getMessage(), reason(file.getCause())));
                yield ExitCode.SOFTWARE;
            }
            default -> {
                LoggerFactory.getLogger(Failures.class).error("unexpected", failure);
                program.err().println(messages.get("cli.unexpected", failure.toString()));
                yield ExitCode.SOFTWARE;
            }
        };
    }

    /** The code and the time on one line, and the service's own words on the next. */
    static String details(Messages messages, Messages.Explanation words) {
        var lines = words.details().split("\n", 2);
        var first = messages.get("cli.details", lines[0]);
        return lines.length == 1 ? first : first + "\n" + Legible.line(lines[1]);
    }

    /** Says why a path cannot be used. In the C locale, Java can use none with letters outside of ASCII. */
    static String path(InvalidPathException path, Program program) {
        var encoding = program.properties().getOrDefault("sun.jnu.encoding", "UTF-8");
        return encoding.equalsIgnoreCase("UTF-8")
                ? program.messages().get("cli.path", path.getInput(), path.getReason())
                : program.messages().get("cli.path.encoding", path.getInput(), encoding);
    }

    /** The system's words for a fault of a file. Where they are only the file's name, the kind of fault is named too. */
    static String reason(IOException fault) {
        return fault.getMessage() == null || fault instanceof FileSystemException
                ? fault.toString()
                : fault.getMessage();
    }
}
