package dev.cmkconsole.store;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Project snapshots for tests: a plain one, and arbitrary ones. */
final class Snapshots {
    private static final Arbitrary<String> TEXT = Arbitraries.strings()
            .excludeChars('\0')
            .ofMaxLength(20)
            .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    private static final Arbitrary<Instant> TIME = Combinators.combine(
                    Arbitraries.longs().between(0, 4_000_000_000L),
                    Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond);
    private static final Arbitrary<AwsRegion> REGION = Arbitraries.of(
                    "us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1")
            .map(AwsRegion::new);
    private static final Arbitrary<KeyArn> KEY = Combinators.combine(
                    REGION,
                    Arbitraries.of("1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab"))
            .as((region, id) -> new KeyArn(region.partition(), region, "111122223333", id));

    private Snapshots() {}

    static ProjectSnapshot plain(String id, String name) {
        return new ProjectSnapshot(
                new Project(id, name, "org", 2, Instant.EPOCH),
                Instant.EPOCH,
                new AtlasSide(
                        Observed.notRead(),
                        Observed.notRead(),
                        Observed.notRead(),
                        Observed.notRead(),
                        Observed.notRead()),
                AwsSide.NOT_READ,
                PlanAnswers.NONE);
    }

    static Arbitrary<ProjectSnapshot> any() {
        var projects = Combinators.combine(
                        Arbitraries.strings().withChars("0123456789abcdef").ofLength(24),
                        TEXT,
                        TEXT,
                        Arbitraries.integers(),
                        TIME)
                .as(Project::new);
        return Combinators.combine(
                        projects,
                        TIME,
                        observed(Arbitraries.of(true, false)),
                        observed(role().list().ofMaxSize(3)),
                        observed(encryption()),
                        observed(cluster().list().ofMaxSize(3)),
                        observed(alert().list().ofMaxSize(2)),
                        aws())
                .as((project, at, owner, roles, encryption, clusters, alerts, aws) -> new ProjectSnapshot(
                        project, at, new AtlasSide(owner, roles, encryption, clusters, alerts), aws, PlanAnswers.NONE))
                .flatMap(snapshot -> observed(reminder().optional()).map(snapshot::withReminder));
    }

    static Arbitrary<Problem> problem() {
        var origin = Arbitraries.of(Problem.Origin.class);
        var status = Arbitraries.integers().between(100, 599);
        var id = TEXT.optional();
        var error = Combinators.combine(status, TEXT, TEXT, TEXT.list().ofMaxSize(3))
                .as(Problem.ServiceError::new);
        return Arbitraries.oneOf(
                Combinators.combine(origin, TEXT, error, id, TIME).as(Problem.Refused::new),
                Combinators.combine(origin, TEXT, TEXT, TEXT, id, TIME).as(Problem.NotSignedIn::new),
                Combinators.combine(
                                origin,
                                TEXT,
                                TEXT,
                                TEXT,
                                Arbitraries.longs().between(0, 1_000_000).map(Duration::ofMillis),
                                TIME)
                        .as(Problem.RateLimited::new),
                Combinators.combine(origin, TEXT, status, TEXT, TEXT, id, TIME).as(Problem.ServerFault::new),
                Combinators.combine(origin, TEXT, TEXT, Arbitraries.of(Problem.Effect.class), TIME)
                        .as(Problem.Unreachable::new),
                Combinators.combine(origin, TEXT, TEXT, TIME).as(Problem.TimedOut::new),
                Combinators.combine(origin, TEXT, TEXT, TIME).as(Problem.Unreadable::new),
                Combinators.combine(TEXT, TEXT, TEXT, TIME).as(Problem.Local::new));
    }

    private static <T> Arbitrary<Observed<T>> observed(Arbitrary<T> content) {
        Arbitrary<Observed<T>> known = Combinators.combine(content, TIME).as(Observed.Known::new);
        Arbitrary<Observed<T>> failed = Combinators.combine(problem(), TIME).as(Observed.Failed::new);
        return Arbitraries.oneOf(known, failed, Arbitraries.create(Observed.NotRead::new));
    }

    private static Arbitrary<AccessRole> role() {
        return Combinators.combine(
                        TEXT,
                        TEXT,
                        TEXT,
                        TEXT.optional(),
                        TIME,
                        TIME.optional(),
                        Combinators.combine(TEXT, TEXT.optional())
                                .as(AccessRole.FeatureUsage::new)
                                .list()
                                .ofMaxSize(2))
                .as(AccessRole::new);
    }

