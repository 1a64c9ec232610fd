package dev.cmkconsole.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.ui.TestFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is read for Terraform when somebody looks, and a folder is written only where nothing is lost unasked. */
class TerraformViewModelTest {
    private static final StepId STEP = StepId.of("look");

    private final TestFrame window = new TestFrame(Clock.fixed(Situation.NOW, ZoneOffset.UTC));
    private final List<Plan> read = new ArrayList<>();

    private static Plan plan() {
        var step = Step.check(STEP).words("enable.valid").build();
        return new Plan(FixProcedure.TYPE, Situation.PROJECT, Situation.NOW, List.of(step));
    }

    private TerraformConfiguration configuration() {
        return TerraformConfiguration.of(
                new ProjectReading(Situation.PROJECT, Map.of(), Map.of(), Map.of(), Map.of(), Observed.notRead()),
                plan(),
                window.messages);
    }

    @Test
    void itIsReadOnceForEachPlanAndOnlyWhenSomebodyLooks() {
        var model = new TerraformViewModel(window.frame(), plan -> {
            read.add(plan);
            return configuration();
        });
        model.open();
        model.show(Optional.of(plan()));
        assertThat(read).isEmpty();
        assertThat(model.part(STEP)).isEmpty();

        model.open();
        model.open();
        assertThat(read).hasSize(1);
        assertThat(model.part(STEP)).hasValueSatisfying(part -> assertThat(part).contains("no resource for a check"));

        model.show(Optional.of(plan()));
        assertThat(model.part(STEP)).as("of another plan").isEmpty();
    }

    @Test
    void theConfigurationOfAPlanIsSavedOnceItIsRead(@TempDir Path dir) {
        window.saveTo = Optional.of(dir);
        var model = new TerraformViewModel(window.frame(), _ -> configuration());
        model.show(Optional.of(plan()));
        model.save();
        assertThat(dir).isEmptyDirectory();
        model.open();
        model.save();
        assertThat(dir.resolve("versions.tf")).isRegularFile();
    }

    @Test
    void aFailureIsSaid() {
        var model = new TerraformViewModel(window.frame(), _ -> {
            throw new ServiceException(new Problem.Local("export", "INTERRUPTED", "", Situation.NOW));
        });
        model.show(Optional.of(plan()));
        model.open();
        assertThat(model.shownProperty().get())
                .isInstanceOfSatisfying(
                        TerraformViewModel.Shown.Failed.class,
                        f -> assertThat(f.reason()).isNotBlank());
    }

    @Test
    void earlierFilesAreReplacedAfterAQuestionAndOthersNever(@TempDir Path dir) throws IOException {
        window.saveTo = Optional.of(dir);
        var folder = new TerraformFolder(window.frame());
        folder.save(this::configuration);
        var versions = dir.resolve("versions.tf");
        assertThat(versions).content().startsWith(TerraformConfiguration.MARK);
        assertThat(window.asked).isEmpty();

        Files.writeString(versions, TerraformConfiguration.MARK + "\n# changed by hand\n");
        folder.save(this::configuration);
        assertThat(window.asked).singleElement().satisfies(q -> {
            assertThat(q.subject()).isEqualTo("versions.tf");
            assertThat(q.destructive()).isTrue();
        });
        assertThat(versions).content().doesNotContain("changed by hand");

        Files.writeString(versions, "terraform {}\n");
        folder.save(this::configuration);
        assertThat(versions).hasContent("terraform {}\n");
        assertThat(window.tasks.reported()).extracting(Problem::code).containsExactly("FILE_NOT_OURS");
    }
}
