package dev.cmkconsole.procedure.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AccessRole.FeatureUsage;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.ProjectRecords;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.RoleSight;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.preflight.roles.RecordStanding.Offer;
import dev.cmkconsole.preflight.roles.RecordStanding.Way;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may go, what stays, and what is asked; Atlas refuses AWS_IAM_ROLE_IN_USE for everything that is in use. */
class RecordPlannerTest {
    private static final String USED = "6a793f88c0eb9e7a17716581";
    private static final String SPARE = "6a793f88aaaa9e7a17716582";
    private static final Project OTHER = new Project("64f0c0ffee0123456789abff", "other", "org", 0, Situation.NOW);
    private static final String STRANGE = "d83f1c57-4e9a-4b20-a6d7-92c0b5e8f108";
    private static final RoleArn RETIRED = RoleArn.of("arn:aws:iam::111122223333:role/retired");
    private static final Instant LONG_AGO = Situation.NOW.minus(Duration.ofDays(40));

    /** A role of this account that trusts records. */
    private static IamRole role(RoleArn arn, Map<String, String> tags, String... externalIds) {
        var trust = AtlasPolicies.trust(Situation.ATLAS_ACCOUNT, externalIds[0]);
        for (int i = 1; i < externalIds.length; i++) {
            trust = dev.cmkconsole.policy.document.PolicyDocument.parse(trust.raw()
                    .replaceFirst(
                            "\\s*]\\s*}\\s*$",
                            ", "
                                    + AtlasPolicies.trustStatement(Situation.ATLAS_ACCOUNT, externalIds[i])
                                            .put("Sid", "S" + i)
                                    + "]}"));
        }
        return new IamRole(
                arn,
                trust.raw(),
                Map.of(
                        "p",
                        AtlasPolicies.access(List.of(Situation.KEY.toString())).raw()),
                List.of("arn:aws:iam::aws:policy/X"),
                Optional.empty(),
                LONG_AGO,
                tags);
    }

    private static AccessRole old(AccessRole r) {
        return new AccessRole(
                r.roleId(),
                r.atlasAccountArn(),
                r.externalId(),
                r.iamRoleArn(),
                LONG_AGO,
                r.authorized().map(_ -> LONG_AGO),
                r.featureUsages());
    }

    private static final class World {
        private final List<AccessRole> records = new ArrayList<>();
        private final Map<String, IamRole> iam = new HashMap<>();
        private Observed<List<AccessRole>> elsewhere = Situation.known(List.of());
        private RoleUse use = RoleUse.NONE;
        private AwsKms kms = Situation.using(USED, Situation.KEY, true);

        World record(AccessRole... some) {
            records.addAll(List.of(some));
            return this;
        }

        World iam(IamRole role) {
            iam.put(role.arn().name(), role);
            return this;
        }

        ProjectSnapshot now(String role) {
            var s = new Situation()
                    .records(records.toArray(AccessRole[]::new))
                    .configuration(kms)
                    .role(Situation.known(Optional.ofNullable(iam.get(role))))
                    .snapshot();
            var sights = new HashMap<String, RoleSight>();
            iam.forEach((name, r) -> sights.put(
                    name, new RoleSight(Situation.known(Optional.of(r)), Situation.known(Optional.of(use)))));
            records.forEach(r -> r.iamRoleArn()
                    .map(a -> RoleArn.of(a).name())
                    .ifPresent(n -> sights.putIfAbsent(
                            n, new RoleSight(Situation.known(Optional.empty()), Situation.known(Optional.empty())))));
            List<RoleTrust> trusts = iam.values().stream()
                    .map(r -> new RoleTrust(r.arn(), r.trustPolicy()))
                    .toList();
            var around = new RoleSurroundings(
                    Situation.known(List.of(new ProjectRecords(OTHER, elsewhere))), Situation.known(trusts), sights);
            return new ProjectSnapshot(
                    s.project(), s.at(), s.atlas().with(ProjectSetup.NOT_READ.withRoles(around)), s.aws(), s.answers());
        }

        ProjectRoles roles() {
            return ProjectRoles.of(now(Situation.ROLE_NAME), List.of());
        }

