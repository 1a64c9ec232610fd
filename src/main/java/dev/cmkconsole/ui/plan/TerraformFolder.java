package dev.cmkconsole.ui.plan;

import dev.cmkconsole.io.TextFolder;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes a Terraform configuration to a folder that the user selects, and asks before it replaces anything. */
public final class TerraformFolder {
    private final Frame frame;

    public TerraformFolder(Frame frame) {
        this.frame = frame;
    }

    private record Looked(Map<String, String> files, TextFolder.Obstacles obstacles) {}

    /** @param read reads the project; called on a background thread */
    public void save(Supplier<TerraformConfiguration> read) {
        frame.dialogs().folder(frame.messages().get("terraform.save.title"), folder -> {
            var target = new TextFolder(folder, TerraformConfiguration.MARK);
            frame.tasks().run(() -> look(target, read), looked -> decide(target, looked), frame.dialogs()::error);
        });
    }

    private Looked look(TextFolder target, Supplier<TerraformConfiguration> read) {
        var configuration = read.get();
        try {
            var files = configuration.files(target::own);
            return new Looked(files, target.obstacles(files));
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private void decide(TextFolder target, Looked looked) {
        var obstacles = looked.obstacles();
        if (!obstacles.strange().isEmpty()) {
            frame.dialogs().error(problem("FILE_NOT_OURS", names(obstacles.strange())));
        } else if (obstacles.different().isEmpty()) {
            write(target, looked);
        } else {
            frame.dialogs()
                    .confirm(
                            new Question(
                                    frame.messages().get("terraform.save.replace"),
                                    names(obstacles.different()),
                                    List.of(frame.messages().get("terraform.save.replace.means")),
                                    frame.messages().get("terraform.save.replace.verb"),
                                    true),
                            () -> write(target, looked));
        }
    }

    private void write(TextFolder target, Looked looked) {
        frame.tasks()
                .run(
                        () -> {
                            try {
                                return target.write(looked.files());
                            } catch (IOException e) {
                                throw failed(e);
                            }
                        },
                        _ -> {},
                        frame.dialogs()::error);
    }

    private static String names(List<Path> files) {
        return files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private ServiceException failed(Exception e) {
        return new ServiceException(problem("EXPORT_FAILED", e.toString()), e);
    }

    private Problem problem(String code, String detail) {
        return new Problem.Local("export terraform", code, detail, frame.clock().instant());
    }
}
