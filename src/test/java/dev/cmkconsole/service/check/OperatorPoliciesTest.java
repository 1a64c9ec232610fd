package dev.cmkconsole.service.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.policy.document.OperatorPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proposed operator policies permit everything the program does. Without any one action, some call is refused. */
@Alongside
class OperatorPoliciesTest {
    private static final KeyArn KEY = KeyArn.of(Scene.arn(Scene.KEY_ID));
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::" + Scene.OURS + ":role/atlas");
    private static final String OPERATOR = "arn:aws:iam::" + Scene.OURS + ":user/operator";
    private static final PolicyDocument READING = OperatorPolicies.reading(KEY.toString(), ROLE.toString(), OPERATOR);
    private static final PolicyDocument APPLYING = OperatorPolicies.applying(KEY.toString(), ROLE.toString(), OPERATOR);
    /** Only people with access to data try the key. Without it one check is unknown, and the user accepts that. */
    private static final String LEFT_OUT = "kms:Encrypt";

    private static final Set<StepId> ACCEPTED = Set.of(AccessSteps.ACCESS);
    private static final String KEY_POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                    + Scene.OURS
                    + ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\",\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":\""
                    + ROLE + "\"}}}]}";

    @TempDir
    Path dir;

    private static List<String> actions(PolicyDocument policy) {
        var all = new ArrayList<String>();
        policy.tree().get("Statement").forEach(s -> s.get("Action").forEach(a -> all.add(a.asText())));
        return all;
    }

