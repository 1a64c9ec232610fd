package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.roles.LeftOverTrust;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.preflight.roles.RecordStanding.Offer;
import dev.cmkconsole.preflight.roles.RecordStanding.Way;
import dev.cmkconsole.preflight.roles.RoleSide.Existence;
import dev.cmkconsole.preflight.roles.RoleText;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Optional;

/** Prints a project's role records and left-over trust: as text for people, as JSON for programs. */
final class AccessListing {
    private final RolesReading reading;
    private final ProjectRoles roles;
    private final Messages messages;

    AccessListing(RolesReading reading, Messages messages) {
        this.reading = reading;
        this.roles = reading.roles();
        this.messages = messages;
    }

    int exitCode() {
        if (reading.now().roles().value().isEmpty()) {
            return 1;
        }
        boolean sidesRead = roles.records().stream()
                .map(r -> r.iam().existence())
                .noneMatch(e -> e == Existence.NOT_READ || e == Existence.OTHER_ACCOUNT);
        return sidesRead && roles.complete() ? 0 : 3;
    }

    String text() {
        var now = reading.now();
        var text = new StringBuilder(messages.get(
                        "cli.access.heading",
                        now.project().name(),
                        now.project().id(),
                        now.at()))
                .append('\n');
        now.roles().problem().ifPresent(why -> line(text, 1, Text.of("cli.access.unread", why.code())));
        if (now.roles().value().filter(List::isEmpty).isPresent()) {
            line(text, 1, Text.of("cli.access.none"));
        }
        roles.records().forEach(r -> record(text, r));
        if (roles.accountUnread().isEmpty()) {
            text.append('\n').append(messages.get(leftOverHeading())).append('\n');
        }
        var leftOver = roles.leftOver();
        if (leftOver.isEmpty() && roles.complete()) {
            line(text, 1, Text.of("cli.access.leftOver.none"));
        }
        leftOver.forEach(l -> leftOver(text, l));
        text.append('\n');
        RoleText.reach(roles).forEach(t -> line(text, 0, t));
        return text.toString().stripTrailing();
    }

    private String leftOverHeading() {
        return roles.complete() ? "cli.access.leftOver" : "cli.access.leftOver.maybe";
    }

    private void record(StringBuilder text, RecordStanding record) {
        text.append('\n').append(record.record().roleId()).append('\n');
        line(text, 1, RoleText.state(record, reading.now().at()));
        line(text, 1, RoleText.use(record));
        RoleText.iam(record).forEach(t -> line(text, 1, t));
        line(text, 1, RoleText.offer(record, reading.now().at()));
        if (record.offer(reading.now().at()) == Offer.DEAUTHORIZE) {
            command(text, "--deauthorize " + record.record().roleId() + option(record.way()));
        }
    }

    private void leftOver(StringBuilder text, LeftOverTrust trust) {
        text.append('\n').append(trust.role()).append('\n');
        RoleText.leftOver(trust, roles.complete()).forEach(t -> line(text, 1, t));
        if (roles.complete() && trust.way() != Way.OWNER) {
            boolean delete = trust.way() == Way.DELETE_ROLE;
            command(text, "--left-over " + AwsCommand.quote(trust.role().name()) + (delete ? " --delete-role" : ""));
        }
    }

    private static String option(Way way) {
        return switch (way) {
            case REMOVE_TRUST -> " --remove-trust";
            case DELETE_ROLE -> " --delete-role";
            case NOTHING, OWNER, NOT_KNOWN -> "";
        };
    }

    private void command(StringBuilder text, String options) {
        text.append("    plan access --project ")
                .append(reading.now().project().id())
                .append(' ')
                .append(options)
                .append('\n');
    }

    private void line(StringBuilder text, int depth, Text words) {
        text.append("  ".repeat(depth)).append(messages.say(words)).append('\n');
    }

