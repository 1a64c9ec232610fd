package dev.cmkconsole.ui.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.time.Clock;
import java.time.ZoneOffset;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class RescueTabTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);

    private RescueViewModel opened() {
        var model = new RescueViewModel(new ProjectContext(
                window.frame(), null, cloud.service(), TestCloud.PROJECT, new SimpleObjectProperty<>(), () -> {}));
        model.open();
        return model;
    }

    private static String text(RescueViewModel model) {
        return ((CausePageViewModel) model.wizardProperty().get().page()).text();
    }

    @Test
    void readingAgainOnTheFirstPageFindsWhatHasChanged() {
        cloud.enabled();
        var model = opened();
        assertThat(text(model)).doesNotContain("does not exist");
        cloud.iam.clear();
        model.readAgain();
        assertThat(text(model)).contains("does not exist");
    }
}
