package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every source is in the project's form. The formatter needs the compiler's inner packages, hence a process. */
@Alongside
class SourceFormatTest {
    @Test
    void everySourceIsInTheProjectsForm() throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("format.jvm").split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SourceFormat.class.getName(), "check"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
