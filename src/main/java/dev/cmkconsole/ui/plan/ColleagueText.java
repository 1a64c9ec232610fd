package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.text.Messages;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats manual steps as a mail to a person with the permissions: what, why, the documents and commands, and what to
 * answer.
 */
public final class ColleagueText {
    private final Messages messages;

    public ColleagueText(Messages messages) {
        this.messages = messages;
    }

    public String of(ProcedureType<?> procedure, Project project, List<StepLine> steps) {
        var lines = new ArrayList<String>();
        lines.add(messages.get("colleague.subject", project.name()));
        lines.add("");
        lines.add(messages.get("colleague.greeting"));
        lines.add("");
        lines.add(messages.get(procedure.colleagueKey(), project.name(), project.id()));
        int number = 1;
        for (StepLine step : steps) {
            lines.add("");
            lines.add(number++ + ". " + step.title());
            lines.add("   " + step.detail().explanation());
            for (var copyable : step.detail().copyables()) {
                lines.add("");
                lines.add(copyable.label() + ":");
                lines.add("");
                copyable.content().lines().map(l -> "    " + l).forEach(lines::add);
            }
        }
        lines.add("");
        lines.add(messages.get("colleague.answer"));
        return String.join("\n", lines) + "\n";
    }
}
