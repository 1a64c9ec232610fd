package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.KeyGuard;
import dev.cmkconsole.model.snapshot.KeyQuestion;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.protection.KeyGuardReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads one project into a snapshot. Independent parts are read in parallel, so at most two answers come one after
 * another: the Atlas part, then the AWS objects it names.
 */
public final class SnapshotReader {
    private static final String OPERATION = "observe";

    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Clock clock;

    public SnapshotReader(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.clock = clock;
    }

    /** When reading began. The first answer of a service may correct the clock meanwhile. */
    record Beginning(Instant at, long nanos) {
        private static final Duration JUMP = Duration.ofSeconds(20);

        static Beginning now(Clock clock) {
            return new Beginning(clock.instant(), System.nanoTime());
        }

        Instant by(Clock clock) {
            var now = clock.instant();
            var passed = Duration.ofNanos(System.nanoTime() - nanos);
            var jumped = Duration.between(at, now).minus(passed).abs().compareTo(JUMP) > 0;
            return jumped ? now.minus(passed) : at;
        }
    }

    /**
     * Reads all parts in parallel. The AWS questions depend on the Atlas configuration. {@code before} lets them start
     * immediately; they repeat only where the configuration has since changed.
     *
     * @param before earlier knowledge of the project, however old; it decides what is asked early, never the answers
     * @throws ServiceException only when the project itself cannot be read; any other part that fails states so in its
     *     place
     */
    public ProjectSnapshot read(String projectId, ReadScope focus, Optional<ProjectSnapshot> before) {
        var began = Beginning.now(clock);
        try (var questions = new Questions(OPERATION, clock)) {
            var project = questions.ask(() -> atlas.project(projectId));
            var roles = questions.observe(() -> atlas.accessRoles(projectId));
            var encryption = questions.observe(() -> atlas.encryptionAtRest(projectId));
            var dedicated = questions.observe(() -> atlas.clusters(projectId));
            var flex = questions.observe(() -> atlas.flexClusters(projectId));
            var alerts = questions.observe(() -> atlas.openAlerts(projectId));
            var reminder = focus.more().contains(ReadScope.More.REMINDER)
                    ? Optional.of(questions.observe(() -> atlas.rotationReminder(projectId)))
                    : Optional.<Questions.Answer<Observed<Optional<RotationReminder>>>>empty();
            var owner = questions.observe(() -> atlas.isProjectOwner(projectId));
            var caller = questions.observe(aws::caller);
            var guess = before.map(
                            known -> Focuses.filled(focus, Focuses.configured(known.encryption(), known.roles())))
                    .orElse(focus);
            var early = ask(questions, guess, caller);

            Project read = project.get();
            var seenRoles = roles.get();
            var seenEncryption = encryption.get();
            var inAws = early.adaptedTo(
                    Focuses.filled(focus, Focuses.configured(seenEncryption, seenRoles)),
                    wanted -> ask(questions, wanted, caller));
            var clusters = together(dedicated.get(), flex.get());
            var setup = setup(questions, new Seen(read, seenRoles, seenEncryption, clusters), focus);
            var side = new AwsSide(
                    caller.get(),
                    Questions.orNotRead(inAws.role()),
                    Questions.orNotRead(inAws.key()),
                    Questions.orNotRead(inAws.policy()),
                    Questions.orNotRead(inAws.rotations()),
                    Questions.orNotRead(inAws.materials()));
            var regional = new RegionalKeys(aws, questions).read(seenEncryption, clusters, side, focus);
            var guard = focus.more().contains(ReadScope.More.KEY_GUARD)
                    ? new KeyGuardReader(aws, clock)
                            .read(side.key(), side.keyPolicy(), focus.besides().roles())
                    : Observed.<KeyGuard>notRead();
            return new ProjectSnapshot(
                            read,
                            began.by(clock),
                            new AtlasSide(owner.get(), seenRoles, seenEncryption, clusters, alerts.get()).with(setup),
                            side.with(regional),
                            PlanAnswers.NONE.withGuard(guard))
                    .withReminder(Questions.orNotRead(reminder));
        }
    }

    /** What was read of Atlas so far. */
    private record Seen(
            Project project,
            Observed<List<AccessRole>> roles,
            Observed<EncryptionAtRest> encryption,
            Observed<List<Cluster>> clusters) {}

    private ProjectSetup setup(Questions questions, Seen seen, ReadScope focus) {
        var reader = new SetupReader(atlas, aws, questions, clock);
        var setup = reader.read(seen.project(), seen.encryption(), seen.clusters(), focus);
        if (!focus.more().contains(ReadScope.More.ROLE_USE)) {
            return setup;
        }
        var chosen = new HashSet<>(focus.besides().roles());
        focus.roleName().ifPresent(chosen::add);
        return setup.withRoles(reader.roles(seen.project(), seen.roles(), chosen));
    }

    /** Asks for one key in its own region, which may not answer. */
    Observed<CustomerKey> key(KeyQuestion question) {
        try (var questions = new Questions(OPERATION, clock)) {
            return questions
                    .observe(() -> aws.key(question.key(), question.region()))
                    .get();
        }
    }

    Observed<List<SpareKey>> spareKeys(String projectId, AwsRegion region) {
        try (var questions = new Questions(OPERATION, clock)) {
            return questions.observe(() -> aws.spareKeys(projectId, region)).get();
        }
    }

