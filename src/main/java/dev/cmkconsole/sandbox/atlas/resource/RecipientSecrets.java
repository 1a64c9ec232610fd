package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The credentials of the recipients of an alert. Answers show them masked, and a change that names a recipient by its
 * {@code notifierId} keeps those that it leaves out (contract, notifierId).
 */
final class RecipientSecrets {
    private static final int SHOWN = 4;
    private static final String MASK = "****";
    /** Shown without anything of them. */
    private static final List<String> HIDDEN =
            List.of("webhookSecret", "webhookBodyTemplate", "webhookHeadersTemplate");
    /** Shown with the last characters. */
    private static final List<String> KEYS = List.of(
            "apiToken", "datadogApiKey", "notificationToken", "opsGenieApiKey", "serviceKey", "victorOpsApiKey");
    /** Shown with the host. */
    private static final List<String> ADDRESSES = List.of("microsoftTeamsWebhookUrl", "webhookUrl");

    private RecipientSecrets() {}

    static void mask(ObjectNode config) {
        config.path("notifications").forEach(n -> maskOne((ObjectNode) n));
    }

    private static void maskOne(ObjectNode notification) {
        HIDDEN.stream().filter(notification::hasNonNull).forEach(name -> notification.put(name, MASK));
        KEYS.stream().filter(notification::hasNonNull).forEach(name -> {
            var value = notification.path(name).asText();
            int from = Math.max(0, value.length() - SHOWN);
            notification.put(name, "*".repeat(Math.max(SHOWN, from)) + value.substring(from));
        });
        ADDRESSES.stream().filter(notification::hasNonNull).forEach(name -> {
            var value = notification.path(name).asText();
            int path = value.indexOf('/', value.indexOf("//") + 2);
            notification.put(name, (path < 0 ? value : value.substring(0, path)) + "/" + MASK);
        });
    }

    /** Takes over what the change leaves out and the same recipient had before. */
    static void keep(ObjectNode before, ObjectNode after) {
        after.path("notifications").forEach(n -> {
            var id = n.path("notifierId").asText();
            StreamSupport.stream(before.path("notifications").spliterator(), false)
                    .filter(old ->
                            !id.isEmpty() && old.path("notifierId").asText().equals(id))
                    .forEach(old -> List.of(HIDDEN, KEYS, ADDRESSES)
                            .forEach(names -> names.stream()
                                    .filter(name -> old.hasNonNull(name) && !n.has(name))
                                    .forEach(name -> ((ObjectNode) n).set(name, old.get(name)))));
        });
    }
}
