package dev.cmkconsole.procedure.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.KeyGuard;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Alongside
class ProtectPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final RoleArn ADMIN = new RoleArn("aws", Situation.ACCOUNT, "/", "KeyAdmin");
    private static final String ME = Situation.CALLER.arn();
    private static final KeyArn REPLICA = new KeyArn(
            "aws", new dev.cmkconsole.model.aws.AwsRegion("eu-west-1"), Situation.ACCOUNT, Situation.KEY.keyId());

    private static Plan plan(Map<KeyArn, Observed<String>> policies, String... allowed) {
        return plan(policies, Map.of("KeyAdmin", Situation.known(Optional.of(ADMIN))), allowed);
    }

    private static Plan plan(
            Map<KeyArn, Observed<String>> policies, Map<String, Observed<Optional<RoleArn>>> roles, String... allowed) {
        return new ProtectPlanner(Bench.WAITS)
                .plan(
                        now(policies, roles),
                        new ProtectChoices(List.of(allowed), Optional.empty(), false, Set.of(), Set.of()));
    }

    private static ProjectSnapshot now(
            Map<KeyArn, Observed<String>> policies, Map<String, Observed<Optional<RoleArn>>> roles) {
        var s = new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, true))
                .snapshot();
        return new ProjectSnapshot(
                s.project(),
                s.at(),
                s.atlas(),
                s.aws(),
                s.answers().withGuard(Situation.known(new KeyGuard(policies, roles))));
    }

    private static Map<KeyArn, Observed<String>> policy(String text) {
        return Map.of(Situation.KEY, Situation.known(text));
    }

    private static String delegating(String more) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                + Situation.ACCOUNT + ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}" + more + "]}";
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(Step::id).map(StepId::value).toList();
    }

    private static AwsRequest.PutKeyPolicy change(Plan plan, String region) {
        var step = (Step.AwsStep) plan.step(StepId.of("protect-key", region)).orElseThrow();
        return (AwsRequest.PutKeyPolicy) step.request().orElseThrow();
    }

    private static String blocked(Plan plan) {
        var step = plan.trunkBlocked().orElseThrow();
        return ((Status.Blocked) step.status()).reason().key();
    }

    @Test
    void twoStatementsAreAddedAndNothingElseChanges() {
        var plan = plan(policy(Situation.DELEGATING), ADMIN.toString(), ME);

        assertThat(open(plan)).containsExactly("protect-key:us-east-1");
        var before = PolicyDocument.parse(Situation.DELEGATING);
        var after = PolicyDocument.parse(change(plan, "us-east-1").document());
        assertThat(after.statements()).hasSize(before.statements().size() + 2);
        assertThat(after.statements().getFirst().json())
                .isEqualTo(before.statements().getFirst().json());
        assertThat(after.raw()).contains(ADMIN.toString(), ME, ":root");
    }

    /** AWS refuses every document that names a principal that is gone, so nothing puts the earlier one back. */
    @Test
    void whatLeavesSomebodyOutIsNotSaidToBeUndone() {
        var gone = delegating(
                ",{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"AROAIOSFODNN7EXAMPLE\"},\"Action\":\"kms:Encrypt\","
                        + "\"Resource\":\"*\"}");
        var step = plan(policy(gone), ADMIN.toString(), ME)
                .step(StepId.of("protect-key", "us-east-1"))
                .orElseThrow();
        assertThat(step.reversibility()).isEqualTo(Reversibility.COMPENSATE);
        assertThat(step.rendering().explanation().key()).isEqualTo("protect.change.explainLeavesOut");
        assertThat(plan(policy(Situation.DELEGATING), ADMIN.toString(), ME)
                        .step(StepId.of("protect-key", "us-east-1"))
                        .orElseThrow()
                        .reversibility())
                .isEqualTo(Reversibility.UNDO);
    }

    @Test
    void whatIsProtectedIsDoneAndAnotherNameReplacesTheStatement() {
        var after = change(plan(policy(Situation.DELEGATING), ADMIN.toString(), ME), "us-east-1")
                .document();

        assertThat(plan(policy(after), ADMIN.toString(), ME).complete()).isTrue();
        var fewer = plan(policy(after), ME);
        assertThat(PolicyDocument.parse(change(fewer, "us-east-1").document()).statements())
                .hasSize(PolicyDocument.parse(after).statements().size());
        assertThat(change(fewer, "us-east-1").document()).doesNotContain(ADMIN.toString());
    }

    @Test
    void everyRegionOfTheKeyIsCovered() {
        var policies = new LinkedHashMap<KeyArn, Observed<String>>();
        policies.put(REPLICA, Situation.known(Situation.DELEGATING));
        policies.put(Situation.KEY, Situation.known(Situation.DELEGATING));
        assertThat(open(plan(policies, ME))).containsExactly("protect-key:eu-west-1", "protect-key:us-east-1");

        policies.put(REPLICA, Situation.failed("AccessDeniedException"));
        assertThat(plan(policies, ME).firstBlocked().orElseThrow().id())
                .isEqualTo(StepId.of("protect-key", "eu-west-1"));
    }

    /** KMS would refuse a policy under which its author could not change it again. */
    @Test
    void whoIsNotNamedIsNotLockedOut() {
        assertThat(blocked(plan(policy(Situation.DELEGATING), ADMIN.toString())))
                .isEqualTo("protect.lockOut.caller");
    }

    @Test
    void aRoleThatIsMissingOrHasAnotherPathBlocks() {
        var missing = Map.of("KeyAdmin", Situation.known(Optional.<RoleArn>empty()));
        assertThat(blocked(plan(policy(Situation.DELEGATING), missing, ADMIN.toString(), ME)))
                .isEqualTo("protect.named.missing");
        var other = Map.of(
                "KeyAdmin", Situation.known(Optional.of(new RoleArn("aws", Situation.ACCOUNT, "/x/", "KeyAdmin"))));
        assertThat(blocked(plan(policy(Situation.DELEGATING), other, ADMIN.toString(), ME)))
                .isEqualTo("protect.named.otherPath");
        assertThat(blocked(plan(policy(Situation.DELEGATING), "arn:aws:iam::999900001111:role/KeyAdmin", ME)))
                .isEqualTo("protect.named.elsewhere");
    }

    @Test
    void anotherStatementThatDeniesANamedRoleBlocks() {
        var denying = delegating(",{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"" + ADMIN
                + "\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}");
        assertThat(blocked(plan(policy(denying), ADMIN.toString(), ME))).isEqualTo("protect.lockOut.named");
    }

    @Test
    void aPolicyWithoutRoomBlocks() {
        var full = delegating(",{\"Sid\":\"" + "x".repeat(32_300)
                + "\",\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::" + Situation.ACCOUNT
                + ":root\"},\"Action\":\"kms:CreateGrant\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{"
                + "\"aws:SecureTransport\":\"false\"}}}");
        assertThat(blocked(plan(policy(full), ME))).isEqualTo("protect.change.tooLarge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KeyAdmin",
                "arn:aws:iam::111122223333:role/*",
                "arn:aws:iam::111122223333:root",
                "arn:aws:sts::111122223333:assumed-role/KeyAdmin/me"
            })
    void onlyWholeArnsOfRolesAndUsersAreTaken(String principal) {
        assertThatThrownBy(() -> plan(policy(Situation.DELEGATING), principal)).isInstanceOf(InputException.class);
    }

    @Test
    void aUserAndARoleOfOneNameAreTwoPrincipals() {
        var user = "arn:aws:iam::" + Situation.ACCOUNT + ":user/KeyAdmin";
        var plan = plan(policy(Situation.DELEGATING), ADMIN.toString(), user, ME);

        assertThat(plan.steps()).extracting(s -> s.id().value()).contains("check-principal:" + ADMIN);
        assertThat(plan.step(StepId.of("check-principal", user))).isPresent();
    }

    /** AWS Organizations: a service control policy has at most 5,120 characters, white space included. */
    @Test
    void aServiceControlPolicyHasRoomOrBlocks() {
        assertThat(handedOn(1).status()).isEqualTo(Status.TO_DO);
        var compact = handedOn(40);
        assertThat(compact.status()).isEqualTo(Status.TO_DO);
        assertThat(compact.copyables().getFirst().content()).hasSizeLessThanOrEqualTo(5_120);
        assertThat(handedOn(100).status()).isInstanceOf(Status.Blocked.class);
    }

    private static Step.ManualStep handedOn(int roles) {
        var names = IntStream.range(0, roles)
                .mapToObj(i -> "arn:aws:iam::" + Situation.ACCOUNT + ":role/" + "x".repeat(50) + i)
                .toList();
        var now = now(policy(Situation.DELEGATING), Map.of());
        var want = new ProtectChoices(names, Optional.empty(), true, Set.of(), Set.of());
        return (Step.ManualStep) new ProtectPlanner(Bench.WAITS)
                .plan(now, want)
                .step(ProtectPlanner.HAND_ON)
                .orElseThrow();
    }

    /** AWS STS, GetCallerIdentity: the ARN of a session has no path. */
    @Test
    void aSessionIsItsRoleWhateverItsPath() {
        var boss = "arn:aws:iam::" + Situation.ACCOUNT + ":role/team/Boss";
        var me = new AwsCaller(
                Situation.ACCOUNT,
                "arn:aws:sts::" + Situation.ACCOUNT + ":assumed-role/Boss/me",
                "AROAIOSFODNN7EXAMPLE:me");
        var guarded = change(plan(policy(Situation.DELEGATING), ME, boss), "us-east-1")
                .document();
        var now = now(policy(guarded), Map.of());
        var signedIn = new ProjectSnapshot(
                now.project(),
                now.at(),
                now.atlas(),
                new AwsSide(
                        Situation.known(me),
                        now.aws().role(),
                        now.aws().key(),
                        now.aws().keyPolicy()),
                now.answers());
        var want = new ProtectChoices(List.of(ME), Optional.empty(), false, Set.of(), Set.of());
        var lockOut = new ProtectPlanner(Bench.WAITS)
                .plan(signedIn, want)
                .step(StepId.of("check-lock-out", "us-east-1"))
                .orElseThrow();
        assertThat(((Status.Blocked) lockOut.status()).reason().key()).isEqualTo("protect.lockOut.callerRole");
    }
}
