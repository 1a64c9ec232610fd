package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.command.projects.ProjectReadings;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.ServiceClock;
import dev.cmkconsole.text.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists every project with what it is and what to do next. A project whose key will be deleted comes first. */
@Command(
        name = "projects",
        description = "List every project with what it is and what to do next. A key that will be deleted comes first."
                + " Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every project was read, and no key in use will be deleted",
            "1:a key in use will be deleted, or the projects cannot be read",
            "2:wrong usage",
            "3:at least one project could not be read"
        })
final class ProjectsCommand implements Callable<Integer> {

    @ParentCommand
    private ConsoleCommand console;

    @Mixin
    private TextOrJson format = new TextOrJson();

    private record Line(Project project, Optional<ProjectSnapshot> now, Optional<Problem> problem) {
        static Line of(ProjectReadings.Reading reading) {
            return new Line(reading.project(), reading.now(), reading.problem());
        }

        Optional<KeyDeletion> deletion() {
            return now.flatMap(s -> s.state().deletion());
        }

        boolean unread() {
            return now.flatMap(ProjectSnapshot::posture).isEmpty();
        }
    }

    @Override
    public Integer call() {
        try (var connector = console.connector()) {
            Session session = console.connectToRead(connector);
            var service = session.service();
            var lines = new ProjectReadings(
                            service, ServiceClock.local(console.program().clock()))
                    .all().stream()
                            .map(Line::of)
                            .sorted(Comparator.comparing(Line::deletion, KeyDeletion.MOST_URGENT_FIRST))
                            .toList();
            console.program()
                    .out()
                    .println(format.json() ? json(lines, service).toPrettyString() : text(lines, service));
            if (lines.stream().anyMatch(l -> l.deletion().isPresent())) {
                return 1;
            }
            return lines.stream().anyMatch(Line::unread) ? 3 : 0;
        }
    }

    private String text(List<Line> lines, EncryptionService service) {
        var messages = console.program().messages();
        if (lines.isEmpty()) {
            return messages.get("cli.projects.none");
        }
        int width =
                lines.stream().mapToInt(l -> name(l.project()).length()).max().orElse(0);
        var text = new StringBuilder();
        lines.forEach(l -> {
            text.append(String.format(
                    "%-" + Math.max(1, width) + "s  %s  %s",
                    name(l.project()),
                    l.project().id(),
                    what(l, messages)));
            next(l, service).ifPresent(n -> text.append("  > ").append(messages.get("next." + n.advice())));
            text.append('\n');
        });
        return text.toString().stripTrailing();
    }

    /** A name with a line break would otherwise show another project's verdict. */
    static String name(Project project) {
        return Legible.line(project.name());
    }

    private static String what(Line line, Messages messages) {
        return line.now()
                .flatMap(now -> now.state().deletion().map(d -> messages.say(d.brief(now.at()))))
                .or(() -> line.now().flatMap(ProjectSnapshot::posture).map(p -> messages.get("posture." + p.name())))
                .orElseGet(() -> messages.get(
                        "cli.projects.unread", line.problem().map(Problem::code).orElse("-")));
    }

    private static Optional<NextStep> next(Line line, EncryptionService service) {
        return line.now().flatMap(now -> NextStep.of(now, service.procedures()));
    }

    private ObjectNode json(List<Line> lines, EncryptionService service) {
        var messages = console.program().messages();
        var document = JsonNodeFactory.instance.objectNode();
        var all = document.putArray("projects");
        lines.forEach(l -> {
            var one = all.addObject()
                    .put("id", l.project().id())
                    .put("name", l.project().name());
            l.now().ifPresent(now -> {
                now.state().deletion().ifPresent(deletion -> {
                    var key = one.putObject("keyDeletion")
                            .put("key", deletion.key().toString());
                    deletion.date().ifPresent(date -> key.put("date", date.toString()));
                    key.put("says", messages.say(deletion.said(now.at())));
                });
                now.posture().ifPresent(p -> one.put("posture", p.name()));
                one.put("readAt", now.at().toString());
            });
            one.put("says", what(l, messages));
            l.problem().ifPresent(p -> one.put("problem", p.code()));
            next(l, service).ifPresent(n -> one.put("next", n.advice()).put("tab", n.tab()));
        });
        return document;
    }
}
