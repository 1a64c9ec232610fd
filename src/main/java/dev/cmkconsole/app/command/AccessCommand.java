package dev.cmkconsole.app.command;

import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.service.roles.RolesReading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows a project's cloud provider access. {@code plan access} and {@code run access} change it. */
@Command(
        name = "access",
        description = "Show the roles with which Atlas reaches AWS for a project. \"run access\" deauthorizes one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = AccessCommand.ListCommand.class)
final class AccessCommand {

    @ParentCommand
    private ConsoleCommand console;

    /** Lists the role records, what uses each, and trust that is left over. */
    @Command(
            name = "list",
            description = "List a project's roles, what uses each, and trust that is left over. Changes nothing.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:everything was read",
                "1:the project or its role records cannot be read",
                "2:wrong usage",
                "3:a role, the AWS account or another project could not be read"
            })
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        private AccessCommand access;

        @Mixin
        private ProjectOption project = new ProjectOption();

        @Mixin
        private TextOrJson format = new TextOrJson();

        @Override
        public Integer call() {
            var id = project.id();
            var console = access.console;
            try (var connector = console.connector()) {
                Session session = console.connectToRead(connector);
                var listing = new AccessListing(
                        RolesReading.of(session.service(), id),
                        console.program().messages());
                console.program().out().println(format.json() ? listing.json().toPrettyString() : listing.text());
                return listing.exitCode();
            }
        }
    }
}
