package dev.cmkconsole.app.command;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.io.TextFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.procedure.script.PlanScript;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs procedures without a window. {@code plan} shows what a procedure would do; {@code run} does it. */
final class ProcedureCommands {
    private static final String PREPARE = "--prepare";
    private static final String PLAN = "plan";
    private static final String RUN = "run";
    private static final Set<String> GROUPS = Set.of(PLAN, RUN);

    private ProcedureCommands() {}

    enum PlanFormat {
        text,
        json,
        script,
        terraform
    }

    static void addTo(CommandLine line, ConsoleCommand console, List<Procedures.Entry<?>> procedures) {
        var plans = group(line, new PlanGroup());
        var runs = group(line, new RunGroup());
        procedures.forEach(entry -> {
            add(plans, entry.type(), new Plan(console, Asked.of(entry)), console.program());
            addRun(runs, entry, console);
        });
    }

    /**
     * The procedures that the parser needs to know: the one that the words name, or all where they name none. To
     * describe one to the parser takes longer than to parse the words.
     */
    static List<Procedures.Entry<?>> meant(List<String> words, List<Procedures.Entry<?>> all) {
        // A word like @name stands for the words of a file.
        if (words.stream().anyMatch(word -> word.startsWith("@"))) {
            return all;
        }
        var next = IntStream.range(0, words.size())
                .filter(i -> GROUPS.contains(words.get(i)))
                .mapToObj(i -> i + 1 < words.size() ? words.get(i + 1) : "")
                .toList();
        var named = all.stream().filter(e -> next.contains(e.type().id())).toList();
        return named.size() == next.size() ? named : all;
    }

    private static CommandLine group(CommandLine line, Object group) {
        var parent = new CommandLine(group);
        line.addSubcommand(parent);
        return parent;
    }

