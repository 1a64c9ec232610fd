package dev.cmkconsole.ui.nav;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Desktop;
import dev.cmkconsole.ui.dialog.Dialogs;
import dev.cmkconsole.ui.task.Tasks;
import java.time.Clock;

/** The window services that every view model may use. */
public record Frame(
        Messages messages,
        Clock clock,
        Tasks tasks,
        Dialogs dialogs,
        Desktop desktop,
        Navigator navigator,
        Activities activities) {}
