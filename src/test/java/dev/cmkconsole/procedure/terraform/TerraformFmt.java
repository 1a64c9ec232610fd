package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Terraform's own formatter, which is also its own parser, where it is on the path. */
final class TerraformFmt {
    private final Path folder;
    private int files;

    TerraformFmt(Path folder) {
        this.folder = folder;
    }

    void add(String text) throws IOException {
        Files.writeString(folder.resolve("text" + ++files + ".tf"), text);
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(p -> Path.of(p, "terraform"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Says on standard error why nothing was checked. */
    void check() throws IOException, InterruptedException {
        assertThat(files).isPositive();
        if (program().isEmpty()) {
            System.err.println("No terraform on the path: its formatter did not read the configurations.");
            return;
        }
        var builder = new ProcessBuilder(
                        program().get().toString(), "fmt", "-check", "-diff", "-no-color", folder.toString())
                .redirectErrorStream(true);
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().remove("TF_CLI_CONFIG_FILE");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
