package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.task.FxThread;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;

/** Operates the controls of a window as a user would: it finds only visible controls and uses only enabled ones. */
final class WindowRobot {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scene scene;

    WindowRobot(Scene scene) {
        this.scene = scene;
    }

    /**
     * @throws TourStopped if the condition does not become true
     */
    void until(String what, BooleanSupplier condition) {
        if (!FxThread.until(condition, PATIENCE)) {
            throw new TourStopped("waited in vain: " + what);
        }
    }

    /** Finds the visible control with this id and type. Call it only on the JavaFX thread. */
    <N extends Node> Optional<N> find(Class<N> kind, String id) {
        return scene.getRoot().lookupAll("#" + id).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(WindowRobot::shown)
                .findFirst();
    }

    private static boolean shown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    <N extends Node> void use(Class<N> kind, String id, Consumer<N> action) {
        until(id, () -> find(kind, id).filter(n -> !n.isDisabled()).isPresent());
        FxThread.ask(() -> {
            action.accept(find(kind, id).orElseThrow(() -> new TourStopped("gone: " + id)));
            return null;
        });
    }

    void press(String id) {
        use(ButtonBase.class, id, ButtonBase::fire);
    }

    void see(Class<? extends Node> kind, String id) {
        until(id, () -> find(kind, id).isPresent());
    }

    /** Selects the first matching item once it is there. */
    @SuppressWarnings("unchecked")
    <T> void choose(String listId, Class<T> kind, Predicate<T> fits) {
        until(
                "an item in " + listId,
                () -> find(ListView.class, listId).stream()
                        .flatMap(l -> ((ListView<Object>) l).getItems().stream())
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .anyMatch(fits));
        use(ListView.class, listId, list -> {
            var items = (java.util.List<Object>) list.getItems();
            for (int i = 0; i < items.size(); i++) {
                if (kind.isInstance(items.get(i)) && fits.test(kind.cast(items.get(i)))) {
                    list.getSelectionModel().select(i);
                    return;
                }
            }
        });
    }

    /** Whether a wizard shows the page with this heading. */
    boolean heading(String text) {
        return find(Label.class, "heading")
                .filter(h -> h.getText().equals(text))
                .isPresent();
    }

    /** Returns the number of rows of a visible table; zero if there is no such table. */
    int rows(String tableId) {
        return find(TableView.class, tableId).map(t -> t.getItems().size()).orElse(0);
    }
}
