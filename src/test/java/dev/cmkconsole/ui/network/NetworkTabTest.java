package dev.cmkconsole.ui.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.project.OverviewViewModel;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class NetworkTabTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final EncryptionService service = cloud.service();

    private ProjectContext context() {
        var seen = new AtomicReference<ProjectSnapshot>();
        window.frame().tasks().run(() -> service.observe(TestCloud.PROJECT, ReadScope.OVERVIEW), seen::set, _ -> {});
        return new ProjectContext(
                window.frame(), null, service, TestCloud.PROJECT, new SimpleObjectProperty<>(seen.get()), () -> {});
    }

    private void project(boolean required) {
        cloud.enabled();
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
        var kms = cloud.kms;
        cloud.kms = new AwsKms(
                true, kms.roleId(), kms.customerMasterKeyId(), kms.region(), Optional.empty(), required, true);
    }

    private void endpoint(String region, String status) {
        cloud.endpoints.add(
                new KmsEndpoint("%024x".formatted(cloud.endpoints.size() + 1), region, status, Optional.empty()));
    }

    private NetworkViewModel opened() {
        var model = new NetworkViewModel(context());
        model.open();
        return model;
    }

    private static RegionsPageViewModel regions(NetworkViewModel model) {
        return (RegionsPageViewModel) model.wizardProperty().get().page();
    }

    @Test
    void itIsASectionOfTheNetwork() {
        assertThat(new NetworkTab().sectionOf()).contains(TabGroup.NETWORK);
        assertThat(new NetworkTab().notApplicable(context().now().orElseThrow()))
                .isPresent();
        project(false);
        assertThat(new NetworkTab().notApplicable(context().now().orElseThrow()))
                .isEmpty();
    }

    @Test
    void everyRegionSaysWhatItHasAndWhatToDo() {
        project(true);
        endpoint("US_EAST_1", "ACTIVE");
        endpoint("EU_WEST_1", "FAILED");
        var rows = regions(opened()).rows();
        assertThat(rows.stream().map(r -> r.region().id())).containsExactly("eu-west-1", "us-east-1");
        assertThat(rows.getFirst().endpoint()).extracting(Badge::tone).isEqualTo(Tone.DANGER);
        assertThat(rows.getFirst().advice()).contains("Resolve the cause");
        assertThat(rows.getLast().endpoint()).extracting(Badge::tone).isEqualTo(Tone.OK);
        assertThat(rows.getLast().clusters()).isEqualTo("orders (encrypted)");
        assertThat(rows.getLast().advice()).isEmpty();
    }

    @Test
    void thePlanFollowsTheChoice() {
        project(false);
        var model = opened();
        var wizard = model.wizardProperty().get();
        wizard.next();
        assertThat(regions(model).errorProperty().get()).isNotEmpty();
        regions(model).wantedProperty().set(true);
        wizard.next();
        assertThat(wizard.page()).isInstanceOf(ManualStepsPageViewModel.class);
        wizard.next();
        var review = (ReviewPageViewModel) wizard.page();
        assertThat(review.footer().getValue().next()).isEqualTo("Require private networking for payments-prod");
        assertThat(review.plan().planProperty().get().open().stream().map(Step::id))
                .contains(
                        StepId.of("require-private-networking"),
                        StepId.of("create-endpoint", "us-east-1"),
                        StepId.of("endpoint-active", "us-east-1"));
        assertThat(cloud.sent).isEmpty();
    }

    /** The overview names what is not active, and the rest only in one word. */
    @Test
    void theOverviewNamesEndpointsThatAreNotActive() {
        project(true);
        endpoint("US_EAST_1", "INITIATING");
        assertThat(new OverviewViewModel(context())
                        .overviewProperty()
                        .get()
                        .sections()
                        .toString())
                .contains("private networking only. Atlas is creating the private endpoint in us-east-1.");
        cloud.endpoints.clear();
        endpoint("US_EAST_1", "ACTIVE");
        assertThat(new OverviewViewModel(context())
                        .overviewProperty()
                        .get()
                        .sections()
                        .toString())
                .contains("private networking only")
                .doesNotContain("us-east-1 is active");
    }
}
