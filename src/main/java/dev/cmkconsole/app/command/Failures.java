package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Explains a failure in plain language and gives it an exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final Program program;

    Failures(Program program) {
        this.program = program;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult result) {
        return failure instanceof FixByHand hand ? byHand(hand, form(line)) : say(failure);
    }

    /** What the command would have written: text for people, or something for a program. */
    private static String form(CommandLine line) {
        return value(line, "--json").filter(Boolean.TRUE::equals).isPresent()
                ? "json"
                : value(line, "--format").map(Object::toString).orElse("text").toLowerCase(Locale.ROOT);
    }

    private static Optional<Object> value(CommandLine line, String option) {
        return Optional.ofNullable(line.getCommandSpec().findOption(option)).map(OptionSpec::getValue);
    }

    /** JSON stays JSON. A file of another form is not written, so its place stays empty. */
    private int byHand(FixByHand hand, String form) {
        var messages = program.messages();
        var check = new CheckReportText(messages);
        var first = hand.first().stream()
                .map(id -> messages.get("cli.fixByHand.first", id, hand.projectId()))
                .toList();
        program.err().println(messages.get("cli.fixByHand"));
        if (form.equals("json")) {
            var json = JsonNodeFactory.instance.objectNode().put("result", "by-hand");
            json.set("check", check.json(hand.result()));
            first.forEach(json.putArray("first")::add);
            program.out().println(json.toPrettyString());
        } else {
            var out = form.equals("text") ? program.out() : program.err();
            out.println(check.one(hand.result()));
            first.forEach(out::println);
        }
        return ExitCode.SOFTWARE;
    }

    int say(Exception failure) {
        var messages = program.messages();
        return switch (failure) {
            case InputException input -> {
                program.err().println(messages.say(input.text()));
                yield ExitCode.USAGE;
            }
            case FixByHand hand -> byHand(hand, "text");
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
