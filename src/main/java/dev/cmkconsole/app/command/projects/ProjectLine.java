package dev.cmkconsole.app.command.projects;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.model.state.LastCheck;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Times;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the list of projects says of one.
 *
 * @param problem why it could not be read, or what hides what it is
 * @param last the latest check of any process, if it is about the role and key that were read now
 */
public record ProjectLine(
        Project project, Optional<ProjectSnapshot> now, Optional<Problem> problem, Optional<LastCheck> last) {

    public static ProjectLine of(ProjectReadings.Reading reading, EncryptionService service) {
        return new ProjectLine(
                reading.project(),
                reading.now(),
                reading.problem(),
                reading.now().flatMap(service::lastCheck));
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

    /** What the latest check left open, with its age. Empty where it left nothing open. */
    public Optional<String> lastCheck(Messages messages) {
        return last.filter(LastCheck::doubts)
                .flatMap(check -> now.map(seen -> {
                    var found = Stream.of(
                                    count(
                                            "cli.projects.failing",
                                            check.found().failing().size(),
                                            messages),
                                    count(
                                            "cli.projects.unknown",
                                            check.unknown().size(),
                                            messages))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", "));
                    var age = new Times(messages).relative(check.found().at(), seen.at());
                    var present = seen.aws().caller().value().map(AwsCaller::arn);
                    var other = check.identity().filter(arn -> !present.equals(Optional.of(arn)));
                    return other.map(arn -> messages.get("cli.projects.lastCheckAs", age, Legible.line(arn), found))
                            .orElseGet(() -> messages.get("cli.projects.lastCheck", age, found));
                }));
    }

    private static Optional<String> count(String key, int number, Messages messages) {
        return number == 0 ? Optional.empty() : Optional.of(messages.get(key, number));
    }

    /** @param width of the column of names */
    public String text(int width, List<ProcedureType<?>> procedures, Messages messages) {
        var line = String.format("%-" + Math.max(1, width) + "s  %s  %s", name(), project.id(), says(messages))
                + lastCheck(messages).map(said -> "  [" + said + "]").orElse("");
        return next(procedures)
                .map(n -> line + "  > " + messages.get("next." + n.advice()))
                .orElse(line);
    }
}
