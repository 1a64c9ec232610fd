package dev.cmkconsole.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Notice;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.service.ServiceClock;
import dev.cmkconsole.ui.Bench;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.WorldConnector;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.shell.ShellViewModel.Banner;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.Tone;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellViewModelTest {
    private static final ConnectionRequest REAL = new ConnectionRequest.Real(
            URI.create("https://cloud.mongodb.com"),
            new ConnectionRequest.Atlas.FromEnvironment(),
            new ConnectionRequest.Aws.DefaultChain());

    private final Bench bench = new Bench();
    private final Connections connections = new Connections(
            bench.connector, bench.tasks, new UnsavedSettings(ThemeChoice.LIGHT), new ConnectionRequest.Practice());
    private final ShellViewModel model =
            new ShellViewModel(bench.messages, bench.frame.dialogs(), bench.tasks, connections, bench.activities);

    @Test
    void practiceHasItsStripeAndARealConnectionItsOrganisation() {
        connections.connect(new ConnectionRequest.Practice());
        assertThat(model.practiceProperty().get()).isTrue();

        connections.connect(REAL);
        assertThat(model.practiceProperty().get()).isFalse();
        assertThat(model.whereProperty().get()).isEqualTo("Meridian Payments");
        assertThat(model.atlasProperty().get()).contains("hqzrmdvk");
        assertThat(model.awsProperty().get()).contains("user/dana");
        assertThat(model.banners()).isEmpty();
    }

    @Test
    void theRootUserIsALoudWarning() {
        bench.world.caller = "arn:aws:iam::111122223333:root";
        connections.connect(REAL);
        assertThat(model.banners())
                .singleElement()
                .isInstanceOfSatisfying(
                        Banner.Said.class, b -> assertThat(b.tone()).isEqualTo(Tone.DANGER));
    }

    @Test
    void aWrongClockIsSaidOncePerRealConnection() {
        var clock = new ServiceClock(Clock.fixed(World.NOW, ZoneOffset.UTC));
        var real = new Connections(
                new WorldConnector(World.ofAllKinds(clock)),
                bench.tasks,
                new UnsavedSettings(ThemeChoice.LIGHT),
                new ConnectionRequest.Practice());
        var window = new ShellViewModel(bench.messages, bench.frame.dialogs(), bench.tasks, real, bench.activities);
        real.connect(REAL);
        window.checkClock();
        assertThat(window.banners()).isEmpty();

        clock.seen(Origin.AWS, World.NOW.minus(Duration.ofDays(8)));
        window.checkClock();
        window.checkClock();
        assertThat(window.banners())
                .singleElement()
                .isInstanceOfSatisfying(
                        Banner.Said.class, b -> assertThat(b.text()).contains("8 d 0 h ahead"));
    }

    @Test
    void whatWasFoundInTheDataFolderIsSaidAndCanBePutAway() {
        bench.connector.notices.add(new Notice(Notice.Weight.CAUTION, Text.of("problem.JOURNAL_IN_USE.what")));
        connections.connect(new ConnectionRequest.Practice());
        assertThat(model.banners()).hasSize(1);

        model.dismiss(model.banners().getFirst());
        assertThat(model.banners()).isEmpty();
    }

    @Test
    void aFailureThatNobodyWaitsForIsShownOnceHoweverOftenItComes() {
        var problem = new Problem.Local("screen", "UNEXPECTED", "a", World.NOW);
        model.report(problem);
        model.report(problem);
        assertThat(model.banners()).containsExactly(new Banner.Failed(problem));
    }

    @Test
    void aConnectionThatCannotBeMadeSaysWhy() {
        bench.connector.refusal = Optional.of(new Problem.Local("connect", "JOURNAL_IN_USE", "in use", World.NOW));
        connections.connect(REAL);
        assertThat(connections.state().get()).isInstanceOf(Connections.State.Failed.class);
        assertThat(model.whereProperty().get()).isEqualTo(bench.messages.get("shell.notConnected"));
    }

    @Test
    void backGoesWhereWeWere() {
        connections.connect(new ConnectionRequest.Practice());
        var project = new Place.OfProject("5f2a00000000000000000001", Place.OfProject.OVERVIEW);
        model.go(project);
        model.showSettings();
        model.showSettings();

        model.back();
        assertThat(model.placeProperty().get()).isEqualTo(project);
        model.back();
        model.back();
        assertThat(model.placeProperty().get()).isEqualTo(new Place.Projects());
    }

    @Test
    void anotherConnectionBeginsAtItsProjects() {
        connections.connect(new ConnectionRequest.Practice());
        model.showProject("5f2a00000000000000000001", Place.OfProject.ENABLE);
        connections.connect(REAL);
        assertThat(model.placeProperty().get()).isEqualTo(new Place.Projects());
    }

    @Test
    void practiceIsResetOnlyWhenConfirmed() {
        connections.connect(new ConnectionRequest.Practice());
        bench.answer = false;
        model.resetPractice();
        assertThat(bench.connector.resets).isZero();

        bench.answer = true;
        model.resetPractice();
        assertThat(bench.connector.resets).isOne();
        assertThat(bench.asked).allMatch(q -> q.destructive());
    }

    @Test
    void whileSomethingIsBeingChangedTheWindowAsksBeforeItClosesAndPracticeIsNotReset() {
        connections.connect(new ConnectionRequest.Practice());
        int[] closed = {0};
        bench.answer = false;
        try (var _ = bench.activities.begin("Enable for analytics-dev", new Place.Settings())) {
            model.closing(() -> closed[0]++);
            model.resetPractice();
            assertThat(closed[0]).isZero();
            assertThat(bench.connector.resets).isZero();
            assertThat(bench.asked).hasSize(2).allMatch(q -> q.subject().equals("Enable for analytics-dev"));
        }
        model.closing(() -> closed[0]++);
        assertThat(closed[0]).isOne();
    }
}
