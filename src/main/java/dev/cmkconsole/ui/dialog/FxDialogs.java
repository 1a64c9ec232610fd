package dev.cmkconsole.ui.dialog;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Modality;
import javafx.stage.Window;

/**
 * Shows dialogs over the window. Enter never performs the action: Cancel is the default button and has the initial
 * focus.
 */
public final class FxDialogs implements Dialogs {
    private static final double TEXT_WIDTH = 480;

    private final Window owner;
    private final Messages messages;
    private final Desktop desktop;

    public FxDialogs(Window owner, Messages messages, Desktop desktop) {
        this.owner = owner;
        this.messages = messages;
        this.desktop = desktop;
    }

    @Override
    public void confirm(Question question, Runnable confirmed) {
        var content = body(question);
        var dialog = dialog(question.title(), content);
        var verb = buttons(dialog, question);
        dialog.setOnShown(_ -> cancelButton(dialog).requestFocus());
        whenAnswered(dialog, answer -> {
            if (answer == verb) {
                confirmed.run();
            }
        });
    }

    @Override
    public void confirmTyped(Question question, String name, Consumer<String> confirmed) {
        var prompt = wrapping(messages.get("dialog.typed.prompt", name), "dialog-prompt");
        var field = new TextField();
        field.setId("dialog-typed-name");
        prompt.setLabelFor(field);
        field.setAccessibleText(messages.get("dialog.typed.prompt", name));
        var content = body(question);
        content.getChildren().addAll(prompt, field);
        var dialog = dialog(question.title(), content);
        var verb = buttons(dialog, question);
        button(dialog, verb)
                .disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !field.getText().strip().equals(name.strip()), field.textProperty()));
        dialog.setOnShown(_ -> field.requestFocus());
        whenAnswered(dialog, answer -> {
            if (answer == verb) {
                confirmed.accept(field.getText().strip());
            }
        });
    }

    @Override
    public void error(Problem problem) {
        var explanation = messages.explain(problem);
        var details = new TextArea(explanation.details());
        details.setEditable(false);
        details.setWrapText(true);
        details.setPrefRowCount(4);
        details.setAccessibleText(messages.get("problem.details"));
        details.getStyleClass().add("identifier");
        var content = new VBox(
                wrapping(explanation.means(), "dialog-text"), wrapping(explanation.next(), "dialog-text"), details);
        content.getStyleClass().add("dialog-body");
        var dialog = dialog(explanation.what(), content);
        var copy = new ButtonType(messages.get("problem.copyDetails"), ButtonData.LEFT);
        var close = new ButtonType(messages.get("dialog.close"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().addAll(copy, close);
        button(dialog, copy).addEventFilter(javafx.event.ActionEvent.ACTION, event -> {
            desktop.copy(explanation.what() + "\n" + explanation.details());
            button(dialog, copy).setText(messages.get("view.copied"));
            event.consume();
        });
        button(dialog, close).setDefaultButton(true);
        whenAnswered(dialog, _ -> {});
    }

    @Override
    public void saveFile(SaveFile file, Consumer<Path> chosen) {
        var chooser = new FileChooser();
        chooser.setTitle(file.title());
        chooser.setInitialFileName(file.suggestedName());
        for (var kind : file.kinds()) {
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind.name(), "*" + kind.extension()));
        }
        Optional.ofNullable(chooser.showSaveDialog(owner)).ifPresent(picked -> chosen.accept(picked.toPath()));
    }

    @Override
    public void folder(String title, Consumer<Path> chosen) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        Optional.ofNullable(chooser.showDialog(owner)).ifPresent(picked -> chosen.accept(picked.toPath()));
    }

    private Dialog<ButtonType> dialog(String title, Node content) {
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.setTitle(title);
        var pane = dialog.getDialogPane();
        pane.getStylesheets().setAll(owner.getScene().getStylesheets());
        pane.getStyleClass().add("console-dialog");
        var heading = wrapping(title, "dialog-heading");
        pane.setContent(new VBox(heading, content));
        pane.getContent().getStyleClass().add("dialog-frame");
        return dialog;
    }

    private VBox body(Question question) {
        var box = new VBox();
        box.getStyleClass().add("dialog-body");
        if (!question.subject().isBlank()) {
            box.getChildren().add(wrapping(question.subject(), "dialog-subject"));
        }
        question.consequences().forEach(sentence -> box.getChildren().add(wrapping(sentence, "dialog-text")));
        return box;
    }

    private ButtonType buttons(Dialog<ButtonType> dialog, Question question) {
        var verb = new ButtonType(question.verb(), ButtonData.OTHER);
        var cancel = new ButtonType(messages.get("dialog.cancel"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().addAll(List.of(verb, cancel));
        button(dialog, verb).setId("dialog-verb");
        button(dialog, verb).getStyleClass().add(question.destructive() ? "danger" : "accent");
        button(dialog, cancel).setDefaultButton(true);
        button(dialog, cancel).setId("dialog-cancel");
        return verb;
    }

    private static Button cancelButton(Dialog<ButtonType> dialog) {
        return dialog.getDialogPane().getButtonTypes().stream()
                .filter(t -> t.getButtonData() == ButtonData.CANCEL_CLOSE)
                .findFirst()
                .map(t -> button(dialog, t))
                .orElseThrow();
    }

    private static Button button(Dialog<ButtonType> dialog, ButtonType type) {
        return (Button) dialog.getDialogPane().lookupButton(type);
    }

    private static void whenAnswered(Dialog<ButtonType> dialog, Consumer<ButtonType> answer) {
        dialog.resultProperty().subscribe(result -> {
            if (result != null) {
                answer.accept(result);
            }
        });
        dialog.show();
    }

    private static Label wrapping(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMaxWidth(TEXT_WIDTH);
        label.setMinHeight(Label.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