    private static Arbitrary<EncryptionAtRest> encryption() {
        var flag = Arbitraries.of(true, false);
        var kms = Combinators.combine(
                        flag, TEXT.optional(), TEXT.optional(), REGION.optional(), TEXT.optional(), flag, flag)
                .as(EncryptionAtRest.AwsKms::new);
        return Combinators.combine(
                        kms,
                        Arbitraries.of(EncryptionProvider.AZURE, EncryptionProvider.GCP)
                                .set()
                                .ofMaxSize(2),
                        flag)
                .as(EncryptionAtRest::new);
    }

    private static Arbitrary<Cluster> cluster() {
        var flag = Arbitraries.of(true, false);
        var front = Combinators.combine(
                        TEXT,
                        TEXT,
                        Arbitraries.of(Cluster.TierKind.class),
                        TEXT,
                        TEXT,
                        TEXT.list().ofMaxSize(2),
                        TEXT.list().ofMaxSize(2))
                .as(Front::new);
        return Combinators.combine(
                        front,
                        Arbitraries.integers(),
                        Arbitraries.doubles().between(0, 1e6),
                        TEXT,
                        flag,
                        flag,
                        Arbitraries.of(EncryptionProvider.class),
                        TEXT)
                .as((f, shards, disk, state, paused, backup, provider, version) -> new Cluster(
                        f.id,
                        f.name,
                        f.kind,
                        new ClusterShape(f.type, f.size, f.clouds, f.regions, shards, disk, version),
                        new ClusterStatus(state, paused),
                        new ClusterBackup(backup, !backup),
                        provider));
    }

    private record Front(
            String id,
            String name,
            Cluster.TierKind kind,
            String type,
            String size,
            java.util.List<String> clouds,
            java.util.List<String> regions) {}

    private static Arbitrary<Alert> alert() {
        return Combinators.combine(TEXT, TEXT, TEXT, TIME).as(Alert::new);
    }

    private static Arbitrary<RotationReminder> reminder() {
        return Combinators.combine(TEXT, Arbitraries.of(true, false), Arbitraries.integers(), TEXT)
                .as(RotationReminder::new);
    }

    private static Arbitrary<AwsSide> aws() {
        var caller = Combinators.combine(TEXT, TEXT, TEXT).as(AwsCaller::new);
        var map = Arbitraries.maps(TEXT, TEXT).ofMaxSize(2);
        var role = Combinators.combine(
                        Arbitraries.create(() -> RoleArn.of("arn:aws:iam::111122223333:role/team/atlas")),
                        TEXT,
                        map,
                        TEXT.list().ofMaxSize(2),
                        TEXT.optional(),
                        TIME,
                        map)
                .as(IamRole::new);
        var names = Combinators.combine(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
                .as((a, b, c, d, e, f) -> new String[] {a, b, c, d, e, f});
        var key = Combinators.combine(
                        KEY,
                        TEXT.list().ofMaxSize(2),
                        names,
                        Arbitraries.of(true, false),
                        TIME,
                        TIME.optional(),
                        TIME.optional(),
                        rotation().optional())
                .as((arn, aliases, n, multi, created, deletion, valid, rotation) -> new CustomerKey(
                        arn,
                        n[0],
                        aliases,
                        new KeyConfiguration(n[1], n[2], n[3], n[4], multi),
                        new KeyLifecycle(KeyState.of(n[5]), created, deletion, valid),
                        rotation,
                        multi
                                ? Optional.of(new Replicas(arn.region(), java.util.List.of(arn.region())))
                                : Optional.empty()));
        var past = Combinators.combine(TIME, Arbitraries.of(true, false)).as(KeyRotation.Past::new);
        Arbitrary<Optional<IamRole>> perhapsRole = role.optional();
        return Combinators.combine(
                        observed(caller),
                        observed(perhapsRole),
                        observed(key),
                        observed(TEXT),
                        observed(past.list().ofMaxSize(2)),
                        observed(Combinators.combine(TEXT, TEXT.optional())
                                .as(KeyRotation.Material::new)
                                .list()
                                .ofMaxSize(2)))
                .as(AwsSide::new)
                .flatMap(side -> Combinators.combine(KEY, observed(key), observed(TEXT))
                        .as(RegionalKey::new)
                        .list()
                        .ofMaxSize(2)
                        .map(all -> side.with(all.stream()
                                .collect(Collectors.toMap(r -> r.arn().region(), r -> r, (a, _) -> a)))));
    }

    private static Arbitrary<KeyRotation> rotation() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(90, 2560).optional(),
                        TIME.optional(),
                        TIME.optional())
                .as(KeyRotation::new);
    }
}
