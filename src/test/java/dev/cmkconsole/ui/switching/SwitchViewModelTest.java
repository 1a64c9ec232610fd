package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.ui.access.ChangeMode;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel.RoleOption;
import dev.cmkconsole.ui.check.CheckDetail;
import dev.cmkconsole.ui.check.CheckOffer;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.view.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The switch, page by page, against a real sandbox: obstacles and remedies. No irreversible request is sent before its
 * own confirmation.
 */
@Alongside
class SwitchViewModelTest extends SwitchAtSandbox {
    @Test
    void theFactsSayWhatStandsOnTheKey() {
        open();
        assertThat(page(FactsPageViewModel.class).facts())
                .extracting(Fact::value)
                .contains(
                        new Fact.Value.Identifier(KEY.toString()),
                        new Fact.Value.Identifier("AKIASANDBOXLEDGERKEY"),
                        new Fact.Value.Plain("ledger need it to run"),
                        new Fact.Value.Plain("alias/atlas-ledger"),
                        new Fact.Value.Plain("1 is encrypted with a customer-managed key: ledger"));
        assertThat(page(FactsPageViewModel.class).asksForKey()).isFalse();
    }

    @Test
    void itIsPreparedThenCheckedThenConfirmedThenProved() {
        open();
        toReview();
        assertThat(sandbox.requestLog().entries())
                .as("nothing is changed before the review")
                .allMatch(e -> e.service().equals("aws")
                        ? e.operation().matches("\\w+:(Get|List|Describe|Simulate).*|kms:Encrypt")
                        : e.method().equals("GET"));
        var review = page(ReviewPageViewModel.class);
        assertThat(review.plan().summaryProperty().get()).contains("nothing irreversible");
        assertThat(review.footer().getValue().next()).isEqualTo("Prepare ledger-legacy");
        next();

        assertThat(here()).isEqualTo("checks");
        assertThat(kms().onCredentials()).isTrue();
        var checks = page(ChecksPageViewModel.class);
        assertThat(checks.doubts()).isNotEmpty();
        next();
        assertThat(here()).isEqualTo("checks");
        assertThat(checks.errorProperty().get()).contains("Select each one that you accept");
        int doubts = checks.doubts().size();
        acceptEveryDoubt();
        next();

        assertThat(here()).isEqualTo("commit");
        var commit = page(CommitPageViewModel.class);
        assertThat(commit.footer().getValue().next()).isEqualTo("Switch ledger-legacy to the role");
        assertThat(commit.footer().getValue().stopIsDefault()).isTrue();
        var words = commit.wordsProperty().get();
        assertThat(words.forEver())
                .hasSize(3)
                .anySatisfy(s -> assertThat(s).contains(ROLE).contains("AKIASANDBOXLEDGERKEY"));
        assertThat(words.unchanged()).contains(KEY.keyId()).contains("eu-west-1");
        assertThat(words.checked()).hasSize(2 + doubts);
        assertThat(words.request())
                .get()
                .asString()
                .contains("encryptionAtRest")
                .contains(KEY.keyId());
        commit.nameProperty().set("ledger");
        next();
        assertThat(here()).isEqualTo("commit");
        assertThat(commit.nameErrorProperty().get()).contains("ledger-legacy");
        assertThat(irreversible()).isEmpty();
        confirm();

        assertThat(here()).isEqualTo("proof");
        assertThat(irreversible()).hasSize(1);
        assertThat(kms().onCredentials()).isFalse();
        assertThat(kms().customerMasterKeyId()).contains(KEY.keyId());
        assertThat(page(ProofPageViewModel.class).facts())
                .extracting(Fact::value)
                .contains(
                        new Fact.Value.Identifier(ROLE),
                        new Fact.Value.Plain(KEY.keyId() + ", unchanged"),
                        new Fact.Value.Plain("eu-west-1, unchanged"));
        assertThat(page(ProofPageViewModel.class).facts())
                .filteredOn(f -> f.name().equals("Key last used"))
                .singleElement()
                .extracting(Fact::value)
                .isInstanceOfSatisfying(
                        Fact.Value.Status.class,
                        s -> assertThat(s.badge().word()).contains("since the switch"));
        assertThat(page(ProofPageViewModel.class).report()).contains(PROJECT);
    }

