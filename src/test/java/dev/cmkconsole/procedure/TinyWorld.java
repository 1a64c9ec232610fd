package dev.cmkconsole.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One project in an Atlas and an AWS that are small enough for a test: their state, the changes that IAM does not show
 * yet, and the faults of each operation.
 */
public final class TinyWorld {
    /** What passes in practice mode while the program waits for the answer to a change. */
    private static final Duration LONGEST_WAIT =
            AtlasSettings.standard("2025-03-12").timeouts().total().multipliedBy(60);

    /** How a change fails; AFTER means that it took effect all the same. */
    public enum Fault {
        RATE_LIMITED,
        SERVER_FAULT_BEFORE,
        SERVER_FAULT_AFTER,
        TIMEOUT_BEFORE,
        TIMEOUT_AFTER,
        DROPPED_BEFORE,
        DROPPED_AFTER,
        MALFORMED_AFTER,
        UNREACHABLE,
        NOT_SIGNED_IN,
        REFUSED,
        BUG_AFTER
    }

    /** A key that was created here, with its tags. */
    record Made(Map<String, String> token, CustomerKey key) {}

    private record Delayed<T>(T value, Instant visible) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    final MovingClock clock;
    final List<String> happenings;
    public final List<String> effects = new ArrayList<>();
    public final List<AccessRole> records = new ArrayList<>();
    public final Map<String, Cluster> clusters = new HashMap<>();
    public AwsKms configuration = AwsKms.OFF;
    CustomerKey key = Situation.customerKey(Situation.KEY);
    final List<Made> made = new ArrayList<>();
    final List<KeyRotation.Past> rotations = new ArrayList<>();
    Optional<RotationReminder> reminder = Optional.empty();
    public String keyPolicy = Situation.DELEGATING;
    boolean owner = true;
    public boolean awsReadable = true;
    public boolean projectReadable = true;
    public Duration iamReadLag = Duration.ZERO;
    public Duration iamUseLag = Duration.ZERO;
    Duration clusterChange = Duration.ofMinutes(5);
    public int saveValidAfterLooks;
    private final Map<String, List<Delayed<IamRole>>> roles = new HashMap<>();
    final Map<String, Instant> busyUntil = new HashMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();

    TinyWorld(MovingClock clock, List<String> happenings) {
        this.clock = clock;
        this.happenings = happenings;
    }

    public TinyWorld fault(String operation, Fault... some) {
        faults.computeIfAbsent(operation, _ -> new ArrayDeque<>()).addAll(List.of(some));
        return this;
    }

    public int sent(String operation) {
        return sent.getOrDefault(operation, 0);
    }

    public int sent() {
        return sent.values().stream().mapToInt(n -> n).sum();
    }

    public long effects(String operation) {
        return effects.stream().filter(operation::equals).count();
    }

    public void put(IamRole role) {
        roles.put(role.arn().name(), new ArrayList<>(List.of(new Delayed<>(role, Instant.EPOCH))));
    }

    void change(IamRole role) {
        roles.computeIfAbsent(role.arn().name(), _ -> new ArrayList<>()).add(new Delayed<>(role, clock.instant()));
    }

    /** The role as IAM shows it this long after its last change. */
    Optional<IamRole> seen(String name, Duration lag) {
        return roles.getOrDefault(name, List.of()).stream()
                .filter(d -> d.visible().equals(Instant.EPOCH)
                        || !d.visible().plus(lag).isAfter(clock.instant()))
                .reduce((_, later) -> later)
                .map(Delayed::value);
    }

    Optional<IamRole> role(String name) {
        return roles.getOrDefault(name, List.of()).stream()
                .reduce((_, later) -> later)
                .map(Delayed::value);
    }