    /** A procedure with an irreversible step can be prepared alone. */
    private static void addRun(CommandLine parent, Procedures.Entry<?> entry, ConsoleCommand console) {
        var run = add(parent, entry.type(), new Run(console, Asked.of(entry)), console.program());
        if (entry.type().canBePrepared()) {
            run.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder(PREPARE)
                            .type(boolean.class)
                            .description("Make everything that can be undone, and stop before the irreversible step."
                                    + " Without --confirm, this is what a run does.")
                            .build());
        }
    }

    private static CommandLine add(CommandLine parent, ProcedureType<?> type, Object command, Program program) {
        var one = new CommandLine(command);
        one.getCommandSpec().usageMessage().description(program.messages().get(type.summaryKey()));
        parent.addSubcommand(type.id(), one);
        return one;
    }

    /** A procedure with the options of one command line. */
    private record Asked<C extends Choices<C>>(ProcedureType<C> type, OrderOptions<C> options) {
        static <C extends Choices<C>> Asked<C> of(Procedures.Entry<C> entry) {
            return new Asked<>(entry.type(), entry.options().get());
        }
    }

    @Command(
            name = PLAN,
            description = "Print what a procedure would do. Changes nothing.",
            synopsisSubcommandLabel = "PROCEDURE",
            mixinStandardHelpOptions = true)
    private static final class PlanGroup {}

    @Command(
            name = RUN,
            description = "Run a procedure. Progress goes to standard error, the result to standard output.",
            synopsisSubcommandLabel = "PROCEDURE",
            mixinStandardHelpOptions = true)
    private static final class RunGroup {}

    @Command(mixinStandardHelpOptions = true)
    private static final class Plan implements Callable<Integer> {
        private final ConsoleCommand console;

        private final Asked<?> asked;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli fills it
        private final OrderOptions<?> options;

        @Option(
                names = "--format",
                defaultValue = "text",
                description =
                        "text, json, terraform, or script: the plan as a script for a POSIX shell (default: text).")
        private PlanFormat format;

        @Option(names = "--json", description = "The same as --format json.")
        private boolean json;

        @Option(names = "--texts", description = "With text: show each step as commands of other tools too.")
        private boolean texts;

        @Mixin
        private TerraformOutput terraform;

        Plan(ConsoleCommand console, Asked<?> asked) {
            this.console = console;
            this.asked = asked;
            this.options = asked.options();
        }

        @Override
        public Integer call() {
            try (var connector = console.connector()) {
                Session session = console.connectToRead(connector);
                return plan(session, asked);
            }
        }

        private <C extends Choices<C>> int plan(Session session, Asked<C> asked) {
            var service = session.service();
            var order = asked.options().order(service);
            var planner = asked.type().planner(service.waits());
            OpenDoubts.check(service, planner, order);
            var plan = service.plan(planner, order.choices(), order.projectId());
            show(service, plan);
            return plan.firstBlocked().isPresent() ? 1 : 0;
        }

        private void show(EncryptionService service, dev.cmkconsole.procedure.plan.Plan plan) {
            var messages = console.program().messages();
            var text = new PlanText(messages, service.connection().signIn());
            switch (json ? PlanFormat.json : format) {
                case text ->
                    put(texts ? text.textWithCommands(plan, part(service.terraform(plan))) : text.text(plan), false);
                case json -> put(text.json(plan, part(service.terraform(plan))).toPrettyString() + '\n', false);
                case script -> put(new PlanScript(plan, messages::say).text(), true);
                case terraform -> terraform.show(service.terraform(plan), console.program());
            }
        }

        private static Function<StepId, Optional<String>> part(TerraformConfiguration terraform) {
            return step -> Optional.of(terraform.part(step));
        }

        /** Replaces an existing file only with the complete text. */
        private void save(String text, Path file, boolean executable) {
            try {
                TextFile.put(text, file, executable);
            } catch (IOException e) {
                throw new ServiceException(
                        new Problem.Local(
                                "plan.save",
                                "EXPORT_FAILED",
                                e.toString(),
                                console.program().clock().instant()),
                        e);
            }
        }

        private void put(String text, boolean executable) {
            var program = console.program();
            terraform
                    .target()
                    .ifPresentOrElse(
                            file -> save(text, file, executable),
                            () -> program.out().println(text.stripTrailing()));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:every step is done; with --prepare, every step before the irreversible one",
                "1:the run ended earlier; the result shows where and why",
                "2:wrong usage",
                "130, 143:stopped by Ctrl+C or a termination signal, after the current step had ended; the result shows"
                        + " how far the run got"
            })
    private static final class Run implements Callable<Integer> {
        private final ConsoleCommand console;

        private final Asked<?> asked;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli fills it
        private final OrderOptions<?> options;

        @Option(
                names = "--confirm",
                paramLabel = "PROJECT NAME",
                description =
                        "The exact name of the project. Required for irreversible steps and wherever data could become"
                                + " unreadable.")
        private String confirm;

        @Mixin
        private TextOrJson format = new TextOrJson();

        Run(ConsoleCommand console, Asked<?> asked) {
            this.console = console;
            this.asked = asked;
            this.options = asked.options();
        }

        @Spec
        private CommandSpec spec;

        private NextCommand next = new NextCommand(List.of());

        @Override
        public Integer call() {
            var program = console.program();
            var control = new SignalRunControl();
            next = new NextCommand(spec.root().commandLine().getParseResult().originalArgs());
            // Resources close in reverse order, so a signal waits until the connection is closed.
            try (var signals = new StopOnSignal(control, program.messages(), program.err());
                    var connector = console.connector()) {
                Session session = console.connect(connector);
                signals.runBegins();
                return run(session, asked, control);
            }
        }

        private <C extends Choices<C>> int run(Session session, Asked<C> asked, SignalRunControl control) {
            var service = session.service();
            var order = asked.options().order(service);
            var whole = asked.type().planner(service.waits());
            OpenDoubts.check(service, whole, order);
            var preparing = asked.type().preparing(service.waits()).filter(_ -> confirm == null || prepareOnly());
            var output = new RunOutput(
                    console.program().messages(),
                    service.connection().signIn(),
                    console.program().err(),
                    next);
            var result = service.run(
                    preparing.orElse(whole),
                    order.choices(),
                    order.projectId(),
                    new Confirmation(Optional.ofNullable(confirm)),
                    output,
                    control);
            var ahead = preparing
                    .filter(_ -> result.kind() == RunResult.RunOutcomeKind.DONE)
                    .map(_ -> service.plan(whole, order.choices(), order.projectId()))
                    .filter(plan -> !plan.complete());
            console.program()
                    .out()
                    .println(
                            format.json()
                                    ? output.json(result, ahead, report(service, result.runId()))
                                            .toPrettyString()
                                    : output.text(result, ahead));
            boolean done = result.kind() == RunResult.RunOutcomeKind.DONE;
            return done && (ahead.isEmpty() || prepareOnly()) ? 0 : 1;
        }

        private boolean prepareOnly() {
            var option = spec.findOption(PREPARE);
            return option != null && Boolean.TRUE.equals(option.getValue());
        }
    }

    /** Empty if the journal cannot be read again; the result is printed anyway. */
    private static Optional<RunReport> report(EncryptionService service, String runId) {
        try {
            return Optional.of(service.history().report(runId));
        } catch (ServiceException e) {
            LoggerFactory.getLogger(ProcedureCommands.class)
                    .warn("no report of run {}: {}", runId, e.problem().code());
            return Optional.empty();
        }
    }
}