        RecordChoices choices(String record, CleanUp cleanUp) {
            return RecordChoices.of(roles().record(record).orElseThrow(), now(Situation.ROLE_NAME), cleanUp);
        }

        Plan plan(RecordChoices want) {
            return new RecordPlanner(Bench.WAITS)
                    .plan(now(want.iamRole().map(RoleArn::name).orElse("-")), want);
        }

        Plan plan(String record, CleanUp cleanUp) {
            return plan(choices(record, cleanUp));
        }
    }

    private static World spare() {
        return new World()
                .record(old(Situation.authorized(SPARE, Situation.ROLE)))
                .iam(role(Situation.ROLE, IamRole.tagsFor("p"), Situation.externalId(SPARE)));
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(Step::id).map(StepId::value).toList();
    }

    private static Optional<String> blocked(Plan plan) {
        return plan.trunkBlocked().map(Step::id).map(StepId::value);
    }

    private static String why(Plan plan) {
        return ((Status.Blocked) plan.trunkBlocked().orElseThrow().status())
                .reason()
                .key();
    }

    @Test
    void anUnusedRecordIsDeletedAndAwsStaysAsItIs() {
        var plan = spare().plan(SPARE, CleanUp.NOTHING);
        assertThat(open(plan)).contains("deauthorize-role").doesNotContain("remove-trust", "delete-role");
        assertThat(plan.openAwsRequests()).isZero();
        assertThat(plan.irreversible()).isEmpty();
    }

    @Test
    void aRecordInUseStopsEverythingByTheNameOfWhatUsesIt() {
        var usages = List.of(
                new FeatureUsage("ATLAS_DATA_LAKE", Optional.of("lake")),
                new FeatureUsage("NEW_THING", Optional.empty()));
        var base = old(Situation.authorized(USED, Situation.ROLE));
        var used = new AccessRole(
                USED,
                base.atlasAccountArn(),
                base.externalId(),
                base.iamRoleArn(),
                LONG_AGO,
                base.authorized(),
                usages);
        var world = new World().record(used);
        world.kms = AwsKms.OFF;
        var plan = world.plan(USED, CleanUp.NOTHING);
        assertThat(blocked(plan)).contains("check-record-unused");
        assertThat(why(plan)).isEqualTo("roles.unused.inUse");
        assertThat(world.roles().record(USED).orElseThrow().offer(Situation.NOW))
                .isEqualTo(Offer.IN_USE);
    }

    /** Atlas may list the usage late; the configuration says the same. */
    @Test
    void theConfiguredRecordIsInUseWhateverItsUsagesSay() {
        var world = spare();
        world.kms = Situation.using(SPARE, Situation.KEY, true);
        assertThat(blocked(world.plan(SPARE, CleanUp.NOTHING))).contains("check-record-unused");
    }

    @Test
    void aNewRecordIsTheUsersDecision() {
        var world = new World().record(Situation.inProgress(SPARE));
        var want = world.choices(SPARE, CleanUp.NOTHING);
        assertThat(world.plan(want).undecided()).extracting(Step::id).containsExactly(RecordPlanner.AGE);
        assertThat(world.plan(want.withAccepted(Set.of(RecordPlanner.AGE))).undecided())
                .isEmpty();
    }

    @Test
    void anIdThatNobodyKnowsIsNamedAndOneThatIsGoneIsDone() {
        var world = spare();
        assertThat(why(world.plan(RecordChoices.unknown(USED, CleanUp.NOTHING))))
                .isEqualTo("roles.unused.noRecord");
        var want = world.choices(SPARE, CleanUp.TRUST);
        world.records.clear();
        world.iam.clear();
        world.iam(role(Situation.ROLE, Map.of(), "b"));
        assertThat(world.plan(want).complete()).isTrue();
    }

    /** The run was interrupted after Atlas: the rest is planned without the record. */
    @Test
    void whatIsLeftInAwsIsPlannedWithoutTheRecord() {
        var world = spare();
        var want = world.choices(SPARE, CleanUp.ROLE);
        world.records.clear();
        assertThat(open(world.plan(want)))
                .containsExactly("delete-policy:p", "detach-policy:arn:aws:iam::aws:policy/X", "delete-role");
    }

