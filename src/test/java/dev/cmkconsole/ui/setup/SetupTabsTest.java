package dev.cmkconsole.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.project.OverviewViewModel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/** The pages that the overview leads to. */
class SetupTabsTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final EncryptionService service = cloud.service();

    private ProjectSnapshot now() {
        var seen = new AtomicReference<ProjectSnapshot>();
        window.frame().tasks().run(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED), seen::set, _ -> {});
        return seen.get();
    }

    private ProjectContext context() {
        return new ProjectContext(
                window.frame(), null, service, TestCloud.PROJECT, new SimpleObjectProperty<>(now()), () -> {});
    }

    private static ReviewPageViewModel review(WizardTabViewModel model) {
        model.open();
        return (ReviewPageViewModel) model.wizardProperty().get().page();
    }

    @Test
    void turningTheKeyOffStandsInNoRowAndSearchNodesBelongToTheNetwork() {
        assertThat(Procedures.tabs().stream().filter(t -> !t.inRow()).map(ProjectTab::id))
                .containsExactly(Place.OfProject.DISABLE);
        assertThat(new SearchNodesTab().sectionOf()).contains(TabGroup.NETWORK);
    }

    @Test
    void theOverviewLeadsToThemWhereTheProjectHasAKey() {
        assertThat(new OverviewViewModel(context()).overviewProperty().get().keyConfigured())
                .isFalse();
        cloud.enabled();
        var overview = new OverviewViewModel(context());
        assertThat(overview.overviewProperty().get().keyConfigured()).isTrue();
        overview.openDisable();
        overview.open(Place.OfProject.SEARCH_NODES);
        assertThat(window.went)
                .containsExactly(
                        new Place.OfProject(TestCloud.PROJECT, "disable"),
                        new Place.OfProject(TestCloud.PROJECT, "search-nodes"));
    }

    @Test
    void turningTheKeyOffTakesTheProjectsName() {
        cloud.enabled();
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
        var model = new DisableTab().model(context());
        var review = review(model);
        assertThat(review.plan().planProperty().get().openAtlasRequests()).isEqualTo(2);
        assertThat(cloud.sent).isEmpty();
        assertThat(review.footer().getValue().next()).isEqualTo("Turn off the key of payments-prod");
        model.wizardProperty().get().next();
        assertThat(window.typed).containsExactly("payments-prod");
        assertThat(window.asked.getFirst().toString()).contains("The key and the role stay");
        assertThat(cloud.sent).containsExactly("updateCluster", "updateEncryptionAtRest");
        assertThat(cloud.kms).isEqualTo(AwsKms.OFF);
        assertThat(cloud.keys.get(TestCloud.KEY).state().enabled()).isTrue();
    }

    @Test
    void aProjectWithoutAKeyIsToldSo() {
        var now = now();
        assertThat(new DisableTab().notApplicable(now)).isPresent();
        assertThat(new SearchNodesTab().notApplicable(now)).isPresent();
    }

    @Test
    void searchNodesAreTurnedOnWhereTheyAreOff() {
        cloud.enabled();
        var review = review(new SearchNodesTab().model(context()));
        assertThat(review.footer().getValue().next()).isEqualTo("Encrypt search nodes of payments-prod");
        assertThat(review.plan().planProperty().get().nameToType()).isEmpty();
        assertThat(review.footer().getValue().ready()).isTrue();
        assertThat(review.heading().get()).isEqualTo("Do you want to make these changes?");
    }

    @Test
    void aPlanThatIsBlockedAsksNoQuestionAndItsButtonOnlySaysWhy() {
        cloud.enabled();
        var model = new DrillTab().model(context());
        var review = review(model);
        assertThat(review.plan().blocked()).isNotEmpty();
        assertThat(review.footer().getValue().ready()).isFalse();
        assertThat(review.heading().get()).isEqualTo("These changes cannot be made now");
        model.wizardProperty().get().next();
        assertThat(review.errorProperty().get()).contains("looks like production");
        assertThat(cloud.sent).isEmpty();
    }
}
