package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.text.Messages;
import java.util.stream.Collectors;

/** Whether Atlas can use the project's key, in the same words on every screen. */
public final class KeyWords {
    private KeyWords() {}

    /** One line with the time of reading. */
    public static String line(ProjectSnapshot now, Messages messages) {
        var key = now.state().key();
        return messages.get("fact.key." + key.use(), now.at(), reasons(key, messages));
    }

    /** The verdict as icon and word; the reasons are {@link #reasons}. */
    public static Badge badge(KeyStanding key, Messages messages) {
        String word = messages.get("keyUse." + key.use());
        return switch (key.use()) {
            case USABLE -> new Badge(Tone.OK, "fth-check-circle", word);
            case IN_DOUBT -> new Badge(Tone.CAUTION, "fth-alert-triangle", word);
            case UNUSABLE -> new Badge(Tone.DANGER, "fth-alert-octagon", word);
            case NOT_CONFIGURED -> new Badge(Tone.NEUTRAL, "fth-circle", word);
        };
    }

    /** The evidence for anything but a usable key; empty for that. */
    public static String reasons(KeyStanding key, Messages messages) {
        return key.reasons().stream().map(messages::say).collect(Collectors.joining(" "));
    }
}