    @Test
    void onlyTheOwnStatementLeavesTheTrustPolicy() {
        var world = spare().iam(role(Situation.ROLE, Map.of(), "elsewhere", Situation.externalId(SPARE)));
        var plan = world.plan(SPARE, CleanUp.TRUST);
        assertThat(open(plan)).contains("deauthorize-role", "remove-trust");
        assertThat(world.roles().record(SPARE).orElseThrow().way()).isEqualTo(Way.REMOVE_TRUST);
        var diff = ((Step.AwsStep) plan.step(TrustSteps.REMOVE).orElseThrow())
                .diff()
                .orElseThrow();
        assertThat(diff.after()).contains("elsewhere").doesNotContain(Situation.externalId(SPARE));
        assertThat(plan.step(TrustSteps.REMOVE).orElseThrow().title().key()).isEqualTo("roles.removeTrust.title");
    }

    /** AWS refuses every document that names a principal that is gone, so nothing puts the earlier one back. */
    @Test
    void aTrustPolicyWithSomebodyWhoIsGoneIsNotSaidToBePutBack() {
        var role = role(Situation.ROLE, Map.of(), "former", "elsewhere", Situation.externalId(SPARE));
        var gone = new IamRole(
                role.arn(),
                role.trustPolicy().replaceFirst(Situation.ATLAS_ACCOUNT, "AROAIOSFODNN7EXAMPLE"),
                role.inlinePolicies(),
                role.attachedPolicies(),
                role.permissionsBoundary(),
                role.created(),
                role.tags());
        var removal = spare().iam(gone).plan(SPARE, CleanUp.TRUST).step(TrustSteps.REMOVE);
        assertThat(removal.orElseThrow().reversibility()).isEqualTo(Reversibility.COMPENSATE);
    }

    @Test
    void aStatementWithOtherExternalIdsIsNotCalledRemoved() {
        var role = role(Situation.ROLE, Map.of(), Situation.externalId(SPARE));
        var shared = new IamRole(
                role.arn(),
                role.trustPolicy()
                        .replace(
                                "\"" + Situation.externalId(SPARE) + "\"",
                                "[\"" + Situation.externalId(SPARE) + "\", \"elsewhere\"]"),
                role.inlinePolicies(),
                role.attachedPolicies(),
                role.permissionsBoundary(),
                role.created(),
                role.tags());
        var plan = spare().iam(shared).plan(SPARE, CleanUp.TRUST);
        assertThat(plan.step(TrustSteps.REMOVE).orElseThrow().title())
                .isEqualTo(Text.of("roles.narrowTrust.title", Situation.ROLE.name(), Situation.externalId(SPARE)));
    }

    @Test
    void theOnlyStatementIsExplained() {
        assertThat(why(spare().plan(SPARE, CleanUp.TRUST))).isEqualTo("roles.removeTrust.only.madeHere");
        var foreign = spare().iam(role(Situation.ROLE, Map.of(), Situation.externalId(SPARE)));
        assertThat(why(foreign.plan(SPARE, CleanUp.TRUST))).isEqualTo("roles.removeTrust.only");
        assertThat(foreign.roles().record(SPARE).orElseThrow().way()).isEqualTo(Way.OWNER);
    }

    @Test
    void aRoleOfThisConsoleThatServesNobodyIsDeletedWithItsPolicies() {
        var plan = spare().plan(SPARE, CleanUp.ROLE);
        assertThat(blocked(plan)).isEmpty();
        assertThat(open(plan))
                .containsExactly(
                        "deauthorize-role",
                        "delete-policy:p",
                        "detach-policy:arn:aws:iam::aws:policy/X",
                        "delete-role");
        assertThat(plan.irreversible()).extracting(Step::id).containsExactly(DeletionSteps.DELETE);
        assertThat(plan.nameToType()).contains(Situation.PROJECT.name());
    }

