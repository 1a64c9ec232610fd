package dev.cmkconsole.ui.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.wizard.WizardPage.Departure;
import dev.cmkconsole.ui.wizard.WizardPage.Footer;
import dev.cmkconsole.ui.wizard.WizardViewModel.Standing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The navigation of a wizard between its pages. */
class WizardViewModelTest {
    private final List<Departure> departures = new ArrayList<>();
    private final List<String> entered = new ArrayList<>();
    private int stops;
    private final WizardViewModel wizard = new WizardViewModel(
            "Task", List.of(page("one", true), page("two", true), page("three", false)), () -> stops++);

    private WizardPage page(String id, boolean back) {
        return new QuestionPage(id, id, id, new Footer("Next", false, back, "Stop here", "")) {
            @Override
            public void entered() {
                entered.add(id);
            }

            @Override
            public void leave(Departure departure) {
                departures.add(departure);
            }
        };
    }

    private void goOn() {
        wizard.next();
        departures.removeLast().goOn();
    }

    @Test
    void aPageDecidesWhenItIsLeft() {
        wizard.begin();
        wizard.next();
        assertThat(wizard.busyProperty().get()).isTrue();
        assertThat(wizard.page().id()).isEqualTo("one");
        departures.getFirst().stay();
        assertThat(wizard.busyProperty().get()).isFalse();
        goOn();
        assertThat(wizard.page().id()).isEqualTo("two");
        assertThat(entered).containsExactly("one", "two");
    }

    @Test
    void aPageThatOnlyShowsSomethingHappenIsPassedByOnTheWayBack() {
        var run = new QuestionPage("run", "run", "run", new Footer("", false, false, "", "")) {
            @Override
            public boolean returnable() {
                return false;
            }

            @Override
            public void leave(Departure departure) {
                departure.stay();
            }
        };
        var withRun = new WizardViewModel("Task", List.of(page("one", true), run, page("after", true)), () -> {});
        withRun.show("after");
        withRun.returnTo(1);
        assertThat(withRun.page().id()).isEqualTo("after");
        withRun.back();
        assertThat(withRun.page().id()).isEqualTo("one");
        var first = new WizardViewModel("Task", List.of(run, page("after", true)), () -> {});
        first.show("after");
        assertThat(first.canGoBack()).isFalse();
    }

    @Test
    void aSecondPressWhileAPageThinksIsNotASecondQuestion() {
        wizard.begin();
        wizard.next();
        wizard.next();
        assertThat(departures).hasSize(1);
    }

    @Test
    void anAnswerThatComesAfterGoingBackMovesNothing() {
        wizard.begin();
        goOn();
        wizard.next();
        var late = departures.getLast();
        wizard.back();
        late.goOn();
        assertThat(wizard.page().id()).isEqualTo("one");
    }

    @Test
    void theLastPageHasNoWayBackAndNoneOn() {
        wizard.begin();
        goOn();
        goOn();
        assertThat(wizard.canGoBack()).isFalse();
        wizard.back();
        wizard.returnTo(0);
        goOn();
        assertThat(wizard.page().id()).isEqualTo("three");
        assertThat(wizard.standing(0)).isEqualTo(Standing.BEHIND);
    }

    @Test
    void theListLeadsBackToPagesAlreadyPassedOnly() {
        wizard.begin();
        goOn();
        wizard.returnTo(2);
        assertThat(wizard.page().id()).isEqualTo("two");
        assertThat(wizard.standing(2)).isEqualTo(Standing.AHEAD);
        wizard.returnTo(0);
        assertThat(wizard.page().id()).isEqualTo("one");
    }

    @Test
    void stoppingForgetsAQuestionThatIsStillOpen() {
        wizard.begin();
        wizard.next();
        wizard.stop();
        departures.getFirst().goOn();
        assertThat(stops).isEqualTo(1);
        assertThat(wizard.page().id()).isEqualTo("one");
    }
}
