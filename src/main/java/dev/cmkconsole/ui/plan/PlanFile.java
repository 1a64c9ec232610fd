package dev.cmkconsole.ui.plan;

import dev.cmkconsole.io.TextFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.script.PlanScript;
import dev.cmkconsole.ui.dialog.SaveFile;
import dev.cmkconsole.ui.nav.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The script of a plan, to copy and to save in a file that the user selects. */
final class PlanFile {
    private final Frame frame;

    PlanFile(Frame frame) {
        this.frame = frame;
    }

    String text(Plan plan) {
        return new PlanScript(plan, frame.messages()::say).text();
    }

    void save(Plan plan) {
        String name = plan.procedure().id() + "-" + plan.project().name();
        frame.dialogs()
                .saveFile(
                        new SaveFile(
                                frame.messages().get("plan.script.save"),
                                name.replaceAll("[^\\w.-]+", "-") + ".sh",
                                List.of(new SaveFile.FileType(frame.messages().get("plan.script.kind"), ".sh"))),
                        file -> write(plan, file));
    }

    private void write(Plan plan, Path file) {
        frame.tasks()
                .run(
                        () -> {
                            put(text(plan), file);
                            return file;
                        },
                        _ -> {},
                        frame.dialogs()::error);
    }

    private void put(String text, Path file) {
        try {
            TextFile.put(text, file, true);
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "plan.save",
                            "EXPORT_FAILED",
                            e.toString(),
                            frame.clock().instant()),
                    e);
        }
    }
}