    @Test
    void aRoleThatSomebodyMayNeedStays() {
        assertThat(why(spare().iam(role(Situation.ROLE, Map.of(), Situation.externalId(SPARE)))
                        .plan(SPARE, CleanUp.ROLE)))
                .isEqualTo("roles.madeHere.not");
        assertThat(why(spare().iam(role(Situation.ROLE, IamRole.tagsFor("p"), Situation.externalId(SPARE), "x"))
                        .plan(SPARE, CleanUp.ROLE)))
                .isEqualTo("roles.nobody.trust");
        assertThat(why(spare().record(old(Situation.authorized(USED, Situation.ROLE)))
                        .plan(SPARE, CleanUp.ROLE)))
                .isEqualTo("roles.nobody.records");
        var shared = spare();
        shared.elsewhere = Situation.known(List.of(old(Situation.authorized(USED, Situation.ROLE))));
        assertThat(why(shared.plan(SPARE, CleanUp.ROLE))).isEqualTo("roles.nobody.projects");
        var onEc2 = spare();
        onEc2.use = new RoleUse(Optional.empty(), List.of("profile"));
        assertThat(why(onEc2.plan(SPARE, CleanUp.ROLE))).isEqualTo("roles.nobody.instances");
        var used = spare();
        used.use = new RoleUse(Optional.of(Situation.NOW.minus(Duration.ofHours(3))), List.of());
        assertThat(used.plan(SPARE, CleanUp.ROLE).undecided())
                .extracting(Step::id)
                .containsExactly(DeletionSteps.LAST_USE);
    }

    @Test
    void trustOfNoProjectIsLeftOverOnlyWhereEveryProjectWasRead() {
        var world = spare().iam(role(RETIRED, Map.of(), STRANGE, "elsewhere"));
        world.elsewhere = Situation.known(List.of(new AccessRole(
                USED, Situation.ATLAS_ACCOUNT, "elsewhere", Optional.empty(), LONG_AGO, Optional.empty(), List.of())));
        var roles = world.roles();
        assertThat(roles.complete()).isTrue();
        assertThat(roles.leftOver()).singleElement().satisfies(l -> {
            assertThat(l.role()).isEqualTo(RETIRED);
            assertThat(l.externalIds()).containsExactly(STRANGE);
        });
        var want = RecordChoices.leftOver(roles.leftOver().getFirst(), CleanUp.TRUST);
        assertThat(open(world.plan(want))).containsExactly("remove-trust");

        world.elsewhere = Situation.failed("USER_UNAUTHORIZED");
        assertThat(world.roles().complete()).isFalse();
        assertThat(world.roles().unreadProjects()).containsExactly("other");
        assertThat(world.plan(want).undecided()).extracting(Step::id).contains(AccessSteps.OTHER_PROJECTS);
    }

    @Test
    void anExternalIdThatAProjectHasIsNotLeftOver() {
        var world = spare().iam(role(RETIRED, Map.of(), STRANGE, "x"));
        var want = RecordChoices.leftOver(RETIRED, List.of(STRANGE), CleanUp.TRUST);
        world.elsewhere = Situation.known(List.of(new AccessRole(
                USED, Situation.ATLAS_ACCOUNT, STRANGE, Optional.empty(), LONG_AGO, Optional.empty(), List.of())));
        assertThat(why(world.plan(want))).isEqualTo("roles.externalIds.owned");
    }

    /** A record that was never authorized names no role, but a trust policy may name the record. */
    @Test
    void theRoleOfARecordInProgressIsTheOneThatTrustsIt() {
        var world = new World()
                .record(old(Situation.inProgress(SPARE)))
                .iam(role(RETIRED, Map.of(), Situation.externalId(SPARE), "x"));
        assertThat(world.choices(SPARE, CleanUp.TRUST).iamRole()).contains(RETIRED);
        assertThat(open(world.plan(SPARE, CleanUp.TRUST))).containsExactly("deauthorize-role", "remove-trust");
        assertThat(why(new World().record(old(Situation.inProgress(SPARE))).plan(SPARE, CleanUp.TRUST)))
                .isEqualTo("roles.iamRole.none");
    }

    @Test
    void backupsOfAProjectWithoutAKeyAreAskedAbout() {
        var world = spare();
        world.kms = AwsKms.OFF;
        var want = world.choices(SPARE, CleanUp.NOTHING);
        assertThat(want.backups()).isTrue();
        assertThat(world.plan(want).undecided()).extracting(Step::id).containsExactly(RecordPlanner.BACKUPS);
        world.kms = Situation.using(USED, Situation.KEY, true);
        assertThat(world.choices(SPARE, CleanUp.NOTHING).backups()).isFalse();
    }
}