    ObjectNode json() {
        var now = reading.now();
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("project")
                .put("id", now.project().id())
                .put("name", now.project().name());
        json.put("observedAt", now.at().toString());
        now.roles().problem().ifPresent(why -> json.put("rolesProblem", why.code()));
        var list = json.putArray("roles");
        roles.records().forEach(r -> record(list.addObject(), r));
        var left = json.putArray("leftOver");
        roles.leftOver().forEach(l -> leftOver(left.addObject(), l));
        json.put("complete", roles.complete());
        var unread = json.putArray("notRead");
        roles.accountUnread()
                .ifPresent(code -> unread.addObject().put("what", "account").put("code", code));
        roles.projectsUnread()
                .ifPresent(code -> unread.addObject().put("what", "projects").put("code", code));
        roles.unreadProjects()
                .forEach(name -> unread.addObject().put("what", "project").put("project", name));
        json.put("projectsRead", roles.projectsRead());
        return json;
    }

    private void record(ObjectNode one, RecordStanding standing) {
        var now = reading.now().at();
        var record = standing.record();
        one.put("roleId", record.roleId())
                .put("state", record.authorized().isPresent() ? "authorized" : "inProgress")
                .put("created", record.created().toString())
                .put("externalId", record.externalId());
        record.authorized().ifPresent(at -> one.put("authorized", at.toString()));
        record.iamRoleArn().ifPresent(arn -> one.put("iamAssumedRoleArn", arn));
        var uses = one.putArray("uses");
        standing.uses().forEach(u -> {
            var use = uses.addObject().put("feature", u.type());
            u.name().ifPresent(name -> use.put("name", name));
        });
        var side = standing.iam();
        var iam = one.putObject("iamRole");
        side.arn().map(RoleArn::toString).ifPresent(arn -> iam.put("arn", arn));
        iam.put("exists", word(side.existence()));
        if (side.existence() == Existence.EXISTS) {
            iam.put(
                    "admitsAtlas",
                    switch (side.admission()) {
                        case ADMITS -> "yes";
                        case REFUSES -> "no";
                        case DEPENDS, NOT_KNOWN -> "unknown";
                    });
            iam.put("madeByConsole", side.madeHere());
            use(iam, side.use());
        }
        var shared = iam.putArray("otherProjects");
        standing.sharedWith().forEach(shared::add);
        var siblings = iam.putArray("otherRecords");
        standing.siblings().forEach(siblings::add);
        one.put(
                "next",
                switch (standing.offer(now)) {
                    case IN_USE -> "inUse";
                    case WAIT -> "wait";
                    case DEAUTHORIZE -> "deauthorize";
                });
        one.put("inAws", word(standing.way()));
        one.put("advice", messages.say(RoleText.offer(standing, now)));
    }

    private static String word(Existence existence) {
        return switch (existence) {
            case EXISTS -> "yes";
            case MISSING -> "no";
            case NONE_NAMED -> "none";
            case OTHER_ACCOUNT -> "otherAccount";
            case NOT_READ -> "unknown";
        };
    }

    private static void use(ObjectNode json, Observed<Optional<RoleUse>> use) {
        use.value()
                .flatMap(u -> u)
                .ifPresentOrElse(
                        u -> u.last()
                                .ifPresentOrElse(
                                        at -> json.put("lastUsed", at.toString()), () -> json.putNull("lastUsed")),
                        () -> json.put("lastUsed", "unknown"));
    }

    private void leftOver(ObjectNode one, LeftOverTrust trust) {
        one.put("role", trust.role().toString()).put("certain", roles.complete());
        var ids = one.putArray("externalIds");
        trust.externalIds().forEach(ids::add);
        var former = one.putArray("ofDeletedRecords");
        trust.former().forEach(former::add);
        trust.seen().ifPresent(_ -> one.put("madeByConsole", trust.madeHere()));
        use(one, trust.use());
        one.put("inAws", word(trust.way()));
    }

    private static String word(Way way) {
        return switch (way) {
            case NOTHING -> "nothing";
            case REMOVE_TRUST -> "removeTrust";
            case DELETE_ROLE -> "deleteRole";
            case OWNER -> "owner";
            case NOT_KNOWN -> "unknown";
        };
    }
}