    ProjectSnapshot observe(String projectId, ReadScope focus) {
        if (!projectReadable) {
            throw new ServiceException(
                    new Problem.Unreachable(Origin.ATLAS, "getGroup", "down", Problem.Effect.NONE, clock.instant()));
        }
        if (saveValidAfterLooks > 0 && configuration.enabled() && --saveValidAfterLooks == 0) {
            configuration = new AwsKms(
                    true,
                    configuration.roleId(),
                    configuration.customerMasterKeyId(),
                    configuration.region(),
                    Optional.empty(),
                    configuration.requirePrivateNetworking(),
                    true);
        }
        return new ProjectSnapshot(
                        Situation.PROJECT,
                        clock.instant(),
                        new AtlasSide(
                                known(owner),
                                known(List.copyOf(records)),
                                known(new EncryptionAtRest(configuration, Set.of(), false)),
                                known(allClusters()),
                                known(List.of())),
                        side(focus),
                        PlanAnswers.NONE)
                .withReminder(focus.more().contains(ReadScope.More.REMINDER) ? known(reminder) : Observed.notRead());
    }

    private AwsSide side(ReadScope focus) {
        if (!awsReadable) {
            return new AwsSide(unreadable(), unreadable(), unreadable(), unreadable());
        }
        // Where the choices name no role, the reader reads the configured one.
        var roleName = focus.roleName()
                .or(() -> records.stream()
                        .filter(r -> configuration
                                .roleId()
                                .filter(r.roleId()::equals)
                                .isPresent())
                        .flatMap(r -> r.iamRoleArn().stream())
                        .findFirst()
                        .map(arn -> RoleArn.of(arn).name()));
        Observed<CustomerKey> seenKey = focus.newKey()
                .map(wish -> madeKey(wish)
                        .map(this::known)
                        .orElseGet(() -> new Observed.Failed<>(
                                refusal(Origin.AWS, "kms:DescribeKey", "NotFoundException"), clock.instant())))
                .orElseGet(() -> focus.key().isPresent() || configuration.enabled() ? known(key) : Observed.notRead());
        return new AwsSide(
                known(Situation.CALLER),
                roleName.<Observed<Optional<IamRole>>>map(n -> known(seen(n, iamReadLag)))
                        .orElse(Observed.notRead()),
                seenKey,
                seenKey.value().isPresent() ? known(keyPolicy) : Observed.notRead(),
                focus.more().contains(ReadScope.More.ROTATIONS) ? known(List.copyOf(rotations)) : Observed.notRead(),
                Observed.notRead());
    }

    private List<Cluster> allClusters() {
        return clusters.values().stream()
                .map(c -> busyUntil.getOrDefault(c.name(), Instant.EPOCH).isAfter(clock.instant())
                        ? state(c, "UPDATING")
                        : c)
                .toList();
    }

