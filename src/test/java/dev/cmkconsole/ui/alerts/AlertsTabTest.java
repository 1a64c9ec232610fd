package dev.cmkconsole.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tab about the alerts on a project's key. */
class AlertsTabTest {
    private static final String ALERT = "6a793faec0eb9e7a177175f1";

    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final EncryptionService service = cloud.service();
    private final AlertsViewModel model = new AlertsViewModel(service, window.frame(), TestCloud.PROJECT, () -> {});

    @BeforeEach
    void aProjectWithAKey() {
        cloud.enabled();
    }

    private static AlertConfiguration on(KeyAlert alert) {
        return new AlertConfiguration(
                "6a793faec0eb9e7a177175e" + alert.ordinal(),
                alert,
                true,
                alert.hasDays() ? Optional.of(90) : Optional.empty(),
                List.of(Recipient.OWNERS),
                false,
                new AlertConfiguration.Original("{\"notifications\":[]}", List.of()));
    }

    private WizardViewModel wizard() {
        return model.wizardProperty().get();
    }

    private <P extends WizardPage> P page(Class<P> type) {
        return type.cast(wizard().page());
    }

    @Test
    void theTableShowsTheFourAndWhoIsNotified() {
        cloud.alertConfigurations = List.of(on(KeyAlert.NEEDS_ROTATION), on(KeyAlert.NETWORK_DENIED));
        model.open();
        var rows = page(AlertsPageViewModel.class).rows();
        assertThat(rows)
                .extracting(AlertsPageViewModel.Row::asText)
                .containsExactly(
                        "Key needs rotation\ton, after 90 days\tthe Project Owners",
                        "Key invalid\tmissing\tno one",
                        "Encryption settings no longer valid\tmissing\tno one",
                        "No network access to AWS KMS\ton\tthe Project Owners");
    }

    @Test
    void whatCannotBeUsedIsSaidBesideItsFieldAndNothingIsLost() {
        cloud.alertConfigurations = List.of(on(KeyAlert.NEEDS_ROTATION));
        model.open();
        wizard().next();
        var change = page(ChangePageViewModel.class);
        change.daysProperty().set("soon");
        change.kindProperty().set(RecipientKind.EMAIL);
        change.whoProperty().set("keys");
        wizard().next();
        assertThat(change.daysErrorProperty().get()).contains("soon");
        change.daysProperty().set("120");
        wizard().next();
        assertThat(change.whoErrorProperty().get()).isEqualTo("\"keys\" is not an email address.");
        assertThat(change.daysProperty().get()).isEqualTo("120");
        for (var alert : KeyAlert.values()) {
            change.chosenProperty(alert).set(false);
        }
        wizard().next();
        assertThat(change.alertsErrorProperty().get()).isEqualTo("Select at least one alert.");
        change.chosenProperty(KeyAlert.NEEDS_ROTATION).set(true);
        change.whoProperty().set("keys@example.com");
        wizard().next();
        var review = page(ReviewPageViewModel.class);
        assertThat(review.plan().planProperty().get().openAtlasRequests()).isEqualTo(1);
        assertThat(review.footer().getValue().next()).isEqualTo("Change the alerts of payments-prod");
        wizard().back();
        assertThat(page(ChangePageViewModel.class).whoProperty().get()).isEqualTo("keys@example.com");
        assertThat(cloud.sent).isEmpty();
    }

    @Test
    void anOpenAlertIsAcknowledgedFromItsLine() {
        cloud.openAlerts = List.of(new Alert(ALERT, "AWS_ENCRYPTION_KEY_INVALID", "OPEN", World.NOW));
        model.open();
        var alerts = page(AlertsPageViewModel.class);
        assertThat(alerts.open()).singleElement().satisfies(one -> {
            assertThat(one.remedy()).contains("Check access");
            alerts.go(one);
            assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, Place.OfProject.CHECK));
            alerts.acknowledge(one);
        });
        var page = page(AcknowledgePageViewModel.class);
        page.untilProperty().set("2001-01-01");
        wizard().next();
        assertThat(page.untilErrorProperty().get()).contains("in the past");
        page.untilProperty().set("2099-01-31");
        page.commentProperty().set("x".repeat(201));
        wizard().next();
        assertThat(page.commentErrorProperty().get()).contains("200");
        page.commentProperty().set("being replaced");
        wizard().next();
        assertThat(page(ReviewPageViewModel.class).footer().getValue().next())
                .isEqualTo("Acknowledge the alert of payments-prod");
        wizard().back();
        wizard().back();
        assertThat(page(AlertsPageViewModel.class)).isSameAs(alerts);
        wizard().next();
        assertThat(page(ChangePageViewModel.class).id()).isEqualTo("change");
    }

    @Test
    void anAcknowledgementIsEnded() {
        cloud.openAlerts = List.of(new Alert(
                ALERT,
                "AWS_ENCRYPTION_KEY_INVALID",
                "OPEN",
                World.NOW,
                Optional.of(
                        new Acknowledgement(World.NOW.plusSeconds(3600), Optional.of("on it"), Optional.of("dana")))));
        model.open();
        var alerts = page(AlertsPageViewModel.class);
        assertThat(alerts.open().getFirst().acknowledged().orElseThrow()).contains("dana", "on it");
        alerts.acknowledge(alerts.open().getFirst());
        assertThat(page(ReviewPageViewModel.class).plan().planProperty().get().openAtlasRequests())
                .isEqualTo(1);
    }

    @Test
    void aProjectWithoutAKeyIsToldSo() {
        var without = new TestCloud(clock).service();
        var seen = new AtomicReference<ProjectSnapshot>();
        window.frame().tasks().run(() -> without.observe(TestCloud.PROJECT, ReadScope.CONFIGURED), seen::set, _ -> {});
        assertThat(new AlertsTab().notApplicable(seen.get())).map(n -> n.tab()).contains(Place.OfProject.ENABLE);
    }
}
