package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Shows one key in detail: what needs it, its known facts, and the one action that is due. */
final class OldKeyDetail {
    private final OldKeysViewModel model;
    private final ViewLoader views;
    private final Parent root;
    private OldKeyRow row;

    @FXML
    private Label heading;

    @FXML
    private VBox needs;

    @FXML
    private FactGrid facts;

    @FXML
    private VBox notYet;

    @FXML
    private Button next;

    @FXML
    private Button also;

    @FXML
    private Button prove;

    OldKeyDetail(ViewLoader views, OldKeysViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    void show(OldKeyRow shown) {
        row = shown;
        Nodes.show(root, shown != null);
        if (shown != null) {
            heading.setText(views.uiText().messages().get("oldKeys.detail", shown.name()));
            needs.getChildren()
                    .setAll(shown.need().reasons().stream()
                            .map(text -> Nodes.wrapping("\u2022 " + text))
                            .toList());
            facts.show(shown.facts());
            notYet.getChildren()
                    .setAll(shown.acts().notYet().stream()
                            .map(text -> Nodes.wrapping(text, "muted"))
                            .toList());
            offer(next, shown.next());
            offer(also, shown.also());
            Nodes.show(prove, shown.acts().provable());
        }
    }

    private void offer(Button button, Optional<OldKeyAct> act) {
        Nodes.show(button, act.isPresent());
        act.ifPresent(a -> button.setText(views.uiText().messages().get("oldKeys.offer." + a)));
    }

    @FXML
    private void next() {
        row.next().ifPresent(act -> model.review(row, act));
    }

    @FXML
    private void also() {
        row.also().ifPresent(act -> model.review(row, act));
    }

    @FXML
    private void prove() {
        model.reviewProof(row);
    }

    Parent node() {
        return root;
    }
}
