package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The export of every project of every scenario is valid, and describes what is there: nothing less and nothing else. */
@Alongside
class TerraformExportTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "fresh",
                "legacy",
                "interrupted",
                "broken-role",
                "key-pending-deletion",
                "multi-region",
                "private-network",
                "infinite"
            })
    void everyProjectIsDescribedAsItIs(String scenario, @TempDir Path texts) throws Exception {
        var fmt = new TerraformFmt(texts);
        try (var sandbox =
                        Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario));
                var console = SandboxedConsole.within(
                        sandbox, new MemoryJournal(new MovingClock(), new java.util.ArrayList<>()));
                var actual = new Actual(sandbox)) {
            for (var project : console.service.projects()) {
                var configuration = console.service.terraform(project.id());
                var text = configuration.whole();
                fmt.add(text);
                assertThat(new HCLParser().parse(text)).isNotEmpty();
                var described = new Described(text, actual, project.id());

                assertThat(described.form()).as(project.name()).isEmpty();
                assertThat(described.circle()).isEqualTo(Optional.empty());
                assertThat(StateComparison.faults(described)).as(project.name()).isEmpty();
                assertThat(String.join("\n", configuration.files().values())
                                .lines()
                                .sorted())
                        .as("the files hold the whole")
                        .containsAll(text.lines().sorted().toList());
                for (var file : configuration.files().values()) {
                    fmt.add(file);
                }
            }
            fmt.check();
        }
    }

    /** Atlas resumes by itself what it pauses for a key that does not work. */
    @Test
    void aPauseForTheKeyIsLeftToAtlas() {
        try (var sandbox =
                        Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario("private-network"));
                var console = SandboxedConsole.within(
                        sandbox, new MemoryJournal(new MovingClock(), new java.util.ArrayList<>()));
                var actual = new Actual(sandbox)) {
            var project = sandbox.projectId("vault-prod");
            var keys = sandbox.aws().keys();
            keys.forEach(k -> sandbox.keyState(k.arn(), "Disabled"));
            sandbox.advance(Duration.ofMinutes(40));
            var text = console.service.terraform(project).whole();
            assertThat(text).contains("ignore_changes", "[paused]");
            assertThat(StateComparison.faults(new Described(text, actual, project)))
                    .isEmpty();
            keys.forEach(k -> sandbox.keyState(k.arn(), "Enabled"));
            sandbox.advance(Duration.ofMinutes(40));
            assertThat(StateComparison.faults(new Described(text, actual, project)))
                    .as("after Atlas has resumed it")
                    .allMatch(fault -> !fault.contains("paused"));
            assertThat(console.service.terraform(project).whole()).doesNotContain("[paused]");
        }
    }
}
