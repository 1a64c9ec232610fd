package dev.cmkconsole.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.clusters.ClusterProcedure;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Place;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryViewModelTest {
    private final Bench bench = new Bench();
    private final HistoryViewModel model = new HistoryViewModel(bench.frame, bench.world.service());

    @BeforeEach
    void past() {
        bench.world.pastRun("payments-prod", "run-1", World.NOW.minusSeconds(86400 * 3));
        bench.world.pastRun("identity-prod", "run-2", World.NOW.minusSeconds(600));
    }

    @Test
    void anIntentAndItsOutcomeAreOneLine() {
        model.show(Place.History.ALL);

        assertThat(model.lines()).hasSize(6);
        var refused = model.lines().stream()
                .filter(l -> l.outcome().equals(Optional.of(Outcome.REFUSED)))
                .findFirst()
                .orElseThrow();
        assertThat(refused.request().orElseThrow()).startsWith("PATCH");
        assertThat(refused.code()).contains("CANNOT_ASSUME_ROLE");
        assertThat(refused.status()).contains(400);
    }

    @Test
    void aPlaceNarrowsToAProjectOrARun() {
        model.show(new Place.History(Optional.of(bench.world.id("payments-prod")), Optional.empty()));
        assertThat(model.lines())
                .hasSize(3)
                .allMatch(l -> l.what().projectName().equals("payments-prod"));

        model.show(new Place.History(Optional.empty(), Optional.of("run-2")));
        assertThat(model.lines()).hasSize(3).allMatch(l -> l.runId().equals("run-2"));
        assertThat(model.moreProperty().get()).isFalse();
    }

    @Test
    void daysWithDeedsHaveADotAndNarrow() {
        model.show(Place.History.ALL);
        assertThat(model.days())
                .hasSize(HistoryViewModel.DAYS)
                .filteredOn(d -> d.entries() > 0)
                .extracting(HistoryDay::date)
                .containsExactly(LocalDate.of(2027, 5, 9), LocalDate.of(2027, 5, 12));
        assertThat(model.days()).noneMatch(HistoryDay::trouble);

        model.chooseDay(LocalDate.of(2027, 5, 9));
        assertThat(model.lines()).hasSize(3).allMatch(l -> l.runId().equals("run-1"));
        model.chooseDay(LocalDate.of(2027, 5, 9));
        assertThat(model.lines()).hasSize(6);
    }

    @Test
    void wordsAndProceduresNarrow() {
        model.show(Place.History.ALL);
        model.textProperty().set("CANNOT_ASSUME_ROLE identity-prod");
        assertThat(model.lines())
                .singleElement()
                .satisfies(l -> assertThat(l.code()).contains("CANNOT_ASSUME_ROLE"));

        model.textProperty().set("");
        model.procedures().add(ClusterProcedure.TYPE);
        assertThat(model.lines()).isEmpty();
        model.procedures().add(EnableProcedure.TYPE);
        assertThat(model.lines()).hasSize(6);
        model.procedures().remove(EnableProcedure.TYPE);
        assertThat(model.lines()).isEmpty();
        model.showAll();
        assertThat(model.lines()).hasSize(6);
    }

    @Test
    void whatBelongsToALineOutsideOfTheHitsIsFetchedForItsDetails() {
        model.show(Place.History.ALL);
        model.textProperty().set("CANNOT_ASSUME_ROLE identity-prod");
        var line = model.lines().getFirst();
        assertThat(line.request()).isEmpty();

        model.select(line);

        assertThat(model.selectedProperty().get().request().orElseThrow()).startsWith("PATCH");
    }

    @Test
    void aCheckSaysWhetherTheHistoryIsIntact() {
        model.verify();
        assertThat(model.messageProperty().get())
                .isInstanceOfSatisfying(
                        HistoryViewModel.Message.Intact.class,
                        m -> assertThat(m.entries()).isEqualTo(12));

        bench.world.journal.faults.add("Line 7: altered");
        model.verify();
        assertThat(model.messageProperty().get())
                .isEqualTo(new HistoryViewModel.Message.Damaged(java.util.List.of("Line 7: altered"), false));
    }

    @Test
    void anExportWritesWhatThePlaceShows(@TempDir Path folder) {
        bench.file = Optional.of(folder.resolve("history.csv"));
        model.show(new Place.History(Optional.of(bench.world.id("payments-prod")), Optional.empty()));
        model.export(HistoryFile.Format.CSV);

        assertThat(folder.resolve("history.csv")).content().hasLineCount(6).startsWith("CSV");
        assertThat(model.messageProperty().get())
                .isEqualTo(new HistoryViewModel.Message.Written(6, folder.resolve("history.csv")));
        assertThat(model.workingProperty().get()).isFalse();
    }

    @Test
    void nothingIsExportedWithoutAFile() {
        model.export(HistoryFile.Format.CSV);
        assertThat(model.messageProperty().get()).isNull();
    }

    @Test
    void aRunIsShownAsAPlaceOfItsOwn() {
        model.show(Place.History.ALL);
        model.showRun(model.lines().getFirst());
        assertThat(bench.went).containsExactly(new Place.History(Optional.empty(), Optional.of("run-2")));
    }
}