    private <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, clock.instant());
    }

    private <T> Observed<T> unreadable() {
        return new Observed.Failed<>(refusal(Origin.AWS, "read", "AccessDenied"), clock.instant());
    }

    private Problem refusal(Origin origin, String operation, String code) {
        return new Problem.Refused(
                origin,
                operation,
                new Problem.ServiceError(400, code, code + " was said", List.of()),
                Optional.of("req-1"),
                clock.instant());
    }

    ServiceException refuse(Origin origin, String operation, String code) {
        return new ServiceException(refusal(origin, operation, code));
    }

    private Answer send(Origin origin, String operation, Supplier<String> effect) {
        sent.merge(operation, 1, Integer::sum);
        happenings.add("SEND " + operation);
        var queue = faults.getOrDefault(operation, new ArrayDeque<>());
        if (queue.isEmpty()) {
            return new Answer(200, done(operation, effect), Optional.of("req-2"));
        }
        Fault fault = queue.poll();
        if (fault.name().endsWith("_AFTER")) {
            done(operation, effect);
        }
        if (fault.name().startsWith("TIMEOUT")) {
            clock.pass(LONGEST_WAIT);
        }
        var at = clock.instant();
        throw switch (fault) {
            case BUG_AFTER -> new IllegalStateException("a fault of the gateway");
            case RATE_LIMITED ->
                new ServiceException(new Problem.RateLimited(
                        origin, operation, "RATE_LIMITED_TOKEN_BUCKET", "slow", Duration.ofSeconds(7), at));
            case SERVER_FAULT_BEFORE, SERVER_FAULT_AFTER ->
                new ServiceException(new Problem.ServerFault(
                        origin, operation, 500, "UNEXPECTED_ERROR", "oh", Optional.empty(), at));
            case TIMEOUT_BEFORE, TIMEOUT_AFTER ->
                new ServiceException(new Problem.TimedOut(origin, operation, "60 s", at));
            case DROPPED_BEFORE, DROPPED_AFTER ->
                new ServiceException(new Problem.Unreachable(origin, operation, "reset", Problem.Effect.UNKNOWN, at));
            case MALFORMED_AFTER -> new ServiceException(new Problem.Unreadable(origin, operation, "<html>", at));
            case UNREACHABLE ->
                new ServiceException(new Problem.Unreachable(origin, operation, "refused", Problem.Effect.NONE, at));
            case NOT_SIGNED_IN ->
                new ServiceException(
                        new Problem.NotSignedIn(origin, operation, "UNEXPECTED_ERROR", "401", Optional.empty(), at));
            case REFUSED -> refuse(origin, operation, "SOMETHING_ELSE");
        };
    }

    private String done(String operation, Supplier<String> effect) {
        String summary = effect.get();
        effects.add(operation);
        return summary;
    }

    private Optional<CustomerKey> madeKey(NewKey wish) {
        return made.stream()
                .filter(m -> m.token().equals(wish.token()))
                .map(Made::key)
                .findFirst();
    }

    private static Cluster state(Cluster c, String state) {
        return new Cluster(
                c.id(),
                c.name(),
                c.kind(),
                c.shape(),
                new ClusterStatus(state, c.paused()),
                c.backup(),
                c.encryption());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Accepts changes only, because a test observes the world directly. */
    AtlasGateway atlas() {
        return gateway(AtlasGateway.class, (method, argument) -> switch (method) {
            case "send" ->
                send(
                        Origin.ATLAS,
                        ((AtlasRequest) argument).operation(),
                        () -> new TinyAtlas(this).effect((AtlasRequest) argument));
            case "encryptionAtRest" -> new EncryptionAtRest(configuration, Set.of(), false);
            default -> throw new AssertionError(method + " is not asked by a run");
        });
    }

    /** Accepts changes, and the reads with which a run finds out whether an earlier change took effect. */
    AwsGateway aws() {
        return gateway(AwsGateway.class, (method, argument) -> switch (method) {
            case "send" ->
                send(
                        Origin.AWS,
                        ((AwsRequest) argument).operation(),
                        () -> new TinyAws(this).effect((AwsRequest) argument));
            case "role" -> readable(seen((String) argument, iamReadLag));
            case "keyPolicy" -> readable(keyPolicy);
            case "madeKey" ->
                readable(madeKey((NewKey) argument))
                        .orElseThrow(() -> refuse(Origin.AWS, "kms:DescribeKey", "NotFoundException"));
            case "key" ->
                readable(made.stream()
                        .map(Made::key)
                        .filter(k -> argument.toString().equals(k.arn().toString()))
                        .findFirst()
                        .orElse(key));
            case "rotations" -> readable(List.copyOf(rotations));
            default -> throw new AssertionError(method + " is not asked by a run");
        });
    }

    private <T> T readable(T value) {
        if (!awsReadable) {
            throw refuse(Origin.AWS, "read", "AccessDenied");
        }
        return value;
    }

    private static <T> T gateway(Class<T> port, BiFunction<String, Object, Object> answers) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (_, method, arguments) -> answers.apply(method.getName(), arguments == null ? null : arguments[0])));
    }
}
