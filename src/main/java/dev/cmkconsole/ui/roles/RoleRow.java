package dev.cmkconsole.ui.roles;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.roles.LeftOverTrust;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.preflight.roles.RoleText;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the table: a role record, or trust that is left over.
 *
 * @param name name of the IAM role, or the id of a record that has none
 * @param details everything that is known of it, a sentence each
 * @param record whether it is a record
 */
public record RoleRow(
        String name,
        String state,
        String use,
        String lastUse,
        List<String> details,
        boolean record,
        Function<CleanUp, RecordChoices> choices) {

    public RoleRow {
        details = List.copyOf(details);
    }

    static List<RoleRow> of(RolesReading reading, Messages messages) {
        ProjectRoles roles = reading.roles();
        return Stream.concat(
                        roles.records().stream().map(r -> of(r, reading.now(), messages)),
                        roles.leftOver().stream().map(l -> of(l, roles, messages)))
                .toList();
    }

    private static RoleRow of(RecordStanding standing, ProjectSnapshot now, Messages messages) {
        var lines = new ArrayList<Text>();
        lines.add(Text.of("roles.row.record", standing.record().roleId()));
        lines.add(RoleText.state(standing, now.at()));
        lines.add(RoleText.use(standing));
        lines.addAll(RoleText.iam(standing));
        lines.add(RoleText.offer(standing, now.at()));
        return new RoleRow(
                standing.iam()
                        .arn()
                        .map(arn -> arn.name())
                        .orElse(standing.record().roleId()),
                messages.say(RoleText.shortState(standing, now.at())),
                messages.say(
                        standing.uses().isEmpty() ? Text.of("roles.short.unused") : RoleText.uses(standing.uses())),
                messages.say(RoleText.shortUse(standing.iam().use())),
                said(lines, messages),
                true,
                cleanUp -> RecordChoices.of(standing, now, cleanUp));
    }

    private static RoleRow of(LeftOverTrust trust, ProjectRoles roles, Messages messages) {
        return new RoleRow(
                trust.role().name(),
                messages.get(roles.complete() ? "roles.row.leftOver" : "roles.row.leftOver.maybe"),
                messages.get("roles.row.noProject"),
                messages.say(RoleText.shortUse(trust.use())),
                said(RoleText.leftOver(trust, roles.complete()), messages),
                false,
                cleanUp -> RecordChoices.leftOver(trust, cleanUp));
    }

    private static List<String> said(List<Text> lines, Messages messages) {
        return lines.stream().map(messages::say).toList();
    }

    String asText() {
        return Stream.concat(Stream.of(name, state, use), details.stream()).collect(Collectors.joining("\n"));
    }
}
