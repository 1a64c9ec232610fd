package dev.cmkconsole.app.command;

import dev.cmkconsole.app.options.AwsRotationOptions;
import dev.cmkconsole.app.options.ClusterOptions;
import dev.cmkconsole.app.options.EnableOptions;
import dev.cmkconsole.app.options.FixOptions;
import dev.cmkconsole.app.options.OldKeyOptions;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.RegionOptions;
import dev.cmkconsole.app.options.RetireOptions;
import dev.cmkconsole.app.options.RotateOptions;
import dev.cmkconsole.app.options.SwitchOptions;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The engine without a window: {@code plan} shows what a procedure would do, {@code run} does it. A procedure is
 * added as one line of the list.
 */
final class ProcedureCommands {
    private static final List<Entry> ALL = List.of(
            new Entry("enable", "Give a project role-based access to a KMS key.", EnableOptions::new),
            new Entry(
                    "clusters",
                    "Turn encryption with the project's key on or off, cluster by cluster.",
                    ClusterOptions::new),
            new Entry(
                    "switch",
                    "Move a project from an IAM user's credentials to a role, for ever. A failing check stops it,"
                            + " whatever is accepted.",
                    SwitchOptions::new),
            new Entry("rotate", "Move a project that has a role to another key, new or not.", RotateOptions::new),
            new Entry("region", "Use the project's multi-Region key in another region.", RegionOptions::new),
            new Entry(
                    "aws-rotation",
                    "Let AWS renew the material of the project's key; nothing in Atlas changes.",
                    AwsRotationOptions::new),
            new Entry(
                    "old-key",
                    "Give up a key that the project no longer uses: out of the role's policy, disabled, deleted, one"
                            + " at a time.",
                    OldKeyOptions::new),
            new Entry(
                    "retire",
                    "Retire the access key that the project used before its role: inactive first, deleted later.",
                    RetireOptions::new),
            new Entry("fix", "Make the change of one document that a failing check proposes.", FixOptions::new));

    private ProcedureCommands() {}

    /** How results are written. */
    enum Format {
        text,
        json
    }

    /** @param options what the procedure takes, made for each command line */
    private record Entry(String name, String description, Supplier<OrderOptions> options) {}

    static void addTo(CommandLine line, ConsoleCommand console) {
        add(line, new PlanGroup(), options -> new Plan(console, options));
        add(line, new RunGroup(), options -> new Run(console, options));
    }

    private static void add(CommandLine line, Object group, Function<OrderOptions, Object> command) {
        var parent = new CommandLine(group);
        line.addSubcommand(parent);
        for (var entry : ALL) {
            var one = new CommandLine(command.apply(entry.options().get()));
            one.getCommandSpec().usageMessage().description(entry.description());
            parent.addSubcommand(entry.name(), one);
        }
    }

    @Command(
            name = "plan",
            description = "Print what a procedure would do, without changing anything.",
            synopsisSubcommandLabel = "PROCEDURE",
            mixinStandardHelpOptions = true)
    private static final class PlanGroup {}

    @Command(
            name = "run",
            description = "Carry a procedure out: progress on standard error, the result on standard output.",
            synopsisSubcommandLabel = "PROCEDURE",
            mixinStandardHelpOptions = true)
    private static final class RunGroup {}

    @Command(mixinStandardHelpOptions = true)
    private static final class Plan implements Callable<Integer> {
        private final ConsoleCommand console;

        @Mixin
        private final OrderOptions options;

        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        Plan(ConsoleCommand console, OrderOptions options) {
            this.console = console;
            this.options = options;
        }

        @Override
        public Integer call() {
            try (var connector = console.connector()) {
                Session session = console.connect(connector);
                return plan(session, options.order(session.service()));
            }
        }

        private <C extends Choices<C>> int plan(Session session, Ordered<C> order) {
            var plan = session.service().plan(order.planner(), order.choices(), order.projectId());
            var text = new PlanText(console.program().messages());
            console.program()
                    .out()
                    .println(format == Format.json ? text.json(plan).toPrettyString() : text.text(plan));
            return plan.firstBlocked().isPresent() ? 1 : 0;
        }
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class Run implements Callable<Integer> {
        private final ConsoleCommand console;

        @Mixin
        private final OrderOptions options;

        @Option(
                names = "--confirm",
                paramLabel = "PROJECT NAME",
                description = "The project's name, typed exactly; needed for irreversible steps.")
        private String confirm;

        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        Run(ConsoleCommand console, OrderOptions options) {
            this.console = console;
            this.options = options;
        }

        @Override
        public Integer call() {
            try (var connector = console.connector()) {
                Session session = console.connect(connector);
                return run(session, options.order(session.service()));
            }
        }

        private <C extends Choices<C>> int run(Session session, Ordered<C> order) {
            var control = new SignalRunControl();
            var output = new RunOutput(
                    console.program().messages(), console.program().err());
            var stopper = Thread.ofPlatform().name("stop").unstarted(control::stop);
            Runtime.getRuntime().addShutdownHook(stopper);
            var result = session.service()
                    .run(
                            order.planner(),
                            order.choices(),
                            order.projectId(),
                            new Confirmation(Optional.ofNullable(confirm)),
                            output,
                            control);
            removeQuietly(stopper);
            console.program()
                    .out()
                    .println(
                            format == Format.json
                                    ? output.json(result, report(session.service(), result.runId()))
                                            .toPrettyString()
                                    : output.text(result));
            return result.kind() == dev.cmkconsole.procedure.run.RunResult.Kind.DONE ? 0 : 1;
        }
    }

    /** What was done is told even where the journal cannot be read again. */
    private static Optional<RunReport> report(EncryptionService service, String runId) {
        try {
            return Optional.of(service.report(runId));
        } catch (ServiceException e) {
            org.slf4j.LoggerFactory.getLogger(ProcedureCommands.class)
                    .warn("no report of run {}: {}", runId, e.problem().code());
            return Optional.empty();
        }
    }

    private static void removeQuietly(Thread stopper) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } catch (IllegalStateException e) {
            org.slf4j.LoggerFactory.getLogger(ProcedureCommands.class).debug("the program is already shutting down", e);
        }
    }
}
