package dev.cmkconsole.app.command.projects;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Optional;

/**
 * What the list of projects says of one.
 *
 * @param problem why it could not be read, or what hides what it is
 */
public record ProjectLine(Project project, Optional<ProjectSnapshot> now, Optional<Problem> problem) {

    public static ProjectLine of(ProjectReadings.Reading reading) {
        return new ProjectLine(reading.project(), reading.now(), reading.problem());
    }

    /** The project's name. One with a line break would otherwise show another project's verdict. */
    public String name() {
        return Legible.line(project.name());
    }

    public Optional<KeyDeletion> deletion() {
        return now.flatMap(s -> s.state().deletion());
    }

    public boolean unread() {
        return now.flatMap(ProjectSnapshot::posture).isEmpty();
    }

    public Optional<NextStep> next(List<ProcedureType<?>> procedures) {
        return now.flatMap(seen -> NextStep.of(seen, procedures));
    }

    /** What the project is, in a few words. */
    public String says(Messages messages) {
        return now.flatMap(seen -> seen.state().deletion().map(d -> messages.say(d.brief(seen.at()))))
                .or(() -> now.flatMap(ProjectSnapshot::posture).map(p -> messages.get("posture." + p.name())))
                .orElseGet(() -> messages.get(
                        "cli.projects.unread", problem.map(Problem::code).orElse("-")));
    }

    /** @param width of the column of names */
    public String text(int width, List<ProcedureType<?>> procedures, Messages messages) {
        var line = String.format("%-" + Math.max(1, width) + "s  %s  %s", name(), project.id(), says(messages));
        return next(procedures)
                .map(n -> line + "  > " + messages.get("next." + n.advice()))
                .orElse(line);
    }
}
