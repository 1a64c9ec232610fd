package dev.cmkconsole.procedure.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterSoftware;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said of a cluster is true of its edition. MongoDB's documentation says: Core makes an initial sync of every
 * node, with elections and rebuilt search indexes; Infinite treats it as a rotation of the key, without a sync, and
 * restores such snapshots only within the project.
 */
class EditionsTest {
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, CORE",
                "-, CORE, CORE",
                "CORE, CORE, CORE",
                "-, INFINITE, INFINITE",
                "INFINITE, INFINITE, INFINITE",
                "INFINITE, CORE, UNKNOWN",
                "INFINITE, -, UNKNOWN",
                "CORE, INFINITE, UNKNOWN",
                "-, SOMETHING_NEW, UNKNOWN",
                "SOMETHING_NEW, SOMETHING_NEW, UNKNOWN",
            })
    void theEditionIsReadFromWhatTheClusterIs(String asked, String effective, DatabaseEdition expected) {
        assertThat(DatabaseEdition.of(Optional.ofNullable(asked), Optional.ofNullable(effective)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"CORE, true", "CORE, false", "INFINITE, true", "INFINITE, false", "UNKNOWN, true", "UNKNOWN, false"})
    void eachSentenceIsTrueOfTheEdition(DatabaseEdition edition, boolean on) {
        var words = explanation(edition, on);
        switch (edition) {
            case CORE ->
                assertThat(words)
                        .contains("rolling initial sync", "elections", "Search indexes are rebuilt")
                        .doesNotContain("only within this project");
            case INFINITE ->
                assertThat(words)
                        .contains("rotation of its key", "no initial sync", "the migration completes")
                        .contains("restored only within this project")
                        .doesNotContain("elections", "rebuilt", "rolling");
            case UNKNOWN ->
                assertThat(words)
                        .contains("edition", "unknown")
                        .doesNotContain("sync", "election", "rebuilt", "stays available,", "restored");
        }
    }

    private static String explanation(DatabaseEdition edition, boolean on) {
        var plain = Situation.idle("orders", on ? EncryptionProvider.NONE : EncryptionProvider.AWS);
        var shape = plain.shape();
        var cluster = new Cluster(
                plain.id(),
                plain.name(),
                plain.kind(),
                new ClusterShape(
                        shape.clusterType(),
                        shape.instanceSize(),
                        shape.clouds(),
                        shape.regions(),
                        shape.shards(),
                        shape.diskSizeGb(),
                        new ClusterSoftware("8.0", edition)),
                plain.status(),
                plain.backup(),
                plain.encryption());
        var now = new Situation().clusters(cluster).snapshot();
        var plan = new ClusterPlanner(new WaitSettings(Duration.ofMillis(1), 1, Duration.ofMillis(1)))
                .plan(now, new ClusterChoices(Map.of("orders", on), Optional.empty()));
        return MESSAGES.say(plan.step(ClusterPlanner.changeOf("orders", on))
                .orElseThrow()
                .rendering()
                .explanation());
    }
}
