package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.Diagnosis.Found;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.service.rescue.RescueAccount;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says why Atlas cannot use a project's key, what that means, and what repairs it. Changes nothing. */
@Command(
        name = "rescue",
        description = "Find the first cause why Atlas cannot use a project's key, and say what repairs it. Changes"
                + " nothing; the repair itself is made by: run rescue.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Atlas can use the key, or the project has none",
            "1:a cause was found, or the project cannot be read",
            "2:wrong usage",
            "3:no cause is certain, or the encryption settings cannot be read"
        })
final class RescueCommand implements Callable<Integer> {

    @ParentCommand
    private ConsoleCommand console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--explain", description = "Only read and explain. The command never does anything else.")
    @SuppressWarnings("UnusedVariable") // picocli fills it
    private boolean explain;

    @Mixin
    private ProjectOption project = new ProjectOption();

    @Mixin
    private TextOrJson format = new TextOrJson();

    @Override
    public Integer call() {
        var id = project.id();
        try (var connector = console.connector()) {
            Session session = console.connectToRead(connector);
            var rescue = Rescue.of(session.service(), id);
            console.program().out().println(format.json() ? json(rescue).toPrettyString() : text(rescue));
            return rescue.diagnosis()
                    .cause()
                    .map(c -> c.suspected() || c == Cause.WAITING_FOR_ATLAS ? 3 : 1)
                    .orElse(0);
        }
    }

    private RescueAccount account(Rescue rescue) {
        return RescueAccount.withOrder(
                rescue, NextCommand.running("rescue", spec.root().commandLine().getParseResult()));
    }

    private String text(Rescue rescue) {
        Messages messages = console.program().messages();
        var text = new StringBuilder(messages.get(
                "cli.rescue.heading",
                rescue.now().project().name(),
                rescue.now().project().id(),
                rescue.now().at()));
        text.append('\n');
        for (var section : account(rescue).sections()) {
            text.append('\n').append(messages.say(section.title())).append('\n');
            section.lines()
                    .forEach(
                            line -> text.append("  ").append(messages.say(line)).append('\n'));
            section.copyable().forEach(copy -> {
                text.append('\n');
                copy.lines().forEach(line -> text.append("    ").append(line).append('\n'));
            });
        }
        return text.toString().stripTrailing();
    }

    private ObjectNode json(Rescue rescue) {
        Messages messages = console.program().messages();
        var document = JsonNodeFactory.instance.objectNode();
        document.putObject("project")
                .put("id", rescue.now().project().id())
                .put("name", rescue.now().project().name());
        document.put("readAt", rescue.now().at().toString());
        document.put("configured", rescue.diagnosis().configured());
        document.put("headline", messages.say(new RescueAccount(rescue).headline()));
        rescue.now().state().deletion().ifPresent(deletion -> {
            var one =
                    document.putObject("keyDeletion").put("key", deletion.key().toString());
            deletion.date().ifPresent(date -> one.put("date", date.toString()));
            one.put("says", messages.say(deletion.said(rescue.now().at())));
        });
        rescue.diagnosis().first().ifPresent(found -> document.set("cause", json(found, messages)));
        var others = document.putArray("others");
        rescue.diagnosis().causes().stream().skip(1).forEach(found -> others.add(json(found, messages)));
        var dark = document.putArray("darkNow");
        rescue.darkness().now().forEach(line -> dark.add(messages.say(line)));
        var next = document.putArray("next");
        rescue.darkness().next().forEach(line -> next.add(messages.say(line)));
        document.put("repairable", rescue.repair().isPresent());
        sections(rescue, document, messages);
        return document;
    }

    private void sections(Rescue rescue, ObjectNode document, Messages messages) {
        for (var section : account(rescue).sections()) {
            if (List.of("repair", "who", "letter", "then").contains(section.id())) {
                var one = document.putObject(section.id());
                var lines = one.putArray("lines");
                section.lines().forEach(line -> lines.add(messages.say(line)));
                var copyable = one.putArray("copyable");
                section.copyable().forEach(copyable::add);
            }
        }
    }

    private static ObjectNode json(Found found, Messages messages) {
        var one = JsonNodeFactory.instance.objectNode();
        one.put("id", found.cause().id())
                .put("name", messages.say(RescuePlanner.name(found.cause())))
                .put("suspected", found.cause().suspected())
                .put("reason", messages.say(found.reason()))
                .put("code", found.reason().key());
        found.finding().ifPresent(f -> one.put("check", f.id().toString()));
        one.put("who", messages.say(Text.of("rescue.whoIs." + found.cause().who())));
        return one;
    }
}
