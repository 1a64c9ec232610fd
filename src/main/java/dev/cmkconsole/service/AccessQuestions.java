package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.facts.UsedElsewhere;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every reading for the checks, with the evidence that it waits for. */
final class AccessQuestions {
    /** The operation name that a problem gives to the reading for the checks. */
    static final String OPERATION = "check";

    private static final List<String> KEY_ACTIONS = AtlasPolicies.KEY_ACTIONS;
    private static final List<String> ROLE_WRITES =
            List.of("iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy");

    private static final int PROJECTS_AT_ONCE = 16;
    /** What shows whether Atlas itself has answered for the role. */
    private static final Evidence<?>[] ROLE_ANSWERED = {
        Evidence.ENCRYPTION, Evidence.RECORDS, Evidence.ALERTS, Evidence.REFUSAL, Evidence.CALLER, Evidence.ROLE
    };

    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Function<String, Optional<AtlasRefusal>> refusals;
    private final PastKeys past;
    private final Clock clock;

    AccessQuestions(
            AtlasGateway atlas,
            AwsGateway aws,
            Function<String, Optional<AtlasRefusal>> refusals,
            PastKeys past,
            Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.refusals = refusals;
        this.past = past;
        this.clock = clock;
    }

    List<AccessQuestion<?>> all() {
        var all = new ArrayList<AccessQuestion<?>>();
        all.addAll(ofAtlas());
        all.addAll(ofTheRole());
        all.addAll(ofTheKey());
        all.addAll(ofTheCaller());
        all.add(RegionalKeys.question(aws, clock));
        all.add(past.accessKey());
        return all;
    }

    private List<AccessQuestion<?>> ofAtlas() {
        return List.of(
                first(Evidence.PROJECT, id -> atlas.project(id)),
                first(Evidence.OWNER, id -> atlas.isProjectOwner(id)),
                first(Evidence.REFUSAL, refusals),
                first(Evidence.RECORDS, id -> atlas.accessRoles(id)),
                first(Evidence.ENCRYPTION, id -> atlas.encryptionAtRest(id)),
                first(Evidence.ALERTS, id -> atlas.openAlerts(id)),
                new AccessQuestion<>(
                        Evidence.KEY_ALERTS,
                        1,
                        _ -> Set.of(Evidence.ENCRYPTION),
                        facts -> facts.configuration().map(_ -> () -> atlas.alertConfigurations(facts.projectId()))),
                endpoints(),
                new AccessQuestion<>(
                        Evidence.SURVEY,
                        2,
                        _ -> PastKeys.AFTER,
                        facts -> facts.known(Evidence.PROJECT).map(_ -> () -> past.needs(facts))),
                new AccessQuestion<>(
                        Evidence.SNAPSHOTS,
                        0,
                        _ -> Set.of(Evidence.SURVEY),
                        facts -> facts.known(Evidence.SURVEY)
                                .filter(s -> !(s.backups() instanceof Observed.NotRead<List<KeyBackup>>))
                                .map(s -> () -> snapshots(s.backups()))),
                new AccessQuestion<>(
                        Evidence.SPARE_KEYS,
                        2,
                        _ -> Set.of(Evidence.ENCRYPTION),
                        facts -> facts.known(Evidence.ENCRYPTION)
                                .map(EncryptionAtRest::awsKms)
                                .filter(AwsKms::enabled)
                                .flatMap(AwsKms::region)
                                .map(region -> () -> aws.spareKeys(facts.projectId(), region))),
                new AccessQuestion<>(
                        Evidence.OLD_KEYS,
                        1,
                        this::naming,
                        facts -> facts.roleArn().isPresent()
                                        && facts.known(Evidence.SURVEY).isPresent()
                                ? Optional.of(() -> oldKeys(facts))
                                : Optional.empty()));
    }

    private AccessQuestion<?> endpoints() {
        return new AccessQuestion<>(
                Evidence.ENDPOINTS,
                1,
                _ -> Set.of(Evidence.ENCRYPTION),
                facts -> facts.configuration()
                        .filter(AwsKms::requirePrivateNetworking)
                        .map(_ -> () -> atlas.kmsEndpoints(facts.projectId())));
    }

