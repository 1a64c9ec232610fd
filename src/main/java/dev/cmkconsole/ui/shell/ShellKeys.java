package dev.cmkconsole.ui.shell;

import dev.cmkconsole.ui.nav.Page;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keyboard shortcuts that work everywhere in the window. */
public final class ShellKeys {
    private ShellKeys() {}

    public static void install(Scene scene, ShellView view, ShellViewModel model) {
        var keys = scene.getAccelerators();
        int digit = 1;
        for (ToggleButton area : view.areas()) {
            var code = KeyCode.getKeyCode(Integer.toString(digit++));
            keys.put(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), area::fire);
        }
        keys.put(
                new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN),
                () -> view.current().ifPresent(Page::focusFilter));
        keys.put(
                new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN),
                () -> view.current().ifPresent(Page::readAgain));
        keys.put(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN), model::back);
        keys.put(new KeyCodeCombination(KeyCode.F1), view::toggleHelp);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && view.helpShown()) {
                view.toggleHelp();
                event.consume();
            }
        });
    }
}
