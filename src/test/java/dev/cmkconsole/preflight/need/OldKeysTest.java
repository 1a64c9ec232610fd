package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.Named;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import dev.cmkconsole.procedure.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/**
 * No key is called safe while something needs it. Random project histories are the evidence: they know every key, the
 * judge does not.
 */
class OldKeysTest {
    private static final String K1 = "11111111-12ab-34cd-56ef-1234567890ab";
    private static final String K2 = "22222222-12ab-34cd-56ef-1234567890ab";
    private static final String MRK = "mrk-33333333333333333333333333333333";
    private static final List<String> KEYS = List.of(K1, K2, MRK);
    private static final Instant NOW = Situation.NOW;

    private static final KeyDeployment DEPLOYED = KeyDeployment.of(DeploymentKind.DEPLOYED);
    private static final KeyDeployment CHANGING = KeyDeployment.of(DeploymentKind.CHANGING);
    private static final OtherNeeds NOTHING_ELSE =
            new OtherNeeds(Situation.known(List.of()), Situation.known(Optional.empty()), Situation.known(List.of()));

    /** The actual state: which key encrypted what. */
    private static final class History {
        private static final class Held {
            private String key;
            private Instant deployedAt;
            private boolean deleted;
            private boolean pit;
            private Duration window = Duration.ofDays(2);
            /** Keys that encrypted the oplog, with the last moment of each. */
            private final Map<String, Instant> oplog = new TreeMap<>();
        }

        private record Taken(String cluster, String id, Optional<String> key, Instant expires) {}

        private final Random random;
        private final Map<String, Held> clusters = new TreeMap<>();
        private final List<Taken> snapshots = new ArrayList<>();
        private String configured = K1;
        private Instant changed;
        private Instant time = NOW;

        History(long seed) {
            random = new Random(seed);
            changed = time;
            for (var name : List.of("orders", "sharded", "paused").subList(0, 1 + random.nextInt(3))) {
                var held = new Held();
                held.key = random.nextInt(4) == 0 ? null : K1;
                held.deployedAt = time;
                held.pit = random.nextBoolean();
                clusters.put(name, held);
            }
            int events = random.nextInt(30);
            for (int i = 0; i < events; i++) {
                happen();
            }
        }

        private void happen() {
            time = time.plus(Duration.ofHours(random.nextInt(60)));
            clusters.forEach((_, c) -> {
                if (c.key != null && !c.deleted && !c.deployedAt.isAfter(time)) {
                    c.oplog.put(c.key, time);
                }
            });
            var names = List.copyOf(clusters.keySet());
            var some = clusters.get(names.get(random.nextInt(names.size())));
            settle();
            switch (random.nextInt(6)) {
                case 0 -> rotate(KEYS.get(random.nextInt(KEYS.size())));
                case 1, 2 ->
                    snapshots.add(new Taken(
                            names.get(0),
                            "s" + snapshots.size(),
                            Optional.ofNullable(some.key),
                            time.plus(Duration.ofDays(1 + random.nextInt(20)))));
                case 3 -> some.deleted |= random.nextInt(4) == 0;
                case 4 -> some.pit = !some.deleted && random.nextBoolean();
                default -> snapshots.removeIf(s -> !s.expires().isAfter(time));
            }
        }

        private void rotate(String key) {
            if (!key.equals(configured)) {
                configured = key;
                changed = time;
                clusters.values().stream()
                        .filter(c -> c.key != null && !c.deleted)
                        .forEach(c -> c.deployedAt = time.plus(Duration.ofHours(random.nextInt(100))));
            }
        }

        /** Clusters that finished deploying have the project's key. The others keep their previous key until then. */
        private void settle() {
            clusters.values().stream()
                    .filter(c -> c.key != null && !c.deleted && !c.deployedAt.isAfter(time))
                    .forEach(c -> {
                        c.oplog.put(c.key, c.key.equals(configured) ? time : c.deployedAt);
                        c.key = configured;
                    });
        }

