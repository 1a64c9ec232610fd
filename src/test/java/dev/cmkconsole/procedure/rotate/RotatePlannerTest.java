package dev.cmkconsole.procedure.rotate;

import static dev.cmkconsole.procedure.rotate.RotatingProject.ELSEWHERE;
import static dev.cmkconsole.procedure.rotate.RotatingProject.MULTI;
import static dev.cmkconsole.procedure.rotate.RotatingProject.OLD;
import static dev.cmkconsole.procedure.rotate.RotatingProject.OTHER;
import static dev.cmkconsole.procedure.rotate.RotatingProject.RECORD;
import static dev.cmkconsole.procedure.rotate.RotatingProject.REPLICA;
import static dev.cmkconsole.procedure.rotate.RotatingProject.blocked;
import static dev.cmkconsole.procedure.rotate.RotatingProject.key;
import static dev.cmkconsole.procedure.rotate.RotatingProject.request;
import static dev.cmkconsole.procedure.rotate.RotatingProject.role;
import static dev.cmkconsole.procedure.rotate.RotatingProject.step;
import static dev.cmkconsole.procedure.rotate.RotatingProject.using;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The plans for a key change and a move to another Region from a given snapshot. No request is sent. */
class RotatePlannerTest {
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

    private static final String LIMIT = "arn:aws:iam::111122223333:policy/limit";
    private static final StepId BOUNDED = StepId.ofCheck(CheckId.PERMISSIONS_BOUNDARY);

    private final RotatePlanner rotate = new RotatePlanner(WaitSettings.REAL);
    private final RegionPlanner region = new RegionPlanner(WaitSettings.REAL);

    private static Observed<CustomerKey> made(String... aliases) {
        return Situation.known(
                key(OTHER, List.of(aliases), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty()));
    }

    private static <T> Observed<T> taken() {
        return new Observed.Failed<>(
                new Problem.Local("kms:DescribeKey", "KEY_ALIAS_TAKEN", OLD.toString(), Situation.NOW), Situation.NOW);
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
        assertThat(Texts.of(plan).cli(step(plan, "create-key")))
                .hasValueSatisfying(cli -> assertThat(cli)
                        .contains(
                                "{\"TagKey\":\"AtlasProject\",\"TagValue\":\"" + Situation.PROJECT.id() + "\"}",
                                "{\"TagKey\":\"CmkConsoleAlias\",\"TagValue\":\"alias/atlas-2027\"}",
                                "CostCentre"));
        assertThat(plan.irreversible()).isEmpty();
    }

    /** Its ARN is known only once it is made and paid for, so the doubt comes before. */
    @Test
    void aBoundaryThatNamesOtherKeysIsADoubtBeforeTheKeyIsMade() {
        for (var open : List.of("\"kms:*\",\"Resource\":\"*\"", "\"kms:*\",\"Resource\":\"arn:aws:kms:*:*:key/*\"")) {
            assertThat(rotate.plan(bounded(open, Situation.failed("NotFoundException")), NEW)
                            .obstacle())
                    .as(open)
                    .isEmpty();
        }
        var named = "\"kms:*\",\"Resource\":\"" + OLD + "\"";
        var plan = rotate.plan(bounded(named, Situation.failed("NotFoundException")), NEW);

        assertThat(plan.obstacle()).map(Step::id).contains(BOUNDED);
        assertThat(((Status.CannotTell) plan.step(BOUNDED).orElseThrow().status()).reason())
                .isEqualTo(Text.of("newKey.boundary.refuses", LIMIT, "kms:DescribeKey, kms:Encrypt, kms:Decrypt"));
        assertThat(rotate.plan(bounded(named, Situation.failed("NotFoundException")), NEW.withAccepted(Set.of(BOUNDED)))
                        .obstacle())
                .isEmpty();
        assertThat(rotate.plan(bounded(named, made()), NEW).step(BOUNDED))
                .as("the checks answer for a key that exists")
                .isEmpty();
    }

    private static ProjectSnapshot bounded(String allows, Observed<CustomerKey> seen) {
        var free = Situation.iamRole(role(), Situation.trustOf(RECORD), Situation.access(OLD));
        var limited = new IamRole(
                free.arn(),
                free.trustPolicy(),
                free.inlinePolicies(),
                List.of(),
                Optional.of(LIMIT),
                free.created(),
                free.tags());
        var document = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":" + allows + "}}";
        return using(OLD)
                .iamRole(limited)
                .key(seen)
                .snapshot()
                .withEvidence(Optional.of(new AccessEvidence(
                        role(),
                        OLD,
                        Situation.known(new ManagedPolicies(
                                List.of(),
                                Optional.of(new ManagedPolicies.ManagedPolicy(LIMIT, Situation.known(document))))),
                        new AccessEvidence.OfKey(Observed.notRead(), Observed.notRead()),
                        new AccessEvidence.Addresses(Observed.notRead(), Observed.notRead()))));
    }

    /** A run that ends before the key is saved leaves a key that costs money. */
    @Test
    void aNewKeyIsNamedUntilTheProjectUsesIt() {
        assertThat(rotate.plan(using(OLD).key(made("alias/atlas-2027")).snapshot(), NEW)
                        .leftovers())
                .extracting(Leftover::what)
                .containsExactly(Text.of("leftover.newKey", OTHER.toString(), "alias/atlas-2027"));
        assertThat(rotate.plan(using(OTHER).key(made("alias/atlas-2027")).snapshot(), NEW)
                        .leftovers())
                .isEmpty();
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
        assertThat(Texts.of(plan).copyables(step(plan, "create-key")))
                .anySatisfy(c -> assertThat(c.content()).contains("\naws kms create-key --region us-east-1 "));
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
                .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
    }

    @Test
    void anOpenAlertAboutThePresentKeyIsADoubtThatThePersonDecides() {
        var now =
                using(OLD).alert("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED").snapshot();
        var choices = RotateChoices.byConsole(new KeyChoice.Existing(OTHER));
        assertThat(rotate.plan(now, choices)
                        .step(AccessSteps.PRESENT_KEY)
                        .orElseThrow()
                        .status())
                .isInstanceOf(Status.CannotTell.class);
        assertThat(rotate.plan(now, choices.withAccepted(Set.of(AccessSteps.CONFIGURATION)))
                        .step(AccessSteps.PRESENT_KEY)
                        .orElseThrow()
                        .status())
                .as("another step's id does not accept it")
                .isInstanceOf(Status.CannotTell.class);
        assertThat(rotate.plan(now, choices.withAccepted(Set.of(AccessSteps.PRESENT_KEY)))
                        .step(AccessSteps.PRESENT_KEY)
                        .orElseThrow()
                        .status())
                .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
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
                .clusters(
                        Situation.cluster("archive", Cluster.TierKind.DEDICATED, "IDLE", true, EncryptionProvider.AWS));
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
        assertThat(off.request().orElseThrow().method()
                        + " "
                        + off.request().orElseThrow().body().orElseThrow())
                .as("turned off, it keeps its days")
                .isEqualTo("PATCH {\"enabled\":false}");
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
                .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
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
}
