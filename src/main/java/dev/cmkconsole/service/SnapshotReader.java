package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Reads one project into a snapshot. Everything that does not depend on something else is read at the same time, so
 * that the whole waits for at most two answers, one after the other: Atlas' part, and then the AWS objects that it
 * names.
 */
public final class SnapshotReader {
    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Clock clock;

    public SnapshotReader(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.clock = clock;
    }

    /**
     * Reads everything side by side. What AWS is asked depends on what Atlas has configured; {@code before} lets it
     * be asked at once, and asked again only where the configuration has changed since.
     *
     * @param before what was known of the project, however old: it decides what is asked early, never what is answered
     * @throws ServiceException only when the project itself cannot be read; any other part that fails says so in
     *     its place
     */
    public ProjectSnapshot read(String projectId, ReadScope focus, Optional<ProjectSnapshot> before) {
        Instant began = clock.instant();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var project = threads.submit(() -> atlas.project(projectId));
            var roles = later(threads, () -> atlas.accessRoles(projectId));
            var encryption = later(threads, () -> atlas.encryptionAtRest(projectId));
            var dedicated = later(threads, () -> atlas.clusters(projectId));
            var flex = later(threads, () -> atlas.flexClusters(projectId));
            var alerts = later(threads, () -> atlas.openAlerts(projectId));
            var reminder = focus.more().contains(ReadScope.More.REMINDER)
                    ? Optional.of(later(threads, () -> atlas.rotationReminder(projectId)))
                    : Optional.<Future<Observed<Optional<RotationReminder>>>>empty();
            var owner = later(threads, () -> atlas.isProjectOwner(projectId));
            var caller = later(threads, aws::caller);
            var guess = before.map(
                            known -> Focuses.filled(focus, Focuses.configured(known.encryption(), known.roles())))
                    .orElse(focus);
            var early = ask(threads, guess, caller);

            Project read = value(project);
            var seenRoles = value(roles);
            var seenEncryption = value(encryption);
            var inAws = early.adaptedTo(
                    Focuses.filled(focus, Focuses.configured(seenEncryption, seenRoles)),
                    wanted -> ask(threads, wanted, caller));
            var side = new AwsSide(
                    value(caller),
                    orNotRead(inAws.role()),
                    orNotRead(inAws.key()),
                    orNotRead(inAws.policy()),
                    orNotRead(inAws.rotations()));
            return new ProjectSnapshot(
                            read,
                            began,
                            value(owner),
                            seenRoles,
                            seenEncryption,
                            together(value(dedicated), value(flex)),
                            value(alerts),
                            side)
                    .withReminder(orNotRead(reminder));
        }
    }

    /** Asks each region for its replica of a multi-Region key; regions that have none are left out. */
    Map<AwsRegion, Observed<CustomerKey>> replicas(KeyArn key, List<AwsRegion> regions) {
        var asked = new TreeMap<AwsRegion, Future<Observed<CustomerKey>>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            regions.forEach(region -> asked.put(
                    region,
                    later(
                            threads,
                            () -> aws.key(
                                    new KeyReference.ByArn(
                                            new KeyArn(key.partition(), region, key.account(), key.keyId())),
                                    region))));
            var found = new TreeMap<AwsRegion, Observed<CustomerKey>>();
            asked.forEach((region, answer) -> found.put(region, value(answer)));
            found.values()
                    .removeIf(answer -> answer.problem()
                            .filter(p -> p.code().equals("NotFoundException"))
                            .isPresent());
            return found;
        }
    }

    /** Questions to AWS that are under way. */
    private record Asked(
            ReadScope focus,
            Optional<Future<Observed<Optional<IamRole>>>> role,
            Optional<Future<Observed<CustomerKey>>> key,
            Optional<Future<Observed<String>>> policy,
            Optional<Future<Observed<List<KeyRotation.Past>>>> rotations) {

        /** The same answers where the same was asked; what nobody wants any more is given up. */
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
                    wanted.more()));
            if (!sameRole) {
                role.ifPresent(unwanted -> unwanted.cancel(true));
            }
            if (!sameKey) {
                key.ifPresent(unwanted -> unwanted.cancel(true));
                policy.ifPresent(unwanted -> unwanted.cancel(true));
                rotations.ifPresent(unwanted -> unwanted.cancel(true));
            }
            return new Asked(
                    wanted,
                    sameRole ? role : fresh.role(),
                    sameKey ? key : fresh.key(),
                    sameKey ? policy : fresh.policy(),
                    sameKey ? rotations : fresh.rotations());
        }
    }

    private Asked ask(ExecutorService threads, ReadScope focus, Future<Observed<AwsCaller>> caller) {
        var key = focus.newKey()
                .map(wish -> later(threads, () -> aws.madeKey(wish)))
                .or(() -> focus.key()
                        .map(reference -> later(threads, () -> aws.key(reference, keyRegion(focus, reference)))));
        Callable<KeyArn> arn = () -> focus.key()
                .flatMap(reference -> arn(reference).or(() -> ownArn(reference, focus, caller)))
                .orElseGet(() -> described(key.orElseThrow()));
        return new Asked(
                focus,
                focus.roleName().map(name -> later(threads, () -> aws.role(name))),
                key,
                key.map(_ -> later(threads, () -> aws.keyPolicy(arn.call()))),
                key.filter(_ -> focus.more().contains(ReadScope.More.ROTATIONS))
                        .map(_ -> later(threads, () -> aws.rotations(arn.call()))));
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
     * A key policy can only be read from the key's own account, so a bare id is taken for a key of the caller's
     * without asking KMS first.
     */
    private Optional<KeyArn> ownArn(KeyReference reference, ReadScope focus, Future<Observed<AwsCaller>> caller) {
        return reference instanceof KeyReference.ById(var id)
                ? value(caller)
                        .value()
                        .map(c -> new KeyArn(c.partition(), keyRegion(focus, reference), c.account(), id))
                : Optional.empty();
    }

    /** A key policy is only found by id or ARN, so a key under another name must have been described. */
    private KeyArn described(Future<Observed<CustomerKey>> key) {
        var seen = value(key);
        return seen.value()
                .map(CustomerKey::arn)
                .orElseThrow(() -> new ServiceException(seen.problem().orElseThrow()));
    }

    private static Optional<KeyArn> arn(KeyReference reference) {
        return reference instanceof KeyReference.ByArn(var arn) ? Optional.of(arn) : Optional.empty();
    }

    private <T> Future<Observed<T>> later(ExecutorService threads, Callable<T> call) {
        return threads.submit(() -> observe(call));
    }

    private <T> Observed<T> observe(Callable<T> call) throws Exception {
        try {
            return new Observed.Known<>(call.call(), clock.instant());
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), clock.instant());
        }
    }

    private <T> Observed<T> orNotRead(Optional<Future<Observed<T>>> future) {
        return future.map(this::value).orElseGet(Observed::notRead);
    }

    /** One list of all clusters, known only when both kinds are: a list with a part missing would look complete. */
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

    private <T> T value(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(
                    new Problem.Local("observe", "INTERRUPTED", "Reading was stopped.", clock.instant()), e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case ServiceException service -> service;
                case RuntimeException runtime -> runtime;
                default -> new IllegalStateException(e.getCause());
            };
        }
    }
}
