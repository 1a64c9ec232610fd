package dev.cmkconsole.ui.roles;

import dev.cmkconsole.preflight.roles.RoleText;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The roles of a project, and what the user wants to happen to one of them. */
public final class RolesPageViewModel extends QuestionPage {
    private final RolesFlow flow;
    private final ObservableList<RoleRow> rows = FXCollections.observableArrayList();
    private final ObservableList<String> reach = FXCollections.observableArrayList();
    private final ObjectProperty<RoleRow> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObjectProperty<CleanUp> cleanUp = new SimpleObjectProperty<>(this, "cleanUp", CleanUp.NOTHING);
    private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper(this, "empty", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    RolesPageViewModel(RolesFlow flow, RolesReading reading) {
        super(
                "roles",
                flow.messages().get("roles.page.name"),
                flow.messages().get("roles.page.heading"),
                Buttons.question(flow.messages(), false));
        this.flow = flow;
        show(reading);
        selected.addListener((_, _, row) -> {
            error.set("");
            if (row != null && !row.record() && cleanUp.get() == CleanUp.NOTHING) {
                cleanUp.set(CleanUp.TRUST);
            }
        });
        cleanUp.addListener((_, _, _) -> error.set(""));
    }

    void show(RolesReading reading) {
        var before = Optional.ofNullable(selected.get()).map(RoleRow::name);
        rows.setAll(RoleRow.of(reading, flow.messages()));
        empty.set(none(reading));
        reach.setAll(RoleText.reach(reading.roles()).stream()
                .map(flow.messages()::say)
                .toList());
        selected.set(rows.stream()
                .filter(r -> before.equals(Optional.of(r.name())))
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .orElse(null));
    }

    /** What an empty table means: records that could not be read are not none. */
    private String none(RolesReading reading) {
        return reading.now()
                .roles()
                .fold(
                        _ -> flow.messages().get(reading.roles().complete() ? "roles.empty" : "roles.empty.records"),
                        code -> flow.messages().get("roles.empty.unread", code));
    }

    @Override
    public void leave(Departure departure) {
        var row = selected.get();
        if (row == null) {
            error.set(flow.messages().get("roles.page.choose"));
            departure.stay();
        } else if (!row.record() && cleanUp.get() == CleanUp.NOTHING) {
            error.set(flow.messages().get("roles.page.leftOverStays"));
            departure.stay();
        } else {
            flow.choose(row.choices().apply(cleanUp.get()));
            departure.goOn();
        }
    }

    public ObservableList<RoleRow> rows() {
        return rows;
    }

    /** How far the answer about left-over trust reaches. */
    public ObservableList<String> reach() {
        return reach;
    }

    /** What the table says where it is empty. */
    public ReadOnlyStringProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /** Null where the table is empty. */
    public ObjectProperty<RoleRow> selectedProperty() {
        return selected;
    }

    public ObjectProperty<CleanUp> cleanUpProperty() {
        return cleanUp;
    }

    /** Why the page does not continue. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
