package dev.cmkconsole.procedure.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of key, a change of region and a rotation by AWS plan from what is there; nothing is sent. */
class RotatePlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final KeyArn OLD = Situation.KEY;
    private static final KeyArn OTHER =
            new KeyArn("aws", OLD.region(), OLD.account(), "9d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    private static final KeyArn MULTI =
            new KeyArn("aws", OLD.region(), OLD.account(), "mrk-6c1d0f4b82a94e57b3d65e90a7f218cc");
    private static final AwsRegion ELSEWHERE = new AwsRegion("eu-west-1");
    private static final KeyArn REPLICA = new KeyArn("aws", ELSEWHERE, OLD.account(), MULTI.keyId());
    private static final NewKey WISH = new NewKey(
            Situation.PROJECT.id(),
            "alias/atlas-2027",
            "words",
            Map.of("CostCentre", "4711"),
            OLD.region(),
            Optional.of(180),
            false);
    private static final RotateChoices NEW = RotateChoices.byConsole(new KeyChoice.Create(WISH));
    private static final String REMINDER = """
        {"id":"r-1","groupId":"g","created":"c","updated":"u","links":[],"enabled":true,"eventTypeName":"AWS_ENCRYPTION_KEY_NEEDS_ROTATION","matchers":[],
         "notifications":[{"typeName":"SLACK","notifierId":"n-1","channelName":"keys"}],"threshold":{"operator":"GREATER_THAN","threshold":90,"units":"DAYS"}}\
        """;

    private final RotatePlanner rotate = new RotatePlanner(WaitSettings.REAL);
    private final RegionPlanner region = new RegionPlanner(WaitSettings.REAL);
    private final AwsRotationPlanner material = new AwsRotationPlanner(WaitSettings.REAL);

    private static RoleArn role() {
        return new RoleArn("aws", Situation.ACCOUNT, "/", Situation.ROLE_NAME);
    }

    /** A project on a role that may use its key. */
    private static Situation using(KeyArn key) {
        return new Situation()
                .records(Situation.authorized(RECORD, role(), "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, key, true))
                .iamRole(Situation.iamRole(role(), Situation.trustOf(RECORD), Situation.access(key)))
                .clusters(Situation.idle("orders", EncryptionProvider.AWS));
    }

    private static Observed<CustomerKey> made(String... aliases) {
        return Situation.known(
                key(OTHER, List.of(aliases), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty()));
    }

    private static CustomerKey key(
            KeyArn arn,
            List<String> aliases,
            String origin,
            String state,
            Optional<KeyRotation> rotation,
            Optional<Replicas> replicas) {
        return new CustomerKey(
                arn,
                "",
                aliases,
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", origin, arn.multiRegion()),
                new KeyLifecycle(KeyState.of(state), Situation.NOW, Optional.empty(), Optional.empty()),
                rotation,
                replicas);
    }

    private static <T> Observed<T> taken() {
        return new Observed.Failed<>(
                new Problem.Local("kms:DescribeKey", "KEY_ALIAS_TAKEN", OLD.toString(), Situation.NOW), Situation.NOW);
    }

    private static Step step(Plan plan, String id) {
        return plan.step(StepId.of(id))
                .orElseThrow(() -> new AssertionError("no step " + id + " in "
                        + plan.steps().stream().map(s -> s.id().value()).toList()));
    }

    private static String blocked(Plan plan, String id) {
        return step(plan, id).status() instanceof Status.Blocked(var reason) ? reason.key() : "";
    }

    private static Optional<AwsRequest> request(Plan plan, String id) {
        return ((Step.AwsStep) step(plan, id)).request();
    }

    @Test
    void aKeyThatIsNotThereIsMadeFirstAndNothingAfterItCanBeSentYet() {
        var plan = rotate.plan(
                using(OLD).key(Situation.failed("NotFoundException")).snapshot(), NEW);

        assertThat(plan.obstacle()).isEmpty();
        assertThat(plan.next(Set.of())).map(s -> s.id().value()).contains("create-key");
        assertThat(request(plan, "create-key")).contains(new AwsRequest.CreateKey(WISH));
        for (var later : List.of("name-key", "rotate-by-itself", "allow-key")) {
            assertThat(request(plan, later)).as(later).isEmpty();
        }
        assertThat(((Step.AtlasStep) step(plan, "save-configuration")).request())
                .isEmpty();
        assertThat(plan.steps())
                .filteredOn(s -> s.id().value().equals("check-key"))
                .extracting(Step::status)
                .containsOnly(Status.TO_DO);
        assertThat(step(plan, "create-key").rendering().cli())
                .hasValueSatisfying(cli -> assertThat(cli)
                        .contains(
                                "TagKey=AtlasProject,TagValue=" + Situation.PROJECT.id(),
                                "TagKey=CmkConsoleAlias,TagValue=alias/atlas-2027",
                                "CostCentre"));
        assertThat(plan.irreversible()).isEmpty();
    }

    @Test
    void aKeyThatIsThereWithoutItsAliasIsNamedAndNotMadeAgain() {
        var plan = rotate.plan(using(OLD).key(made()).snapshot(), NEW);

        assertThat(step(plan, "create-key").status()).isEqualTo(Status.DONE);
        assertThat(request(plan, "name-key")).contains(new AwsRequest.CreateAlias("alias/atlas-2027", OTHER));
        assertThat(request(plan, "rotate-by-itself")).contains(new AwsRequest.EnableKeyRotation(OTHER, 180));
        assertThat(request(plan, "allow-key"))
                .hasValueSatisfying(r -> assertThat(((AwsRequest.PutRolePolicy) r).document())
                        .as("both keys")
                        .contains(OLD.toString(), OTHER.toString()));
        assertThat(((Step.AtlasStep) step(plan, "save-configuration")).request())
                .hasValueSatisfying(r -> assertThat(r.body().orElseThrow()).contains(OTHER.toString(), RECORD));
    }

    @Test
    void aKeyThatIsNamedAndRenewedIsDone() {
        var every = new KeyRotation(true, Optional.of(180), Optional.empty(), Optional.empty());
        var seen = Situation.known(
                key(OTHER, List.of("alias/atlas-2027"), "AWS_KMS", "Enabled", Optional.of(every), Optional.empty()));
        var plan = rotate.plan(using(OLD).key(seen).snapshot(), NEW);
        for (var id : List.of("create-key", "name-key", "rotate-by-itself", "check-key")) {
            assertThat(step(plan, id).status()).as(id).isEqualTo(Status.DONE);
        }
    }

    @Test
    void anotherPeriodIsAChange() {
        var every = new KeyRotation(true, Optional.of(365), Optional.empty(), Optional.empty());
        var seen = Situation.known(
                key(OTHER, List.of("alias/atlas-2027"), "AWS_KMS", "Enabled", Optional.of(every), Optional.empty()));
        assertThat(step(rotate.plan(using(OLD).key(seen).snapshot(), NEW), "rotate-by-itself")
                        .status())
                .isEqualTo(Status.TO_DO);
    }

    @Test
    void whatCannotBeSeenIsNotMadeTwice() {
        assertThat(blocked(
                        rotate.plan(
                                using(OLD)
                                        .key(Situation.failed("AccessDeniedException"))
                                        .snapshot(),
                                NEW),
                        "create-key"))
                .isEqualTo("newKey.unreadable");
        assertThat(blocked(rotate.plan(using(OLD).key(Observed.notRead()).snapshot(), NEW), "create-key"))
                .isEqualTo("newKey.unreadable");
        assertThat(blocked(rotate.plan(using(OLD).key(Situation.noCredentials()).snapshot(), NEW), "create-key"))
                .isEqualTo("newKey.noCredentials");
        assertThat(blocked(rotate.plan(using(OLD).key(taken()).snapshot(), NEW), "create-key"))
                .isEqualTo("newKey.aliasTaken");
        var wishedOtherwise =
                new NewKey(WISH.projectId(), WISH.alias(), "", Map.of(), WISH.region(), Optional.empty(), true);
        assertThat(blocked(
                        rotate.plan(
                                using(OLD).key(made()).snapshot(),
                                RotateChoices.byConsole(new KeyChoice.Create(wishedOtherwise))),
                        "create-key"))
                .isEqualTo("newKey.madeSingleRegion");
        for (var accepted : List.of("create-key", "check-key", "check-access")) {
            var plan = rotate.plan(
                    using(OLD).key(Situation.failed("AccessDeniedException")).snapshot(),
                    NEW.withAccepted(Set.of(StepId.of(accepted))));
            assertThat(blocked(plan, "create-key")).as("accepting " + accepted).isNotEmpty();
        }
    }

    @Test
    void byHandEveryStepShowsItsCommandAndSendsNothing() {
        var plan = rotate.plan(
                using(OLD).key(Situation.failed("NotFoundException")).snapshot(), NEW.withAccessBy(Actor.USER));
        assertThat(plan.steps().stream().filter(Step.AwsStep.class::isInstance).map(Step.AwsStep.class::cast))
                .allMatch(s -> s.request().isEmpty());
        assertThat(((Step.ManualStep) step(plan, "create-key")).copyables())
                .anySatisfy(c -> assertThat(c.content()).startsWith("aws kms create-key --region us-east-1"));
    }

    @Test
    void anUnreadableRotationIsSaidAndAccepted() {
        var seen = Situation.known(
                key(OTHER, List.of("alias/atlas-2027"), "AWS_KMS", "Enabled", Optional.empty(), Optional.empty()));
        assertThat(step(rotate.plan(using(OLD).key(seen).snapshot(), NEW), "rotate-by-itself")
                        .status())
                .isInstanceOf(Status.CannotTell.class);
        assertThat(step(
                                rotate.plan(
                                        using(OLD).key(seen).snapshot(),
                                        NEW.withAccepted(Set.of(AccessSteps.AUTOMATIC_ROTATION))),
                                "rotate-by-itself")
                        .status())
                .isEqualTo(Status.DONE);
    }

    @Test
    void projectsThatAreNotOnARoleAreRefused() {
        var off = new Situation().snapshot();
        var credentials = new Situation()
                .configuration(new AwsKms(
                        true,
                        Optional.empty(),
                        Optional.of(OLD.toString()),
                        Optional.of(OLD.region()),
                        Optional.of("AKIA"),
                        false,
                        true))
                .snapshot();
        var invalid =
                using(OLD).configuration(Situation.using(RECORD, OLD, false)).snapshot();
        var choices = RotateChoices.byConsole(new KeyChoice.Existing(OTHER));
        assertThat(blocked(rotate.plan(off, choices), "check-configuration")).isEqualTo("keyChange.notSetUp");
        assertThat(blocked(rotate.plan(credentials, choices), "check-configuration"))
                .isEqualTo("keyChange.onCredentials");
        assertThat(blocked(rotate.plan(invalid, choices), "check-configuration"))
                .isEqualTo("keyChange.keyInvalid");
        assertThat(blocked(rotate.plan(using(OLD).encryptionUnreadable().snapshot(), choices), "check-configuration"))
                .isEqualTo("plan.unreadable.encryption");
        assertThat(blocked(rotate.plan(using(OLD).clustersUnreadable().snapshot(), choices), "check-configuration"))
                .isEqualTo("plan.unreadable.clusters");
        assertThat(List.of(off, credentials, invalid))
                .allSatisfy(
                        now -> assertThat(rotate.plan(now, choices).obstacle()).isPresent());
    }

    @Test
    void pausedClustersAreNamedAndNotWaitedFor() {
        var done = using(OTHER)
                .iamRole(Situation.iamRole(role(), Situation.trustOf(RECORD), Situation.access(OLD, OTHER)))
                .key(Situation.known(Situation.customerKey(OTHER)))
                .clusters(Situation.cluster("archive", Cluster.Kind.DEDICATED, "IDLE", true, EncryptionProvider.AWS));
        var deployed = step(
                rotate.plan(done.snapshot(), RotateChoices.byConsole(new KeyChoice.Existing(OTHER))),
                "clusters-deployed");
        assertThat(deployed.status()).isEqualTo(Status.DONE);
        assertThat(deployed.rendering().explanation().args()).contains("archive");
    }

    @Test
    void theReminderIsSetWithEverythingElseOfItAsItWas() {
        var present = new RotationReminder("r-1", true, 90, REMINDER);
        var now = using(OLD).snapshot().withReminder(Situation.known(Optional.of(present)));
        var plan = rotate.plan(
                now, RotateChoices.byConsole(new KeyChoice.Existing(OTHER)).withReminder(ReminderWish.after(400)));
        var request = ((Step.AtlasStep) step(plan, "set-reminder")).request().orElseThrow();
        assertThat(request.method() + " " + request.path())
                .isEqualTo("PUT /api/atlas/v2/groups/" + Situation.PROJECT.id() + "/alertConfigs/r-1");
        var body = TinyWorld.json(request.body().orElseThrow());
        assertThat(body.path("threshold").path("threshold").asInt()).isEqualTo(400);
        assertThat(body.path("notifications"))
                .isEqualTo(TinyWorld.json(REMINDER).path("notifications"));
        assertThat(List.of("id", "groupId", "created", "updated", "links")).noneMatch(body::has);

        assertThat(step(
                                rotate.plan(
                                        now,
                                        RotateChoices.byConsole(new KeyChoice.Existing(OTHER))
                                                .withReminder(ReminderWish.after(90))),
                                "set-reminder")
                        .status())
                .isEqualTo(Status.DONE);
        var off = (Step.AtlasStep) step(
                rotate.plan(
                        now,
                        RotateChoices.byConsole(new KeyChoice.Existing(OTHER))
                                .withReminder(new ReminderWish(false, 5))),
                "set-reminder");
        assertThat(TinyWorld.json(off.request().orElseThrow().body().orElseThrow())
                        .path("threshold")
                        .path("threshold")
                        .asInt())
                .as("turned off, it keeps its days")
                .isEqualTo(90);
    }

    @Test
    void aReminderThatIsNotThereIsMadeAndOneThatCannotBeReadIsLeft() {
        var none = using(OLD).snapshot().withReminder(Situation.known(Optional.empty()));
        var choices = RotateChoices.byConsole(new KeyChoice.Existing(OTHER)).withReminder(ReminderWish.after(400));
        assertThat(((Step.AtlasStep) step(rotate.plan(none, choices), "set-reminder"))
                        .request()
                        .orElseThrow()
                        .method())
                .isEqualTo("POST");
        assertThat(step(
                                rotate.plan(
                                        none,
                                        RotateChoices.byConsole(new KeyChoice.Existing(OTHER))
                                                .withReminder(new ReminderWish(false, 90))),
                                "set-reminder")
                        .status())
                .isEqualTo(Status.DONE);
        var unread = using(OLD).snapshot().withReminder(Situation.failed("INTERNAL"));
        assertThat(step(rotate.plan(unread, choices), "set-reminder").status()).isInstanceOf(Status.CannotTell.class);
        assertThat(step(rotate.plan(unread, choices.withAccepted(Set.of(StepId.of("set-reminder")))), "set-reminder")
                        .status())
                .isEqualTo(Status.DONE);
    }

    @Test
    void onlyAReplicaOfTheSameKeyTakesItsPlace() {
        var seen = Situation.known(key(REPLICA, List.of(), "AWS_KMS", "Enabled", Optional.empty(), Optional.empty()));
        var plan = region.plan(using(MULTI).key(seen).snapshot(), RegionChoices.byConsole(MULTI, ELSEWHERE));
        assertThat(blocked(plan, "check-configuration")).isEmpty();
        assertThat(((Step.AtlasStep) step(plan, "save-configuration"))
                        .request()
                        .orElseThrow()
                        .body()
                        .orElseThrow())
                .contains(REPLICA.toString(), "EU_WEST_1");
        assertThat(((AwsRequest.PutRolePolicy) request(plan, "allow-key").orElseThrow()).document())
                .contains(MULTI.toString(), REPLICA.toString());
        assertThat(blocked(
                        region.plan(using(OLD).snapshot(), RegionChoices.byConsole(OLD, ELSEWHERE)),
                        "check-configuration"))
                .isEqualTo("region.singleRegion");
        var another = new KeyArn("aws", ELSEWHERE, OLD.account(), "mrk-00000000000000000000000000000000");
        assertThat(blocked(
                        region.plan(using(MULTI).snapshot(), RegionChoices.byConsole(another)), "check-configuration"))
                .isEqualTo("region.anotherKey");
    }

    private static ProjectSnapshot rotating(CustomerKey key, Observed<List<KeyRotation.Past>> past) {
        var now = using(key.arn()).key(Situation.known(key)).snapshot();
        var aws = now.aws();
        return new ProjectSnapshot(
                now.project(),
                now.at(),
                new AtlasSide(now.projectOwner(), now.roles(), now.encryption(), now.clusters(), now.alerts()),
                new AwsSide(aws.caller(), aws.role(), aws.key(), aws.keyPolicy(), past),
                PlanAnswers.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL, Enabled, awsRotation.imported",
        "AWS_CLOUDHSM, Enabled, awsRotation.keyStore",
        "AWS_KMS, Disabled, key.unusable.DISABLED",
        "AWS_KMS, PendingDeletion, key.unusable.PENDING_DELETION"
    })
    void aKeyThatKmsCannotRenewIsRefusedWithWhatToDo(String origin, String state, String reason) {
        var now = rotating(
                key(OLD, List.of(), origin, state, Optional.of(KeyRotation.OFF), Optional.empty()),
                Situation.known(List.of()));
        assertThat(blocked(material.plan(now, AwsRotationChoices.byItself(365)), "check-rotatable"))
                .isEqualTo(reason);
    }

    @Test
    void onlyTheKeysOwnAccountMayRotateIt() {
        var stranger = new AwsCaller("999988887777", "arn:aws:iam::999988887777:user/x", "AIDA");
        var now = using(OLD).caller(Situation.known(stranger)).snapshot();
        assertThat(blocked(material.plan(now, AwsRotationChoices.byItself(365)), "check-rotatable"))
                .isEqualTo("awsRotation.elsewhere");
    }

    @Test
    void aReplicaIsRotatedWhereItsPrimaryIs() {
        var replicas = Optional.of(new Replicas(MULTI.region(), List.of(MULTI.region(), ELSEWHERE)));
        var now = rotating(
                key(REPLICA, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), replicas),
                Situation.known(List.of()));
        assertThat(request(material.plan(now, AwsRotationChoices.byItself(365)), "rotate-by-itself"))
                .contains(new AwsRequest.EnableKeyRotation(MULTI, 365));
    }

    @Test
    void aRotationOnDemandOfTodayCountsAndOneOfLastWeekDoesNot() {
        var choices = AwsRotationChoices.once(Situation.NOW);
        var key = key(OLD, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty());
        var none = material.plan(rotating(key, Situation.known(List.of())), choices);
        var today = material.plan(
                rotating(
                        key,
                        Situation.known(List.of(new KeyRotation.Past(Situation.NOW.minus(Duration.ofHours(3)), true)))),
                choices);
        var lastWeek = material.plan(
                rotating(
                        key,
                        Situation.known(List.of(new KeyRotation.Past(Situation.NOW.minus(Duration.ofDays(7)), true)))),
                choices);
        var byItself = material.plan(
                rotating(key, Situation.known(List.of(new KeyRotation.Past(Situation.NOW, false)))), choices);
        assertThat(today.complete()).isTrue();
        assertThat(List.of(none, lastWeek, byItself))
                .allSatisfy(
                        plan -> assertThat(step(plan, "rotate-once").status()).isEqualTo(Status.TO_DO));
        var underWay = key(
                OLD,
                List.of(),
                "AWS_KMS",
                "Enabled",
                Optional.of(new KeyRotation(false, Optional.empty(), Optional.empty(), Optional.of(Situation.NOW))),
                Optional.empty());
        var waiting = material.plan(rotating(underWay, Situation.known(List.of())), choices);
        assertThat(step(waiting, "rotate-once").status()).isEqualTo(Status.DONE);
        assertThat(step(waiting, "material-rotated").status()).isEqualTo(Status.TO_DO);
        assertThat(blocked(
                        material.plan(rotating(key, Situation.failed("AccessDeniedException")), choices),
                        "rotate-once"))
                .as("one too many is not risked")
                .isEqualTo("awsRotation.past");
    }

    @Test
    void rotationByAwsNeverTouchesTheConfiguration() {
        var now = rotating(
                key(OLD, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty()),
                Situation.known(List.of()));
        for (var choices : List.of(AwsRotationChoices.byItself(90), AwsRotationChoices.once(Situation.NOW))) {
            assertThat(material.plan(now, choices).openAtlasRequests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {89, 0, -1, 2561})
    void aPeriodThatKmsRefusesIsRefusedAtOnce(int days) {
        assertThatThrownBy(() -> AwsRotationChoices.byItself(days)).isInstanceOf(InputException.class);
        assertThatThrownBy(() ->
                        new NewKey(WISH.projectId(), "alias/a", "", Map.of(), OLD.region(), Optional.of(days), false))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alias/", "alias/aws/s3", "a b", "alias/a:b", "\u00e4"})
    void anAliasThatKmsRefusesIsRefusedAtOnce(String alias) {
        assertThatThrownBy(() -> NewKey.checkAlias(alias)).isInstanceOf(InputException.class);
    }

    @Test
    void anAliasNeedsNoPrefixAndHasAnEnd() {
        assertThat(NewKey.checkAlias(" atlas ")).isEqualTo("alias/atlas");
        assertThat(NewKey.checkAlias("alias/" + "a".repeat(250))).hasSize(256);
        assertThatThrownBy(() -> NewKey.checkAlias("alias/" + "a".repeat(251))).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=x", "plain", "aws:x=y", "a!=b", "a=<b>", "AtlasProject=x", "CmkConsoleAlias=x", "ManagedBy=x"})
    void aTagThatKmsRefusesOrThatIsOursIsRefusedAtOnce(String tag) {
        assertThatThrownBy(() -> NewKey.tag(tag)).isInstanceOf(InputException.class);
    }
}
