package dev.cmkconsole.ui.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.time.Clock;
import java.time.ZoneId;

/** The enable wizard over a cloud in memory, with methods that walk it from page to page. */
abstract class EnableOverCloud {
    final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    final TestCloud cloud = new TestCloud(clock);
    final TestFrame window = new TestFrame(clock);
    final EnableViewModel model = new EnableViewModel(cloud.service(), window.frame(), TestCloud.PROJECT, () -> {});

    WizardViewModel open() {
        model.open();
        return model.wizardProperty().get();
    }

    String here() {
        return model.wizardProperty().get().page().id();
    }

    <P> P page(Class<P> type) {
        return type.cast(model.wizardProperty().get().page());
    }

    void pickKey(KeyArn arn) {
        var page = page(KeyPageViewModel.class);
        page.pickedProperty()
                .set(page.keys().stream()
                        .filter(k -> k.key().arn().equals(arn))
                        .findFirst()
                        .orElseThrow());
    }

    void toKey() {
        open().next();
        assertThat(here()).isEqualTo("key");
    }

    void toReview() {
        toKey();
        pickKey(TestCloud.KEY);
        var wizard = model.wizardProperty().get();
        wizard.next();
        wizard.next();
        wizard.next();
        assertThat(here()).isEqualTo("review");
    }
}
