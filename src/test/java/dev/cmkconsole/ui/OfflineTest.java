package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.enable.EnableViewModel;
import dev.cmkconsole.ui.project.ProjectViewModel;
import dev.cmkconsole.ui.projects.ProjectRow;
import dev.cmkconsole.ui.projects.ProjectsViewModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start without a network, with the real cache from an earlier start. */
class OfflineTest {
    @TempDir
    private Path folder;

    private SandboxWindow window(Sandbox sandbox) {
        return SandboxWindow.overTheWire(
                sandbox, FileJournal.open(folder.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}), folder);
    }

    @Test
    void whatIsKnownIsShownWithItsAgeNothingCanBeChangedAndRetryRecovers() {
        Sandbox reachable = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(100).secrets(new Random(7)));
        String project = reachable.projectId("payments-prod");
        int atlas = reachable.atlasUri().getPort();
        int aws = reachable.awsUri().getPort();
        try (var w = window(reachable)) {
            var projects = new ProjectsViewModel(w.window.frame(), w.service);
            projects.start();
            assertThat(projects.rows()).hasSize(5).allMatch(r -> r.reading() == ProjectRow.Reading.FRESH);
        }
        try (var w = window(reachable)) {
            reachable.close();
            var projects = new ProjectsViewModel(w.window.frame(), w.service);
            projects.filterProperty().set("payments");
            projects.start();
            assertThat(projects.rows()).hasSize(5).allSatisfy(r -> {
                assertThat(r.stale()).isTrue();
                assertThat(r.readAt()).isPresent();
                assertThat(r.posture()).isPresent();
            });
            var words =
                    PlainWords.of(w.window.messages, projects.offlineProperty().get());
            assertThat(words.what()).isEqualTo("Atlas cannot be reached.");
            assertThat(words.next()).contains("network", "try again");
            assertThat(projects.offlineSinceProperty().get()).isNotNull();
            projects.inView(List.of(project));
            assertThat(projects.pendingProperty().get())
                    .as("nothing is asked while there is nobody to answer")
                    .isZero();

            var page = new ProjectViewModel(
                    w.window.frame(), w.service, project, List.of(new dev.cmkconsole.ui.clusters.ClustersTab()));
            page.start();
            assertThat(page.snapshotProperty().get().project().name()).isEqualTo("payments-prod");
            assertThat(page.staleProperty().get()).isTrue();
            PlainWords.of(w.window.messages, page.problemProperty().get());

            nothingCanBeChanged(w, page);

            try (var again = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                    .ports(atlas, 0, aws)
                    .secrets(new Random(7)))) {
                projects.refresh();
                assertThat(projects.offlineProperty().get()).isNull();
                assertThat(projects.filterProperty().get()).isEqualTo("payments");
                assertThat(projects.rows()).allMatch(r -> r.reading() == ProjectRow.Reading.FRESH);
                page.readAgain();
                assertThat(page.problemProperty().get()).isNull();
                assertThat(page.staleProperty().get()).isFalse();
                assertThat(again.requestLog().entries())
                        .noneMatch(e -> e.method().equals("PATCH"));
            }
        }
    }

    /** Every button responds: it reports that Atlas cannot be reached, and nothing is sent. */
    private static void nothingCanBeChanged(SandboxWindow w, ProjectViewModel page) {
        var enable = new EnableViewModel(w.service, w.window.frame(), page.projectId(), () -> {});
        enable.open();
        assertThat(enable.wizardProperty().get()).isNull();
        assertThat(PlainWords.of(w.window.messages, enable.problemProperty().get())
                        .means())
                .contains("Nothing was sent");
        var clusters = new ClustersViewModel(w.service, w.window.frame(), page.projectId(), () -> {});
        clusters.show(page.snapshotProperty().get());
        clusters.want("reports", false);
        clusters.review();
        assertThat(clusters.stageProperty().get()).isEqualTo(ClustersViewModel.Stage.TABLE);
        assertThat(PlainWords.of(w.window.messages, clusters.problemProperty().get())
                        .what())
                .isEqualTo("Atlas cannot be reached.");
        assertThat(clusters.rows())
                .filteredOn(r -> r.name().equals("reports"))
                .singleElement()
                .satisfies(r -> assertThat(r.wanted()).isFalse());
        assertThat(w.journal.entries()).isEmpty();
    }
}
