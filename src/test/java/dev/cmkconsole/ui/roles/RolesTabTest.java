package dev.cmkconsole.ui.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/** The section Roles: what the table says, and what the plan for a role does. */
class RolesTabTest {
    private static final String SPARE = "64f0c0ffee0123456789ab33";
    private static final String ATLAS = "arn:aws:iam::536727724300:root";

    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final EncryptionService service = cloud.service();

    private WizardTabViewModel open() {
        var seen = new AtomicReference<ProjectSnapshot>();
        window.frame().tasks().run(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED), seen::set, _ -> {});
        var now = seen.get();
        var context = new ProjectContext(
                window.frame(), null, service, TestCloud.PROJECT, new SimpleObjectProperty<>(now), () -> {});
        var model = new RolesTab().model(context);
        model.open();
        return model;
    }

    private static RolesPageViewModel page(WizardTabViewModel model) {
        return (RolesPageViewModel) model.wizardProperty().get().page();
    }

    private void role(String name, String externalId, Map<String, String> tags) {
        cloud.iam.put(
                name,
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", name),
                        AtlasPolicies.trust(ATLAS, externalId).raw(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        clock.instant(),
                        tags));
    }

    private void spare() {
        var then = clock.instant().minus(Duration.ofDays(40));
        cloud.records.add(new AccessRole(
                SPARE,
                ATLAS,
                "ext-spare",
                Optional.of("arn:aws:iam::" + TestCloud.ACCOUNT + ":role/spare"),
                then,
                Optional.of(then),
                List.of()));
        role("spare", "ext-spare", IamRole.tagsFor(TestCloud.PROJECT));
    }

    @Test
    void itIsASectionOfAccess() {
        assertThat(new RolesTab().sectionOf()).contains(TabGroup.ACCESS);
    }

    @Test
    void withoutARoleThereIsNothingToChoose() {
        var model = open();
        assertThat(page(model).rows()).isEmpty();
        model.wizardProperty().get().next();
        assertThat(page(model).errorProperty().get()).isEqualTo("Select a role in the table.");
    }

    @Test
    void recordsThatCouldNotBeReadAreNotNone() {
        var page = page(open());
        assertThat(page.emptyProperty().get()).isEqualTo("This project has no role record, and no trust is left over.");
        page.show(new RolesReading(new Situation().rolesUnreadable().snapshot(), List.of()));
        assertThat(page.rows()).isEmpty();
        assertThat(page.emptyProperty().get()).contains("could not be read");
    }

    @Test
    void everyRecordAndEveryLeftOverHasALine() {
        cloud.enabled();
        spare();
        role("retired", "ext-of-nobody", Map.of());
        var rows = page(open()).rows();
        assertThat(rows).extracting(RoleRow::name).containsExactly("ready", "spare", "retired");
        assertThat(rows)
                .extracting(RoleRow::use)
                .containsExactly("encryption at rest", "Nothing", "No project that was read");
        assertThat(rows.get(1).state()).isEqualTo("Authorized, 40 days");
        assertThat(rows.get(2).state()).isEqualTo("Left over");
    }

    @Test
    void aSpareRecordIsDeauthorizedAndAwsStaysAsItIs() {
        cloud.enabled();
        spare();
        var model = open();
        page(model).selectedProperty().set(page(model).rows().get(1));
        model.wizardProperty().get().next();
        var review = (ReviewPageViewModel) model.wizardProperty().get().page();
        assertThat(review.footer().getValue().next()).isEqualTo("Deauthorize for payments-prod");
        assertThat(cloud.sent).isEmpty();
        model.wizardProperty().get().next();
        assertThat(cloud.sent).containsExactly("deauthorizeProviderAccessRole");
        assertThat(cloud.records).extracting(AccessRole::roleId).doesNotContain(SPARE);
        assertThat(cloud.iam).containsKey("spare");
    }

    @Test
    void aRoleInUseCannotBeDeauthorized() {
        cloud.enabled();
        var model = open();
        model.wizardProperty().get().next();
        var review = (ReviewPageViewModel) model.wizardProperty().get().page();
        assertThat(review.plan().planProperty().get().trunkBlocked()).isPresent();
        assertThat(review.checksOpenProperty().get())
                .as("Check access knows nothing of what uses a record")
                .isFalse();
        model.wizardProperty().get().next();
        assertThat(cloud.sent).isEmpty();
    }

    @Test
    void forLeftOverTrustTheUserChoosesWhatHappens() {
        cloud.enabled();
        role("retired", "ext-of-nobody", Map.of());
        var model = open();
        var page = page(model);
        page.selectedProperty().set(page.rows().get(1));
        assertThat(page.cleanUpProperty().get()).isEqualTo(CleanUp.TRUST);
        page.cleanUpProperty().set(CleanUp.NOTHING);
        model.wizardProperty().get().next();
        assertThat(page.errorProperty().get()).isNotEmpty();
    }
}
