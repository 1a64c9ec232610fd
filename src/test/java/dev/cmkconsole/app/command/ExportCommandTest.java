package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Terraform configurations on the command line: where they go, and what they never replace. */
@Alongside
@ResourceLock(Alongside.LOGS)
class ExportCommandTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100));
    private static final String PROJECT = "57e3bad598796fd5a4313cc2";
    private static final String LABEL = "payments_prod_" + PROJECT;

    @TempDir
    private Path data;

    private record Said(int code, String out, String err) {}

    private Said console(Sandbox sandbox, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var environment = ConsoleCommandTest.environment(sandbox);
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(40, WAITS, WAITS));
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--connection", "env", "--data", data.resolve("data").toString()));
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void manyProjectsFitInOneFolderAndNothingOfOthersIsTouched() throws IOException {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()))) {
            var folder = data.resolve("code").resolve("atlas");
            var out = folder.toString();
            assertThat(console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out)
                            .code())
                    .isZero();
            assertThat(console(sandbox, "export", "terraform", "--project", "c023fb9687517e066822d920", "--out", out)
                            .code())
                    .isZero();
            assertThat(names(folder))
                    .containsExactly(
                            "archive_c023fb9687517e066822d920.tf",
                            "archive_c023fb9687517e066822d920_imports.tf",
                            "aws_us_east_1.tf",
                            LABEL + ".tf",
                            LABEL + "_imports.tf",
                            "providers.tf",
                            "versions.tf");

            assertThat(console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out)
                            .code())
                    .as("the same again changes nothing")
                    .isZero();

            var mine = folder.resolve(LABEL + ".tf");
            Files.writeString(mine, Files.readString(mine) + "# by hand\n");
            var refused = console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("FILE_EXISTS").contains(LABEL + ".tf");
            assertThat(Files.readString(mine)).endsWith("# by hand\n");
            assertThat(console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out, "--overwrite")
                            .code())
                    .isZero();
            assertThat(Files.readString(mine)).doesNotContain("# by hand");

            Files.writeString(mine, Files.readString(mine) + "resource \"aws_kms_key\" \"before\" {\n}\n");
            for (int i = 0; i < 2; i++) {
                console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out, "--overwrite");
                assertThat(folder.resolve(LABEL + "_removed.tf"))
                        .as("what an earlier configuration had is forgotten and not destroyed")
                        .content()
                        .endsWith("""

                            removed {
                              from = aws_kms_key.before

                              lifecycle {
                                destroy = false
                              }
                            }
                            """);
            }

            Files.writeString(folder.resolve("versions.tf"), "terraform {}\n");
            var strange = console(sandbox, "export", "terraform", "--project", PROJECT, "--out", out, "--overwrite");
            assertThat(strange.code()).isEqualTo(1);
            assertThat(strange.err()).contains("FILE_NOT_OURS").contains("versions.tf");
            assertThat(Files.readString(folder.resolve("versions.tf"))).isEqualTo("terraform {}\n");
        }
    }

    @Test
    void aPlanIsOneConfigurationAndEachStepHasItsPart() throws IOException {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()))) {
            String[] order = {"plan", "clusters", "--project", PROJECT, "--off", "orders"};
            var whole = console(sandbox, with(order, "--format", "terraform"));
            assertThat(whole.out())
                    .startsWith("# Written by CMK Console.")
                    .contains("encryption_at_rest_provider                            = \"NONE\"")
                    .contains("(to do)");
            var folder = data.resolve("plan");
            console(sandbox, with(order, "--format", "terraform", "--out", folder.toString()));
            assertThat(names(folder)).contains(LABEL + ".tf", LABEL + "_imports.tf", "versions.tf");

            var json = new JsonMapper()
                    .readTree(console(sandbox, with(order, "--format", "json")).out());
            assertThat(json.path("steps"))
                    .allSatisfy(step -> assertThat(step.path("terraform").asText())
                            .as(step.path("id").asText())
                            .isNotBlank())
                    .anySatisfy(step -> assertThat(step.path("terraform").asText())
                            .contains("resource \"mongodbatlas_advanced_cluster\" \"" + LABEL + "_orders\""));
        }
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
