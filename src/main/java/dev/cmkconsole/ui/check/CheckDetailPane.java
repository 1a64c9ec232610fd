package dev.cmkconsole.ui.check;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.plan.CodeBlock;
import dev.cmkconsole.ui.plan.DiffBlock;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.WithUiText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Shows the selected line: the answer, its meaning, the remedies, and the evidence. */
public final class CheckDetailPane extends VBox implements WithUiText {
    private UiText uiText;
    private CheckDetail shown;
    private Consumer<CheckOffer.Destination> go = _ -> {};
    private Consumer<CheckOffer.Change> apply = _ -> {};
    private Consumer<CheckOffer.KeyStateChange> act = _ -> {};
    private Consumer<CheckOffer.Undo> putBack = _ -> {};

    public CheckDetailPane() {
        getStyleClass().add("check-detail");
    }

    @Override
    public void uiText(UiText given) {
        uiText = given;
    }

    public void onGo(Consumer<CheckOffer.Destination> going) {
        go = going;
    }

    public void onChange(
            Consumer<CheckOffer.Change> applying,
            Consumer<CheckOffer.KeyStateChange> acting,
            Consumer<CheckOffer.Undo> puttingBack) {
        apply = applying;
        act = acting;
        putBack = puttingBack;
    }

    /** @param detail may be null */
    public void show(CheckDetail detail) {
        if (detail != null && detail.equals(shown)) {
            return;
        }
        shown = detail;
        getChildren()
                .setAll(
                        switch (detail) {
                            case CheckDetail.OfCheck check -> nodes(check);
                            case CheckDetail.OfGroup group -> nodes(group);
                            case null -> List.of(Nodes.wrapping(messages().get("access.none"), "muted"));
                        });
    }

    private Messages messages() {
        return uiText.messages();
    }

    private List<Node> nodes(CheckDetail.OfGroup group) {
        var nodes = new ArrayList<Node>();
        nodes.add(Nodes.wrapping(group.title(), "section-heading"));
        nodes.add(Nodes.wrapping(group.about()));
        for (var answer : group.answers()) {
            var line = new VBox(
                    new StatusBadge(answer.badge()),
                    Nodes.wrapping(answer.question(), "strong"),
                    Nodes.wrapping(answer.reason(), "muted"));
            line.getStyleClass().add("check-line");
            nodes.add(line);
        }
        return nodes;
    }

    private List<Node> nodes(CheckDetail.OfCheck check) {
        var nodes = new ArrayList<Node>();
        nodes.add(Nodes.wrapping(check.question(), "section-heading"));
        nodes.add(new StatusBadge(check.badge()));
        nodes.add(Nodes.wrapping(check.reason(), "strong"));
        nodes.add(part("access.meansHeading", List.of(Nodes.wrapping(check.means()))));
        check.offers().stream()
                .filter(CheckOffer.Undo.class::isInstance)
                .forEach(undo -> nodes.add(part("access.changedHeading", List.of(offer(undo)))));
        var fixes = check.offers().stream()
                .filter(offer -> !(offer instanceof CheckOffer.Undo || offer instanceof CheckOffer.Document))
                .toList();
        if (!fixes.isEmpty()) {
            var offers = new ArrayList<Node>();
            fixes.forEach(offer -> offers.add(offer(offer)));
            if (!fixes.stream().allMatch(CheckOffer.GoTo.class::isInstance)) {
                offers.add(button("checkAgain", messages().get("access.done"), CheckOffer.Destination.AGAIN));
            }
            nodes.add(part("access.fixHeading", offers));
        }
        var documents = check.offers().stream()
                .filter(CheckOffer.Document.class::isInstance)
                .map(this::offer)
                .toList();
        if (!documents.isEmpty()) {
            nodes.add(part("access.leastHeading", documents));
        }
        var know = new ArrayList<Node>();
        check.grounds().reasoning().forEach(line -> know.add(Nodes.wrapping("\u2022 " + line)));
        if (!check.grounds().calls().isEmpty()) {
            know.add(Nodes.wrapping(
                    messages()
                            .get(
                                    "access.calls",
                                    String.join(", ", check.grounds().calls())),
                    "muted"));
        }
        if (!know.isEmpty()) {
            nodes.add(part("access.knowHeading", know));
        }
        return nodes;
    }

    private VBox part(String headingKey, List<Node> content) {
        var heading = new Label(messages().get(headingKey));
        heading.getStyleClass().add("field-label");
        var part = new VBox(heading);
        part.getStyleClass().add("check-part");
        part.getChildren().addAll(content);
        return part;
    }

    private Node offer(CheckOffer offer) {
        var box = new VBox(Nodes.wrapping(offer.advice()));
        box.getStyleClass().add("check-offer");
        box.getChildren()
                .addAll(
                        switch (offer) {
                            case CheckOffer.Change change ->
                                List.of(
                                        buttons(
                                                act(
                                                        "apply",
                                                        messages().get("access.apply"),
                                                        () -> apply.accept(change)),
                                                copy("copyDocument", "access.copyJson", change.document()),
                                                copy("copyCommand", "access.copyCommand", change.command())),
                                        new DiffBlock(change.diff()));
                            case CheckOffer.KeyStateChange doing ->
                                List.of(buttons(
                                        act("apply", doing.verb(), () -> act.accept(doing)),
                                        copy("copyCommand", "access.copyCommand", doing.command())));
                            case CheckOffer.Document document ->
                                List.of(new CodeBlock(document.label(), document.document(), uiText));
                            case CheckOffer.Undo undo ->
                                List.of(buttons(act("putBack", undo.verb(), () -> putBack.accept(undo))));
                            case CheckOffer.Command command ->
                                List.of(new CodeBlock(messages().get("access.command"), command.command(), uiText));
                            case CheckOffer.GoTo leads -> List.of(button("go", leads.verb(), leads.to()));
                            case CheckOffer.Send send ->
                                List.of(buttons(copy("copySend", "access.copySend", send.text())));
                        });
        return box;
    }

    private static FlowPane buttons(Node... some) {
        var row = new FlowPane(some);
        row.getStyleClass().add("check-buttons");
        return row;
    }

    private Button button(String id, String verb, CheckOffer.Destination to) {
        var button = new Button(verb);
        button.setId(id);
        button.setOnAction(_ -> go.accept(to));
        return button;
    }

    private Button act(String id, String verb, Runnable action) {
        var button = new Button(verb);
        button.setId(id);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private CopyButton copy(String id, String wordKey, String text) {
        var copy = new CopyButton(() -> text);
        copy.setId(id);
        copy.getStyleClass().remove("flat");
        copy.setWord(messages().get(wordKey));
        copy.uiText(uiText);
        Nodes.name(copy, messages().get(wordKey));
        return copy;
    }
}
