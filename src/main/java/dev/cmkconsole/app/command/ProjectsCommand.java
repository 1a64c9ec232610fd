package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.command.projects.ProjectLine;
import dev.cmkconsole.app.command.projects.ProjectReadings;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.model.state.LastCheck;
import dev.cmkconsole.service.EncryptionService;
import java.util.Comparator;
import java.util.List;
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

    @Override
    public Integer call() {
        try (var connector = console.connector()) {
            Session session = console.connectToRead(connector);
            var service = session.service();
            var lines = new ProjectReadings(
                            service, ServiceDates.local(console.program().clock()))
                    .all().stream()
                            .map(reading -> ProjectLine.of(reading, service))
                            .sorted(Comparator.comparing(ProjectLine::deletion, KeyDeletion.MOST_URGENT_FIRST))
                            .toList();
            console.program()
                    .out()
                    .println(format.json() ? json(lines, service).toPrettyString() : text(lines, service));
            if (lines.stream().anyMatch(l -> l.deletion().isPresent())) {
                return 1;
            }
            return lines.stream().anyMatch(ProjectLine::unread) ? 3 : 0;
        }
    }

    private String text(List<ProjectLine> lines, EncryptionService service) {
        var messages = console.program().messages();
        if (lines.isEmpty()) {
            return messages.get("cli.projects.none");
        }
        int width = lines.stream().mapToInt(l -> l.name().length()).max().orElse(0);
        var text = new StringBuilder();
        lines.forEach(
                l -> text.append(l.text(width, service.procedures(), messages)).append('\n'));
        return text.toString().stripTrailing();
    }

    private ObjectNode json(List<ProjectLine> lines, EncryptionService service) {
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
            l.last().ifPresent(last -> json(last, one.putObject("lastCheck")));
            l.lastCheck(messages).ifPresent(said -> one.put("lastCheckSays", said));
            one.put("says", l.says(messages));
            l.problem().ifPresent(p -> one.put("problem", p.code()));
            l.next(service.procedures())
                    .ifPresent(n -> one.put("next", n.advice()).put("tab", n.tab()));
        });
        return document;
    }

    private static void json(LastCheck last, ObjectNode to) {
        to.put("at", last.found().at().toString());
        last.identity().ifPresent(arn -> to.put("identity", arn));
        var failing = to.putArray("failing");
        last.found().failing().forEach(id -> failing.add(id.toString()));
        var unknown = to.putArray("unknown");
        last.unknown().forEach(id -> unknown.add(id.toString()));
    }
}
