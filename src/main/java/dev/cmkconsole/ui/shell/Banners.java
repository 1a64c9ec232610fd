package dev.cmkconsole.ui.shell;

import dev.cmkconsole.ui.shell.ShellViewModel.Banner;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows the messages above the page; the user can close each one. */
final class Banners {
    private static final int SHOWN = 3;

    private final VBox box;
    private final ShellViewModel model;
    private final ViewLoader views;

    Banners(VBox box, ShellViewModel model, ViewLoader views) {
        this.box = box;
        this.model = model;
        this.views = views;
    }

    void follow() {
        model.banners().addListener((ListChangeListener<Banner>) _ -> fill());
        fill();
    }

    private void fill() {
        box.getChildren()
                .setAll(model.banners().stream().limit(SHOWN).map(this::node).toList());
    }

    private Node node(Banner banner) {
        return switch (banner) {
            case Banner.Failed(var problem) -> {
                var node = views.give(new ProblemBanner());
                node.problemProperty().set(problem);
                node.dismissProperty().set(() -> model.dismiss(banner));
                yield node;
            }
            case Banner.Said(var tone, var text) -> {
                var words = Nodes.wrapping(text, "banner-text");
                words.setMaxWidth(Double.MAX_VALUE);
                HBox.setHgrow(words, Priority.ALWAYS);
                var close = Nodes.iconButton("fth-x", views.uiText().messages().get("problem.dismiss"));
                close.setOnAction(_ -> model.dismiss(banner));
                var node = new HBox(
                        Nodes.icon(
                                switch (tone) {
                                    case DANGER -> "fth-alert-octagon";
                                    case CAUTION -> "fth-alert-triangle";
                                    case OK, INFO, NEUTRAL -> "fth-info";
                                }),
                        words,
                        close);
                node.getStyleClass().addAll("banner", tone.styleClass());
                yield node;
            }
        };
    }
}
