package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.PutBack;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check's proposal is written by the engine and rolled back verbatim, over HTTP. */
@Alongside
class ApplyFixOverHttpTest {
    private static final String OPERATOR_ONLY = """
        {"Version": "2012-10-17", "Statement": [{"Sid": "Admin", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*",
          "Resource": "*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "%s"}}}]}\
        """;

    @TempDir
    Path dir;

    private final ApplyFixPlanner planner = new ApplyFixPlanner(SandboxedConsole.WAITS);
    private Sandbox sandbox;
    private SandboxedConsole console;
    private String project;
    private KeyArn key;
    private RoleArn role;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(200));
        console = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox),
                FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}));
        project = sandbox.projectId("analytics-dev");
        key = KeyArn.of(sandbox.aws().keys().stream()
                .filter(k -> k.arn().contains(":us-east-1:") && k.state().equals("Enabled"))
                .findFirst()
                .orElseThrow()
                .arn());
        assertThat(console.enable(project, key).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        role = new RoleArn("aws", key.account(), "/", SandboxedConsole.ROLE_NAME);
        sandbox.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        sandbox.close();
        assertThat(JournalVerifier.verify(dir.resolve("journal.jsonl")).faults())
                .isEmpty();
    }

    private PreflightReport check() {
        return console.service.check(
                project,
                CheckFocus.of(Optional.of(role), Optional.of(new KeyReference.ByArn(key)), Optional.empty()),
                _ -> {});
    }

    private static FixChoices proposed(PreflightReport report, CheckId check) {
        var result = report.result(check).orElseThrow();
        assertThat(result.verdict().outcome()).as(check.toString()).isEqualTo(CheckOutcome.FAIL);
        return FixChoices.applying(((Fix.PolicyChange) result.verdict().fixes().getFirst()).request(), report.role());
    }

    private ReadScope focus() {
        return new ReadScope(
                Optional.of(role.name()), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region()));
    }

    private RunResult run(FixChoices choices) {
        return console.run(planner, choices, project, Confirmation.typed("analytics-dev"));
    }

    private AwsRequest putBack() {
        return console.journal().entries().reversed().stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.INTENT)
                .findFirst()
                .flatMap(PutBack::request)
                .orElseThrow();
    }

    /** Break, check, apply, check again, roll back: the document is restored verbatim. */
    private void appliedAndPutBack(CheckId check, java.util.function.Supplier<String> document) {
        var before = document.get();
        assertThat(run(proposed(check(), check)).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(document.get()).isNotEqualTo(before);
        assertThat(check().result(check).orElseThrow().verdict().outcome()).isEqualTo(CheckOutcome.PASS);

        assertThat(run(FixChoices.puttingBack(putBack())).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(document.get()).isEqualTo(before);
        assertThat(check().result(check).orElseThrow().verdict().outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(console.journal().openIntents(project)).isEmpty();
    }

    @Test
    void aTrustPolicy() {
        sandbox.aws()
                .setTrustPolicy(
                        role.toString(),
                        "{\"Version\":\"2012-10-17\", \"Statement\": "
                                + " {\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
                                + "\"Action\":\"sts:AssumeRole\"}}",
                        false);
        appliedAndPutBack(
                CheckId.TRUST_POLICY,
                () -> console.service.iamRole(role.name()).orElseThrow().trustPolicy());
    }

    @Test
    void trustThatIsOpenToOthers() {
        sandbox.aws()
                .setTrustPolicy(
                        role.toString(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + sandbox.aws().atlasAccountArn() + "\"},\"Action\":\"sts:AssumeRole\"}]}",
                        false);
        appliedAndPutBack(
                CheckId.CONFUSED_DEPUTY,
                () -> console.service.iamRole(role.name()).orElseThrow().trustPolicy());
    }

    @Test
    void anAccessPolicyThatIsThere() {
        var name = "AtlasEncryptionAtRest-" + project;
        sandbox.aws()
                .setRolePolicy(
                        role.toString(),
                        name,
                        AtlasPolicies.access(List.of(key.toString().replace("key/", "key/0")))
                                .raw(),
                        false);
        appliedAndPutBack(
                CheckId.IDENTITY_POLICIES,
                () -> console.service
                        .iamRole(role.name())
                        .orElseThrow()
                        .inlinePolicies()
                        .get(name));
    }

    @Test
    void aKeyPolicy() {
        sandbox.aws().setKeyPolicy(key.toString(), OPERATOR_ONLY.formatted(role));
        appliedAndPutBack(
                CheckId.KEY_POLICY,
                () -> console.service
                        .observe(project, focus())
                        .aws()
                        .keyPolicy()
                        .value()
                        .orElseThrow());
    }

    /** The policy that the set-up created is the only one that lets the project use its key. */
    @Test
    void theOnlyPolicyIsDeletedOnlyWithTheProjectsNameAndRecordedAsDeleted() {
        var undo = console.journal().entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.INTENT)
                .filter(d -> d.recordedRequest()
                        .filter(r -> r.operation() == RecordedOperation.PUT_ROLE_POLICY)
                        .isPresent())
                .findFirst()
                .flatMap(PutBack::request)
                .orElseThrow();
        var choices = FixChoices.puttingBack(undo);
        var plan = console.service.plan(planner, choices, project);
        assertThat(plan.nameToType()).contains("analytics-dev");
        assertThat(plan.judged().orElseThrow().effect().projects())
                .singleElement()
                .satisfies(p -> assertThat(p.change()).isEqualTo(ProjectEffect.Change.STOPS));

        for (var wrong : List.of(Confirmation.PLAIN, Confirmation.typed("analytics"))) {
            assertThatThrownBy(() -> console.run(planner, choices, project, wrong))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("NOT_CONFIRMED"));
        }
        assertThat(policies()).isNotEmpty();

        assertThat(run(choices).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(policies()).isEmpty();
        assertThat(console.journal().entries().stream()
                        .map(JournalEntry::what)
                        .filter(d -> d.kind() == EntryKind.INTENT)
                        .reduce((_, last) -> last))
                .hasValueSatisfying(d -> {
                    assertThat(d.title()).startsWith("Delete the access policy " + role.name() + "/");
                    assertThat(d.recordedRequest().orElseThrow().operation())
                            .isEqualTo(RecordedOperation.DELETE_ROLE_POLICY);
                });
    }

    private Map<String, String> policies() {
        return console.service.iamRole(role.name()).orElseThrow().inlinePolicies();
    }

    /** Atlas does not answer about another project, so nobody knows who else stands on a key. */
    @Test
    void withoutTheListOfProjectsNothingIsTakenAwayAndTheReasonIsSaid() {
        var undo = new AwsRequest.DeleteRolePolicy(
                role.name(),
                policies().keySet().iterator().next(),
                policies().values().iterator().next());
        sandbox.faults().inject(Fault.status("listGroups", 403).times(0));

        var result = run(FixChoices.puttingBack(undo));
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("EFFECT_UNKNOWN");
        assertThat(policies()).isNotEmpty();
    }

    @Test
    void whatSomebodyChangedMeanwhileIsNotWrittenOver() {
        sandbox.aws().setTrustPolicy(role.toString(), "{\"Version\":\"2012-10-17\",\"Statement\":[]}", false);
        var choices = proposed(check(), CheckId.TRUST_POLICY);
        var theirs =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        sandbox.aws().setTrustPolicy(role.toString(), theirs, false);

        var result = run(choices);
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.problem().orElseThrow().detail()).contains("changed the document since");
        assertThat(console.service.iamRole(role.name()).orElseThrow().trustPolicy())
                .isEqualTo(theirs);
    }

    @Test
    void whatWasChangedSinceIsNotPutBack() {
        sandbox.aws().setTrustPolicy(role.toString(), "{\"Version\":\"2012-10-17\",\"Statement\":[]}", false);
        assertThat(run(proposed(check(), CheckId.TRUST_POLICY)).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        var theirs =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        sandbox.aws().setTrustPolicy(role.toString(), theirs, false);

        assertThat(run(FixChoices.puttingBack(putBack())).kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(console.service.iamRole(role.name()).orElseThrow().trustPolicy())
                .isEqualTo(theirs);
    }

    @Test
    void aLostAnswerIsFoundOutAndWrittenDown() {
        sandbox.aws().setTrustPolicy(role.toString(), "{\"Version\":\"2012-10-17\",\"Statement\":[]}", false);
        var choices = proposed(check(), CheckId.TRUST_POLICY);
        sandbox.faults()
                .inject(new Fault(
                        "iam:UpdateAssumeRolePolicy", 1, 1, Fault.FaultKind.DROP_AFTER, 500, "x", Duration.ZERO));

        assertThat(run(choices).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(console.journal().entries().getLast().what().kind()).isEqualTo(EntryKind.RUN_ENDED);
        assertThat(console.journal().entries().stream().map(JournalEntry::what).flatMap(d -> d.outcome().stream()))
                .contains(JournalDraft.Outcome.DONE_UNANSWERED);
    }
}
