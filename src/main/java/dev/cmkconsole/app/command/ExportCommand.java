package dev.cmkconsole.app.command;

import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.atlas.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a project as it is for other tools. Opens no window and changes nothing in Atlas or AWS. */
@Command(
        name = "export",
        description = "Write a project as it is, for other tools. Changes nothing in Atlas or AWS.",
        synopsisSubcommandLabel = "TOOL",
        mixinStandardHelpOptions = true,
        subcommands = ExportCommand.Terraform.class)
final class ExportCommand {
    @ParentCommand
    private ConsoleCommand console;

    ConsoleCommand console() {
        return console;
    }

    /** Writes the project as one Terraform configuration that imports what exists. */
    @Command(
            name = "terraform",
            description = "Write a project as one Terraform configuration, to adopt it into code.",
            mixinStandardHelpOptions = true)
    static final class Terraform implements Callable<Integer> {
        @ParentCommand
        private ExportCommand parent;

        @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
        private String project;

        @Mixin
        private TerraformOutput output;

        @Override
        public Integer call() {
            var id = Project.checkId(project);
            try (var connector = parent.console().connector()) {
                Session session = parent.console().connectToRead(connector);
                output.show(session.service().terraform(id), parent.console().program());
                return 0;
            }
        }
    }
}
