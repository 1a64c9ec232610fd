package dev.cmkconsole.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.ProcedureMembers;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.rotate.RotateTab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The procedure that {@code docs/adding-a-procedure.md} walks through: it is planned, run, typed and entered. */
class RotationOnTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/cmkconsole/example");

    private final RotationOnPlanner planner = new RotationOnPlanner();
    private final Messages messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private final RotationOnTexts texts = new RotationOnTexts();
    private final RotationOnChoices yearly = new RotationOnChoices(365);

    @Test
    void aKeyThatDoesNotRotateIsToldTo() {
        var plan = planner.plan(new Situation().snapshot(), yearly);

        assertThat(plan.step(RotationOnPlanner.ROTATE))
                .get()
                .isInstanceOfSatisfying(
                        Step.AwsStep.class,
                        step -> assertThat(step.request())
                                .contains(new AwsRequest.EnableKeyRotation(Situation.KEY, 365)));
    }

    @Test
    void aKeyThatCannotBeReadBlocksThePlan() {
        var plan = planner.plan(new Situation().withoutAws().snapshot(), yearly);

        assertThat(plan.firstBlocked()).isPresent();
        assertThat(plan.step(RotationOnPlanner.ROTATE)).isEmpty();
    }

    @Test
    void aRunSendsOneRequestAndTheNextRunSendsNothing() {
        var bench = new Bench(texts);
        bench.world.configuration = Situation.using("6a793f88c0eb9e7a17716581", Situation.KEY, true);

        assertThat(bench.run(planner, yearly, bench.hand).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.effects).containsExactly("kms:EnableKeyRotation");
        assertThat(bench.journal.entries())
                .extracting(e -> e.what().kind())
                .containsExactly(EntryKind.RUN_STARTED, EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.RUN_ENDED);

        assertThat(bench.run(planner, yearly, bench.hand).plan().steps())
                .extracting(Step::status)
                .containsOnly(Status.DONE);
        assertThat(bench.world.sent()).isEqualTo(1);
    }

    @Test
    void theCommandLineGivesTheChoices() {
        var options = new RotationOnOptions();
        new CommandLine(options).parseArgs("--project", Situation.PROJECT.id(), "--every", "180");

        assertThat(options.order(null).choices()).isEqualTo(new RotationOnChoices(180));
    }

    @Test
    void oneLineEntersItAndItLacksNothing() {
        var entry = new Procedures.Entry<>(RotationOnProcedure.TYPE, RotationOnOptions::new, RotateTab::new);
        var members = new ProcedureMembers(
                key -> texts.has(key) || messages.has(key),
                page(),
                "pictures.take(\"rotate-goal\")",
                RotationOnTest::sources,
                Set.of());

        assertThat(members.missing(entry)).isEmpty();
    }

    /** The page shows these files; it must show them as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"RotationOnChoices", "RotationOnPlanner", "RotationOnProcedure", "RotationOnOptions"})
    void thePageShowsTheSources(String name) {
        var source = read(SOURCES.resolve(name + ".java"));

        assertThat(page()).contains("```java\n" + source.substring(source.indexOf("/**")) + "```\n");
    }

    @Test
    void thePageShowsTheTexts() {
        var texts = read(Path.of("src/test/resources/dev/cmkconsole/example/rotation-on.properties"));

        assertThat(page()).contains("```properties\n" + texts + "```\n");
    }

    private static String sources(Class<?> beside) {
        return beside == RotationOnPlanner.class ? read(SOURCES.resolve("RotationOnPlanner.java")) : "";
    }

    private static String page() {
        return read(Path.of("docs/adding-a-procedure.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
