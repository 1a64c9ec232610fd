package dev.cmkconsole.app;

import dev.cmkconsole.connection.Session;
import dev.cmkconsole.procedure.SignalRunControl;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The engine without a window: {@code plan} shows what a procedure would do, {@code run} does it. */
final class ProcedureCommands {
    private ProcedureCommands() {}

    /** How results are written. */
    enum Format { text, json }

    @Command(name = "plan", description = "Print what a procedure would do, without changing anything.", subcommands = {PlanEnable.class, PlanClusters.class, PlanSwitch.class, PlanRotate.class, PlanRegion.class, PlanOldKey.class, PlanRetire.class, PlanFix.class},
            synopsisSubcommandLabel = "PROCEDURE", mixinStandardHelpOptions = true)
    static final class PlanCommand {
        @ParentCommand
        private ConsoleCommand console;
    }

    @Command(name = "run", description = "Carry a procedure out: progress on standard error, the result on standard output.",
            subcommands = {RunEnable.class, RunClusters.class, RunSwitch.class, RunRotate.class, RunRegion.class, RunOldKey.class, RunRetire.class, RunFix.class}, synopsisSubcommandLabel = "PROCEDURE", mixinStandardHelpOptions = true)
    static final class RunCommand {
        @ParentCommand
        private ConsoleCommand console;
    }

    @Command(name = "enable", description = "Give a project role-based access to a KMS key.", mixinStandardHelpOptions = true)
    static final class PlanEnable implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private EnableOptions options = new EnableOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "clusters", description = "Turn encryption with the project's key on or off, cluster by cluster.", mixinStandardHelpOptions = true)
    static final class PlanClusters implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private ClusterOptions options = new ClusterOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "enable", description = "Give a project role-based access to a KMS key.", mixinStandardHelpOptions = true)
    static final class RunEnable implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private EnableOptions options = new EnableOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "clusters", description = "Turn encryption with the project's key on or off, cluster by cluster.", mixinStandardHelpOptions = true)
    static final class RunClusters implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private ClusterOptions options = new ClusterOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "switch", description = "Move a project from an IAM user's credentials to a role, for ever.", mixinStandardHelpOptions = true)
    static final class PlanSwitch implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private SwitchOptions options = new SwitchOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "switch", description = "Move a project from an IAM user's credentials to a role, for ever. A failing check stops it, whatever is accepted.",
            mixinStandardHelpOptions = true)
    static final class RunSwitch implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private SwitchOptions options = new SwitchOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "rotate", description = "Move a project that has a role to another key.", mixinStandardHelpOptions = true)
    static final class PlanRotate implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private RotateOptions options = new RotateOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "rotate", description = "Move a project that has a role to another key.", mixinStandardHelpOptions = true)
    static final class RunRotate implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private RotateOptions options = new RotateOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "region", description = "Use the project's multi-Region key in another region.", mixinStandardHelpOptions = true)
    static final class PlanRegion implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private RegionOptions options = new RegionOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "region", description = "Use the project's multi-Region key in another region.", mixinStandardHelpOptions = true)
    static final class RunRegion implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private RegionOptions options = new RegionOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "old-key", description = "Give up a key that the project no longer uses: out of the role's policy, disabled, deleted, one at a time.", mixinStandardHelpOptions = true)
    static final class PlanOldKey implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private OldKeyOptions options = new OldKeyOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "retire", description = "Retire the access key that the project used before its role: inactive first, deleted later.", mixinStandardHelpOptions = true)
    static final class PlanRetire implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private RetireOptions options = new RetireOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "old-key", description = "Give up a key that the project no longer uses: out of the role's policy, disabled, deleted, one at a time.", mixinStandardHelpOptions = true)
    static final class RunOldKey implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private OldKeyOptions options = new OldKeyOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "retire", description = "Retire the access key that the project used before its role: inactive first, deleted later.", mixinStandardHelpOptions = true)
    static final class RunRetire implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private RetireOptions options = new RetireOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    @Command(name = "fix", description = "Make the change of one document that a failing check proposes.", mixinStandardHelpOptions = true)
    static final class PlanFix implements Callable<Integer> {
        @ParentCommand
        private PlanCommand parent;
        @Mixin
        private FixOptions options = new FixOptions();
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;

        @Override
        public Integer call() {
            return plan(parent.console, options::order, format);
        }
    }

    @Command(name = "fix", description = "Make the change of one document that a failing check proposes.", mixinStandardHelpOptions = true)
    static final class RunFix implements Callable<Integer> {
        @ParentCommand
        private RunCommand parent;
        @Mixin
        private FixOptions options = new FixOptions();
        @Mixin
        private RunOptions run = new RunOptions();

        @Override
        public Integer call() {
            return run(parent.console, options::order, run);
        }
    }

    /** What every {@code run} takes. */
    static final class RunOptions {
        @Option(names = "--confirm", paramLabel = "PROJECT NAME", description = "The project's name, typed exactly; needed for irreversible steps.")
        private String confirm;
        @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
        private Format format;
    }

    private static <C> int plan(ConsoleCommand console, Function<EncryptionService, Ordered<C>> options, Format format) {
        try (var connector = console.connector()) {
            Session session = console.connect(connector);
            var order = options.apply(session.service());
            var plan = session.service().plan(order.planner(), order.choices(), order.projectId());
            var text = new PlanText(console.program().messages());
            console.program().out().println(format == Format.json ? text.json(plan).toPrettyString() : text.text(plan));
            return plan.firstBlocked().isPresent() ? 1 : 0;
        }
    }

    private static <C> int run(ConsoleCommand console, Function<EncryptionService, Ordered<C>> options, RunOptions how) {
        try (var connector = console.connector()) {
            Session session = console.connect(connector);
            var order = options.apply(session.service());
            var control = new SignalRunControl();
            var report = new RunReport(console.program().messages(), console.program().err());
            var stopper = Thread.ofPlatform().name("stop").unstarted(control::stop);
            Runtime.getRuntime().addShutdownHook(stopper);
            var confirmation = new Confirmation(Optional.ofNullable(how.confirm));
            var result = session.service().run(order.planner(), order.choices(), order.projectId(), confirmation, report, control);
            removeQuietly(stopper);
            console.program().out().println(how.format == Format.json ? report.json(result).toPrettyString() : report.text(result));
            return result.kind() == dev.cmkconsole.procedure.RunResult.Kind.DONE ? 0 : 1;
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
