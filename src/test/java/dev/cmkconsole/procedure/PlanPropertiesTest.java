package dev.cmkconsole.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.Texts;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Properties of every plan, for every observation and every choice. */
@Tag("long")
class PlanPropertiesTest {
    private static final String R1 = "6a793f88c0eb9e7a17716581";
    private static final String R2 = "6a793f88c0eb9e7a17716582";
    private static final RoleArn ELSEWHERE = new RoleArn("aws", "999988887777", "/", Situation.ROLE_NAME);
    private static final RoleArn OLD = new RoleArn("aws", Situation.ACCOUNT, "/x/", "old");
    private static final NewKey WISH = new NewKey(
            Situation.PROJECT.id(),
            "alias/atlas-made",
            "words",
            Map.of("CostCentre", "4711"),
            Situation.KEY.region(),
            Optional.of(180),
            true);
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z_]{3,}>|[\\u0080-\\u009f]");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(AKIA|ASIA)[A-Z0-9]{16}|mdb_sa_sk_|secretAccessKey\"|x-amz-security-token|BEGIN [A-Z ]*PRIVATE KEY");

    private final Messages messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private static <T> Arbitrary<Observed<T>> observed(Arbitrary<T> values) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, values.map(Situation::known)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of("AccessDenied", "TIMEOUT", "NotFoundException")
                                .map(Situation::<T>failed)),
                net.jqwik.api.Tuple.of(1, Arbitraries.create(Situation::<T>noCredentials)),
                net.jqwik.api.Tuple.of(1, Arbitraries.create(Observed::<T>notRead)));
    }

    @Provide
    Arbitrary<ProjectSnapshot> snapshots() {
        var aws = Combinators.combine(
                        observed(Arbitraries.of(
                                Situation.CALLER,
                                new AwsCaller("999988887777", "arn:aws:iam::999988887777:root", "x"))),
                        observed(roles().optional(0.7)),
                        observed(keys()),
                        observed(keyPolicies()))
                .as(Aws::new);
        return Combinators.combine(
                        observed(Arbitraries.of(true, false)),
                        records(),
                        configurations(),
                        clusters(),
                        aws,
                        Arbitraries.integers().between(0, 30),
                        observed(findings().list().uniqueElements(Finding::id).ofMaxSize(4)))
                .as((owner, records, configuration, clusters, side, unreadable, checks) -> {
                    var s = new Situation()
                            .owner(owner)
                            .records(records.toArray(AccessRole[]::new))
                            .configuration(configuration)
                            .clusters(clusters.toArray(Cluster[]::new))
                            .caller(side.caller)
                            .role(side.role)
                            .key(side.key)
                            .keyPolicy(side.keyPolicy)
                            .checks(checks);
                    return (switch (unreadable) {
                                case 0 -> s.rolesUnreadable();
                                case 1 -> s.encryptionUnreadable();
                                case 2 -> s.clustersUnreadable();
                                default -> s;
                            })
                            .snapshot();
                });
    }

    static Arbitrary<Finding> findings() {
        var acts = Arbitraries.of(
                "iam:CreateRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:PutRolePolicy",
                "kms:PutKeyPolicy",
                "create-access-role",
                "authorize-role",
                "connect-aws");
        var ids = Arbitraries.of(
                CheckId.WHO_AM_I,
                CheckId.PROJECT_OWNER,
                CheckId.OPERATOR_MAY_WRITE,
                CheckId.NO_LOCK_OUT,
                CheckId.ROLE_EXISTS,
                CheckId.TRUST_POLICY,
                CheckId.CONFUSED_DEPUTY,
                CheckId.IDENTITY_POLICIES,
                CheckId.PERMISSIONS_BOUNDARY,
                CheckId.KEY_POLICY,
                CheckId.HIDDEN_POLICIES,
                CheckId.KEY_STATE,
                CheckId.CLUSTER_TIER);
        return Combinators.combine(
                        ids, Arbitraries.of(Symptom.class), Arbitraries.of(CheckOutcome.class), acts.optional(0.5))
                .as((id, symptom, word, act) -> new Finding(
                        id,
                        word,
                        symptom,
                        Text.of("check." + id + ".question"),
                        Text.of("check.noCredentials"),
                        Optional.of(Text.of("check.noCredentials.fix")),
                        act.map(a -> new Finding.Remedy(
                                Optional.of(a),
                                Optional.of("aws iam get-role"),
                                Optional.of(new Finding.PolicyRevision("", "{}"))))));
    }

    private record Aws(
            Observed<AwsCaller> caller,
            Observed<Optional<IamRole>> role,
            Observed<CustomerKey> key,
            Observed<String> keyPolicy) {}

    private static Arbitrary<List<AccessRole>> records() {
        return Arbitraries.of(
                        Situation.inProgress(R1),
                        Situation.inProgress(R2),
                        Situation.authorized(R1, Situation.ROLE),
                        Situation.authorized(R2, OLD, "ATLAS_DATA_LAKE"),
                        Situation.authorized(R2, ELSEWHERE),
                        Situation.authorized(R1, OLD))
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<AwsKms> configurations() {
        return Arbitraries.of(
                AwsKms.OFF,
                AwsKms.OFF,
                Situation.using(R1, Situation.KEY, true),
                Situation.using(R1, Situation.KEY, false),
                Situation.using(R2, Situation.OTHER_KEY, true),
                new AwsKms(true, Optional.empty(), Optional.of("id"), Optional.empty(), Optional.of("AK"), true, true));
    }

    private static Arbitrary<List<Cluster>> clusters() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of(Cluster.TierKind.class),
                        Arbitraries.of("IDLE", "UPDATING", "WHATEVER"),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(EncryptionProvider.class))
                .as(Situation::cluster)
                .list()
                .ofMaxSize(3)
                .uniqueElements(Cluster::name);
    }

    private static Arbitrary<IamRole> roles() {
        var trusts = Arbitraries.of(
                Situation.trustOf(R1),
                Situation.trustOf(R2),
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                "nonsense",
                "",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}");
        return Combinators.combine(
                        Arbitraries.of(Situation.ROLE, Situation.ROLE, ELSEWHERE, OLD),
                        trusts,
                        Arbitraries.of(
                                Map.<String, String>of(),
                                Situation.access(Situation.KEY),
                                Situation.access(Situation.OTHER_KEY),
                                Map.of("x", "junk")))
                .as(Situation::iamRole);
    }

    private static Arbitrary<CustomerKey> keys() {
        return Combinators.combine(
                        Arbitraries.of(Situation.KEY, Situation.KEY, Situation.OTHER_KEY),
                        Arbitraries.of("CUSTOMER", "CUSTOMER", "AWS"),
                        Arbitraries.of("SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT", "RSA_2048"),
                        Arbitraries.of("ENCRYPT_DECRYPT", "ENCRYPT_DECRYPT", "SIGN_VERIFY"),
                        Arbitraries.of("Enabled", "Enabled", "Enabled", "Disabled", "PendingDeletion", "New"))
                .as(Situation::key);
    }

    private static Arbitrary<String> keyPolicies() {
        return Arbitraries.of(
                Situation.DELEGATING,
                "",
                "[]",
                "{\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}}");
    }

    @Provide
    Arbitrary<EnableChoices> choices() {
        var iam = Arbitraries.<RoleChoice.Iam>of(
                new RoleChoice.NewRole(Situation.ROLE_NAME),
                new RoleChoice.NewRole("old"),
                new RoleChoice.ExistingRole(Situation.ROLE),
                new RoleChoice.ExistingRole(ELSEWHERE));
        var role = Combinators.combine(
                        Arbitraries.of(R1, R2, "6a793f88c0eb9e7a17716599").optional(0.3),
                        iam,
                        Arbitraries.of(R1, R2).set().ofMaxSize(2))
                .as(RoleChoice::new);
        var steps = Arbitraries.of(
                        AccessSteps.SET_UP_ROLE,
                        AccessSteps.ALLOW_KEY,
                        AccessSteps.KEY_POLICY,
                        AccessSteps.OWNER,
                        AccessSteps.KEY)
                .set();
        return Combinators.combine(
                        role,
                        Arbitraries.of(
                                new KeyChoice.Existing(Situation.KEY),
                                new KeyChoice.Existing(Situation.OTHER_KEY),
                                new KeyChoice.Create(WISH)),
                        Arbitraries.of(Situation.ROLE, ELSEWHERE).optional(0.2),
                        Arbitraries.of(Actor.class),
                        Arbitraries.of(Actor.class),
                        steps,
                        steps)
                .as(EnableChoices::new);
    }

    @Provide
    Arbitrary<ClusterChoices> clusterChoices() {
        var fresh = Arbitraries.of("c", "new")
                .map(n -> new NewCluster(n, "AWS", "US_EAST_1", "M10", true))
                .optional(0.3);
        return Combinators.combine(Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.of(true, false)), fresh)
                .as((wanted, create) -> new ClusterChoices(new TreeMap<>(wanted), create));
    }

    @Property(tries = 2000)
    void everyEnablePlanIsSound(@ForAll("snapshots") ProjectSnapshot now, @ForAll("choices") EnableChoices want) {
        sound(new EnablePlanner(Bench.WAITS).plan(now, want));
        assertThat(new EnablePlanner(Bench.WAITS).plan(now, want))
                .as("the same again")
                .isEqualTo(new EnablePlanner(Bench.WAITS).plan(now, want));
    }

    @Property(tries = 500)
    void everyClusterPlanIsSound(
            @ForAll("snapshots") ProjectSnapshot now, @ForAll("clusterChoices") ClusterChoices want) {
        sound(new ClusterPlanner(Bench.WAITS).plan(now, want));
        assertThat(new ClusterPlanner(Bench.WAITS).plan(now, want))
                .isEqualTo(new ClusterPlanner(Bench.WAITS).plan(now, want));
    }

    /** A project of which nothing could be read for a configuration; the requests are carried out on that too. */
    private static final ProjectReading NOTHING_READ =
            new ProjectReading(Situation.PROJECT, Map.of(), Map.of(), Map.of(), Map.of(), Observed.notRead());

    private void sound(Plan plan) {
        var terraform = TerraformConfiguration.of(NOTHING_READ, plan, messages).whole();
        assertThat(PLACEHOLDER.matcher(terraform).results().map(m -> m.group()))
                .as(terraform)
                .isEmpty();
        assertThat(plan.steps()).extracting(Step::id).doesNotHaveDuplicates();
        var next = plan.obstacle().isPresent() ? Optional.<Step>empty() : plan.next(Set.of());
        for (var step : plan.steps()) {
            words(step).forEach(this::wellSaid);
            renderings(plan, step)
                    .forEach(r -> assertThat(SECRET.matcher(r).find()).as(r).isFalse());
            switch (step) {
                case Step.AtlasStep a
                when next.equals(Optional.of(step)) && a.status() instanceof Status.ToDo ->
                    assertThat(a.request())
                            .as("next: %s", step.id())
                            .hasValueSatisfying(
                                    r -> filledIn(r.path() + r.body().orElse("")));
                case Step.AwsStep a
                when next.equals(Optional.of(step)) && a.status() instanceof Status.ToDo ->
                    assertThat(a.request()).as("next: %s", step.id()).hasValueSatisfying(r -> filledIn(r.toString()));
                default -> {}
            }
        }
    }

    private static void filledIn(String request) {
        assertThat(PLACEHOLDER.matcher(request).find()).as(request).isFalse();
    }

    private void wellSaid(Text text) {
        assertThat(messages.has(text.key())).as(text.key()).isTrue();
        assertThat(messages.say(text))
                .doesNotContain("''")
                .doesNotContainPattern("\\{\\d")
                .doesNotContainPattern("[\\u0080-\\u009f]")
                .isNotBlank();
    }

    private static List<Text> words(Step step) {
        var all = new ArrayList<>(
                List.of(step.title(), step.reason(), step.rendering().explanation()));
        switch (step.status()) {
            case Status.Blocked(var reason) -> all.add(reason);
            case Status.CannotTell(var reason) -> all.add(reason);
            case Status.Done _, Status.NotNeeded _, Status.ToDo _ -> {}
        }
        if (step instanceof Step.ManualStep manual) {
            manual.copyables().forEach(c -> all.add(c.label()));
        }
        return all;
    }

    private static Stream<String> renderings(Plan plan, Step step) {
        return Stream.of(Texts.of(plan).api(step), Texts.of(plan).cli(step)).flatMap(Optional::stream);
    }

    /** An unblocked plan always ends, with no more requests than steps, from any point where an earlier run stopped. */
    @Property(tries = 400)
    void aWorldInWhichEveryStepTakesEffectIsBroughtToTheEnd(@ForAll("interrupted") Interrupted earlier) {
        var world = earlier.world();
        var want = earlier.want();
        var planner = new EnablePlanner(Bench.WAITS);
        Supplier<Plan> now = () -> planner.plan(
                world.observe(Situation.PROJECT.id(), planner.readScope(want)).withChecks(Situation.known(List.of())),
                want);
        int steps = now.get().steps().size();
        for (int sent = 0; sent <= steps; sent++) {
            var plan = now.get();
            if (plan.complete()) {
                assertThat(world.sent()).isLessThanOrEqualTo(steps);
                assertThat(world.effects).doesNotHaveDuplicates();
                return;
            }
            assertThat(plan.obstacle()).isEmpty();
            switch (plan.next(Set.of()).orElseThrow()) {
                case Step.AtlasStep a -> world.atlas().send(a.request().orElseThrow());
                case Step.AwsStep a -> world.aws().send(a.request().orElseThrow());
                case Step.WaitStep _, Step.ManualStep _, Step.CheckStep _ ->
                    throw new AssertionError("nothing to wait for here");
            }
        }
        throw new AssertionError("no end in " + steps + " requests");
    }

    private static Arbitrary<EnableChoices> ownChoices() {
        return Arbitraries.of(Set.<String>of(), Set.of(R1))
                .flatMap(besides -> Arbitraries.of(new KeyChoice.Existing(Situation.KEY), new KeyChoice.Create(WISH))
                        .map(key -> EnableChoices.byConsole(
                                new RoleChoice(Optional.empty(), new RoleChoice.NewRole(Situation.ROLE_NAME), besides),
                                key)));
    }

    /** A world in which an earlier run with the same choices stopped. */
    private record Interrupted(TinyWorld world, EnableChoices want) {}

    @Provide
    Arbitrary<Interrupted> interrupted() {
        var shut =
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/a\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        return Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Situation.DELEGATING, shut),
                        ownChoices())
                .as((done, older, unrelatedRole, keyPolicy, want) -> {
                    var bench = new Bench();
                    bench.world.keyPolicy = keyPolicy;
                    if (older) {
                        bench.world.records.add(Situation.inProgress(R1));
                    }
                    if (unrelatedRole) {
                        bench.world.put(Situation.iamRole(
                                Situation.ROLE, "{\"Version\":\"2012-10-17\",\"Statement\":[]}", Map.of()));
                    }
                    stopAfter(bench, done, want);
                    bench.world.effects.clear();
                    var fresh = new TinyWorld(bench.clock, new ArrayList<>());
                    fresh.records.addAll(bench.world.records);
                    bench.world.role(Situation.ROLE_NAME).ifPresent(fresh::put);
                    fresh.configuration = bench.world.configuration;
                    fresh.keyPolicy = bench.world.keyPolicy;
                    fresh.made.addAll(bench.world.made);
                    return new Interrupted(fresh, want);
                });
    }

    private static void stopAfter(Bench bench, int done, EnableChoices want) {
        bench.listening(e -> {
            if (bench.world.effects.size() >= done) {
                bench.hand.stop();
            }
        });
        bench.enable(want);
    }
}