    private List<AccessQuestion<?>> ofTheRole() {
        return List.of(
                new AccessQuestion<>(
                        Evidence.ROLE,
                        2,
                        AccessQuestions::role,
                        facts -> facts.roleArn().map(arn -> () -> aws.role(arn.name()))),
                new AccessQuestion<>(
                        Evidence.USED_ELSEWHERE,
                        4,
                        facts -> both(facts, ROLE_ANSWERED),
                        facts -> UsedElsewhere.mayAnswer(facts)
                                ? Optional.of(() -> usedElsewhere(facts))
                                : Optional.empty()),
                first(Evidence.CLUSTERS, this::clusters),
                first(Evidence.NODES, id -> atlas.clusterAddresses(id)),
                first(Evidence.CONTROL_PLANE, _ -> atlas.atlasAddresses()),
                new AccessQuestion<>(
                        Evidence.ROLE_USE,
                        2,
                        facts -> both(facts, ROLE_ANSWERED),
                        facts -> facts.role()
                                .filter(_ -> !facts.provedByAtlas())
                                .filter(_ -> facts.record()
                                        .flatMap(AccessRole::authorized)
                                        .isPresent())
                                .map(role -> () -> aws.roleLastUse(role.arn().name()))),
                new AccessQuestion<>(
                        Evidence.MANAGED,
                        3,
                        AccessQuestions::role,
                        facts -> facts.roleArn().map(arn -> () -> aws.managedPolicies(arn.name()))),
                new AccessQuestion<>(
                        Evidence.SIMULATION,
                        1,
                        facts -> both(facts),
                        facts -> facts.roleArn()
                                .flatMap(role -> facts.keyArn()
                                        .map(key -> () -> aws.simulate(Simulation.forKey(
                                                role.toString(), KEY_ACTIONS, key.toString(), key))))),
                new AccessQuestion<>(
                        Evidence.GRANTS,
                        1,
                        facts -> both(facts),
                        facts -> facts.roleArn().flatMap(_ -> facts.keyArn().map(key -> () -> aws.grants(key)))));
    }

    private List<AccessQuestion<?>> ofTheKey() {
        return List.of(
                new AccessQuestion<>(
                        Evidence.KEY,
                        2,
                        AccessQuestions::reference,
                        facts -> facts.keyReference()
                                .flatMap(reference ->
                                        region(facts, reference).map(region -> () -> aws.key(reference, region)))),
                ofKey(Evidence.KEY_POLICY, key -> aws.keyPolicy(key)),
                ofKey(Evidence.KEY_TAGS, key -> aws.keyTags(key)),
                ofKey(Evidence.MATERIAL, key -> aws.materialExpiry(key)),
                ofKey(Evidence.LAST_USE, key -> aws.lastUse(key)),
                ofKey(Evidence.DRY_RUN, key -> {
                    aws.tryEncrypt(key);
                    return true;
                }));
    }

    private List<AccessQuestion<?>> ofTheCaller() {
        return List.of(
                new AccessQuestion<>(Evidence.CALLER, 1, _ -> Set.of(), _ -> Optional.of(aws::caller)),
                new AccessQuestion<>(
                        Evidence.OWN_ROLE,
                        2,
                        _ -> Set.of(Evidence.CALLER),
                        facts -> facts.caller()
                                .flatMap(AccessQuestions::sessionRole)
                                .map(name -> () -> aws.role(name).map(IamRole::arn))),
                new AccessQuestion<>(
                        Evidence.OPERATOR,
                        1,
                        facts -> both(facts, Evidence.CALLER, Evidence.OWN_ROLE),
                        facts -> source(facts).map(source -> () -> operator(facts, source))),
                new AccessQuestion<>(
                        Evidence.OLD_ACCESS_KEY,
                        1,
                        _ -> Set.of(),
                        facts -> facts.focus().oldAccessKey().map(old -> () -> aws.accessKeyLastUse(old.id()))));
    }

