package dev.cmkconsole.ui.view;

import java.util.Locale;
import java.util.Optional;
import org.controlsfx.control.PrefixSelectionComboBox;

/** A list of regions in which typing selects an item. Hyphens are ignored: "euw" selects eu-west-1. */
public final class RegionBox<T> extends PrefixSelectionComboBox<T> {

    public RegionBox() {
        setLookup((_, typed) -> startingWith(typed));
    }

    private Optional<T> startingWith(String typed) {
        String wanted = letters(typed);
        return getItems().stream()
                .filter(item -> letters(shown(item)).startsWith(wanted))
                .findFirst();
    }

    private String shown(T item) {
        return getConverter() == null ? String.valueOf(item) : getConverter().toString(item);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum}]", "");
    }
}
