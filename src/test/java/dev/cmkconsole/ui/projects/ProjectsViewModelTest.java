package dev.cmkconsole.ui.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.pace.ReadingPace;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.projects.ProjectRow.Reading;
import dev.cmkconsole.ui.task.ScreenThread;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Alongside
class ProjectsViewModelTest {
    private final Bench bench = new Bench();
    private final EncryptionService service = bench.world.service();
    private final ProjectsViewModel model = new ProjectsViewModel(bench.frame, service);

    private ProjectRow row(String name) {
        return model.rows().stream()
                .filter(r -> r.project().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Problem unreachable() {
        return new Problem.Unreachable(
                Problem.Origin.ATLAS, "listProjects", "Connection refused", Problem.Effect.NONE, World.NOW);
    }

    @Test
    void everyProjectIsReadAndHasItsNextStep() {
        model.start();

        assertThat(model.rows())
                .hasSize(7)
                .filteredOn(r -> r.reading() == Reading.FRESH)
                .hasSize(6);
        assertThat(model.next(row("analytics-dev")).orElseThrow().tab()).isEqualTo(Place.OfProject.ENABLE);
        assertThat(model.next(row("claims-staging")).orElseThrow().advice()).isEqualTo("CONTINUE");
        assertThat(model.next(row("identity-prod")).orElseThrow().tab()).isEqualTo(Place.OfProject.CLUSTERS);
        assertThat(model.next(row("payments-prod"))).isEmpty();
        assertThat(model.next(row("ledger-legacy"))).contains(new NextStep("SWITCH", Place.OfProject.SWITCH));
        assertThat(model.pendingProperty().get()).isZero();
    }

    @Test
    void aProjectThatCannotBeReadSaysWhyAndTheOthersAreRead() {
        model.start();

        assertThat(row("restricted").reading()).isEqualTo(Reading.FAILED);
        assertThat(row("restricted").trouble().orElseThrow().code()).isEqualTo("USER_UNAUTHORIZED");

        bench.world.unreadable.clear();
        model.retryRow(row("restricted"));
        assertThat(row("restricted").reading()).isEqualTo(Reading.FRESH);
    }

    @Test
    void aFewAreReadAtOnceAndThoseInViewFirst() {
        IntStream.range(0, 50).forEach(i -> bench.world.project("p%02d".formatted(i)));
        bench.tasks.hold();
        model.start();
        bench.tasks.releaseOne();
        bench.tasks.releaseOne();
        assertThat(bench.tasks.heldCount()).isEqualTo(ReadingPace.AT_ONCE);

        String last = bench.world.id("p49");
        model.inView(List.of(last));
        IntStream.range(0, ReadingPace.AT_ONCE + 1).forEach(_ -> bench.tasks.releaseOne());

        assertThat(row("p49").reading()).isEqualTo(Reading.FRESH);
        assertThat(bench.world.observed).hasSize(ReadingPace.AT_ONCE + 1).endsWith(last);
        assertThat(bench.tasks.heldCount()).isEqualTo(ReadingPace.AT_ONCE);
    }

    @Test
    void everyProjectOfALargeOrganizationIsReadByItself() {
        IntStream.range(0, 2_000).forEach(i -> bench.world.project("p%04d".formatted(i)));
        model.start();
        assertThat(bench.world.observed).hasSize(2_007);
        assertThat(model.readProperty().get())
                .as("what could not be read does not count as read")
                .isEqualTo(2_006);
        assertThat(model.pendingProperty().get()).isZero();
    }

    @Test
    void withoutAtlasWhatWasReadEarlierIsShownWithItsAge() {
        var service = bench.world.service();
        ScreenThread.away(() -> service.observe(bench.world.id("payments-prod"), ReadScope.CONFIGURED));
        bench.world.unreachable = Optional.of(unreachable());

        model.start();

        assertThat(model.rows()).singleElement().satisfies(r -> {
            assertThat(r.stale()).isTrue();
            assertThat(r.posture()).contains(Posture.ROLE_BASED);
            assertThat(r.readAt()).contains(World.NOW);
        });
        assertThat(model.offlineProperty().get().code()).isEqualTo("UNREACHABLE");
        assertThat(model.offlineSinceProperty().get()).isEqualTo(World.NOW);
    }

    @Test
    void atlasIsTriedAgainByItself() {
        bench.world.unreachable = Optional.of(unreachable());
        model.start();
        bench.tasks.tick();
        assertThat(model.offlineProperty().get()).isNotNull();

        bench.world.unreachable = Optional.empty();
        bench.tasks.tick();

        assertThat(model.offlineProperty().get()).isNull();
        assertThat(model.rows()).hasSize(7);
    }

    @Test
    void whileReadingAgainTheOldStaysAsOld() {
        model.start();
        bench.tasks.hold();
        model.refresh();
        bench.tasks.releaseOne();

        assertThat(row("payments-prod").stale()).isTrue();
        assertThat(row("payments-prod").posture()).contains(Posture.ROLE_BASED);

        bench.tasks.release();
        assertThat(row("payments-prod").stale()).isFalse();
    }

    @Test
    void namesIdsKeysAndPosturesFilter() {
        model.start();

        model.filterProperty().set("PROD");
        assertThat(model.shown()).extracting(r -> r.project().name()).containsExactly("identity-prod", "payments-prod");
        model.filterProperty().set("eu-west");
        assertThat(model.shown()).extracting(r -> r.project().name()).containsExactly("ledger-legacy");
        model.filterProperty().set(bench.world.id("archive"));
        assertThat(model.shown()).extracting(r -> r.project().name()).containsExactly("archive");

        model.filterProperty().set("");
        model.postureProperty().set(Posture.NOT_SET_UP);
        assertThat(model.shown())
                .extracting(r -> r.project().name())
                .containsExactly("analytics-dev", "claims-staging");

        model.showAll();
        assertThat(model.shown()).hasSize(7);
    }

    @Test
    void anotherPageThatReadAProjectBringsItsRowUpToDate() {
        model.start();
        bench.world.encrypted(bench.world.id("analytics-dev"), true);
        var newer = ScreenThread.away(
                () -> bench.world.service().observe(bench.world.id("analytics-dev"), ReadScope.CONFIGURED));
        model.takeOver(List.of(new dev.cmkconsole.model.snapshot.ProjectSnapshot(
                newer.project(), World.NOW.plusSeconds(60), newer.atlas(), newer.aws(), newer.answers())));

        assertThat(row("analytics-dev").posture()).contains(Posture.ROLE_BASED);
    }

    @Test
    void aCheckThatLearnsSomethingBringsTheRowUpToDate() {
        model.start();
        String id = bench.world.id("payments-prod");
        assertThat(row("payments-prod").posture()).contains(Posture.ROLE_BASED);
        bench.world.alerts.put(
                id, List.of(new Alert("a2", "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED", "OPEN", World.NOW)));

        ScreenThread.away(() -> service.check(id, CheckFocus.CONFIGURED, _ -> {}));

        assertThat(row("payments-prod").posture()).contains(Posture.KEY_IN_DOUBT);
        assertThat(model.next(row("payments-prod")).orElseThrow().advice()).isEqualTo("DOUBT");
    }

    @Test
    void afterDisposeNothingIsReadAnyMore() {
        bench.tasks.hold();
        model.start();
        model.dispose();
        bench.tasks.release();

        assertThat(bench.world.observed).isEmpty();
        assertThat(model.rows()).isEmpty();
    }

    @Test
    void theNextStepOpensItsTab() {
        model.start();
        model.doNext(row("identity-prod"));
        model.doNext(row("archive"));
        model.open(row("archive"));

        assertThat(bench.went)
                .containsExactly(
                        new Place.OfProject(bench.world.id("identity-prod"), Place.OfProject.CLUSTERS),
                        new Place.OfProject(bench.world.id("archive"), Place.OfProject.RESCUE),
                        new Place.OfProject(bench.world.id("archive"), Place.OfProject.OVERVIEW));
    }
}
