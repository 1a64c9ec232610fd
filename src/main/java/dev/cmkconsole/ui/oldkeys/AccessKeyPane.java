package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;

/** Shows the old access key: its state, the one action that is due, and two fields to name an unknown key. */
final class AccessKeyPane {
    private final OldKeysViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private Label says;

    @FXML
    private FactGrid facts;

    @FXML
    private Button accessKeyNext;

    @FXML
    private Button accessKeyAlso;

    @FXML
    private Button toSwitch;

    @FXML
    private FlowPane form;

    @FXML
    private Label idLabel;

    @FXML
    private TextField accessKeyId;

    @FXML
    private Label userLabel;

    @FXML
    private TextField accessKeyUser;

    @FXML
    private Label formError;

    AccessKeyPane(ViewLoader views, OldKeysViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
        model.accessKeyProperty().subscribe(this::show);
    }

    @FXML
    private void initialize() {
        idLabel.setLabelFor(accessKeyId);
        userLabel.setLabelFor(accessKeyUser);
        accessKeyId.textProperty().bindBidirectional(model.enteredIdProperty());
        accessKeyUser.textProperty().bindBidirectional(model.enteredUserProperty());
        formError.textProperty().bind(model.lookUpErrorProperty());
        Nodes.showIf(formError, model.lookUpErrorProperty().map(e -> !e.isEmpty()));
    }

    private void show(AccessKeyCard card) {
        Nodes.show(root, card != null);
        if (card != null) {
            says.setText(card.says());
            facts.show(card.facts());
            Nodes.show(facts, !card.facts().isEmpty());
            offer(accessKeyNext, card.next());
            offer(accessKeyAlso, card.also());
            boolean known = card.found().flatMap(f -> f.state().value()).isPresent();
            Nodes.show(form, !known && !card.onCredentials());
            Nodes.show(toSwitch, card.onCredentials());
        }
    }

    private void offer(Button button, Optional<RetireAct> act) {
        Nodes.show(button, act.isPresent());
        act.ifPresent(a -> button.setText(views.uiText().messages().get("oldKeys.offer." + a)));
    }

    @FXML
    private void next() {
        model.accessKeyProperty().get().next().ifPresent(model::review);
    }

    @FXML
    private void also() {
        model.accessKeyProperty().get().also().ifPresent(model::review);
    }

    @FXML
    private void toSwitch() {
        model.toSwitch();
    }

    @FXML
    private void lookUp() {
        model.lookUp();
    }

    Parent node() {
        return root;
    }
}