        boolean needed(String key) {
            return key.equals(configured)
                    || clusters.values().stream().anyMatch(c -> key.equals(c.key) && !c.deleted)
                    || snapshots.stream()
                            .anyMatch(s -> s.key().filter(key::equals).isPresent())
                    || clusters.values().stream()
                            .anyMatch(c -> c.pit
                                    && c.oplog.containsKey(key)
                                    && c.oplog.get(key).plus(c.window).isAfter(time));
        }

        KeyNeedEvidence seen() {
            settle();
            return new KeyNeedEvidence(
                    time,
                    part(Optional.of(
                            random.nextBoolean()
                                    ? configured
                                    : "arn:aws:kms:us-east-1:111122223333:key/" + configured)),
                    part(clusters.entrySet().stream()
                            .map(e -> use(e.getKey(), e.getValue()))
                            .toList()),
                    part(snapshots.stream().map(this::backup).toList()),
                    NOTHING_ELSE,
                    part(List.of()));
        }

        private <T> Observed<T> part(T value) {
            return random.nextInt(12) == 0 ? Situation.failed("TIMEOUT") : Situation.known(value);
        }

        private ClusterUse use(String name, Held c) {
            boolean settled = c.deleted || !c.deployedAt.isAfter(time);
            var end = (c.deployedAt.isAfter(changed) ? c.deployedAt : changed).plus(c.window);
            return new ClusterUse(
                    name,
                    c.key != null,
                    settled ? DEPLOYED : CHANGING,
                    c.pit,
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of(end));
        }