    @Test
    void whatWasAcceptedStandsInTheRecordOfTheRun() {
        open();
        toCommit();
        confirm();
        var begun = w.journal.entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.RUN_STARTED)
                .toList();
        assertThat(begun).hasSize(2).allMatch(d -> d.procedure().equals("switch"));
        assertThat(begun.getFirst().title()).doesNotContain("accepted");
        assertThat(begun.getLast().title())
                .contains("accepted by the user although it cannot be told: ")
                .contains("check:hidden-policies");
    }

    @Test
    void aHalfDoneSwitchIsFoundAgainOnAnotherComputerWeeksLater() {
        open();
        toChecks();
        model.wizardProperty().get().stop();
        assertThat(w.window.went).containsExactly(new Place.OfProject(w.project(PROJECT), "overview"));
        sandbox.advance(Duration.ofDays(21));

        open("another");
        assertThat(NextStep.of(w.observe(PROJECT), Procedures.types()))
                .contains(new NextStep("CONTINUE_SWITCH", "switch"));
        next();
        var role = page(RolePageViewModel.class);
        assertThat(role.kindProperty().get()).isEqualTo(RoleOption.AUTHORIZED);
        assertThat(role.authorizedProperty().get().iamRoleArn()).contains(ROLE);
        next();
        assertThat(page(ManualStepsPageViewModel.class).nothingToDoProperty().get())
                .isTrue();
        next();
        next();
        sandbox.requestLog().clear();
        next();
        assertThat(here()).as("nothing is left to prepare").isEqualTo("checks");
        assertThat(w.journal.entries()).isEmpty();
        acceptEveryDoubt();
        next();
        confirm();
        assertThat(here()).isEqualTo("proof");
        assertThat(irreversible()).hasSize(1);
    }

    @Test
    void aRoleThatCanUseAnotherKeyOnlyIsFoundAndMendedHere() {
        open();
        next();
        next();
        next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.USER);
        next();
        next();
        assertThat(here()).isEqualTo("prepare");
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.NEEDS_HANDS);
        String other = KEY.toString().replace("d93b7c15", "00000000");
        sandbox.aws()
                .setRolePolicy(
                        ROLE, "by-hand", AtlasPolicies.access(List.of(other)).raw(), false);
        model.runProperty().get().handsDone();
        assertThat(model.runProperty().get().lookedInVain()).isTrue();
        model.runProperty().get().handsDoneForCertain();

        assertThat(here()).isEqualTo("checks");
        assertThat(failing()).contains(CheckId.IDENTITY_POLICIES);
        acceptEveryDoubt();
        page(ChecksPageViewModel.class).accept(CheckId.IDENTITY_POLICIES, true);
        next();
        assertThat(here()).as("a failure is never gone past").isEqualTo("checks");
        assertThat(page(ChecksPageViewModel.class).errorProperty().get()).contains("fails");

        page(ChecksPageViewModel.class).prepareAgain();
        assertThat(here()).isEqualTo("trust");
        next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.CONSOLE);
        next();
        next();
        assertThat(here()).isEqualTo("checks");
        assertThat(failing()).isEmpty();
        acceptEveryDoubt();
        next();
        confirm();
        assertThat(here()).isEqualTo("proof");
    }

    @Test
    void theChangeThatAFailingCheckProposesIsMadeInPlace() {
        open();
        toChecks();
        String other = AtlasPolicies.access(List.of(KEY.toString().replace("d93b7c15", "00000000")))
                .raw();
        sandbox.aws().setRolePolicy(ROLE, "AtlasEncryptionAtRest-" + w.project(PROJECT), other, false);
        var checks = page(ChecksPageViewModel.class).checks();
        checks.check();
        assertThat(failing()).containsExactly(CheckId.IDENTITY_POLICIES);
        assertThat(page(ChecksPageViewModel.class).decides())
                .as("what fails comes before what cannot be told")
                .isFalse();
        checks.lines().stream()
                .filter(l -> l.key().equals("check:identity-policies"))
                .findFirst()
                .ifPresent(checks::select);
        assertThat(((CheckDetail.OfCheck) checks.detailProperty().get())
                        .offers()
                        .getFirst())
                .isInstanceOfSatisfying(CheckOffer.Change.class, checks::apply);
        assertThat(w.window.asked).hasSize(1);
        assertThat(failing()).isEmpty();
        acceptEveryDoubt();
        next();
        assertThat(page(CommitPageViewModel.class).obstacleProperty().get()).isEmpty();
        confirm();
        assertThat(here()).isEqualTo("proof");
    }

    @Test
    void aTrustPolicyForAnotherExternalIdIsMetWhileItCanBeUndone() {
        open();
        next();
        next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.USER);
        next();
        next();
        next();
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.NEEDS_HANDS);
        w.aws.send(new AwsRequest.CreateRole(
                "atlas-cmk-ledger-legacy",
                AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e")
                        .raw(),
                "",
                Map.of()));
        model.runProperty().get().handsDone();
        assertThat(model.runProperty().get().lookedInVain())
                .as("it is looked at, not believed")
                .isTrue();
        assertThat(model.runProperty().get().pausedAt())
                .get()
                .satisfies(line -> assertThat(line.detail().copyables()).isNotEmpty());
        model.runProperty().get().handsDoneForCertain();
        var run = model.runProperty().get();
        assertThat(run.phase()).isEqualTo(Phase.ENDED);
        assertThat(run.problemProperty().get().code()).isEqualTo("CANNOT_ASSUME_ROLE");
        assertThat(irreversible()).isEmpty();
    }

    @Test
    void trustThatAtlasAcceptsButAnyCustomerCouldUseFailsTheChecks() {
        open();
        toChecks();
        sandbox.aws()
                .setTrustPolicy(
                        ROLE,
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + sandbox.aws().atlasAccountArn() + "\"},\"Action\":\"sts:AssumeRole\"}]}",
                        false);
        page(ChecksPageViewModel.class).check();
        assertThat(failing()).contains(CheckId.CONFUSED_DEPUTY);
        next();
        assertThat(here()).isEqualTo("checks");
    }

    @Test
    void aDoubtIsAcceptedForItsReasonOnly() {
        open();
        toChecks();
        var checks = acceptEveryDoubt();
        checks.check();
        assertThat(checks.doubts())
                .as("the same doubts for the same reasons")
                .isNotEmpty()
                .allMatch(ChecksPageViewModel.Doubt::accepted);
        checks.accept(checks.doubts().getFirst().id(), false);
        next();
        assertThat(here()).isEqualTo("checks");
    }

    /** The page before the irreversible request shows the doubt again, with who accepted it. */
    @Test
    void whatAnEarlierRunAcceptedIsShownAndNotAsked() {
        open();
        toChecks();
        var checks = page(ChecksPageViewModel.class);
        var report = checks.report().orElseThrow();
        var facts = checks.doubts().stream()
                .map(d -> new RunFacts.CheckFact(
                        d.id().toString(),
                        d.question(),
                        CheckOutcome.CANNOT_TELL,
                        d.reason(),
                        Optional.empty(),
                        true,
                        report.at()))
                .toList();
        assertThat(facts).isNotEmpty();
        var origin = new RunOrigin("earlier", "switch", "dana", "practice", report.projectId(), PROJECT);
        w.journal.append(JournalDraft.of(EntryKind.RUN_STARTED, origin, StepAttempt.wholeRun("1 of 2 steps to do"))
                .withFacts(new RunFacts(Optional.empty(), facts, List.of(), Optional.empty(), Optional.empty())
                        .about(Optional.of(new RunFacts.About(
                                report.role().orElseThrow().toString(),
                                report.key().orElseThrow().toString())))));
        checks.check();
        assertThat(checks.doubts())
                .allMatch(ChecksPageViewModel.Doubt::accepted)
                .allMatch(ChecksPageViewModel.Doubt::earlier);
        next();
        assertThat(here()).isEqualTo("commit");
        assertThat(page(CommitPageViewModel.class).obstacleProperty().get()).isEmpty();
        assertThat(page(CommitPageViewModel.class).wordsProperty().get().checked())
                .anySatisfy(line -> assertThat(line).contains("Accepted on ", "by dana"));
    }

    @Test
    void anotherRoleMayBeChosenAfterTheChecks() {
        open();
        toChecks();
        page(ChecksPageViewModel.class).otherRole();
        assertThat(here()).isEqualTo("role");
        assertThat(page(RolePageViewModel.class).usable()).hasSize(1);
    }
}
