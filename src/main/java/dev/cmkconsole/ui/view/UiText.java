package dev.cmkconsole.ui.view;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Desktop;
import java.time.Instant;
import javafx.beans.value.ObservableValue;

/**
 * The shared inputs that small controls need for their texts.
 *
 * @param now the current time, updated about every second while the window is visible
 */
public record UiText(Messages messages, Times times, Desktop desktop, ObservableValue<Instant> now) {}
