package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.text.Messages;

/**
 * One selectable key as text.
 *
 * @param name alias if there is one, otherwise the key id
 * @param facts kind, state, rotation
 * @param unusable why Atlas cannot use it; empty for keys that can be selected
 */
public record KeyRow(CustomerKey key, String name, String facts, String unusable) {

    static KeyRow of(CustomerKey key, Messages messages) {
        String name = key.aliases().isEmpty() ? key.arn().keyId() : String.join(", ", key.aliases());
        String rotation = key.rotation()
                .map(how -> messages.get(how.automatic() ? "enable.key.rotates" : "enable.key.rotatesNot"))
                .orElse("");
        String kind = messages.get(
                key.configuration().symmetric() ? "enable.key.symmetric" : "enable.key.otherSpec", key.spec());
        String facts = String.join(
                messages.get("list.separator"),
                java.util.stream.Stream.of(
                                kind,
                                messages.say(key.state().text()),
                                key.multiRegion() ? messages.get("enable.key.multiRegion") : "",
                                rotation)
                        .filter(s -> !s.isEmpty())
                        .toList());
        return new KeyRow(key, name, facts, unusable(key, messages));
    }

    static String unusable(CustomerKey key, Messages messages) {
        return key.unusable()
                .map(why -> messages.say(Text.of(
                        "key.unusable." + why, key.arn().toString(), key.state().text())))
                .orElse("");
    }

    public boolean usable() {
        return unusable.isEmpty();
    }
}
