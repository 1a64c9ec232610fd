package dev.cmkconsole.procedure.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterSoftware;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Columns: the sentence, the edition, what it says, what it may not say; from MongoDB's pages on both editions. */
    @ParameterizedTest
    @CsvSource({
        "clusters.on.explain, CORE, initial sync|election|rebuilt|amount of data, Infinite|only within",
        "clusters.on.explain, INFINITE, no initial sync|stays available|stays needed|only within,"
                + " election|rebuilt|rolling",
        "clusters.on.explain, UNKNOWN, unknown, sync|election|rebuilt|only within|stays needed",
        "clusters.off.explain, CORE, initial sync|election|rebuilt|snapshots still need, Infinite|only within",
        "clusters.off.explain, INFINITE, no initial sync|stays available|stays needed|only within,"
                + " election|rebuilt|rolling",
        "clusters.off.explain, UNKNOWN, unknown|snapshots still need, sync|election|rebuilt|only within",
        "clusters.means.sync, CORE, initial sync|stays available|amount of data, Infinite|only within",
        "clusters.means.sync, INFINITE, without an initial sync|stays available|stays needed|only within,"
                + " election|every node",
        "clusters.means.sync, UNKNOWN, unknown, initial sync|election|rebuilt|only within",
    })
    void eachSentenceKeepsToItsEdition(String sentence, DatabaseEdition edition, String says, String never) {
        assertThat(MESSAGES.get(sentence + "." + edition, "orders"))
                .contains(says.split("\\|"))
                .doesNotContain(never.split("\\|"));
    }

    /** Only sentences of one edition speak of syncs and rebuilt indexes; the window says means.search of Core alone. */
    @Test
    void noOtherSentencePromisesWhatHoldsForOneEdition() throws IOException {
        var words = new Properties();
        try (var in = EditionsTest.class.getResourceAsStream("/dev/cmkconsole/messages.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        assertThat(words.stringPropertyNames())
                .filteredOn(key -> words.getProperty(key).matches("(?s).*(initial sync|ndexes are rebuilt).*"))
                .allMatch(key -> key.matches(
                        "clusters\\.((on\\.explain|off\\.explain|means\\.sync)\\.(CORE|INFINITE)|means\\.search)"));
    }

    /** MongoDB: encryption with the customer's key costs a percentage of the clusters, beside the charges of KMS. */
    @ParameterizedTest
    @ValueSource(
            strings = {"enable.save.explain", "clusters.on.reason", "clusters.create.reason", "clusters.means.charges"})
    void whatCostsExtraSaysSo(String sentence) {
        assertThat(MESSAGES.get(sentence, "key"))
                .contains("costs extra in Atlas")
                .containsPattern("KMS|AWS charges");
    }

    /** What is created without {@code databaseEdition} is Core, so the shape of an Infinite cluster limits nothing. */
    @Test
    void aClusterCreatedHereAsksForNoEdition() {
        var plan = new ClusterPlanner(new WaitSettings(Duration.ofMillis(1), 1, Duration.ofMillis(1)))
                .plan(
                        new Situation().snapshot(),
                        new ClusterChoices(
                                Map.of(), Optional.of(new NewCluster("fresh", "AWS", "US_EAST_1", "M200", true))));
        assertThat(plan.steps().toString()).contains("fresh").doesNotContain("databaseEdition");
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
