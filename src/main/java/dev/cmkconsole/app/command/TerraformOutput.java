package dev.cmkconsole.app.command;

import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.io.TextFolder;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Prints a Terraform configuration, or writes it to a folder. */
final class TerraformOutput {
    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "Write to this place instead of standard output: a folder for a Terraform configuration,"
                    + " otherwise a file. A script becomes executable.")
    private Path folder;

    @Option(
            names = "--overwrite",
            description = "With --out: replace files that this program wrote earlier. It never replaces other files.")
    private boolean overwrite;

    /** Where to write; empty for standard output. */
    Optional<Path> target() {
        return Optional.ofNullable(folder);
    }

    void show(TerraformConfiguration configuration, Program program) {
        if (folder == null) {
            program.out().print(configuration.whole());
            return;
        }
        var target = new TextFolder(folder, TerraformConfiguration.MARK);
        try {
            var files = configuration.files(target::own);
            var obstacles = target.obstacles(files);
            if (!obstacles.strange().isEmpty()) {
                throw refused("FILE_NOT_OURS", obstacles.strange(), program);
            }
            if (!obstacles.none(overwrite)) {
                throw refused("FILE_EXISTS", obstacles.different(), program);
            }
            target.write(files)
                    .forEach(file -> program.out().println(program.messages().get("cli.terraform.written", file)));
        } catch (IOException | UncheckedIOException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "export terraform",
                            "EXPORT_FAILED",
                            e.toString(),
                            program.clock().instant()),
                    e);
        }
    }

    private static ServiceException refused(String code, List<Path> files, Program program) {
        return new ServiceException(new Problem.Local(
                "export terraform",
                code,
                files.stream().map(Path::toString).collect(Collectors.joining(", ")),
                program.clock().instant()));
    }
}
