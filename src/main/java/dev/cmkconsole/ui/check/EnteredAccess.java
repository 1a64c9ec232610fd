package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.text.Messages;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A role and a key to check instead of the configured ones. An empty field means the configured value. */
public final class EnteredAccess {
    private final Messages messages;
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
    private final StringProperty role = new SimpleStringProperty(this, "role", "");
    private final StringProperty key = new SimpleStringProperty(this, "key", "");
    private final ReadOnlyStringWrapper roleError = new ReadOnlyStringWrapper(this, "roleError", "");
    private final ReadOnlyStringWrapper keyError = new ReadOnlyStringWrapper(this, "keyError", "");

    EnteredAccess(Messages messages) {
        this.messages = messages;
    }

    /** Returns the entered role and key; empty if a field is invalid, and the field then shows the error. */
    Optional<CheckFocus> read() {
        var arn = read(role, roleError, RoleArn::of);
        var reference = read(key, keyError, KeyReference::parse);
        return roleError.get().isEmpty() && keyError.get().isEmpty()
                ? Optional.of(CheckFocus.of(arn, reference, Optional.empty()))
                : Optional.empty();
    }

    private <T> Optional<T> read(StringProperty field, ReadOnlyStringWrapper error, Function<String, T> meaning) {
        error.set("");
        if (field.get().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(meaning.apply(field.get()));
        } catch (InputException e) {
            error.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    /** Fills in the fields and shows them. */
    void fill(String arn, String reference) {
        role.set(arn);
        key.set(reference);
        open.set(true);
    }

    void clear() {
        role.set("");
        key.set("");
    }

    /** Whether the fields are visible. */
    public BooleanProperty openProperty() {
        return open;
    }

    public StringProperty roleProperty() {
        return role;
    }

    public StringProperty keyProperty() {
        return key;
    }

    public ReadOnlyStringProperty roleErrorProperty() {
        return roleError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty keyErrorProperty() {
        return keyError.getReadOnlyProperty();
    }
}
