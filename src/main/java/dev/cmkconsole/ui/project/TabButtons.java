package dev.cmkconsole.ui.project;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.view.Nodes;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** The buttons of a project's tabs: the row, and below it the sections of the current tab if it has several. */
final class TabButtons {
    private final ProjectViewModel model;
    private final Messages messages;
    private final List<ToggleButton> entries;
    private final FoldingRow row;
    private final HBox sections = new HBox();
    private TabRow.Entry shown;

    TabButtons(ProjectViewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        var group = new ToggleGroup();
        this.entries = model.row().entries().stream()
                .map(entry -> button(group, "tab-" + entry.id(), entry.titleKey(), () -> model.choose(entry)))
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).setUserData(model.row().entries().get(i));
            entries.get(i).getStyleClass().add("tab-button");
        }
        this.row = new FoldingRow(messages, entries);
        sections.setId("sections");
        sections.getStyleClass().add("section-bar");
        mark();
    }

    Node row() {
        return row;
    }

    Node sections() {
        return sections;
    }

    /** Marks the tab and the section that are shown. */
    void mark() {
        var current = model.current();
        entries.forEach(button -> button.setSelected(button.getUserData() == current));
        if (current != shown) {
            shown = current;
            fill(current.sections());
        }
        sections.getChildren()
                .forEach(node -> ((ToggleButton) node)
                        .setSelected(node.getUserData() == model.tabProperty().get()));
    }

    private void fill(List<ProjectTab> tabs) {
        var group = new ToggleGroup();
        sections.getChildren()
                .setAll(tabs.stream()
                        .<Node>map(tab -> {
                            var button = button(group, "section-" + tab.id(), tab.titleKey(), () -> model.choose(tab));
                            button.setUserData(tab);
                            button.getStyleClass().add("section-button");
                            return button;
                        })
                        .toList());
        Nodes.show(sections, tabs.size() > 1);
    }

    /** Pressing the current button again leaves it selected. */
    private ToggleButton button(ToggleGroup group, String id, String titleKey, Runnable choose) {
        var button = new ToggleButton(messages.get(titleKey));
        button.setId(id);
        button.setToggleGroup(group);
        button.setOnAction(_ -> {
            choose.run();
            mark();
        });
        return button;
    }
}