    private static ObjectNode without(PolicyDocument policy, String action) {
        var tree = policy.tree();
        tree.get("Statement").forEach(s -> {
            var some = (ArrayNode) s.get("Action");
            for (int i = some.size() - 1; i >= 0; i--) {
                if (some.get(i).asText().equals(action)) {
                    some.remove(i);
                }
            }
        });
        var statements = (ArrayNode) tree.get("Statement");
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i).get("Action").isEmpty()) {
                statements.remove(i);
            }
        }
        return tree;
    }

    /** The calls that an operator with this policy is refused. */
    private List<String> refused(ObjectNode policy, Consumer<Scene> world, Work work) {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario("fresh")
                        .speed(400));
                var console = SandboxedConsole.within(
                        sandbox,
                        FileJournal.open(
                                dir.resolve(System.nanoTime() + ".jsonl"), Clock.systemUTC(), t -> t, _ -> {}))) {
            var scene = new Scene(
                    "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e",
                    "arn:aws:iam::" + Scene.ATLAS + ":root",
                    sandbox.awsOperator());
            ((ArrayNode) scene.operator.get("accessKeys"))
                    .removeAll()
                    .addObject()
                    .put("id", sandbox.awsOperator().accessKeyId())
                    .put("secret", sandbox.awsOperator().secretAccessKey());
            scene.operator.putObject("inlinePolicies").set("may", policy);
            world.accept(scene);
            sandbox.aws().load(scene.root);
            work.does(sandbox, console);
            return sandbox.requestLog().entries().stream()
                    .filter(e -> e.service().equals("aws"))
                    .filter(e -> e.status() == 403 || e.operation().startsWith("kms:") && e.status() == 400)
                    .map(RequestLog.Entry::operation)
                    .filter(o -> !o.equals(LEFT_OUT))
                    .distinct()
                    .toList();
        }
    }

    private interface Work {
        void does(Sandbox sandbox, SandboxedConsole console);
    }

    /** A role with policies of every kind. */
    private static void furnished(Scene scene) {
        scene.attached(scene.ownAccess());
        scene.boundary("{'Effect':'Allow','Action':'*','Resource':'*'}");
        scene.key.put("origin", "EXTERNAL");
    }

    private static void looks(Sandbox sandbox, SandboxedConsole console) {
        console.service.check(
                sandbox.projectId("analytics-dev"),
                CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty()),
                _ -> {});
        quietly(() -> console.service.keys(new AwsRegion("us-east-1")));
        quietly(console.service::iamRoles);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (dev.cmkconsole.model.outcome.ServiceException e) {
            assertThat(e.problem().code()).startsWith("AccessDenied");
        }
    }

    /** Enables with a role to be made, and then mends a trust policy and a key policy that somebody broke. */
    private static boolean works(Sandbox sandbox, SandboxedConsole console) {
        String project = sandbox.projectId("analytics-dev");
        var enabled = console.run(
                new EnablePlanner(SandboxedConsole.WAITS),
                EnableChoices.byConsole(RoleChoice.newRole("atlas"), new KeyChoice.Existing(KEY))
                        .withAccepted(ACCEPTED),
                project,
                Confirmation.PLAIN);
        if (enabled.kind() != RunResult.RunOutcomeKind.DONE) {
            return false;
        }
        sandbox.aws().setTrustPolicy(ROLE.toString(), "{\"Version\":\"2012-10-17\",\"Statement\":[]}", false);
        sandbox.aws().setKeyPolicy(KEY.toString(), KEY_POLICY);
        boolean all = true;
        for (var check : List.of(CheckId.TRUST_POLICY, CheckId.KEY_POLICY)) {
            var report = console.service.check(
                    project,
                    CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty()),
                    _ -> {});
            var change = report.result(check).stream()
                    .flatMap(r -> r.verdict().fixes().stream())
                    .filter(Fix.PolicyChange.class::isInstance)
                    .map(Fix.PolicyChange.class::cast)
                    .findFirst();
            all &= change.isPresent()
                    && console.run(
                                            new ApplyFixPlanner(SandboxedConsole.WAITS),
                                            FixChoices.applying(change.get().request(), Optional.of(ROLE))
                                                    .withAccepted(Set.of(StepId.of("check:no-lock-out"))),
                                            project,
                                            Confirmation.PLAIN)
                                    .kind()
                            == RunResult.RunOutcomeKind.DONE;
        }
        return all;
    }

    @Test
    void readingIsEnoughToCheckAndToChoose() {
        assertThat(refused(READING.tree(), OperatorPoliciesTest::furnished, OperatorPoliciesTest::looks))
                .isEmpty();
    }

    @Test
    void applyingIsEnoughToEnableAndToMend() {
        assertThat(refused(APPLYING.tree(), scene -> scene.ours.putArray("roles"), (sandbox, console) -> {
                    assertThat(works(sandbox, console)).isTrue();
                    var report =
                            console.service.check(sandbox.projectId("analytics-dev"), CheckFocus.CONFIGURED, _ -> {});
                    assertThat(report.result(CheckId.TRUST_POLICY)
                                    .orElseThrow()
                                    .verdict()
                                    .outcome())
                            .isEqualTo(CheckOutcome.PASS);
                    assertThat(report.result(CheckId.KEY_POLICY)
                                    .orElseThrow()
                                    .verdict()
                                    .outcome())
                            .isEqualTo(CheckOutcome.PASS);
                }))
                .isEmpty();
    }

    @Test
    void everyActionForReadingIsNeeded() {
        assertThat(actions(READING))
                .allSatisfy(action -> assertThat(refused(
                                without(READING, action), OperatorPoliciesTest::furnished, OperatorPoliciesTest::looks))
                        .as("without %s", action)
                        .contains(action));
    }

    /** Either AWS refuses it, or the checks predict the refusal. */
    @Test
    void everyActionForWritingIsNeeded() {
        assertThat(List.of(
                        "iam:CreateRole",
                        "iam:TagRole",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:PutRolePolicy",
                        "kms:PutKeyPolicy"))
                .isSubsetOf(actions(APPLYING))
                .allSatisfy(action -> refused(
                        without(APPLYING, action),
                        scene -> scene.ours.putArray("roles"),
                        (sandbox, console) -> assertThat(works(sandbox, console))
                                .as("without %s", action)
                                .isFalse()));
    }

    @Test
    void nothingDangerousIsInThem() {
        assertThat(actions(APPLYING))
                .doesNotContain(
                        "kms:DisableKey",
                        "kms:ScheduleKeyDeletion",
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:Encrypt",
                        "iam:PassRole",
                        "iam:CreateAccessKey")
                .noneMatch(a -> a.contains("*"));
    }
}
