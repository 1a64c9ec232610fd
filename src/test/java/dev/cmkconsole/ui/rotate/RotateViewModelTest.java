package dev.cmkconsole.ui.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.NewKeyPageViewModel;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Rotate tab without its window: what each page asks, refuses and keeps. */
class RotateViewModelTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final RotateViewModel model =
            new RotateViewModel(cloud.service(), window.frame(), TestCloud.PROJECT, () -> {});

    private void open() {
        cloud.enabled();
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
        cloud.reminder = Optional.of(new RotationReminder("r-1", true, 90, "{\"notifications\":[]}"));
        model.open();
    }

    private WizardViewModel wizard() {
        return model.wizardProperty().get();
    }

    private <P extends WizardPage> P page(Class<P> kind) {
        assertThat(wizard().page()).isInstanceOf(kind);
        return kind.cast(wizard().page());
    }

    private void goal(Goal goal) {
        page(GoalPageViewModel.class).goalProperty().set(goal);
        wizard().next();
    }

    private String say(String key, Object... args) {
        return window.messages.get(key, args);
    }

    @Test
    void theFirstPageShowsTheKeyAndAsksWhatShouldHappen() {
        open();
        var page = page(GoalPageViewModel.class);
        assertThat(page.facts())
                .extracting(f -> f.name())
                .contains(say("fact.key"), say("rotating.fact.rotation"), say("rotating.fact.reminder"));
        wizard().next();
        assertThat(page.errorProperty().get()).isEqualTo(say("rotating.goal.choose"));
        page.goalProperty().set(Goal.MATERIAL);
        assertThat(page.errorProperty().get()).isEmpty();
    }

    @Test
    void aKeyOfOneRegionIsToldWhyAtOnce() {
        open();
        goal(Goal.REGION);
        assertThat(page(GoalPageViewModel.class).errorProperty().get()).contains("exists in one region only");
    }

    @ParameterizedTest
    @EnumSource(
            value = Goal.class,
            names = {"MATERIAL", "NEW_KEY", "OTHER_KEY"})
    void eachGoalHasItsPagesAndBackLeadsToTheQuestion(Goal goal) {
        open();
        goal(goal);
        assertThat(wizard().page().id())
                .isEqualTo(
                        switch (goal) {
                            case MATERIAL -> "material";
                            case NEW_KEY -> "newKey";
                            case OTHER_KEY -> "key";
                            case REGION -> "region";
                        });
        wizard().back();
        assertThat(page(GoalPageViewModel.class).goalProperty().get()).isEqualTo(goal);
    }

    @Test
    void whatWasFilledInStaysWhenAnotherGoalIsLookedAt() {
        open();
        goal(Goal.NEW_KEY);
        page(NewKeyPageViewModel.class).aliasProperty().set("alias/mine");
        wizard().back();
        goal(Goal.MATERIAL);
        page(MaterialPageViewModel.class);
        wizard().back();
        goal(Goal.NEW_KEY);
        assertThat(page(NewKeyPageViewModel.class).aliasProperty().get()).isEqualTo("alias/mine");
    }

    @Test
    void everythingWrongWithANewKeyIsSaidAtOnce() {
        open();
        goal(Goal.NEW_KEY);
        var page = page(NewKeyPageViewModel.class);
        page.aliasProperty().set("alias/aws/mine");
        page.periodProperty().set("often");
        page.tagsProperty().set("CostCentre=1\nplain");
        wizard().next();
        assertThat(page(NewKeyPageViewModel.class)).isSameAs(page);
        assertThat(List.of(
                        page.aliasErrorProperty().get(),
                        page.periodErrorProperty().get(),
                        page.tagsErrorProperty().get()))
                .allSatisfy(e -> assertThat(e).isNotEmpty());
        page.aliasProperty().set("mine");
        assertThat(page.aliasErrorProperty().get()).isEmpty();
        page.rotatingProperty().set(false);
        assertThat(page.periodErrorProperty().get())
                .as("no period is asked for")
                .isEmpty();
        page.tagsProperty().set("CostCentre=1");
        wizard().next();
        page(ReminderPageViewModel.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"89", "2561", "", "x", "1e3"})
    void aPeriodThatKmsRefusesIsRefusedBesideItsField(String period) {
        open();
        goal(Goal.MATERIAL);
        var page = page(MaterialPageViewModel.class);
        page.periodProperty().set(period);
        wizard().next();
        assertThat(page(MaterialPageViewModel.class).periodErrorProperty().get())
                .isNotEmpty();
        page.onceProperty().set(true);
        assertThat(page.periodErrorProperty().get()).isEmpty();
        wizard().next();
        page(ReminderPageViewModel.class);
    }

    @Test
    void theReminderSaysHowItIsAndWhatFits() {
        open();
        goal(Goal.MATERIAL);
        page(MaterialPageViewModel.class).periodProperty().set("180");
        wizard().next();
        var page = page(ReminderPageViewModel.class);
        assertThat(page.now()).isEqualTo(say("rotating.reminder.after", 90));
        assertThat(page.advice()).isEqualTo(say("rotating.remind.unseen", 180));
        page.wishProperty().set(ReminderPageViewModel.Wish.SET);
        for (var wrong : List.of("0", "-1", "", "soon", "10000")) {
            page.daysProperty().set(wrong);
            wizard().next();
            assertThat(page(ReminderPageViewModel.class).daysErrorProperty().get())
                    .as(wrong)
                    .isNotEmpty();
        }
        page.daysProperty().set("200");
        wizard().next();
        assertThat(wizard().page().id()).isEqualTo("review");
    }

    @Test
    void theKeyThatTheProjectHasIsNotOffered() {
        open();
        goal(Goal.OTHER_KEY);
        var page = page(KeyPageViewModel.class);
        page.pickedProperty()
                .set(page.keys().stream()
                        .filter(k -> k.key().arn().equals(TestCloud.KEY))
                        .findFirst()
                        .orElseThrow());
        wizard().next();
        assertThat(page(KeyPageViewModel.class).pickErrorProperty().get()).isEqualTo(say("rotating.key.present"));
    }

    @Test
    void aProjectThatCannotBeReadSaysSo() {
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "INTERNAL"));
        open();
        assertThat(model.problemProperty().get()).isNotNull();
        model.read();
        page(GoalPageViewModel.class);
    }

    @Test
    void nothingIsSentBeforeTheReview() {
        open();
        goal(Goal.NEW_KEY);
        wizard().next();
        wizard().next();
        wizard().next();
        assertThat(wizard().page().id()).isEqualTo("review");
        assertThat(cloud.sent).isEmpty();
    }
}
