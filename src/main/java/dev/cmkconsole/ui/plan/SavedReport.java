package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.dialog.SaveFile;
import dev.cmkconsole.ui.nav.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the report of a run where the user wants it. */
public final class SavedReport {
    private final Frame frame;

    public SavedReport(Frame frame) {
        this.frame = frame;
    }

    public void save(RunViewModel run) {
        var messages = frame.messages();
        String name = run.procedure().id() + "-" + run.project().name().replaceAll("[^\\w.-]+", "-") + ".txt";
        var file = new SaveFile(messages.get("report.save"), name, List.of(new SaveFile.Kind(messages.get("report.kind"), ".txt")));
        String text = run.report();
        frame.dialogs().saveFile(file, path -> write(path, text));
    }

    private void write(Path path, String text) {
        frame.tasks().run(() -> Files.writeString(path, text), _ -> {}, frame.dialogs()::error);
    }
}
