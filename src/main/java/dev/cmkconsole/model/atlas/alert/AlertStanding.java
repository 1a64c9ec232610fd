package dev.cmkconsole.model.atlas.alert;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a project has one of the alerts. Lists, checks and plans ask here, so that they cannot disagree.
 *
 * @param configuration the one that counts: one that tells somebody before one without matchers, before one that is on
 * @param others those of the same alert that are on beside it. Atlas sends each of them
 */
public record AlertStanding(
        KeyAlert alert, Word word, Optional<AlertConfiguration> configuration, List<AlertConfiguration> others) {

    /**
     * SILENT: on, and nobody is told. LIMITED: on, and only where its matchers apply. LEFT_OFF: off, and that is right,
     * because KMS rotates the key by itself and Atlas does not see that.
     */
    public enum Word {
        ON,
        SILENT,
        LIMITED,
        OFF,
        LEFT_OFF,
        MISSING
    }

    public AlertStanding {
        others = List.copyOf(others);
    }

    /** @param rotatesByItself whether KMS is known to rotate the material of the project's key */
    public static List<AlertStanding> of(List<AlertConfiguration> configurations, boolean rotatesByItself) {
        return Stream.of(KeyAlert.values())
                .map(alert -> of(alert, configurations, rotatesByItself))
                .toList();
    }

    private static AlertStanding of(KeyAlert alert, List<AlertConfiguration> all, boolean rotatesByItself) {
        var same = all.stream().filter(c -> c.alert() == alert).toList();
        var found = same.stream()
                .max(Comparator.comparing(AlertConfiguration::tellsSomebody)
                        .thenComparing(c -> !c.limited())
                        .thenComparing(AlertConfiguration::enabled));
        return new AlertStanding(
                alert,
                found.map(c -> word(c, rotatesByItself)).orElse(Word.MISSING),
                found,
                same.stream()
                        .filter(AlertConfiguration::enabled)
                        .filter(c -> found.filter(c::equals).isEmpty())
                        .toList());
    }

    private static Word word(AlertConfiguration configuration, boolean rotatesByItself) {
        if (configuration.tellsSomebody()) {
            return Word.ON;
        }
        if (configuration.enabled()) {
            return configuration.reachesSomebody() ? Word.LIMITED : Word.SILENT;
        }
        return configuration.alert() == KeyAlert.NEEDS_ROTATION && rotatesByItself ? Word.LEFT_OFF : Word.OFF;
    }

    /** The one to change. One with matchers stays as it is, and another is created beside it. */
    public Optional<AlertConfiguration> changeable() {
        return configuration.filter(c -> !c.limited());
    }

    /** The others that are not limited: each has its own days and recipients. */
    public List<AlertConfiguration> twins() {
        return others.stream().filter(c -> !c.limited()).toList();
    }

    /** Whether the project lacks the alert: nobody would learn of the condition. */
    public boolean lacking() {
        return word != Word.ON && word != Word.LEFT_OFF;
    }
}
