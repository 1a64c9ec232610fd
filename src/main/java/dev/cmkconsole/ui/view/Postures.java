package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.text.Messages;

/** Postures as icon and word, the same on every screen. */
public final class Postures {
    private Postures() {}

    public static Badge badge(Posture posture, Messages messages) {
        String word = messages.get("posture." + posture.name());
        return switch (posture) {
            case ROLE_BASED -> new Badge(Tone.OK, "fth-shield", word);
            case ON_CREDENTIALS -> new Badge(Tone.CAUTION, "fth-key", word);
            case KEY_IN_DOUBT -> new Badge(Tone.CAUTION, "fth-alert-triangle", word);
            case KEY_INVALID -> new Badge(Tone.DANGER, "fth-alert-octagon", word);
            case NOT_SET_UP -> new Badge(Tone.NEUTRAL, "fth-circle", word);
            case OTHER_PROVIDER -> new Badge(Tone.INFO, "fth-cloud", word);
        };
    }
}
