package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import java.util.Optional;

/** Postures as icon and word, the same on every screen. */
public final class Postures {
    private Postures() {}

    /** What a project is. A key that will be deleted comes first, with the date; empty where nothing is known. */
    public static Optional<Badge> badge(ProjectSnapshot now, Messages messages) {
        return now.state()
                .deletion()
                .map(d -> new Badge(Tone.DANGER, "fth-alert-octagon", messages.say(d.brief(now.at()))))
                .or(() -> now.posture().map(p -> badge(p, messages)));
    }

    private static Badge badge(Posture posture, Messages messages) {
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
