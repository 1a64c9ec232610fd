package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurvey.Elsewhere;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
     * @param elsewhere the configuration of other projects
     */
    public record KeyNeedEvidence(
            Instant at,
            Observed<Optional<String>> present,
            Observed<List<ClusterUse>> clusters,
            Observed<List<KeyBackup>> backups,
            OtherNeeds others,
            Observed<List<Elsewhere>> elsewhere) {

        /** The evidence without other projects, where another step judges those. */
        public KeyNeedEvidence inThisProject() {
            return new KeyNeedEvidence(at, present, clusters, backups, others, new Observed.Known<>(List.of(), at));
        }
    }

    /**
     * What is known of a key's own past.
     *
     * @param used whether something shows that the project used it
     * @param created when KMS created it; no older backup can need it
     */
    public record KeyPast(boolean used, Optional<Instant> created) {
        /** Nothing is known, so that it may have been used at any time. */
        public static final KeyPast UNKNOWN = new KeyPast(true, Optional.empty());

        private static final Set<Seen> OF_USE = Set.of(Seen.CONFIGURED, Seen.BACKUP, Seen.JOURNAL, Seen.ONCE_READ);

        static KeyPast of(UsedKey key) {
            return new KeyPast(
                    key.seen().stream().anyMatch(OF_USE::contains),
                    key.kms().value().map(CustomerKey::created));
        }
    }

    /** What a key is still needed for. */
    public sealed interface Need {

        /** When the need ends by itself; empty when that is not known. */
        default Optional<Instant> until() {
            return Optional.empty();
        }

        /** The project is configured with the key. */
        record Present() implements Need {}

        /** Another project is configured with the key. */
        record OtherProject(String project) implements Need {}

        /** Nothing shows that the cluster took the project's present key, so it may still use this one. */
        record Deploying(String cluster, KeyDeployment deployment) implements Need {
            /** A snapshot that the cluster takes before the change reaches it is kept as long as the schedule says. */
            @Override
            public Optional<Instant> until() {
                return deployment.proofAt().flatMap(at -> deployment.kept().map(at::plus));
            }
        }

        /** The same for the cluster's search nodes, which no snapshot covers. */
        record SearchNodes(String cluster, KeyDeployment deployment) implements Need {
            @Override
            public Optional<Instant> until() {
                return deployment.proofAt();
            }
        }

        /** A restore that has not ended reads a snapshot, with whichever key encrypted it. */
        record Restoring(String cluster) implements Need {}

        record Snapshot(String cluster, String snapshot, Named named, Optional<Instant> until) implements Need {}

        /** A copy of a snapshot in another region, which may outlive the snapshot. Atlas lists no copies. */
        record Copies(String cluster, Optional<Instant> until) implements Need {}

        /** A restore to a point in time within the window reads what was encrypted with the key. */
        record PointInTime(String cluster, Optional<Instant> until) implements Need {}
    }

    /** How a backup names a key: as this one, in a form that cannot be compared, or not at all. */
    public enum Named {
        THIS_KEY,
        NOT_COMPARABLE,
        NO_KEY
    }

    /** Evidence that was not read; no key is called safe without it. */
    public enum UnreadEvidence {
        CONFIGURATION,
        CLUSTERS,
        BACKUPS,
        /** Whether the last change of key reached a cluster or its search nodes. */
        DEPLOYMENT,
        SEARCH_NODES,
        RESTORES,
        COMPLIANCE,
        OTHER_PROJECTS,
        /** A backup of an encrypted cluster names no key, and Atlas may not name keys of this form. */
        UNNAMED
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
        return evidence(now.at(), now.encryption(), now.survey());
    }

    public static KeyNeedEvidence evidence(
            Instant at, Observed<EncryptionAtRest> encryption, Observed<KeySurvey> surveyed) {
        Observed<Optional<String>> present = encryption
                .value()
                .<Observed<Optional<String>>>map(e -> new Observed.Known<>(
                        e.awsKms().enabled() ? e.awsKms().customerMasterKeyId() : Optional.empty(), at))
                .orElseGet(Observed::notRead);
        var survey = surveyed.value();
        return new KeyNeedEvidence(
                at,
                present,
                survey.map(KeySurvey::clusters).orElseGet(Observed::notRead),
                survey.map(KeySurvey::backups).orElseGet(Observed::notRead),
                survey.map(KeySurvey::others).orElse(OtherNeeds.NOT_READ),
                survey.map(KeySurvey::elsewhere).orElseGet(Observed::notRead));
    }

    public static KeyNeedVerdict judge(UsedKey key, KeyNeedEvidence evidence) {
        return judge(key.arn().map(Object::toString).orElse(key.name()), KeyPast.of(key), evidence);
    }

    /** @param key the key's id or ARN, of which nothing else is known */
    public static KeyNeedVerdict judge(String key, KeyNeedEvidence evidence) {
        return judge(key, KeyPast.UNKNOWN, evidence);
    }

    public static KeyNeedVerdict judge(String key, KeyPast past, KeyNeedEvidence evidence) {
        String id = id(key);
        var needs = new ArrayList<Need>();
        if (evidence.present()
                .value()
                .flatMap(k -> k)
                .filter(k -> mayBe(id, id(k)))
                .isPresent()) {
            needs.add(new Need.Present());
        }
        evidence.elsewhere().value().orElse(List.of()).stream()
                .filter(other -> uses(other, id))
                .forEach(
                        other -> needs.add(new Need.OtherProject(other.project().name())));
        evidence.clusters()
                .value()
                .orElse(List.of())
                .forEach(use -> cluster(use, evidence.at()).ifPresent(needs::add));
        if (past.used()) {
            evidence.clusters().value().orElse(List.of()).stream()
                    .flatMap(use -> copies(use, evidence.at()).stream())
                    .forEach(needs::add);
        }
        evidence.others().searchNodes().value().orElse(List.of()).stream()
                .filter(nodes -> undeployed(nodes.deployment()))
                .forEach(nodes -> needs.add(new Need.SearchNodes(nodes.cluster(), nodes.deployment())));
        evidence.others().restores().value().orElse(List.of()).stream()
                .filter(RestoreJob::running)
                .forEach(restore -> needs.add(new Need.Restoring(restore.cluster())));
        var backups = new BackupNames(id, past, evidence);
        needs.addAll(backups.needs());
        var unread = unread(evidence);
        if (backups.unnamed()) {
            unread.add(UnreadEvidence.UNNAMED);
        }
        if (!needs.isEmpty()) {
            return new KeyNeedVerdict.Needed(needs, unread.isEmpty() ? safeFrom(needs) : Optional.empty());
        }
        return unread.isEmpty() ? new KeyNeedVerdict.Safe() : new KeyNeedVerdict.CannotTell(unread);
    }

    private static boolean uses(Elsewhere other, String id) {
        return other.kms().value().filter(kms -> mayUse(kms, id)).isPresent();
    }

    /** Whether a project's configuration may name this key. A name that cannot be compared counts as a use. */
    public static boolean mayUse(AwsKms kms, KeyArn key) {
        return mayUse(kms, key.keyId());
    }

    private static boolean mayUse(AwsKms kms, String id) {
        return kms.enabled()
                && kms.customerMasterKeyId().filter(k -> mayBe(id, id(k))).isPresent();
    }

    private static boolean undeployed(KeyDeployment deployment) {
        return !deployment.deployed() && deployment.kind() != DeploymentKind.UNKNOWN;
    }

    private static Optional<Need> cluster(ClusterUse use, Instant now) {
        if (undeployed(use.deployment())) {
            return Optional.of(new Need.Deploying(use.cluster(), use.deployment()));
        }
        boolean inWindow = use.pointInTime()
                && use.restoreWindowEnds().filter(end -> !end.isAfter(now)).isEmpty();
        return inWindow ? Optional.of(new Need.PointInTime(use.cluster(), use.restoreWindowEnds())) : Optional.empty();
    }

    private static Optional<Need> copies(ClusterUse use, Instant now) {
        return use.copies()
                .filter(made -> made.end().filter(end -> !end.isAfter(now)).isEmpty())
                .map(made -> new Need.Copies(use.cluster(), made.end()));
    }

    private static Optional<Instant> safeFrom(List<Need> needs) {
        return needs.stream().allMatch(n -> n.until().isPresent())
                ? needs.stream().flatMap(n -> n.until().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The unread parts that may name a key. While there is one, no known key does not mean no key. */
    public static List<UnreadEvidence> unreadNames(KeyNeedEvidence evidence) {
        var unread = new ArrayList<UnreadEvidence>();
        unread(unread, evidence.present(), UnreadEvidence.CONFIGURATION);
        unread(unread, evidence.clusters(), UnreadEvidence.CLUSTERS);
        unread(unread, evidence.backups(), UnreadEvidence.BACKUPS);
        return unread;
    }

    private static List<UnreadEvidence> unread(KeyNeedEvidence evidence) {
        var unread = new ArrayList<>(unreadNames(evidence));
        unread(unread, evidence.others().searchNodes(), UnreadEvidence.SEARCH_NODES);
        unread(unread, evidence.others().restores(), UnreadEvidence.RESTORES);
        unread(unread, evidence.others().compliance(), UnreadEvidence.COMPLIANCE);
        if (evidence.elsewhere()
                .value()
                .filter(all -> all.stream().allMatch(o -> o.kms().value().isPresent()))
                .isEmpty()) {
            unread.add(UnreadEvidence.OTHER_PROJECTS);
        }
        var deployments = Stream.concat(
                evidence.clusters().value().orElse(List.of()).stream().map(ClusterUse::deployment),
                evidence.others().searchNodes().value().orElse(List.of()).stream()
                        .map(OtherNeeds.SearchNodes::deployment));
        if (deployments.anyMatch(d -> d.kind() == DeploymentKind.UNKNOWN)) {
            unread.add(UnreadEvidence.DEPLOYMENT);
        }
        return unread;
    }

    private static void unread(List<UnreadEvidence> unread, Observed<?> part, UnreadEvidence name) {
        if (part.value().isEmpty()) {
            unread.add(name);
        }
    }

    /** Whether the configured key may be this one; a configuration names a key by its own id. */
    private static boolean mayBe(String id, String configured) {
        return bare(id).equals(bare(configured)) || !keyId(id) || !keyId(configured);
    }

    static boolean single(String id) {
        return UUID.matcher(id).matches();
    }

    static boolean multiRegion(String id) {
        return MULTI_REGION.matcher(id).matches();
    }

    private static boolean keyId(String id) {
        return single(id) || multiRegion(id);
    }

    static String id(String key) {
        return key.substring(key.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /** Removes the prefix of multi-Region ids, because Atlas has been seen to leave it out. */
    static String bare(String id) {
        return id.replace("mrk-", "").replace("-", "");
    }
}