        /** Atlas names a multi-Region key in undocumented ways. */
        private KeyBackup backup(Taken s) {
            var name = s.key()
                    .flatMap(k -> !k.startsWith("mrk-")
                            ? Optional.of(random.nextBoolean() ? k : k.toUpperCase(java.util.Locale.ROOT))
                            : switch (random.nextInt(4)) {
                                case 0 -> Optional.of(k);
                                case 1 -> Optional.of("33333333-3333-3333-3333-333333333333");
                                case 2 -> Optional.of("f0e1d2c3-0000-4000-8000-0123456789ab");
                                default -> Optional.<String>empty();
                            });
            return new KeyBackup(
                    s.cluster(),
                    s.id(),
                    name,
                    Optional.empty(),
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of(s.expires()));
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Property(tries = 6000)
    void neverSafeWhileSomethingNeedsIt(@ForAll("seeds") long seed) {
        var history = new History(seed);
        var evidence = history.seen();
        for (var key : KEYS) {
            var verdict = OldKeys.judge(key, evidence);
            if (history.needed(key)) {
                assertThat(verdict).as("%s in the history of %d", key, seed).isNotInstanceOf(KeyNeedVerdict.Safe.class);
            }
            if (verdict instanceof KeyNeedVerdict.Needed(var needs, var safeFrom)) {
                assertThat(needs).isNotEmpty();
                safeFrom.ifPresent(day -> assertThat(needs)
                        .allMatch(n -> n.until().filter(u -> !u.isAfter(day)).isPresent()));
            }
            Statistics.label(key.startsWith("mrk-") ? "multi-Region" : "single")
                    .collect(verdict.getClass().getSimpleName());
        }
        Statistics.label("single").coverage(c -> c.check("Safe").percentage(p -> p > 1));
    }

    private static KeyNeedEvidence evidence(Optional<String> present, List<ClusterUse> uses, List<KeyBackup> backups) {
        return new KeyNeedEvidence(
                NOW,
                Situation.known(present),
                Situation.known(uses),
                Situation.known(backups),
                NOTHING_ELSE,
                Situation.known(List.of()));
    }

    private static ClusterUse quiet(String name) {
        return new ClusterUse(name, true, DEPLOYED, false, Optional.empty());
    }

    @Test
    void theLastSnapshotSaysWhenItBecomesSafe() {
        var day = NOW.plus(Duration.ofDays(6));
        var verdict = OldKeys.judge(
                "arn:aws:kms:us-east-1:111122223333:key/" + K1,
                evidence(
                        Optional.of(K2),
                        List.of(quiet("orders")),
                        List.of(
                                new KeyBackup(
                                        "orders",
                                        "s1",
                                        Optional.of(K1.toUpperCase(java.util.Locale.ROOT)),
                                        Optional.empty(),
                                        Optional.of(NOW.plus(Duration.ofDays(2)))),
                                new KeyBackup("gone", "s2", Optional.of(K1), Optional.empty(), Optional.of(day)),
                                new KeyBackup(
                                        "orders",
                                        "s3",
                                        Optional.of(K2),
                                        Optional.empty(),
                                        Optional.of(day.plusSeconds(9))))));

        assertThat(verdict)
                .isEqualTo(new KeyNeedVerdict.Needed(
                        List.of(
                                new Need.Snapshot(
                                        "orders", "s1", Named.THIS_KEY, Optional.of(NOW.plus(Duration.ofDays(2)))),
                                new Need.Snapshot("gone", "s2", Named.THIS_KEY, Optional.of(day))),
                        Optional.of(day)));
        assertThat(OldKeys.judge(K1, evidence(Optional.of(K2), List.of(quiet("orders")), List.of())))
                .isEqualTo(new KeyNeedVerdict.Safe());
    }

    @Test
    void whatCannotBeComparedCountsAsNeeded() {
        for (var name : List.of(Optional.of("f0e1d2c3-0000-4000-8000-0123456789ab"), Optional.<String>empty())) {
            assertThat(OldKeys.judge(
                            MRK,
                            evidence(
                                    Optional.of(K2),
                                    List.of(),
                                    List.of(new KeyBackup("a", "s", name, Optional.empty(), Optional.empty())))))
                    .isEqualTo(new KeyNeedVerdict.Needed(
                            List.of(new Need.Snapshot(
                                    "a",
                                    "s",
                                    name.isPresent() ? Named.NOT_COMPARABLE : Named.NO_KEY,
                                    Optional.empty())),
                            Optional.empty()));
        }
        assertThat(OldKeys.judge(
                        K1,
                        evidence(
                                Optional.of(K2),
                                List.of(),
                                List.of(new KeyBackup(
                                        "a", "s", Optional.of("what is this"), Optional.empty(), Optional.empty())))))
                .isInstanceOf(KeyNeedVerdict.Needed.class);
        assertThat(OldKeys.judge("alias/old", evidence(Optional.of(K2), List.of(), List.of())))
                .as("an alias may point anywhere")
                .isInstanceOf(KeyNeedVerdict.Needed.class);
    }

    @Test
    void aDeploymentAndAWindowWithoutAnEndKeepEveryKey() {
        assertThat(OldKeys.judge(
                        K1,
                        evidence(
                                Optional.of(K2),
                                List.of(new ClusterUse("a", true, CHANGING, false, Optional.empty())),
                                List.of())))
                .isEqualTo(new KeyNeedVerdict.Needed(List.of(new Need.Deploying("a", CHANGING)), Optional.empty()));
        assertThat(OldKeys.judge(
                        K1,
                        evidence(
                                Optional.of(K2),
                                List.of(new ClusterUse("a", true, DEPLOYED, true, Optional.empty())),
                                List.of())))
                .isEqualTo(new KeyNeedVerdict.Needed(
                        List.of(new Need.PointInTime("a", Optional.empty())), Optional.empty()));
        assertThat(OldKeys.judge(
                        K1,
                        evidence(
                                Optional.of(K2),
                                List.of(new ClusterUse("a", true, DEPLOYED, true, Optional.of(NOW))),
                                List.of())))
                .isEqualTo(new KeyNeedVerdict.Safe());
    }

    @Test
    void whatWasNotReadIsNotAbsent() {
        var unread = new KeyNeedEvidence(
                NOW,
                Situation.known(Optional.of(K2)),
                Situation.known(List.of()),
                Situation.failed("TIMEOUT"),
                NOTHING_ELSE,
                Situation.known(List.of()));
        assertThat(OldKeys.judge(K1, unread))
                .isEqualTo(new KeyNeedVerdict.CannotTell(List.of(OldKeys.UnreadEvidence.BACKUPS)));
    }
}
