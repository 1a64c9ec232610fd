package dev.cmkconsole.ui.history;

import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;
import org.controlsfx.control.CheckComboBox;

/** The procedure filter of the history; with nothing ticked, it shows all. */
final class ProcedureFilter {
    private final CheckComboBox<ProcedureType<?>> box;
    private final ObservableSet<ProcedureType<?>> chosen;
    private final Messages messages;

    ProcedureFilter(CheckComboBox<ProcedureType<?>> box, ObservableSet<ProcedureType<?>> chosen, Messages messages) {
        this.box = box;
        this.chosen = chosen;
        this.messages = messages;
    }

    void fill(List<ProcedureType<?>> all) {
        box.getItems().setAll(all);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(ProcedureType<?> procedure) {
                return messages.get(procedure.nameKey());
            }

            @Override
            public ProcedureType<?> fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        chosen.forEach(box.getCheckModel()::check);
        box.getCheckModel().getCheckedItems().addListener((ListChangeListener<ProcedureType<?>>) _ -> take());
        chosen.addListener((SetChangeListener<ProcedureType<?>>) change -> {
            if (change.wasAdded()) {
                box.getCheckModel().check(change.getElementAdded());
            } else {
                box.getCheckModel().clearCheck(change.getElementRemoved());
            }
        });
        box.addEventHandler(KeyEvent.KEY_PRESSED, this::open);
        say();
    }

    /** Opens the box by key, because the box handles keys only while it is open. */
    private void open(KeyEvent key) {
        boolean opens = switch (key.getCode()) {
            case SPACE, F4 -> true;
            case DOWN, UP -> key.isAltDown();
            default -> false;
        };
        if (opens) {
            box.show();
            key.consume();
        }
    }

    private void take() {
        var ticked = Set.copyOf(box.getCheckModel().getCheckedItems());
        chosen.retainAll(ticked);
        chosen.addAll(ticked);
        say();
    }

    private void say() {
        box.setTitle(chosen.isEmpty() ? messages.get("history.procedure.all") : null);
    }
}
