package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.ui.rotate.ReminderPageViewModel.Wish;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Shows the options for the Atlas reminder. */
final class ReminderPageView {
    private final ReminderPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ToggleGroup wishes;

    @FXML
    private Label now;

    @FXML
    private Label advice;

    @FXML
    private RadioButton leave;

    @FXML
    private RadioButton set;

    @FXML
    private RadioButton off;

    @FXML
    private VBox daysFields;

    @FXML
    private Label daysLabel;

    @FXML
    private TextField days;

    @FXML
    private Label daysError;

    ReminderPageView(ViewLoader views, ReminderPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        now.setText(views.uiText().messages().get("rotating.now", model.now()));
        advice.setText(model.advice());
        leave.setUserData(Wish.LEAVE);
        set.setUserData(Wish.SET);
        off.setUserData(Wish.OFF);
        daysLabel.setLabelFor(days);
        model.wishProperty()
                .subscribe(wish -> wishes.getToggles().stream()
                        .filter(t -> t.getUserData() == wish)
                        .findFirst()
                        .ifPresent(wishes::selectToggle));
        wishes.selectedToggleProperty().addListener((_, _, chosen) -> {
            if (chosen != null) {
                model.wishProperty().set((Wish) chosen.getUserData());
            }
        });
        Nodes.showIf(daysFields, model.wishProperty().map(w -> w == Wish.SET));
        days.textProperty().bindBidirectional(model.daysProperty());
        daysError.textProperty().bind(model.daysErrorProperty());
        Nodes.showIf(daysError, model.daysErrorProperty().map(e -> !e.isEmpty()));
        model.daysErrorProperty().subscribe(error -> {
            days.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                days.requestFocus();
            }
        });
    }

    Parent node() {
        return root;
    }
}
