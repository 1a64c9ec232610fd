package dev.cmkconsole.app.command;

import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The alerts about a project's own key. Opens no window and changes nothing. */
@Command(
        name = "alerts",
        description = "The alerts about a project's own key. Changes nothing.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = AlertsCommand.ListCommand.class)
final class AlertsCommand implements Callable<Integer> {
    @ParentCommand
    private ConsoleCommand console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), console.program().messages().get("cli.alerts.what"));
    }

    @Command(
            name = "list",
            description =
                    "List the alerts about a project's own key: how each is configured, who is notified, and which"
                            + " are open. Changes nothing.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:the configurations and the open alerts were read",
                "1:the project cannot be read",
                "2:wrong usage",
                "3:the configurations or the open alerts could not be read"
            })
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        private AlertsCommand alerts;

        @Mixin
        private ProjectOption project = new ProjectOption();

        @Mixin
        private TextOrJson format = new TextOrJson();

        @Override
        public Integer call() {
            var id = project.id();
            var console = alerts.console;
            try (var connector = console.connector()) {
                Session session = console.connectToRead(connector);
                var now = session.service().observe(id, ReadScope.CONFIGURED.with(ReadScope.More.ALERTS));
                var listing = new AlertListing(now, console.program().messages());
                console.program().out().println(format.json() ? listing.json().toPrettyString() : listing.text());
                return listing.complete() ? 0 : 3;
            }
        }
    }
}
