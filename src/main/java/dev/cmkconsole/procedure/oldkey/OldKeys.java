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
 * Whether a key that a project once used may be disabled. Pure: the answer follows from what was observed, and what
 * was not observed is never taken for absent. A key that is wrongly called needed costs a dollar a month; one that is
 * wrongly called safe costs the backups.
 */
public final class OldKeys {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern MULTI_REGION = Pattern.compile("mrk-[0-9a-f]{32}");

    private OldKeys() {}

    /**
     * Everything that decides.
     *
     * @param present the key that Atlas is told to use now, id or ARN; a known empty optional where encryption
     *     with an own key is off
     * @param clusters those deleted with retained backups included
     */
    public record Evidence(
            Instant at,
            Observed<Optional<String>> present,
            Observed<List<ClusterUse>> clusters,
            Observed<List<KeyBackup>> backups) {}

    /** What a key is still needed for. */
    public sealed interface Need {

        /** When it ends by itself; empty where nobody can say. */
        Optional<Instant> until();

        /** The project is told to use it. */
        record Present() implements Need {
            @Override
            public Optional<Instant> until() {
                return Optional.empty();
            }
        }

        /** The cluster is in a change, and may still have it. */
        record Deploying(String cluster) implements Need {
            @Override
            public Optional<Instant> until() {
                return Optional.empty();
            }
        }

        /** @param certain false where the key that the backup names cannot be compared with this one */
        public record Snapshot(String cluster, String snapshot, boolean certain, Optional<Instant> until)
                implements Need {}

        /** Restoring to a moment in the window reads what was encrypted with it. */
        record PointInTime(String cluster, Optional<Instant> until) implements Need {}
    }

    /** What was not read, without which nothing can be called safe. */
    public enum Unread {
        CONFIGURATION,
        CLUSTERS,
        BACKUPS
    }

    public sealed interface KeyNeedVerdict {

        /** @param safeFrom the day it becomes safe if nothing new happens; empty where that cannot be said */
        record Needed(List<Need> needs, Optional<Instant> safeFrom) implements KeyNeedVerdict {
            public Needed {
                needs = List.copyOf(needs);
            }
        }

        record Safe() implements KeyNeedVerdict {}

        record CannotTell(List<Unread> unread) implements KeyNeedVerdict {
            public CannotTell {
                unread = List.copyOf(unread);
            }
        }
    }

    /** What was read of a project, as evidence; without a survey nothing can be told. */
    public static Evidence evidence(ProjectSnapshot now) {
        Observed<Optional<String>> present = now.encryption()
                .value()
                .<Observed<Optional<String>>>map(e -> new Observed.Known<>(
                        e.awsKms().enabled() ? e.awsKms().customerMasterKeyId() : Optional.empty(), now.at()))
                .orElseGet(Observed::notRead);
        return new Evidence(
                now.at(),
                present,
                now.survey().value().map(KeySurvey::clusters).orElseGet(Observed::notRead),
                now.survey().value().map(KeySurvey::backups).orElseGet(Observed::notRead));
    }

    /** @param key id or ARN */
    public static KeyNeedVerdict judge(String key, Evidence evidence) {
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

    private static boolean complete(Evidence evidence) {
        return unread(evidence).isEmpty();
    }

    private static List<Unread> unread(Evidence evidence) {
        var unread = new ArrayList<Unread>();
        if (evidence.present().value().isEmpty()) {
            unread.add(Unread.CONFIGURATION);
        }
        if (evidence.clusters().value().isEmpty()) {
            unread.add(Unread.CLUSTERS);
        }
        if (evidence.backups().value().isEmpty()) {
            unread.add(Unread.BACKUPS);
        }
        return unread;
    }

    /** What is configured is named by its own id. */
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
     * How Atlas names a multi-Region key in a backup is not documented, and need not be its id: no name tells it from
     * another key, unless it is the name of a multi-Region key.
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
     * A backup that names no key was made without one, except that a multi-Region key may be one that Atlas does
     * not name.
     */
    private static Same unnamed(String id) {
        return UUID.matcher(id).matches() ? Same.NO : Same.PERHAPS;
    }

    private static String id(String key) {
        return key.substring(key.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /** Atlas has been seen to write multi-Region ids without their prefix. */
    private static String bare(String id) {
        return id.replace("mrk-", "").replace("-", "");
    }
}
