package dev.cmkconsole.atlas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Atlas' answers about alerts, as values of the model. No credential of a recipient leaves this class: Atlas shows most
 * of them masked, and keeps them by the recipient's {@code notifierId} when a change leaves them out.
 */
final class AlertAnswers {
    /** Members that the contract or the Terraform provider calls secret. */
    private static final List<String> SECRETS = List.of(
            "apiToken",
            "datadogApiKey",
            "microsoftTeamsWebhookUrl",
            "notificationToken",
            "opsGenieApiKey",
            "routingKey",
            "serviceKey",
            "victorOpsApiKey",
            "victorOpsRoutingKey",
            "webhookBodyTemplate",
            "webhookHeadersTemplate",
            "webhookSecret",
            "webhookUrl");
    /** Atlas masks a part or all of a secret with asterisks. */
    private static final String MASK = "**";

    private AlertAnswers() {}

    static Alert alert(Json json) throws Json.WrongShape {
        var until = json.at("acknowledgedUntil").instant();
        return new Alert(
                json.at("id").requiredId(),
                json.at("eventTypeName").text().orElse(""),
                json.at("status").text().orElse(""),
                json.at("created").requiredInstant(),
                until.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Acknowledgement(
                                until.get(),
                                json.at("acknowledgementComment").text().filter(c -> !c.isBlank()),
                                json.at("acknowledgingUsername").text())));
    }

    /** Lists also contain configurations of other kinds, some without a type. */
    static Optional<AlertConfiguration> configuration(Json json) throws Json.WrongShape {
        var alert = json.at("eventTypeName").text().flatMap(KeyAlert::ofEvent);
        if (alert.isEmpty()) {
            return Optional.empty();
        }
        var recipients = new ArrayList<Recipient>();
        for (var notification : json.at("notifications").items()) {
            recipients.add(recipient(notification));
        }
        var document = json.node().<ObjectNode>deepCopy();
        var withheld = withoutSecrets(document);
        var threshold = json.at("threshold").at("threshold");
        boolean shown = alert.get().hasDays() && threshold.present();
        return Optional.of(new AlertConfiguration(
                json.at("id").requiredId(),
                alert.get(),
                json.at("enabled").flag(false),
                shown ? Optional.of((int) threshold.number(0)) : Optional.empty(),
                recipients,
                !json.at("matchers").items().isEmpty(),
                new AlertConfiguration.Original(document.toString(), withheld)));
    }

    /** The reminder to rotate an AWS key, among the configurations of a project. */
    static Optional<RotationReminder> reminder(List<AlertConfiguration> all) {
        return AlertStanding.of(all, false).stream()
                .filter(standing -> standing.alert() == KeyAlert.NEEDS_ROTATION)
                .flatMap(standing -> standing.changeable().stream())
                .map(c -> new RotationReminder(c.id(), c.enabled(), c.days().orElse(0), c.document(), c.withheld()))
                .findFirst();
    }

    /** Takes the secrets out. Returns the members that held one in clear. */
    private static List<String> withoutSecrets(ObjectNode document) {
        var clear = new ArrayList<String>();
        document.path("notifications").forEach(notification -> {
            for (var name : SECRETS) {
                var value = notification.path(name);
                if (value.isMissingNode() || value.isNull()) {
                    continue;
                }
                boolean kept = notification.hasNonNull("notifierId")
                        && value.isTextual()
                        && value.textValue().contains(MASK);
                if (!kept) {
                    clear.add(name);
                }
                ((ObjectNode) notification).remove(name);
            }
        });
        return clear;
    }

    private static Recipient recipient(Json json) throws Json.WrongShape {
        var kind = RecipientKind.ofAtlas(json.at("typeName").text().orElse(""));
        var silent = kind.people()
                && !json.at("emailEnabled").flag(false)
                && !json.at("smsEnabled").flag(false);
        return new Recipient(kind, names(kind, json), integration(json), label(kind, json), silent);
    }

    private static List<String> names(RecipientKind kind, Json json) throws Json.WrongShape {
        if (kind == RecipientKind.ROLE || kind == RecipientKind.ORGANIZATION_ROLE) {
            var roles = new ArrayList<String>();
            for (var role : json.at("roles").items()) {
                role.text().ifPresent(roles::add);
            }
            return roles;
        }
        if (kind == RecipientKind.OTHER || kind.member().equals("integrationId")) {
            return List.of();
        }
        return json.at(kind.member()).text().stream().toList();
    }

    private static Optional<String> integration(Json json) throws Json.WrongShape {
        return json.at("integrationId").text().filter(id -> !id.isBlank());
    }

    private static Optional<String> label(RecipientKind kind, Json json) throws Json.WrongShape {
        return switch (kind) {
            case TEAM -> json.at("teamName").text();
            case OTHER -> json.at("typeName").text();
            default -> Optional.empty();
        };
    }
}