    private static <T> AccessQuestion<T> first(Evidence<T> part, Function<String, T> call) {
        return new AccessQuestion<>(part, 1, _ -> Set.of(), facts -> Optional.of(() -> call.apply(facts.projectId())));
    }

    private static <T> AccessQuestion<T> ofKey(Evidence<T> part, Function<KeyArn, T> call) {
        return new AccessQuestion<>(
                part, 1, AccessQuestions::key, facts -> facts.keyArn().map(key -> () -> call.apply(key)));
    }

    /** The evidence that must be settled before the role's name is known, if anything names a role. */
    private static Set<Evidence<?>> role(AccessFacts facts) {
        return facts.focus().role().isPresent() ? Set.of() : Set.of(Evidence.ENCRYPTION, Evidence.RECORDS);
    }

    private static Set<Evidence<?>> reference(AccessFacts facts) {
        return facts.focus().key().isPresent() ? Set.of() : Set.of(Evidence.ENCRYPTION);
    }

    /** A key that is not named by its ARN must be described first. */
    private static Set<Evidence<?>> key(AccessFacts facts) {
        var needed = new HashSet<>(reference(facts));
        if (facts.keyReference().filter(r -> !(r instanceof KeyReference.ByArn)).isPresent()) {
            needed.add(Evidence.KEY);
        }
        return needed;
    }

    private static Set<Evidence<?>> both(AccessFacts facts, Evidence<?>... more) {
        var needed = new HashSet<>(role(facts));
        needed.addAll(key(facts));
        needed.addAll(List.of(more));
        return needed;
    }

    private Optional<AwsRegion> region(AccessFacts facts, KeyReference reference) {
        return switch (reference) {
            case KeyReference.ByArn(var arn) -> Optional.of(arn.region());
            case KeyReference.ByAliasArn alias -> Optional.of(alias.region());
            case KeyReference.ById _, KeyReference.ByAlias _ ->
                facts.statedRegion().or(aws::defaultRegion);
        };
    }

