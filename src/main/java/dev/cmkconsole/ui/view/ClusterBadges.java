package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.text.Messages;

/** How an encrypted cluster is shown. It is only as well off as the key that encrypts it. */
public final class ClusterBadges {
    private ClusterBadges() {}

    public static Badge encrypted(KeyStanding key, Messages messages) {
        String word = messages.get("clusters.encrypted." + key.use());
        return switch (key.use()) {
            case USABLE -> new Badge(Tone.OK, "fth-lock", word);
            case IN_DOUBT, NOT_CONFIGURED -> new Badge(Tone.CAUTION, "fth-lock", word);
            case UNUSABLE -> new Badge(Tone.DANGER, "fth-alert-octagon", word);
        };
    }
}
