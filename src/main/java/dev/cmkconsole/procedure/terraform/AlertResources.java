package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the alert configurations about encryption keys. */
final class AlertResources {
    private static final String TYPE = "mongodbatlas_alert_configuration";
    /** Members of a notification in the contract, and the provider's arguments. */
    private static final Map<String, String> NOTIFICATION = new TreeMap<>(Map.ofEntries(
            Map.entry("channelName", "channel_name"),
            Map.entry("datadogRegion", "datadog_region"),
            Map.entry("delayMin", "delay_min"),
            Map.entry("emailAddress", "email_address"),
            Map.entry("emailEnabled", "email_enabled"),
            Map.entry("integrationId", "integration_id"),
            Map.entry("intervalMin", "interval_min"),
            Map.entry("mobileNumber", "mobile_number"),
            Map.entry("opsGenieRegion", "ops_genie_region"),
            Map.entry("smsEnabled", "sms_enabled"),
            Map.entry("teamId", "team_id"),
            Map.entry("username", "username")));
    /** Kinds whose credentials Terraform cannot read; the notifier's id stands for them (provider documentation). */
    private static final List<String> WITH_CREDENTIALS = List.of(
            "DATADOG", "MICROSOFT_TEAMS", "OPS_GENIE", "PAGER_DUTY", "SLACK", "VICTOR_OPS", "WEBHOOK", "HIP_CHAT");

    private final Drawing drawing;

    AlertResources(Drawing drawing) {
        this.drawing = drawing;
    }

    void write() {
        drawing.state().all(ProjectPart.KEY_ALERTS).forEach((id, held) -> {
            var alert = held.value();
            var event = alert.path("eventTypeName").asText();
            var block = drawing.resource(TYPE, drawing.labels().of(TYPE, event + distinct(id, event)))
                    .set("project_id", drawing.projectId())
                    .set("event_type", Expression.text(event))
                    .set("enabled", Expression.of(alert.path("enabled").asBoolean()));
            if (alert.path("severityOverride").isTextual()) {
                block.set(
                        "severity_override",
                        Expression.text(alert.path("severityOverride").asText()));
            }
            alert.path("matchers").forEach(m -> block.nest(matcher(m)));
            if (alert.path("threshold").isObject()) {
                block.nest(threshold(alert.path("threshold")));
            }
            alert.path("notifications").forEach(n -> block.nest(notification(n)));
            drawing.add(
                    block,
                    held.exists()
                            ? Optional.of(drawing.state().reading().project().id() + "-" + id)
                            : Optional.empty(),
                    held.steps());
        });
    }

    /** Several alerts for one event are told apart by their ids. */
    private String distinct(String id, String event) {
        long same = drawing.state().all(ProjectPart.KEY_ALERTS).values().stream()
                .filter(h -> h.value().path("eventTypeName").asText().equals(event))
                .count();
        return same > 1 ? "_" + id : "";
    }

    private static Block matcher(JsonNode matcher) {
        return Block.of("matcher")
                .set("field_name", Expression.text(matcher.path("fieldName").asText()))
                .set("operator", Expression.text(matcher.path("operator").asText()))
                .set("value", Expression.text(matcher.path("value").asText()));
    }

    private static Block threshold(JsonNode threshold) {
        var block = Block.of("threshold_config");
        scalar(threshold.path("operator")).ifPresent(v -> block.set("operator", v));
        scalar(threshold.path("threshold")).ifPresent(v -> block.set("threshold", v));
        scalar(threshold.path("units")).ifPresent(v -> block.set("units", v));
        return block;
    }

    private Block notification(JsonNode given) {
        var type = given.path("typeName").asText();
        var block = Block.of("notification").set("type_name", Expression.text(type));
        NOTIFICATION.forEach(
                (member, argument) -> scalar(given.path(member)).ifPresent(value -> block.set(argument, value)));
        if (given.path("roles") instanceof com.fasterxml.jackson.databind.node.ArrayNode roles && !roles.isEmpty()) {
            var names = new ArrayList<String>();
            roles.forEach(r -> names.add(r.asText()));
            block.set("roles", Expression.texts(names));
        }
        if (WITH_CREDENTIALS.contains(type) && given.hasNonNull("notifierId")) {
            block.note(drawing.say(Text.of("terraform.note.notifier")))
                    .set("notifier_id", Expression.text(given.path("notifierId").asText()));
        }
        return block;
    }

    static Optional<Expression> scalar(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(Expression.text(value.textValue()));
        }
        if (value.isIntegralNumber() || value.isDouble() && value.doubleValue() == Math.rint(value.doubleValue())) {
            return Optional.of(Expression.of(value.longValue()));
        }
        return value.isNumber() || value.isBoolean()
                ? Optional.of(new Expression.Raw(value.asText()))
                : Optional.empty();
    }

    /** A document's member as an argument, where it says something. */
    static void copy(ObjectNode from, String member, Block to, String argument) {
        scalar(from.path(member)).ifPresent(value -> to.set(argument, value));
    }
}
