package dev.cmkconsole.ui.project;

import dev.cmkconsole.text.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;

/** A row of tabs. The last ones fold into a menu where the window is too narrow for all of them. */
final class FoldingRow extends Region {
    private static final double GAP = 4;
    /** A narrower window shows at most {@link #IN_NARROW} tabs, even where the words leave room for more. */
    private static final double WIDE = 1180;

    private static final int IN_NARROW = 7;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final Messages messages;
    private final List<ToggleButton> tabs = new ArrayList<>();
    private final MenuButton more = new MenuButton();
    private int shown;

    FoldingRow(Messages messages, List<ToggleButton> tabs) {
        this.messages = messages;
        this.tabs.addAll(tabs);
        this.shown = tabs.size();
        getStyleClass().add("tab-bar");
        more.setId("tab-more");
        more.getStyleClass().add("tab-button");
        more.setVisible(false);
        getChildren().setAll(tabs);
        getChildren().add(more);
        tabs.forEach(tab -> tab.selectedProperty().subscribe(_ -> {
            name();
            requestLayout();
        }));
    }

    @Override
    protected void layoutChildren() {
        var insets = getInsets();
        double width = getWidth() - insets.getLeft() - insets.getRight();
        fold(fitting(width));
        double x = insets.getLeft();
        for (var tab : tabs.subList(0, shown)) {
            x = place(tab, x, insets);
        }
        if (more.isVisible()) {
            place(more, x, insets);
        }
    }

    private double place(Region button, double x, Insets insets) {
        double width = snapSizeX(button.prefWidth(-1));
        button.resizeRelocate(x, insets.getTop(), width, getHeight() - insets.getTop() - insets.getBottom());
        return x + width + GAP;
    }

    /** Returns how many tabs have room, beside the menu if they are not all. The first tab is always shown. */
    private int fitting(double width) {
        int most = narrow() ? Math.min(IN_NARROW, tabs.size()) : tabs.size();
        if (most == tabs.size() && width(most) <= width) {
            return most;
        }
        int count = Math.min(most, tabs.size() - 1);
        while (count > 1 && width(count) + GAP + menuWidth(count) > width) {
            count--;
        }
        return count;
    }

    private boolean narrow() {
        return getScene() != null
                && getScene().getWindow() != null
                && getScene().getWindow().getWidth() < WIDE;
    }

    private double width(int count) {
        return tabs.subList(0, count).stream()
                        .mapToDouble(tab -> snapSizeX(tab.prefWidth(-1)))
                        .sum()
                + GAP * (count - 1);
    }

    private double menuWidth(int count) {
        more.setText(title(count));
        return snapSizeX(more.prefWidth(-1));
    }

    private void fold(int count) {
        if (count != shown) {
            boolean focused = tabs.stream().anyMatch(ToggleButton::isFocused);
            shown = count;
            for (int i = 0; i < tabs.size(); i++) {
                tabs.get(i).setVisible(i < count);
            }
            more.setVisible(count < tabs.size());
            more.getItems()
                    .setAll(tabs.stream().skip(count).map(FoldingRow::item).toList());
            if (focused && tabs.stream().filter(ToggleButton::isFocused).noneMatch(ToggleButton::isVisible)) {
                more.requestFocus();
            }
        }
        name();
    }

    private static RadioMenuItem item(ToggleButton tab) {
        var item = new RadioMenuItem(tab.getText());
        item.setId("more-" + tab.getId());
        item.setOnAction(_ -> {
            tab.fire();
            item.setSelected(tab.isSelected());
        });
        return item;
    }

    private String title(int count) {
        return tabs.stream()
                .skip(count)
                .filter(ToggleButton::isSelected)
                .findFirst()
                .map(tab -> messages.get("project.more.selected", tab.getText()))
                .orElseGet(() -> messages.get("project.more"));
    }

    /** Says which tab of the menu is selected, in the menu's title too. */
    private void name() {
        for (int i = 0; i < more.getItems().size(); i++) {
            ((RadioMenuItem) more.getItems().get(i))
                    .setSelected(tabs.get(shown + i).isSelected());
        }
        more.setText(title(shown));
        more.pseudoClassStateChanged(SELECTED, tabs.stream().skip(shown).anyMatch(ToggleButton::isSelected));
    }

    @Override
    protected double computeMinWidth(double height) {
        return snapSizeX(tabs.getFirst().prefWidth(-1)) + GAP + menuWidth(1);
    }

    @Override
    protected double computePrefWidth(double height) {
        var insets = getInsets();
        return insets.getLeft() + width(tabs.size()) + insets.getRight();
    }

    @Override
    protected double computePrefHeight(double width) {
        var insets = getInsets();
        return insets.getTop()
                + tabs.stream().mapToDouble(tab -> tab.prefHeight(-1)).max().orElse(0)
                + insets.getBottom();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }
}
