package dev.cmkconsole.model.atlas.alert;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a project has one of the alerts. Lists, checks and plans ask here, so that they cannot disagree.
 *
 * @param configuration the one that counts: one that tells somebody before one that is on, before one that is off
 */
public record AlertStanding(KeyAlert alert, Word word, Optional<AlertConfiguration> configuration) {

    /**
     * SILENT: on, and nobody is told. LEFT_OFF: off, and that is right, because KMS rotates the key by itself and Atlas
     * does not see that.
     */
    public enum Word {
        ON,
        SILENT,
        OFF,
        LEFT_OFF,
        MISSING
    }

    /** @param rotatesByItself whether KMS is known to rotate the material of the project's key */
    public static List<AlertStanding> of(List<AlertConfiguration> configurations, boolean rotatesByItself) {
        return Stream.of(KeyAlert.values())
                .map(alert -> of(alert, configurations, rotatesByItself))
                .toList();
    }

    private static AlertStanding of(KeyAlert alert, List<AlertConfiguration> all, boolean rotatesByItself) {
        var found = all.stream()
                .filter(c -> c.alert() == alert)
                .max(Comparator.comparing(AlertConfiguration::tellsSomebody)
                        .thenComparing(AlertConfiguration::enabled));
        return new AlertStanding(alert, found.map(c -> word(c, rotatesByItself)).orElse(Word.MISSING), found);
    }

    private static Word word(AlertConfiguration configuration, boolean rotatesByItself) {
        if (configuration.tellsSomebody()) {
            return Word.ON;
        }
        if (configuration.enabled()) {
            return Word.SILENT;
        }
        return configuration.alert() == KeyAlert.NEEDS_ROTATION && rotatesByItself ? Word.LEFT_OFF : Word.OFF;
    }

    /** Whether the project lacks the alert: nobody would learn of the condition. */
    public boolean lacking() {
        return word != Word.ON && word != Word.LEFT_OFF;
    }
}
