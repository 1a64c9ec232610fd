package dev.cmkconsole.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/** Primer light or dark, with this program's own tokens on top. */
public final class Theme {
    private static final String TOKENS =
            Objects.requireNonNull(Theme.class.getResource("console.css")).toExternalForm();

    private final ObjectProperty<ThemeChoice> choice;
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark");

    /**
     * Applies the theme immediately, and again when the choice or the desktop's color scheme changes. JavaFX thread
     * only.
     */
    public Theme(ThemeChoice first) {
        choice = new SimpleObjectProperty<>(this, "choice", first);
        dark.bind(Platform.getPreferences()
                .colorSchemeProperty()
                .flatMap(scheme -> choice.map(chosen -> switch (chosen) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> scheme == ColorScheme.DARK;
                })));
        dark.subscribe(isDark -> Application.setUserAgentStylesheet(
                isDark ? new PrimerDark().getUserAgentStylesheetBSS() : new PrimerLight().getUserAgentStylesheetBSS()));
    }

    public void dress(Scene scene) {
        scene.getStylesheets().setAll(TOKENS);
    }

    public ObjectProperty<ThemeChoice> choiceProperty() {
        return choice;
    }
}
