package dev.cmkconsole.ui.view;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Desktop;
import java.time.Instant;
import javafx.beans.value.ObservableValue;

/**
 * What small controls need to speak.
 *
 * @param now the time, moving on about every second while the window shows
 */
public record UiText(Messages messages, Times times, Desktop desktop, ObservableValue<Instant> now) {}
