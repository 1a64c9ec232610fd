package dev.cmkconsole.ui.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.ReportPage;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.ScreenThread;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportViewModelTest {
    private final Bench bench = new Bench();
    private final ReportViewModel model = new ReportViewModel(bench.frame, bench.world.service());

    @BeforeEach
    void past() {
        bench.world.pastRun("payments-prod", "run-1", World.NOW.minusSeconds(86400 * 3));
        bench.world.pastRun("identity-prod", "run-2", World.NOW.minusSeconds(600));
    }

    @Test
    void aRunIsToldFromTheJournal() {
        model.show("run-2");
        var page = model.pageProperty().get();
        assertThat(page.title()).isEqualTo("Enable customer-managed keys: identity-prod");
        assertThat(page.sections())
                .extracting(ReportPage.Section::id)
                .containsExactly("outcome", "next", "change", "requests", "source");
        assertThat(page.sections().get(3).blocks())
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        ReportPage.Exchange.class,
                        e -> assertThat(e.result()).isEqualTo(bench.messages.get("report.outcome.REFUSED")));
        assertThat(model.text())
                .startsWith(page.title())
                .contains("identity-prod", "CANNOT_ASSUME_ROLE")
                .doesNotContain("payments-prod");
    }

    @Test
    void anotherRunIsAnotherReport() {
        model.show("run-2");
        model.show("run-1");
        assertThat(model.text()).contains("payments-prod").doesNotContain("identity-prod");
    }

    @Test
    void aRunThatIsNotThereIsSaid() {
        model.show("run-9");
        assertThat(model.pageProperty().get()).isNull();
        assertThat(model.problemProperty().get().code()).isEqualTo("NO_SUCH_RUN");
        assertThat(model.text()).isEmpty();
        model.save(ReportFormat.HTML);
        model.showProject();
        assertThat(bench.went).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void itIsSavedInEveryForm(ReportFormat format, @TempDir Path folder) {
        var file = folder.resolve("report" + format.extension());
        bench.file = Optional.of(file);
        model.show("run-1");
        model.save(format);
        assertThat(file)
                .content()
                .isEqualTo(format.write(
                        ScreenThread.away(() -> bench.world.service().history().report("run-1")), bench.messages));
        assertThat(model.messageProperty().get()).contains(file.toString());
        assertThat(folder)
                .isDirectoryContaining(f -> f.equals(file))
                .isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
    }

    @Test
    void itLeadsToTheHistoryTheProjectAndWhatIsNext() {
        model.show("run-1");
        model.showInHistory();
        model.showProject();
        model.go("clusters");
        String id = bench.world.id("payments-prod");
        assertThat(bench.went)
                .containsExactly(
                        new Place.History(Optional.empty(), Optional.of("run-1")),
                        new Place.OfProject(id, "overview"),
                        new Place.OfProject(id, "clusters"));
        assertThat(model.verb(Optional.of("clusters"))).contains("Open Clusters");
        assertThat(model.verb(Optional.of("elsewhere"))).isEmpty();
        assertThat(model.verb(Optional.empty())).isEmpty();
    }
}
