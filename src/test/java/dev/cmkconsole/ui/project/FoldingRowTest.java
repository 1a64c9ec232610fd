package dev.cmkconsole.ui.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.UiTest;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** A row of tabs at several widths, by keyboard. */
class FoldingRowTest extends UiTest {
    private List<ToggleButton> tabs;
    private Stage stage;
    private FoldingRow row;

    @Start
    void start(Stage given) {
        stage = given;
        sized(stage, 900, 200);
        tabs = Stream.of("Overview", "Clusters", "Keys", "Access", "Alerts")
                .map(ToggleButton::new)
                .toList();
        row = new FoldingRow(MESSAGES, tabs);
        tabs.forEach(tab -> tab.setOnAction(_ -> tabs.forEach(t -> t.setSelected(t == tab))));
        tabs.getFirst().setSelected(true);
        stage.setScene(new Scene(new VBox(row), 900, 200));
        stage.show();
    }

    @AfterEach
    void close() {
        onScreen(() -> stage.setScene(null));
    }

    private MenuButton more() {
        return robot.lookup("#tab-more").queryAs(MenuButton.class);
    }

    private List<String> inRow() {
        return onScreen(() -> tabs.stream()
                .filter(ToggleButton::isVisible)
                .map(ToggleButton::getText)
                .toList());
    }

    private void width(double width) {
        onScreen(() -> {
            row.setMaxWidth(width);
            row.getScene().getRoot().layout();
            row.getScene().getRoot().layout();
        });
    }

    /** Two tabs and the menu, whichever font a theme chose before this test. */
    private double roomForTwo() {
        return onScreen(() -> {
            more().setText("More");
            return Stream.of(tabs.get(0), tabs.get(1), more())
                    .mapToDouble(button -> Math.ceil(button.prefWidth(-1)) + 8)
                    .sum();
        });
    }

    @Test
    void theLastTabsFoldAndTheMenuSaysWhichIsSelected() {
        width(880);
        assertThat(inRow()).hasSize(5);
        assertThat(more().isVisible()).isFalse();

        double two = roomForTwo();
        width(two);
        assertThat(inRow()).containsExactly("Overview", "Clusters");
        assertThat(more().getItems()).extracting(MenuItem::getText).containsExactly("Keys", "Access", "Alerts");
        assertThat(more().getText()).isEqualTo("More");
        onScreen(() -> more().requestFocus());
        robot.push(KeyCode.SPACE);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);
        waitUntil(() -> !tabs.getFirst().isSelected());
        var chosen = onScreen(
                () -> tabs.stream().filter(ToggleButton::isSelected).findFirst().orElseThrow());
        width(two);
        assertThat(more().getText()).isEqualTo("More: " + chosen.getText());
        assertThat(onScreen(() -> more().getItems().stream()
                        .map(RadioMenuItem.class::cast)
                        .filter(RadioMenuItem::isSelected)
                        .map(MenuItem::getText)
                        .toList()))
                .containsExactly(chosen.getText());

        onScreen(chosen::requestFocus);
        width(880);
        assertThat(inRow()).hasSize(5);
        onScreen(chosen::requestFocus);
        width(two);
        assertThat(more().isFocused()).isTrue();
    }
}