    /** A project that cannot be read answers nothing. */
    private Optional<UsedElsewhere> usedElsewhere(AccessFacts facts) {
        try (var questions = new Questions(OPERATION, PROJECTS_AT_ONCE, clock)) {
            var asked = atlas.projects().stream()
                    .filter(p -> !p.id().equals(facts.projectId()))
                    .map(p -> questions.observe(() -> usedIn(p, facts)))
                    .toList();
            return Questions.all(asked).stream()
                    .flatMap(answer -> answer.value().stream())
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private Optional<UsedElsewhere> usedIn(Project other, AccessFacts facts) {
        var records = atlas.accessRoles(other.id());
        return records.stream().noneMatch(r -> UsedElsewhere.sameRole(r, facts))
                ? Optional.empty()
                : UsedElsewhere.in(
                        other,
                        atlas.encryptionAtRest(other.id()).awsKms(),
                        records,
                        atlas.openAlerts(other.id()),
                        facts);
    }

    private List<Cluster> clusters(String projectId) {
        try (var questions = questions()) {
            var flex = questions.ask(() -> atlas.flexClusters(projectId));
            var all = new ArrayList<>(atlas.clusters(projectId));
            var names = all.stream().map(Cluster::name).collect(Collectors.toSet());
            flex.get().stream().filter(c -> !names.contains(c.name())).forEach(all::add);
            return all;
        }
    }

    private static List<SnapshotKey> snapshots(Observed<List<KeyBackup>> backups) {
        backups.problem().ifPresent(problem -> {
            throw new ServiceException(problem);
        });
        return backups.value().orElse(List.of()).stream()
                .flatMap(b -> b.masterKey().map(key -> new SnapshotKey(b.cluster(), b.snapshot(), key)).stream())
                .toList();
    }

    /** What names keys; attached policies are waited for only where the role has some of the customer. */
    private Set<Evidence<?>> naming(AccessFacts facts) {
        boolean managed = facts.known(Evidence.ROLE)
                .flatMap(role -> role)
                .filter(KeyNames::hasManaged)
                .isPresent();
        var needed = both(facts, Evidence.SURVEY, Evidence.ROLE, Evidence.KEY, Evidence.SPARE_KEYS);
        return managed ? EvidenceSets.plus(needed, Evidence.MANAGED) : needed;
    }

    private List<OldKey> oldKeys(AccessFacts facts) {
        var role = facts.roleArn().orElseThrow();
        String present =
                facts.keyArn().map(KeyArn::keyId).map(OldKey::comparable).orElse("");
        try (var questions = questions()) {
            var asked = past.named(facts).stream()
                    .filter(key -> !OldKey.comparable(key.id()).equals(present))
                    .map(key -> oldKey(questions, facts, key, role))
                    .toList();
            return asked.stream().map(Supplier::get).toList();
        }
    }

    /** Asks about one old key. The returned supplier waits for the answers. */
    private Supplier<OldKey> oldKey(Questions questions, AccessFacts facts, UsedKey used, RoleArn role) {
        var name = used.name();
        var named = used.arn().or(() -> inPolicies(facts, name));
        var arn = named.or(() -> OldKey.presumed(facts, role, name));
        var key = arn.map(a -> questions.observe(() -> aws.key(new KeyReference.ByArn(a), a.region())));
        var lastUse = arn.map(a -> questions.observe(() -> aws.lastUse(a)));
        var material = arn.map(a -> questions.observe(() -> aws.materialExpiry(a)));
        var policy = arn.map(a -> questions.observe(() -> aws.keyPolicy(a)));
        var simulation = arn.map(a -> questions.observe(
                () -> aws.simulate(Simulation.forKey(role.toString(), KEY_ACTIONS, a.toString(), a))));
        return () -> new OldKey(
                name,
                used.seen(),
                arn,
                named.isEmpty(),
                new OldKey.KmsSide(
                        Questions.orNotRead(key),
                        Questions.orNotRead(lastUse),
                        Questions.orNotRead(material),
                        Questions.orNotRead(policy)),
                Questions.orNotRead(simulation));
    }

    /** The key of that id that a policy of the role names; a backup names neither account nor region. */
    private static Optional<KeyArn> inPolicies(AccessFacts facts, String name) {
        return KeyNames.inPolicies(PastKeys.policies(facts)).stream()
                .flatMap(text -> KeyArn.parse(text).stream())
                .filter(arn -> OldKey.comparable(arn.keyId()).equals(OldKey.comparable(name)))
                .findFirst();
    }

    private List<Simulation.SimulatedAction> operator(AccessFacts facts, String source) {
        var key = facts.keyArn();
        var role = facts.roleArn();
        try (var questions = questions()) {
            var writes = key.map(k -> questions.ask(
                    () -> aws.simulate(Simulation.forKey(source, List.of("kms:PutKeyPolicy"), k.toString(), k))));
            var results =
                    new ArrayList<>(role.map(r -> aws.simulate(Simulation.overTls(source, ROLE_WRITES, r.toString())))
                            .orElse(List.of()));
            writes.ifPresent(asked -> results.addAll(asked.get()));
            return results;
        }
    }

    private Questions questions() {
        return new Questions(OPERATION, clock);
    }

    /** The ARN whose policies to simulate. The root user and federated users have no policies to simulate. */
    private static Optional<String> source(AccessFacts facts) {
        return facts.caller()
                .flatMap(caller -> sessionRole(caller).isPresent()
                        ? facts.known(Evidence.OWN_ROLE).flatMap(r -> r).map(RoleArn::toString)
                        : caller.arn().contains(":user/") ? Optional.of(caller.arn()) : Optional.empty());
    }

    private static Optional<String> sessionRole(AwsCaller caller) {
        var parts = caller.arn().split("/");
        return caller.arn().contains(":assumed-role/") && parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
    }
}