    /** Asks each Region for its replica of a multi-Region key. Regions without one are left out. */
    Map<AwsRegion, Observed<CustomerKey>> replicas(KeyArn key, List<AwsRegion> regions) {
        var asked = new TreeMap<AwsRegion, Questions.Answer<Observed<CustomerKey>>>();
        try (var questions = new Questions(OPERATION, clock)) {
            regions.forEach(region -> asked.put(
                    region, questions.observe(() -> aws.key(new KeyReference.ByArn(key.in(region)), region))));
            var found = new TreeMap<AwsRegion, Observed<CustomerKey>>();
            asked.forEach((region, answer) -> found.put(region, answer.get()));
            found.values()
                    .removeIf(answer -> answer.problem()
                            .filter(p -> p.code().equals(AwsErrorCode.NOT_FOUND))
                            .isPresent());
            return found;
        }
    }

    /** AWS questions in progress. */
    private record Asked(
            ReadScope focus,
            Optional<Questions.Answer<Observed<Optional<IamRole>>>> role,
            Optional<Questions.Answer<Observed<CustomerKey>>> key,
            Optional<Questions.Answer<Observed<String>>> policy,
            Optional<Questions.Answer<Observed<List<KeyRotation.Past>>>> rotations,
            Optional<Questions.Answer<Observed<List<KeyRotation.Material>>>> materials) {

        /** Keeps the questions that both scopes share, asks the others, and gives up those no longer needed. */
        Asked adaptedTo(ReadScope wanted, Function<ReadScope, Asked> ask) {
            boolean sameRole = wanted.roleName().equals(focus.roleName());
            boolean sameKey = wanted.key().equals(focus.key())
                    && wanted.keyRegion().equals(focus.keyRegion())
                    && wanted.newKey().equals(focus.newKey());
            var fresh = ask.apply(new ReadScope(
                    sameRole ? Optional.empty() : wanted.roleName(),
                    sameKey ? Optional.empty() : wanted.key(),
                    wanted.keyRegion(),
                    sameKey ? Optional.empty() : wanted.newKey(),
                    wanted.more(),
                    wanted.regions(),
                    wanted.besides()));
            if (!sameRole) {
                role.ifPresent(unwanted -> unwanted.giveUp());
            }
            if (!sameKey) {
                key.ifPresent(unwanted -> unwanted.giveUp());
                policy.ifPresent(unwanted -> unwanted.giveUp());
                rotations.ifPresent(unwanted -> unwanted.giveUp());
                materials.ifPresent(unwanted -> unwanted.giveUp());
            }
            return new Asked(
                    wanted,
                    sameRole ? role : fresh.role(),
                    sameKey ? key : fresh.key(),
                    sameKey ? policy : fresh.policy(),
                    sameKey ? rotations : fresh.rotations(),
                    sameKey ? materials : fresh.materials());
        }
    }

    private Asked ask(Questions questions, ReadScope focus, Questions.Answer<Observed<AwsCaller>> caller) {
        var key = focus.newKey()
                .map(wish -> questions.observe(() -> aws.madeKey(wish)))
                .or(() -> focus.key()
                        .map(reference -> questions.observe(() -> aws.key(reference, keyRegion(focus, reference)))));
        Supplier<KeyArn> arn = () -> focus.key()
                .flatMap(reference -> arn(reference).or(() -> ownArn(reference, focus, caller)))
                .orElseGet(() -> described(key.orElseThrow()));
        return new Asked(
                focus,
                focus.roleName().map(name -> questions.observe(() -> aws.role(name))),
                key,
                key.map(_ -> questions.observe(() -> aws.keyPolicy(arn.get()))),
                key.filter(_ -> focus.more().contains(ReadScope.More.ROTATIONS))
                        .map(_ -> questions.observe(() -> aws.rotations(arn.get()))),
                key.filter(_ -> focus.more().contains(ReadScope.More.ROTATIONS))
                        .map(_ -> questions.observe(() -> aws.materials(arn.get()))));
    }

    private static AwsRegion keyRegion(ReadScope focus, KeyReference reference) {
        return switch (reference) {
            case KeyReference.ByArn(var arn) -> arn.region();
            case KeyReference.ByAliasArn(var _, var region, var _, var _) -> region;
            case KeyReference.ById _, KeyReference.ByAlias _ ->
                focus.keyRegion().orElseThrow(() -> new IllegalArgumentException("a key without a region in focus"));
        };
    }

    /**
     * KMS returns a key policy only to the key's own account. A bare id therefore counts as a key of the caller's
     * account, without asking KMS first.
     */
    private static Optional<KeyArn> ownArn(
            KeyReference reference, ReadScope focus, Questions.Answer<Observed<AwsCaller>> caller) {
        return reference instanceof KeyReference.ById(var id)
                ? caller.get().value().map(c -> new KeyArn(c.partition(), keyRegion(focus, reference), c.account(), id))
                : Optional.empty();
    }

    /** KMS finds a key policy only by id or ARN, so a key under another name must have been described. */
    private static KeyArn described(Questions.Answer<Observed<CustomerKey>> key) {
        var seen = key.get();
        return seen.value()
                .map(CustomerKey::arn)
                .orElseThrow(() -> new ServiceException(seen.problem().orElseThrow()));
    }

    private static Optional<KeyArn> arn(KeyReference reference) {
        return reference instanceof KeyReference.ByArn(var arn) ? Optional.of(arn) : Optional.empty();
    }

    /**
     * One list of all clusters, known only when both kinds are known. A list with one kind missing would look complete.
     */
    private static Observed<List<Cluster>> together(Observed<List<Cluster>> dedicated, Observed<List<Cluster>> flex) {
        if (dedicated instanceof Observed.Known<List<Cluster>>(var some, var at)
                && flex instanceof Observed.Known<List<Cluster>>(var others, var _)) {
            var all = new ArrayList<>(some);
            for (var other : others) {
                if (all.stream().noneMatch(c -> c.name().equals(other.name()))) {
                    all.add(other);
                }
            }
            return new Observed.Known<>(List.copyOf(all), at);
        }
        return dedicated instanceof Observed.Known<?> ? flex : dedicated;
    }
}
