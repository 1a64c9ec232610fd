package dev.cmkconsole.ui.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Tone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectViewModelTest {
    private final Bench bench = new Bench();

    private ProjectViewModel model(String name) {
        return new ProjectViewModel(
                bench.frame, bench.world.service(), bench.world.id(name), List.of(new SwitchTab(), new OverviewTab()));
    }

    private Overview overview(String name) {
        var model = model(name);
        model.start();
        var context = new ProjectContext(
                bench.frame,
                null,
                bench.world.service(),
                model.projectId(),
                model.snapshotProperty(),
                model::readAgain);
        return new OverviewViewModel(context).overviewProperty().get();
    }

    /** A tab for projects that use only credentials. */
    private static final class SwitchTab implements ProjectTab {
        @Override
        public TabEntry entry() {
            return new TabEntry("switch", "overview.title", 30);
        }

        @Override
        public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
            return now.posture().equals(Optional.of(Posture.ON_CREDENTIALS))
                    ? Optional.empty()
                    : NotApplicable.because("overview.title", "overview");
        }

        @Override
        public Page open(ProjectContext context) {
            throw new AssertionError("not opened here");
        }
    }

    @Test
    void whatIsKnownIsShownAtOnceAndThenTheProjectIsRead() {
        ScreenThread.away(() -> bench.world.service().observe(bench.world.id("payments-prod"), ReadScope.CONFIGURED));
        bench.tasks.hold();
        var model = model("payments-prod");
        model.start();
        bench.tasks.releaseOne();
        assertThat(model.snapshotProperty().get()).isNotNull();
        assertThat(model.staleProperty().get()).isTrue();
        assertThat(model.readingProperty().get()).isTrue();

        bench.tasks.release();
        assertThat(model.staleProperty().get()).isFalse();
        assertThat(model.readingProperty().get()).isFalse();
    }

    @Test
    void aReadingThatFailsSaysWhyAndKeepsWhatWasKnown() {
        var model = model("payments-prod");
        model.start();
        bench.world.unreachable =
                Optional.of(new Problem.TimedOut(Problem.Origin.ATLAS, "getProject", "10 s", World.NOW));
        model.readAgain();
        assertThat(model.problemProperty().get().code()).isEqualTo("TIMEOUT");
        assertThat(model.snapshotProperty().get()).isNotNull();
        assertThat(model.staleProperty().get()).isTrue();

        bench.world.unreachable = Optional.empty();
        model.readAgain();
        assertThat(model.problemProperty().get()).isNull();
    }

    @Test
    void tabsStandInTheirOrderAndSayWhyTheyDoNotApply() {
        var model = model("payments-prod");
        model.start();
        assertThat(model.tabs()).extracting(ProjectTab::id).containsExactly("overview", "switch");
        assertThat(model.notApplicable(model.tabs().getLast())).isPresent();

        var legacy = model("ledger-legacy");
        legacy.start();
        assertThat(legacy.notApplicable(legacy.tabs().getLast())).isEmpty();
    }

    @Test
    void aTabIsAPlaceToGoTo() {
        var model = model("payments-prod");
        model.start();
        model.choose(model.tabs().getLast());
        assertThat(bench.went).containsExactly(new Place.OfProject(model.projectId(), "switch"));
        model.select("switch");
        assertThat(model.tabProperty().get().id()).isEqualTo("switch");
        model.select("no such tab");
        assertThat(model.tabProperty().get().id()).isEqualTo("overview");
    }

    @Test
    void aTabWithSectionsOpensTheOneThatWasLastShown() {
        var model = new ProjectViewModel(
                bench.frame,
                bench.world.service(),
                bench.world.id("payments-prod"),
                List.of(new OverviewTab(), new Section("first", 1), new Section("second", 2)));
        var keys = model.row().entries().getLast();
        model.choose(keys);
        model.select("second");
        model.choose(keys);
        model.select("overview");
        model.choose(keys);
        assertThat(bench.went)
                .containsExactly(
                        new Place.OfProject(model.projectId(), "first"),
                        new Place.OfProject(model.projectId(), "second"));
    }

    private record Section(String id, int rank) implements ProjectTab {
        @Override
        public TabEntry entry() {
            return new TabEntry(id, "overview.title", rank);
        }

        @Override
        public Optional<TabGroup> sectionOf() {
            return Optional.of(TabGroup.KEYS);
        }

        @Override
        public Page open(ProjectContext context) {
            throw new AssertionError("not opened here");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "analytics-dev,INFO,Enable",
        "claims-staging,INFO,Continue",
        "identity-prod,INFO,Encrypt clusters",
        "payments-prod,OK,",
        "ledger-legacy,CAUTION,Switch to a role",
        "archive,DANGER,Rescue"
    })
    void theOverviewEndsInOneNextStep(String project, Tone tone, String verb) {
        assertThat(overview(project).advice().tone()).isEqualTo(tone);
        assertThat(overview(project).advice().verb()).isEqualTo(Optional.ofNullable(verb));
    }

    @Test
    void theOverviewHasTheFactsOfRoleAndKey() {
        assertThat(overview("payments-prod").sections().stream().flatMap(section -> section.facts().stream()))
                .contains(
                        Fact.identifier("IAM role", World.ROLE),
                        Fact.identifier("Key", World.KEY.toString()),
                        Fact.plain("Alias", "alias/atlas-payments"));
        assertThat(overview("archive").tasks()).anySatisfy(task -> {
            assertThat(task.badge().word()).contains("AWS_ENCRYPTION_KEY_INVALID");
            assertThat(task.tab()).isEqualTo(Place.OfProject.ALERTS);
        });
        assertThat(overview("identity-prod").clusters())
                .extracting(l -> l.badge().tone())
                .containsExactly(Tone.OK, Tone.CAUTION);
    }

    @Test
    void theNextStepGoesToItsTab() {
        var model = model("analytics-dev");
        model.start();
        new OverviewViewModel(new ProjectContext(
                        bench.frame,
                        null,
                        bench.world.service(),
                        model.projectId(),
                        model.snapshotProperty(),
                        model::readAgain))
                .doNext();
        assertThat(bench.went).containsExactly(new Place.OfProject(model.projectId(), Place.OfProject.ENABLE));
    }
}
