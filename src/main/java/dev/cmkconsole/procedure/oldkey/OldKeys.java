package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.KeyBackup;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges whether something still needs a key that a project once used. What was not observed never counts as absent:
 * a key wrongly called needed costs a dollar a month, and a key wrongly called safe costs the backups.
 */
public final class OldKeys {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern MULTI_REGION = Pattern.compile("mrk-[0-9a-f]{32}");

    private OldKeys() {}

    /**
     * Everything that the verdict depends on.
     *
     * @param present the id or ARN of the key that the project uses; known and empty when the project uses no key
     * @param clusters the clusters, with deleted ones whose backups are retained
     */
    public record KeyNeedEvidence(
            Instant at,
            Observed<Optional<String>> present,
            Observed<List<ClusterUse>> clusters,
            Observed<List<KeyBackup>> backups) {}

    /** What a key is still needed for. */
    public sealed interface Need {

        /** When the need ends by itself; empty when that is not known. */
        Optional<Instant> until();

        /** The project is configured with the key. */
        record Present() implements Need {
            @Override
            public Optional<Instant> until() {
                return Optional.empty();
            }
        }

        /** The cluster is changing, so it may still use the key. */
        record Deploying(String cluster) implements Need {
            @Override
            public Optional<Instant> until() {
                return Optional.empty();
            }
        }

        /** @param certain false when the key that the backup names cannot be compared with this one */
        public record Snapshot(String cluster, String snapshot, boolean certain, Optional<Instant> until)
                implements Need {}

        /** A restore to a point in time within the window reads what was encrypted with the key. */
        record PointInTime(String cluster, Optional<Instant> until) implements Need {}
    }

    /** Evidence that was not read; no key is called safe without it. */
    public enum UnreadEvidence {
        CONFIGURATION,
        CLUSTERS,
        BACKUPS
    }

    public sealed interface KeyNeedVerdict {

        /** @param safeFrom the day from which the key is safe if nothing new happens; empty when that is not known */
        record Needed(List<Need> needs, Optional<Instant> safeFrom) implements KeyNeedVerdict {
            public Needed {
                needs = List.copyOf(needs);
            }
        }

        record Safe() implements KeyNeedVerdict {}

        record CannotTell(List<UnreadEvidence> unread) implements KeyNeedVerdict {
            public CannotTell {
                unread = List.copyOf(unread);
            }
        }
    }

    /** The evidence in a snapshot; without a survey there is none on clusters and backups. */
    public static KeyNeedEvidence evidence(ProjectSnapshot now) {
        Observed<Optional<String>> present = now.encryption()
                .value()
                .<Observed<Optional<String>>>map(e -> new Observed.Known<>(
                        e.awsKms().enabled() ? e.awsKms().customerMasterKeyId() : Optional.empty(), now.at()))
                .orElseGet(Observed::notRead);
        return new KeyNeedEvidence(
                now.at(),
                present,
                now.survey().value().map(KeySurvey::clusters).orElseGet(Observed::notRead),
                now.survey().value().map(KeySurvey::backups).orElseGet(Observed::notRead));
    }

    /** @param key the key's id or ARN */
    public static KeyNeedVerdict judge(String key, KeyNeedEvidence evidence) {
        String id = id(key);
        var needs = new ArrayList<Need>();
        if (evidence.present()
                .value()
                .flatMap(k -> k)
                .filter(k -> mayBe(id, id(k)))
                .isPresent()) {
            needs.add(new Need.Present());
        }
        evidence.clusters()
                .value()
                .orElse(List.of())
                .forEach(use -> cluster(use, evidence.at()).ifPresent(needs::add));
        for (var backup : evidence.backups().value().orElse(List.of())) {
            Same same = backup.masterKey().map(k -> compare(id, k)).orElse(unnamed(id));
            if (same != Same.NO) {
                needs.add(new Need.Snapshot(backup.cluster(), backup.snapshot(), same == Same.YES, backup.expires()));
            }
        }
        if (!needs.isEmpty()) {
            return new KeyNeedVerdict.Needed(needs, complete(evidence) ? safeFrom(needs) : Optional.empty());
        }
        return complete(evidence) ? new KeyNeedVerdict.Safe() : new KeyNeedVerdict.CannotTell(unread(evidence));
    }

    private static Optional<Need> cluster(ClusterUse use, Instant now) {
        if (!use.settled()) {
            return Optional.of(new Need.Deploying(use.cluster()));
        }
        boolean inWindow = use.pointInTime()
                && use.restoreWindowEnds().filter(end -> !end.isAfter(now)).isEmpty();
        return inWindow ? Optional.of(new Need.PointInTime(use.cluster(), use.restoreWindowEnds())) : Optional.empty();
    }

    private static Optional<Instant> safeFrom(List<Need> needs) {
        return needs.stream().allMatch(n -> n.until().isPresent())
                ? needs.stream().flatMap(n -> n.until().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static boolean complete(KeyNeedEvidence evidence) {
        return unread(evidence).isEmpty();
    }

    private static List<UnreadEvidence> unread(KeyNeedEvidence evidence) {
        var unread = new ArrayList<UnreadEvidence>();
        if (evidence.present().value().isEmpty()) {
            unread.add(UnreadEvidence.CONFIGURATION);
        }
        if (evidence.clusters().value().isEmpty()) {
            unread.add(UnreadEvidence.CLUSTERS);
        }
        if (evidence.backups().value().isEmpty()) {
            unread.add(UnreadEvidence.BACKUPS);
        }
        return unread;
    }

    /** Whether the configured key may be this one; a configuration names a key by its own id. */
    private static boolean mayBe(String id, String configured) {
        return bare(id).equals(bare(configured)) || !keyId(id) || !keyId(configured);
    }

    private static boolean keyId(String id) {
        return UUID.matcher(id).matches() || MULTI_REGION.matcher(id).matches();
    }

    private enum Same {
        YES,
        NO,
        PERHAPS
    }

    /**
     * Compares a key with the name of a key in a backup. It is not documented how Atlas names a multi-Region key
     * there, so only the name of another multi-Region key excludes it.
     */
    private static Same compare(String id, String named) {
        String name = id(named);
        if (bare(id).equals(bare(name))) {
            return Same.YES;
        }
        boolean comparable = UUID.matcher(id).matches() && keyId(name)
                || MULTI_REGION.matcher(id).matches()
                        && MULTI_REGION.matcher(name).matches();
        return comparable ? Same.NO : Same.PERHAPS;
    }

    /**
     * A backup that names no key was taken without one. A multi-Region key is the exception, because Atlas may not
     * name it.
     */
    private static Same unnamed(String id) {
        return UUID.matcher(id).matches() ? Same.NO : Same.PERHAPS;
    }

    private static String id(String key) {
        return key.substring(key.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /** Removes the prefix of multi-Region ids, because Atlas has been seen to leave it out. */
    private static String bare(String id) {
        return id.replace("mrk-", "").replace("-", "");
    }
}
