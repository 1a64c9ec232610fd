package dev.cmkconsole.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.theme.Theme;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** Which steps of a plan are in view, at the height of the picture of the review and below it. */
class StepListTest extends UiTest {
    private StepList list;
    private VBox box;

    @Start
    void start(Stage stage) {
        list = new StepList();
        list.follow(FXCollections.observableArrayList(IntStream.range(0, 9)
                .mapToObj(i -> new StepLine(
                        StepId.of("step-" + i),
                        "Step " + i,
                        "",
                        "Atlas",
                        "can be changed again",
                        new StepLine.Standing(StepLine.Mark.TO_DO, "To do", ""),
                        new StepLine.Detail("", Optional.empty(), Optional.empty(), List.of(), List.of())))
                .toList()));
        box = new VBox(list);
        list.setMinHeight(0);
        // As in the window: selected before it has a size, which comes in several steps.
        list.select(StepId.of("step-3"));
        var scene = new Scene(box, 540, 600);
        new Theme(ThemeChoice.LIGHT).dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    private void height(double pixels) {
        onScreen(() -> {
            list.setPrefHeight(pixels);
            list.setMaxHeight(pixels);
            box.applyCss();
            box.layout();
        });
        onScreen(() -> {
            box.applyCss();
            box.layout();
        });
    }

    private VirtualFlow<?> rows() {
        return (VirtualFlow<?>) list.lookup(".virtual-flow");
    }

    /** The first row in view and how far its top is above the list's top. */
    private String top() {
        return onScreen(() -> {
            IndexedCell<?> first = rows().getFirstVisibleCell();
            return first.getIndex() + " at "
                    + Math.round(first.getLayoutY() + first.getParent().getLayoutY());
        });
    }

    private boolean wholly(int index) {
        return onScreen(() -> {
            var cell = rows().getCell(index);
            var bounds = rows().sceneToLocal(cell.localToScene(cell.getLayoutBounds()));
            return bounds.getMinY() >= -0.5 && bounds.getMaxY() <= rows().getHeight() + 0.5;
        });
    }

    @Test
    void noRowAtTheTopIsCutOffWhereTheSelectedOneFits() {
        for (var pixels : List.of(60.0, 150.0, 238.0)) {
            height(pixels);
        }
        assertThat(top()).isEqualTo("0 at 0");
        assertThat(wholly(3)).isTrue();
    }

    @Test
    void whereItDoesNotFitTheListBeginsWithAWholeRow() {
        height(238);
        onScreen(() -> list.select(StepId.of("step-6")));
        height(150);
        assertThat(top()).isEqualTo("4 at 0");
        assertThat(wholly(6)).isTrue();
    }

    @Test
    void theLastStepIsWhollyInView() {
        height(238);
        onScreen(() -> list.select(StepId.of("step-8")));
        height(238);
        assertThat(wholly(8)).isTrue();
    }
}
