package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests that set properties of the whole JVM, or need a painted window, in a JVM of their own, beside the others.
 * They have the tag {@value #TAG}, by which the build leaves them to this test.
 */
@Alongside
@Order(Alongside.FIRST)
class OwnProcessTest {
    static final String TAG = "alone";

    private static final String FEWER_FRAMES = "-Djavafx.animation.pulse=7";
    private static final String UNPAINTED = "-Dquantum.norenderjobs=true";

    @TempDir
    private static Path folder;

    private static String said;

    @BeforeAll
    static void runThem() throws Exception {
        var output = folder.resolve("output.txt");
        var child = new ProcessBuilder(command(classes()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            // Each test has a limit; the whole takes as long as a busy machine needs.
            said = "exit " + child.waitFor() + "\n" + Files.readString(output);
        } finally {
            child.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void isGreen(String name) throws IOException {
        var file = folder.resolve(name);
        assertThat(file).as(said).exists();
        assertThat(Files.readString(file)).startsWith(OwnProcess.GREEN + System.lineSeparator());
    }

    /** This JVM's properties and access to modules, and a toolkit that paints. Its memory is for many tests at once. */
    private static List<String> command(List<String> classes) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D") || argument.startsWith("--"))
                .filter(argument -> !argument.equals(UNPAINTED))
                .forEach(command::add);
        command.addAll(List.of(FEWER_FRAMES, "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OwnProcess.class.getName()));
        command.add(folder.toString());
        command.addAll(classes);
        return command;
    }

    static List<String> classes() throws IOException {
        return TaggedClasses.of(TAG);
    }
}
