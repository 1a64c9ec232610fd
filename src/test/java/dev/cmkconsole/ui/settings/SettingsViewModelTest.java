package dev.cmkconsole.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.connection.LastConnection.Target;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.settings.ConnectForm.AtlasWay;
import dev.cmkconsole.ui.settings.ConnectForm.AwsWay;
import dev.cmkconsole.ui.settings.ConnectForm.Field;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.Tone;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsViewModelTest {
    private static final URI GOV = URI.create("https://cloud.mongodbgov.com");
    private static final String TYPED = "8d6a7c1e-typed";

    private final Bench bench = new Bench();
    private final UnsavedSettings settings = new UnsavedSettings(ThemeChoice.LIGHT);
    private final Connections connections =
            new Connections(bench.connector, bench.tasks, settings, new ConnectionRequest.Practice());
    private SettingsViewModel model;
    private int connected;

    @BeforeEach
    void practice() {
        connections.connect(new ConnectionRequest.Practice());
        model = new SettingsViewModel(bench.frame, connections);
    }

    private void fill() {
        model.form().targetProperty().set(Target.REAL);
        model.form().nameProperty().set("hqzrmdvk");
    }

    @Test
    void whatIsMissingIsSaidBesideItsFieldAndNothingIsSent() {
        int before = bench.connector.asked.size();
        model.form().targetProperty().set(Target.REAL);
        model.form().baseUrlProperty().set("http://cloud.mongodb.com");
        model.form().awsWayProperty().set(AwsWay.PROFILE);
        model.connect(" ", () -> connected++);

        assertThat(model.problems()).containsOnlyKeys(Field.BASE_URL, Field.NAME, Field.SECRET, Field.PROFILE);
        assertThat(bench.connector.asked).hasSize(before);
        assertThat(connected).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cloud.mongodb.com",
                "http://cloud.mongodb.com",
                "https://user:word@cloud.mongodb.com",
                "https://",
                "ftp://cloud.mongodb.com",
                "https://a b"
            })
    void addressesThatWouldSendCredentialsAstrayAreRefused(String address) {
        fill();
        model.form().baseUrlProperty().set(address);
        model.test(TYPED);
        assertThat(model.problems()).containsOnlyKeys(Field.BASE_URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:canary@cloud.mongodb.com",
                " https://canary@cloud.mongodb.com",
                "https://user:can@ary/canary@cloud.mongodb.com",
                "http://a canary@cloud.mongodb.com"
            })
    void whatIsTypedOfAPasswordIntoAnAddressDoesNotStayOnTheScreen(String address) {
        fill();
        model.form().baseUrlProperty().set(address);
        model.test(TYPED);
        assertThat(model.problems()).containsOnlyKeys(Field.BASE_URL);
        assertThat(model.problems().get(Field.BASE_URL))
                .isEqualTo(bench.messages.get("settings.problem.baseUrl.password"));
        assertThat(model.form().baseUrlProperty().get())
                .endsWith("://cloud.mongodb.com")
                .doesNotContain("canary", "ary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloud.mongodb.com",
                " https://cloud.mongodbgov.com/ ",
                "http://127.0.0.1:8080",
                "http://localhost:9"
            })
    void otherAddressesAreTaken(String address) {
        fill();
        model.form().baseUrlProperty().set(address);
        model.test(TYPED);
        assertThat(model.problems()).isEmpty();
        assertThat(model.trial()).isNotEmpty();
    }

    @Test
    void aTestSaysLineByLineWhatWorks() {
        fill();
        model.test(TYPED);
        assertThat(model.trial()).hasSize(5).allMatch(l -> l.badge().tone() == Tone.OK);

        bench.world.caller = "arn:aws:iam::111122223333:root";
        model.test(TYPED);
        assertThat(model.trial().getLast().badge().tone()).isEqualTo(Tone.DANGER);

        model.form().awsWayProperty().set(AwsWay.NONE);
        model.test(TYPED);
        assertThat(model.trial().getLast().text()).isEqualTo(bench.messages.get("settings.trial.aws.none"));
    }

    @Test
    void aTestSaysWhatDoesNotWork() {
        fill();
        bench.world.unreachable = Optional.of(new Problem.NotSignedIn(
                Problem.Origin.ATLAS, "whoAmI", "UNAUTHORIZED", "no", Optional.empty(), World.NOW));
        model.test(TYPED);
        assertThat(model.trial())
                .extracting(l -> l.badge().tone())
                .containsExactly(Tone.OK, Tone.DANGER, Tone.NEUTRAL, Tone.OK);

        bench.world.unreachable = Optional.of(
                new Problem.Unreachable(Problem.Origin.ATLAS, "whoAmI", "no route", Problem.Effect.NONE, World.NOW));
        model.test(TYPED);
        assertThat(model.trial()).extracting(l -> l.badge().tone()).containsExactly(Tone.DANGER, Tone.NEUTRAL, Tone.OK);
    }

    @Test
    void connectingAsksForWhatWasFilledInAndShowsTheProjects() {
        fill();
        model.form().atlasWayProperty().set(AtlasWay.SERVICE_ACCOUNT);
        model.form().awsWayProperty().set(AwsWay.PROFILE);
        model.form().profileProperty().set("security-admin");
        model.connect(TYPED, () -> connected++);

        var request = (ConnectionRequest.Real) bench.connector.asked.getLast();
        assertThat(request.aws()).isEqualTo(new ConnectionRequest.Aws.Profile("security-admin"));
        assertThat(request.atlas())
                .isInstanceOfSatisfying(
                        ConnectionRequest.Atlas.ServiceAccount.class,
                        a -> assertThat(a.clientId()).isEqualTo("hqzrmdvk"));
        assertThat(request.toString()).doesNotContain(TYPED);
        assertThat(connected).isOne();
        assertThat(bench.went).containsExactly(new Place.Projects());
        assertThat(connections.session().orElseThrow().request()).isEqualTo(request);
    }

    @Test
    void aConnectionThatFailsLeavesTheOneThatStands() {
        fill();
        bench.connector.refusal = Optional.of(new Problem.Local("connect", "JOURNAL_IN_USE", "in use", World.NOW));
        model.connect(TYPED, () -> connected++);

        assertThat(model.failureProperty().get().code()).isEqualTo("JOURNAL_IN_USE");
        assertThat(connections.session().orElseThrow().request()).isInstanceOf(ConnectionRequest.Practice.class);
        assertThat(bench.went).isEmpty();
        assertThat(connected).isZero();
    }

    @Test
    void nothingIsConnectedWhileSomethingIsBeingChanged() {
        var place = new Place.OfProject(bench.world.id("analytics-dev"), Place.OfProject.ENABLE);
        int before = bench.connector.asked.size();
        try (var _ = bench.activities.begin("Enable for analytics-dev", place)) {
            fill();
            model.connect(TYPED, () -> connected++);
        }
        assertThat(bench.asked)
                .singleElement()
                .satisfies(q -> assertThat(q.subject()).isEqualTo("Enable for analytics-dev"));
        assertThat(bench.went).containsExactly(place);
        assertThat(bench.connector.asked).hasSize(before);
    }

    @Test
    void noPropertyOfTheFormHoldsTheSecret() throws ReflectiveOperationException {
        fill();
        model.test(TYPED);
        var held = new ArrayList<String>();
        for (Object owner : List.of(model, model.form())) {
            for (var field : owner.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                held.add(String.valueOf(field.get(owner)));
            }
        }
        assertThat(held).noneMatch(text -> text.contains(TYPED));
    }

    @Test
    void theNextStartProposesWhatWasConnectedToAndNoSecret() {
        fill();
        model.form().baseUrlProperty().set("https://cloud.mongodbgov.com");
        model.form().awsWayProperty().set(AwsWay.PROFILE);
        model.form().profileProperty().set("security-admin");
        model.connect(TYPED, () -> connected++);
        assertThat(settings.lastConnection())
                .isEqualTo(new LastConnection(Target.REAL, Optional.of(GOV), Optional.of("security-admin")));
        assertThat(settings.lastConnection().toString()).doesNotContain(TYPED, "hqzrmdvk");

        var form = nextStart().form();
        assertThat(form.targetProperty().get()).isEqualTo(Target.REAL);
        assertThat(form.baseUrlProperty().get()).isEqualTo(GOV.toString());
        assertThat(form.awsWayProperty().get()).isEqualTo(AwsWay.PROFILE);
        assertThat(form.profileProperty().get()).isEqualTo("security-admin");
        assertThat(form.nameProperty().get()).isEmpty();
    }

    @Test
    void aBundleThatCannotBeUsedIsSaidBesideItsFieldAtTheStart() {
        bench.connector.unusableBundle = Optional.of(new dev.cmkconsole.model.outcome.Problem.Local(
                "connect", "CA_BUNDLE_UNUSABLE", "/etc/ca.pem does not exist", java.time.Instant.EPOCH));
        model.start();
        assertThat(model.problems().get(ConnectForm.Field.CA_BUNDLE)).contains("/etc/ca.pem does not exist");
    }

    @Test
    void theBundleGoesWithTheConnectionAndIsProposedTheNextTime() {
        fill();
        var file = java.nio.file.Path.of("company.pem");
        model.form().caBundleProperty().set(" company.pem ");
        model.connect(TYPED, () -> connected++);
        assertThat(bench.connector.asked.getLast())
                .isInstanceOfSatisfying(
                        ConnectionRequest.Real.class,
                        real -> assertThat(real.caBundle()).contains(file));
        assertThat(nextStart().form().caBundleProperty().get()).isEqualTo("company.pem");
    }

    @Test
    void practiceModeKeepsTheAddressAndTheProfileOfBefore() {
        settings.remember(new LastConnection(Target.REAL, Optional.of(GOV), Optional.of("security-admin")));
        model = nextStart();
        model.form().targetProperty().set(Target.PRACTICE);
        model.connect("", () -> connected++);

        var form = nextStart().form();
        assertThat(form.targetProperty().get()).isEqualTo(Target.PRACTICE);
        assertThat(form.baseUrlProperty().get()).isEqualTo(GOV.toString());
        assertThat(form.profileProperty().get()).isEqualTo("security-admin");
    }

    @Test
    void theEnvironmentIsProposedWhereItWasChosen() {
        model.form().targetProperty().set(Target.ENVIRONMENT);
        model.connect("", () -> connected++);
        assertThat(nextStart().form().targetProperty().get()).isEqualTo(Target.ENVIRONMENT);
    }

    @Test
    void whatFailedOrWasOnlyTriedIsNotRemembered() {
        fill();
        model.test(TYPED);
        bench.connector.refusal = Optional.of(new Problem.Local("connect", "JOURNAL_IN_USE", "in use", World.NOW));
        model.connect(TYPED, () -> connected++);
        assertThat(settings.lastConnection()).isEqualTo(LastConnection.NONE);
    }

    private SettingsViewModel nextStart() {
        bench.connector.refusal = Optional.empty();
        var next = new Connections(bench.connector, bench.tasks, settings, new ConnectionRequest.Practice());
        next.connect(new ConnectionRequest.Practice());
        return new SettingsViewModel(bench.frame, next);
    }

    @Test
    void theDataFolderIsShownAndOpened() {
        model.openDataFolder();
        assertThat(bench.desktop.opened)
                .singleElement()
                .asString()
                .isEqualTo(model.dataFolder().orElseThrow());
    }
}
