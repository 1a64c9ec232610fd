package dev.cmkconsole.app.command;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.app.connection.EnvironmentConnection;
import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.tour.Tour;
import dev.cmkconsole.app.tour.TourCommand;
import dev.cmkconsole.app.window.Windows;
import dev.cmkconsole.app.wiring.Logs;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.app.wiring.Version;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.OneTimeCode;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program's command line. Without a sub-command it opens the window. Where there is no display, it takes the guided
 * tour.
 */
@Command(
        name = "cmk-console",
        description = "Customer-managed keys of MongoDB Atlas projects in AWS KMS.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ProjectsCommand.class,
            CheckCommand.class,
            KeysCommand.class,
            AccessCommand.class,
            RescueCommand.class,
            AlertsCommand.class,
            ExportCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the command failed", "2:wrong usage"})
public final class ConsoleCommand implements Callable<Integer> {

    private static final String MFA_CODE = "--mfa-code";

    /** What the program connects to. */
    enum Connection {
        practice,
        env
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder for history and cache (default: the platform's data folder).")
    private Path data;

    @Option(
            names = "--connection",
            paramLabel = "KIND",
            defaultValue = "practice",
            scope = ScopeType.INHERIT,
            description = "practice, or env: the variables of the Atlas CLI, the Terraform provider and the AWS SDK"
                    + " (default: practice).")
    private Connection connection;

    @Option(
            names = MFA_CODE,
            scope = ScopeType.INHERIT,
            description =
                    "With --connection env: ask for the MFA code for the role of the AWS profile. Without a terminal,"
                            + " the program reads a line of standard input.")
    private boolean mfaCode;

    private final Program program;
    private final CodePrompt codes;

    public ConsoleCommand(Program program) {
        this(program, CodePrompt.TERMINAL);
    }

    ConsoleCommand(Program program, CodePrompt codes) {
        this.program = program;
        this.codes = codes;
    }

    /** Runs one command line. Returns the exit code. */
    public static int execute(Program program, String... args) {
        return new ConsoleCommand(program).execute(args);
    }

    int execute(String... args) {
        Logs.quiet();
        if (args.length == 0) {
            return openAtOnce();
        }
        var line = commandLine(ProcedureCommands.meant(List.of(args), Procedures.all()));
        if (codeAmong(List.of(args), line)) {
            // The parser would repeat the code in its own words.
            program.err().println(program.messages().get("cli.mfaCode.value"));
            return line.getCommandSpec().exitCodeOnInvalidInput();
        }
        int code = line.execute(args);
        if (connection == Connection.env) {
            sayClock();
        }
        if (program.out().checkError()) {
            program.err().println(program.messages().get("cli.output.incomplete"));
            return Math.max(code, CommandLine.ExitCode.SOFTWARE);
        }
        return code;
    }

    /** Whether the option is followed by a value, or by anything else than an option or a sub-command. */
    private static boolean codeAmong(List<String> args, CommandLine line) {
        var commands = commands(line);
        return args.stream().anyMatch(arg -> arg.startsWith(MFA_CODE + "="))
                || IntStream.range(0, args.size() - 1)
                        .filter(i -> args.get(i).equals(MFA_CODE))
                        .mapToObj(i -> args.get(i + 1))
                        .anyMatch(next -> !next.startsWith("-") && !commands.contains(next));
    }

    private static Set<String> commands(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), commands(entry.getValue()).stream()))
                .collect(Collectors.toSet());
    }

    private void sayClock() {
        program.clockDifference()
                .map(ClockDifference::text)
                .ifPresent(text -> program.err().println(program.messages().say(text)));
    }

    CommandLine commandLine(List<Procedures.Entry<?>> procedures) {
        var line = new CommandLine(this);
        ProcedureCommands.addTo(line, this, procedures);
        line.addSubcommand(new HistoryCommand(
                this::journal, program.clock(), program.messages(), program.out(), program.err(), ConsoleCommand::ask));
        line.addSubcommand(new TourCommand(program));
        line.addSubcommand(new SandboxCommand(this::sandboxFolder, program.clock(), program.out(), program.err()));
        line.setOut(writer(program.out())).setErr(writer(program.err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, this::path);
        line.registerConverter(Instant.class, this::time);
        line.setExecutionExceptionHandler(new Failures(program));
        line.setParameterExceptionHandler((wrong, _) -> wrongUsage(wrong));
        return line;
    }

    /** The parser repeats a word of the command line as it is: its control characters are shown, not obeyed. */
    private static int wrongUsage(CommandLine.ParameterException wrong) {
        var command = wrong.getCommandLine();
        command.getErr().println(Legible.line(wrong.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.usage(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(Failures.path(e, program));
        }
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException _) {
            throw new CommandLine.TypeConversionException(program.messages().get("input.time", text));
        }
    }

    /** Uses the stream's own charset, so that both write the same bytes. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** Opens the window without loading the parser, because a start without arguments has nothing to parse. */
    private int openAtOnce() {
        try {
            return call();
        } catch (RuntimeException e) {
            return new Failures(program).say(e);
        }
    }

    /** Empty where the program has no terminal. */
    private static Optional<String> ask(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(terminal -> terminal.readLine("%s", question));
    }

    Program program() {
        return program;
    }

    public DataDirectory dataDirectory() {
        var home = Path.of(program.properties().getOrDefault("user.home", "."));
        return new DataDirectory(
                data != null
                        ? data
                        : DataDirectory.standard(
                                program.environment(), program.properties().getOrDefault("os.name", ""), home),
                program.clock());
    }

    private Optional<Path> sandboxFolder() {
        var folder = Optional.ofNullable(data);
        folder.ifPresent(named -> DataDirectory.checkSafe(named, program.clock()));
        return folder;
    }

    /**
     * The journal of the chosen connection. The file may not exist yet. A folder that the user named must exist: an
     * empty history from a mistyped folder would look like the truth.
     */
    private Path journal() {
        if (data != null) {
            DataDirectory.checkReadable(data, program.clock());
        }
        var folder = connection == Connection.env
                ? dataDirectory()
                        .real(EnvironmentConnection.from(program.environment(), program.clock())
                                .atlasAddress()
                                .root())
                : dataDirectory().practice();
        dataDirectory().checkSafe(folder);
        return folder.journal();
    }

    ProgramConnector connector() {
        dataDirectory().prepare();
        Logs.into(dataDirectory().logs());
        return new ProgramConnector(program, dataDirectory());
    }

    /** Connects with the chosen options and prints the connection's notices on standard error. */
    Session connect(Connector connector) {
        return said(connector.connect(request()));
    }

    /** Connects for a command that changes nothing; it works beside a program that writes the same folder. */
    Session connectToRead(ProgramConnector connector) {
        return said(connector.connectToRead(request()));
    }

    private Session said(Session session) {
        session.notices()
                .listen(notice -> program.err().println(program.messages().say(notice.text())));
        return session;
    }

    ConnectionRequest request() {
        return connection == Connection.env
                ? new ConnectionRequest.FromEnvironment(mfaCode ? Optional.of(askForCode()) : Optional.empty())
                : new ConnectionRequest.Practice();
    }

    private OneTimeCode askForCode() {
        return codes.ask(program.messages().get("cli.mfaCode.prompt"))
                .map(String::strip)
                .filter(code -> code.matches("\\d{6}"))
                .map(OneTimeCode::of)
                .orElseThrow(() -> new ServiceException(new Problem.Local(
                        "connect", "MFA_CODE_MALFORMED", "", program.clock().instant())));
    }

    /** Takes the tour without a display unless the user chose a platform for the toolkit. */
    @Override
    public Integer call() {
        if (!program.display() && !program.properties().containsKey("glass.platform")) {
            program.err().println(program.messages().get("cli.tour.noDisplay"));
            return new Tour(program, dataDirectory().root().resolve("tour")).run();
        }
        return new Windows(program, dataDirectory()).open(request());
    }
}
