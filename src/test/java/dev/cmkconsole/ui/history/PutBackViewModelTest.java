package dev.cmkconsole.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.DiffLine;
import dev.cmkconsole.ui.task.ScreenThread;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded change of a trust policy is rolled back from the history, with the real engine. */
@Alongside
class PutBackViewModelTest {
    private static final String ROLE = "atlas-payments";
    private static final String ROLE_ARN = "arn:aws:iam::111122223333:role/" + ROLE;
    private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    private static final String OURS = policy("lambda.amazonaws.com");
    private static final String THEIRS = policy("ec2.amazonaws.com");

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private SandboxWindow w;
    private HistoryViewModel model;
    private String before;

    private static String policy(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + principal + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    @BeforeEach
    void changeADocument() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("broken-role")
                .speed(200));
        w = new SandboxWindow(
                sandbox, FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}), dir);
        before = trust();
        var result = ScreenThread.away(() -> w.service.run(
                new ApplyFixPlanner(w.service.waits()),
                FixChoices.applying(new AwsRequest.UpdateTrustPolicy(ROLE, before, OURS), Optional.empty()),
                w.project("payments-prod"),
                Confirmation.typed("payments-prod"),
                _ -> {},
                new SignalRunControl()));
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        model = new HistoryViewModel(w.window.frame(), w.service);
        model.show(Place.History.ALL);
        model.select(model.lines().stream()
                .filter(l -> !l.wholeRun() && l.outcome().equals(Optional.of(Outcome.DONE)))
                .findFirst()
                .orElseThrow());
    }

    @AfterEach
    void close() {
        w.close();
        sandbox.close();
    }

    private String trust() {
        return ScreenThread.away(() -> w.service.iamRole(ROLE)).orElseThrow().trustPolicy();
    }

    private PutBackViewModel.Outlook outlook() {
        model.undo().look();
        return model.undo().outlookProperty().get();
    }

    @Test
    void whatWouldBeWrittenIsShownAskedAboutWrittenAndRecorded() {
        assertThat(model.undo().offeredProperty().get()).isTrue();
        int recorded = w.journal.entries().size();
        assertThat(outlook().possible()).isTrue();
        assertThat(outlook().said()).contains("Restore the trust policy of role " + ROLE);
        assertThat(outlook().diff())
                .anyMatch(l -> l.change() == DiffLine.Change.REMOVED && l.text().contains("lambda.amazonaws.com"))
                .anyMatch(l -> l.change() == DiffLine.Change.ADDED
                        && l.text().contains("00000000-0000-4000-8000-000000000000"));
        assertThat(trust()).as("looking sends nothing").isNotEqualTo(before);
        assertThat(w.journal.entries()).hasSize(recorded);

        model.undo().putBack();

        assertThat(w.window.asked)
                .singleElement()
                .satisfies(q -> assertThat(q.consequences()).anyMatch(c -> c.contains("iam:UpdateAssumeRolePolicy")));
        assertThat(trust()).isEqualTo(before);
        assertThat(w.journal.entries().size()).isGreaterThan(recorded);
        assertThat(model.undo().outlookProperty().get().possible())
                .as("there is nothing more to put back")
                .isFalse();
    }

    /** The access policy was created by the recorded run, and nothing else lets the project use its key. */
    private void createdPolicy() {
        var record = ScreenThread.away(() -> w.service.observe(w.project("payments-prod"), ReadScope.CONFIGURED))
                .configuredRole()
                .orElseThrow();
        sandbox.aws()
                .setTrustPolicy(
                        ROLE_ARN,
                        AtlasPolicies.trust(record.atlasAccountArn(), record.externalId())
                                .raw(),
                        false);
        var present = policies();
        present.keySet().forEach(name -> sandbox.aws().setRolePolicy(ROLE_ARN, name, NOTHING, false));
        var key = sandbox.aws().keys().stream()
                .filter(k -> present.values().iterator().next().contains(k.arn()))
                .findFirst()
                .orElseThrow()
                .arn();
        var made = ScreenThread.away(() -> w.service.run(
                new ApplyFixPlanner(w.service.waits()),
                FixChoices.applying(
                        new AwsRequest.PutRolePolicy(
                                ROLE,
                                "made-here",
                                AtlasPolicies.access(List.of(key)).raw()),
                        Optional.empty()),
                w.project("payments-prod"),
                Confirmation.PLAIN,
                _ -> {},
                new SignalRunControl()));
        assertThat(made.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        model.show(Place.History.ALL);
        model.select(model.lines().stream()
                .filter(l ->
                        l.what().target().filter(t -> t.endsWith("/made-here")).isPresent())
                .findFirst()
                .orElseThrow());
    }

    private Map<String, String> policies() {
        return ScreenThread.away(() -> w.service.iamRole(ROLE)).orElseThrow().inlinePolicies();
    }

    @Test
    void aCreatedPolicyIsDeletedInWordsAndOnlyWithTheProjectsName() {
        createdPolicy();
        assertThat(model.undo().verbProperty().get()).isEqualTo("Delete the policy");
        var now = outlook();
        assertThat(now.verb()).contains("Delete the policy");
        assertThat(now.destructive()).isTrue();
        assertThat(now.said()).contains("Delete the access policy").doesNotContain("estore");
        assertThat(now.effect())
                .anyMatch(l -> l.contains("deletes the policy made-here"))
                .anyMatch(l -> l.startsWith("payments-prod loses access to its key"));

        model.undo().putBack();

        assertThat(w.window.typed).containsExactly("payments-prod");
        assertThat(w.window.asked).singleElement().satisfies(q -> {
            assertThat(q.destructive()).isTrue();
            assertThat(q.verb()).isEqualTo("Delete the policy");
            assertThat(q.consequences()).containsAll(now.effect());
        });
        assertThat(policies()).doesNotContainKey("made-here");
        assertThat(model.undo().outlookProperty().get().said()).contains("no such policy, as before this change");
    }

    @Test
    void whereTheEffectIsNotKnownTheCommandIsShownAndNothingCanBePressed() {
        createdPolicy();
        sandbox.faults().inject(Fault.status("listGroups", 403).times(0));
        var now = outlook();
        assertThat(now.possible()).isFalse();
        assertThat(now.said()).contains("could not be read");
        assertThat(now.effect()).anyMatch(l -> l.contains("aws iam delete-role-policy"));
        model.undo().putBack();
        assertThat(w.window.asked).isEmpty();
        assertThat(policies()).containsKey("made-here");
    }

    @Test
    void whatWasChangedSinceIsNotOverwrittenAndTheReasonIsSaid() {
        sandbox.aws().setTrustPolicy(ROLE_ARN, THEIRS, false);
        assertThat(outlook().possible()).isFalse();
        assertThat(outlook().said()).contains("changed the document since");
        model.undo().putBack();
        assertThat(w.window.asked).isEmpty();
        assertThat(trust()).isEqualTo(THEIRS);
    }

    @Test
    void whatIsChangedBetweenLookingAndWritingIsNotOverwrittenEither() {
        assertThat(outlook().possible()).isTrue();
        sandbox.aws().setTrustPolicy(ROLE_ARN, THEIRS, false);
        model.undo().putBack();
        assertThat(trust()).isEqualTo(THEIRS);
        assertThat(w.window.tasks.reported())
                .singleElement()
                .satisfies(p -> assertThat(p.detail()).contains("changed the document since"));
        assertThat(model.undo().outlookProperty().get().possible()).isFalse();
    }

    @Test
    void aWholeRunIsNotOfferedToBePutBack() {
        model.select(
                model.lines().stream().filter(HistoryLine::wholeRun).findFirst().orElseThrow());
        assertThat(model.undo().offeredProperty().get()).isFalse();
        model.undo().look();
        assertThat(model.undo().outlookProperty().get()).isNull();
    }
}
