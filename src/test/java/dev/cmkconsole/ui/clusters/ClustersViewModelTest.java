package dev.cmkconsole.ui.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.clusters.ClustersViewModel.Stage;
import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.task.ScreenThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clusters tab over a cloud that changes. */
class ClustersViewModelTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final EncryptionService service = cloud.service();
    private ClustersViewModel model;

    @BeforeEach
    void clusters() {
        cloud.enabled();
        cloud.cluster("orders", TierKind.DEDICATED, "M30", false, EncryptionProvider.NONE);
        cloud.cluster("ledger", TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
        cloud.cluster("asleep", TierKind.DEDICATED, "M10", true, EncryptionProvider.NONE);
        cloud.cluster("free", TierKind.SHARED, "M0", false, EncryptionProvider.NONE);
        cloud.cluster("bendy", TierKind.FLEX, "FLEX", false, EncryptionProvider.NONE);
        model = new ClustersViewModel(service, window.frame(), TestCloud.PROJECT, this::read);
        read();
    }

    private void read() {
        model.show(ScreenThread.away(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED)));
    }

    private ClusterRow row(String name) {
        return model.rows().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyClusterIsListedAndThoseThatCannotBeChangedSayWhy() {
        assertThat(model.rows()).hasSize(5);
        assertThat(row("orders").changeable()).isTrue();
        assertThat(row("ledger").key()).isEqualTo(ClusterRow.KeyOwner.OURS);
        assertThat(row("asleep").why()).contains("paused");
        assertThat(row("free").why()).contains("M10 or larger");
        assertThat(row("bendy").why()).contains("flex");
        model.wantAll();
        assertThat(model.rows())
                .filteredOn(ClusterRow::changes)
                .extracting(ClusterRow::name)
                .containsExactly("orders");
    }

    @Test
    void withoutAWishTheReviewSaysSo() {
        model.review();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.TABLE);
        assertThat(model.errorProperty().get()).isNotEmpty();
    }

    @Test
    void whatWouldHappenIsSaidBeforeAndDoneAfter() {
        model.want("orders", true);
        model.want("ledger", false);
        model.review();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.REVIEW);
        assertThat(model.consequences())
                .anyMatch(w -> w.contains("encrypted") && w.contains("orders"))
                .anyMatch(w -> w.contains("ledger") && w.contains("snapshots still need the key"))
                .anyMatch(w -> w.contains("initial sync"))
                .anyMatch(w -> w.contains("Search indexes"))
                .anyMatch(w -> w.contains("elections"))
                .anyMatch(w -> w.contains("harges"));
        assertThat(model.commitProperty().get()).isEqualTo("Change 2 clusters");
        assertThat(cloud.sent).isEmpty();
        model.apply();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.RUN);
        assertThat(model.runProperty().get().result().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(cloud.clusters.get("orders").encrypted()).isTrue();
        assertThat(cloud.clusters.get("ledger").encrypted()).isFalse();
        model.back();
        assertThat(row("orders").key()).isEqualTo(ClusterRow.KeyOwner.OURS);
        assertThat(model.rows()).noneMatch(ClusterRow::changes);
    }

    @Test
    void thePlanIsCopiedAndSavedAsAScript(@TempDir Path dir) throws IOException {
        assertThat(model.plan().script()).isEmpty();
        model.want("orders", true);
        model.review();
        assertThat(model.plan().script())
                .startsWith("#!/bin/sh\n")
                .contains("atlas api clusters updateCluster ")
                .contains("{\"encryptionAtRestProvider\":\"AWS\"}");
        window.saveTo = Optional.of(dir.resolve("orders.sh"));
        model.plan().saveScript();
        assertThat(dir.resolve("orders.sh")).hasContent(model.plan().script()).isExecutable();
        assertThat(cloud.sent).isEmpty();
    }

    @Test
    void aWishSurvivesReadingAgain() {
        model.want("orders", true);
        read();
        assertThat(row("orders").wanted()).isTrue();
        assertThat(model.changesProperty().get()).isEqualTo("1 cluster would change");
        model.forgetWishes();
        assertThat(model.changesProperty().get()).isEqualTo("No cluster would change");
    }

    @Test
    void stoppingEndsOnlyTheWatching() {
        model.want("orders", true);
        model.review();
        window.tasks.hold();
        model.apply();
        model.runProperty().get().stopAfterStep();
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.STOPPING);
        window.tasks.release();
        assertThat(model.runProperty().get().result().kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
    }

    @Test
    void aFailedPlanKeepsTheWishes() {
        model.want("orders", true);
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "USER_UNAUTHORIZED"));
        model.review();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.TABLE);
        assertThat(model.problemProperty().get().code()).isEqualTo("USER_UNAUTHORIZED");
        assertThat(row("orders").wanted()).isTrue();
        model.review();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.REVIEW);
    }

    @ParameterizedTest
    @CsvSource({"'',Enter a name", "-x,is not a valid cluster name", "orders,already exists"})
    void aWrongNameForANewClusterIsSaidBesideTheField(String name, String said) {
        model.openNewCluster();
        model.newCluster().nameProperty().set(name);
        model.reviewNewCluster();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.NEW_CLUSTER);
        assertThat(model.newCluster().nameErrorProperty().get()).contains(said);
    }

    @Test
    void aNewClusterIsEncryptedFromTheStart() {
        model.openNewCluster();
        model.newCluster().nameProperty().set("fresh");
        model.newCluster().cloudProperty().set("AZURE");
        assertThat(model.newCluster().regions())
                .contains(model.newCluster().regionProperty().get());
        model.reviewNewCluster();
        assertThat(model.commitProperty().get()).isEqualTo("Create fresh");
        model.back();
        assertThat(model.stageProperty().get()).isEqualTo(Stage.NEW_CLUSTER);
        model.reviewNewCluster();
        model.apply();
        assertThat(model.runProperty().get().result().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(cloud.clusters.get("fresh").encrypted()).isTrue();
    }
}
