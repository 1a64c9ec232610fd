package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.model.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.JournalDraft;
import dev.cmkconsole.model.JournalEntry;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Posture;
import dev.cmkconsole.policy.AtlasPolicies;
import dev.cmkconsole.preflight.Verdict;
import dev.cmkconsole.procedure.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.access.HandsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel.Kind;
import dev.cmkconsole.ui.access.Way;
import dev.cmkconsole.ui.check.CheckDetail;
import dev.cmkconsole.ui.check.CheckOffer;
import dev.cmkconsole.ui.nav.NextStep;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The switch, page by page, at the real sandbox: what stops it and what then helps, and that nothing irreversible leaves before its own word. */
@Alongside
class SwitchViewModelTest {
    private static final String PROJECT = "ledger-legacy";
    private static final KeyArn KEY = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab");
    private static final String ROLE = "arn:aws:iam::111122223333:role/atlas-cmk-ledger-legacy";

    @TempDir Path dir;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    private SandboxWindow w;
    private SwitchViewModel model;

    @AfterEach
    void close() {
        if (w != null) {
            w.close();
        }
        sandbox.close();
    }

    private WizardViewModel open() {
        return open("one");
    }

    private WizardViewModel open(String computer) {
        return open(computer, true);
    }

    private WizardViewModel open(String computer, boolean owner) {
        if (w != null) {
            w.close();
        }
        var folder = dir.resolve(computer);
        assertThat(folder.toFile().mkdirs() || folder.toFile().isDirectory()).isTrue();
        var journal = FileJournal.open(folder.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> { });
        w = new SandboxWindow(sandbox, owner ? sandbox.apiKey() : sandbox.readOnlyKey(), journal, folder, SandboxWindow.patient());
        model = new SwitchViewModel(w.service, w.window.frame(), w.project(PROJECT), () -> { });
        model.open();
        return model.wizardProperty().get();
    }

    private String here() {
        return model.wizardProperty().get().page().id();
    }

    private void next() {
        model.wizardProperty().get().next();
    }

    private <P> P page(Class<P> type) {
        return type.cast(model.wizardProperty().get().page());
    }

    /** Through the questions as they are proposed. */
    private void toReview() {
        for (var page : List.of("facts", "role", "trust", "access")) {
            assertThat(here()).isEqualTo(page);
            next();
        }
        assertThat(here()).isEqualTo("review");
    }

    private void toChecks() {
        toReview();
        next();
        assertThat(here()).isEqualTo("checks");
    }

    private ChecksPageViewModel acceptEveryDoubt() {
        var checks = page(ChecksPageViewModel.class);
        List.copyOf(checks.doubts()).forEach(d -> checks.accept(d.id(), true));
        return checks;
    }

    private void toCommit() {
        toChecks();
        acceptEveryDoubt();
        next();
        assertThat(here()).isEqualTo("commit");
    }

    private void confirm() {
        page(CommitPageViewModel.class).nameProperty().set(PROJECT);
        next();
    }

    private List<RequestLog.Entry> irreversible() {
        return sandbox.requestLog().of("updateEncryptionAtRest").stream().filter(e -> e.method().equals("PATCH") && e.status() != 401).toList();
    }

    private AwsKms kms() {
        return w.service.observe(w.project(PROJECT), Focus.CONFIGURED).encryption().value().orElseThrow().awsKms();
    }

    private List<String> failing() {
        return page(ChecksPageViewModel.class).checks().reportProperty().get().with(Verdict.Word.FAIL).stream().map(r -> r.id()).toList();
    }

    private List<String> blocked() {
        return page(ReviewPageViewModel.class).plan().blocked().stream().map(StepLine::note).toList();
    }

    @Test
    void theFactsSayWhatStandsOnTheKey() {
        open();
        assertThat(page(FactsPageViewModel.class).facts()).extracting(Fact::value).contains(new Fact.Value.Identifier(KEY.toString()),
                new Fact.Value.Identifier("AKIASANDBOXLEDGERKEY"), new Fact.Value.Plain("ledger need it to run"), new Fact.Value.Plain("alias/atlas-ledger"),
                new Fact.Value.Plain("1 is encrypted with a key of yours: ledger"));
        assertThat(page(FactsPageViewModel.class).asksForKey()).isFalse();
    }

    @Test
    void itIsPreparedThenCheckedThenConfirmedThenProved() {
        open();
        toReview();
        assertThat(sandbox.requestLog().entries()).as("nothing is changed before the review").allMatch(e -> e.service().equals("aws")
                ? e.operation().matches("\\w+:(Get|List|Describe|Simulate).*|kms:Encrypt") : e.method().equals("GET"));
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
        assertThat(checks.errorProperty().get()).contains("Tick each one");
        int doubts = checks.doubts().size();
        acceptEveryDoubt();
        next();

        assertThat(here()).isEqualTo("commit");
        var commit = page(CommitPageViewModel.class);
        assertThat(commit.footer().getValue().next()).isEqualTo("Switch ledger-legacy to the role");
        assertThat(commit.footer().getValue().stopIsDefault()).isTrue();
        var words = commit.wordsProperty().get();
        assertThat(words.forEver()).hasSize(3).anySatisfy(s -> assertThat(s).contains(ROLE).contains("AKIASANDBOXLEDGERKEY"));
        assertThat(words.unchanged()).contains(KEY.keyId()).contains("eu-west-1");
        assertThat(words.checked()).hasSize(2 + doubts);
        assertThat(words.request()).get().asString().contains("encryptionAtRest").contains(KEY.keyId());
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
        assertThat(page(ProofPageViewModel.class).facts()).extracting(Fact::value).contains(new Fact.Value.Identifier(ROLE), new Fact.Value.Plain(KEY.keyId() + ", unchanged"),
                new Fact.Value.Plain("eu-west-1, unchanged"));
        assertThat(page(ProofPageViewModel.class).facts()).filteredOn(f -> f.name().equals("Key last used")).singleElement().extracting(Fact::value)
                .isInstanceOfSatisfying(Fact.Value.Status.class, s -> assertThat(s.badge().word()).contains("since the switch"));
        assertThat(page(ProofPageViewModel.class).report()).contains(PROJECT);
    }

    @Test
    void whatWasAcceptedStandsInTheRecordOfTheRun() {
        open();
        toCommit();
        confirm();
        var begun = w.journal.entries().stream().map(JournalEntry::what).filter(d -> d.kind() == JournalDraft.Kind.RUN_STARTED).toList();
        assertThat(begun).hasSize(2).allMatch(d -> d.procedure().equals("switch"));
        assertThat(begun.getFirst().title()).doesNotContain("accepted");
        assertThat(begun.getLast().title()).contains("accepted by the user although it cannot be told: ").contains("check:hidden-policies");
    }

    @Test
    void aHalfDoneSwitchIsFoundAgainOnAnotherComputerWeeksLater() {
        open();
        toChecks();
        model.wizardProperty().get().stop();
        assertThat(w.window.went).containsExactly(new Place.OfProject(w.project(PROJECT), "overview"));
        sandbox.advance(Duration.ofDays(21));

        open("another");
        assertThat(NextStep.of(w.service.observe(w.project(PROJECT), Focus.CONFIGURED))).contains(new NextStep(NextStep.Kind.CONTINUE_SWITCH, "switch"));
        next();
        var role = page(RolePageViewModel.class);
        assertThat(role.kindProperty().get()).isEqualTo(Kind.AUTHORIZED);
        assertThat(role.authorizedProperty().get().iamRoleArn()).contains(ROLE);
        next();
        assertThat(page(HandsPageViewModel.class).nothingToDoProperty().get()).isTrue();
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
        page(HandsPageViewModel.class).wayProperty().set(Way.USER);
        next();
        next();
        assertThat(here()).isEqualTo("prepare");
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.NEEDS_HANDS);
        String other = KEY.toString().replace("d93b7c15", "00000000");
        sandbox.aws().setRolePolicy(ROLE, "by-hand", AtlasPolicies.access(List.of(other)).raw(), false);
        model.runProperty().get().handsDone();
        assertThat(model.runProperty().get().lookedInVain()).isTrue();
        model.runProperty().get().handsDoneForCertain();

        assertThat(here()).isEqualTo("checks");
        assertThat(failing()).contains("identity-policies");
        acceptEveryDoubt();
        page(ChecksPageViewModel.class).accept("identity-policies", true);
        next();
        assertThat(here()).as("a failure is never gone past").isEqualTo("checks");
        assertThat(page(ChecksPageViewModel.class).errorProperty().get()).contains("fails");

        page(ChecksPageViewModel.class).prepareAgain();
        assertThat(here()).isEqualTo("trust");
        next();
        page(HandsPageViewModel.class).wayProperty().set(Way.CONSOLE);
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
        String other = AtlasPolicies.access(List.of(KEY.toString().replace("d93b7c15", "00000000"))).raw();
        sandbox.aws().setRolePolicy(ROLE, "AtlasEncryptionAtRest-" + w.project(PROJECT), other, false);
        var checks = page(ChecksPageViewModel.class).checks();
        checks.check();
        assertThat(failing()).containsExactly("identity-policies");
        assertThat(page(ChecksPageViewModel.class).decides()).as("what fails comes before what cannot be told").isFalse();
        checks.lines().stream().filter(l -> l.key().equals("check:identity-policies")).findFirst().ifPresent(checks::select);
        assertThat(((CheckDetail.OfCheck) checks.detailProperty().get()).offers().getFirst()).isInstanceOfSatisfying(CheckOffer.Change.class, checks::apply);
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
        page(HandsPageViewModel.class).wayProperty().set(Way.USER);
        next();
        next();
        next();
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.NEEDS_HANDS);
        w.aws.send(new AwsRequest.CreateRole("atlas-cmk-ledger-legacy",
                AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e").raw(), "", Map.of()));
        model.runProperty().get().handsDone();
        assertThat(model.runProperty().get().lookedInVain()).as("it is looked at, not believed").isTrue();
        assertThat(model.runProperty().get().pausedAt()).get().satisfies(line -> assertThat(line.detail().copyables()).isNotEmpty());
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
        sandbox.aws().setTrustPolicy(ROLE, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + sandbox.aws().atlasAccountArn() + "\"},\"Action\":\"sts:AssumeRole\"}]}", false);
        page(ChecksPageViewModel.class).check();
        assertThat(failing()).contains("confused-deputy");
        next();
        assertThat(here()).isEqualTo("checks");
    }

    @Test
    void aDoubtIsAcceptedForItsReasonOnly() {
        open();
        toChecks();
        var checks = acceptEveryDoubt();
        checks.check();
        assertThat(checks.doubts()).as("the same doubts for the same reasons").isNotEmpty().allMatch(ChecksPageViewModel.Doubt::accepted);
        checks.accept(checks.doubts().getFirst().id(), false);
        next();
        assertThat(here()).isEqualTo("checks");
    }

    @Test
    void aKeyThatWaitsForItsDeletionIsSaidBeforeAnythingIsSent() {
        open();
        toReview();
        sandbox.keyState(KEY.toString(), "PendingDeletion");
        page(ReviewPageViewModel.class).read();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked()).anySatisfy(note -> assertThat(note).containsIgnoringCase("deletion"));
        assertThat(page(ReviewPageViewModel.class).errorProperty().get()).isNotEmpty();
    }

    @Test
    void aKeyThatIsDisabledAfterTheChecksKeepsTheButtonBack() {
        open();
        toCommit();
        sandbox.keyState(KEY.toString(), "Disabled");
        page(CommitPageViewModel.class).read();
        assertThat(page(CommitPageViewModel.class).obstacleProperty().get()).as("by AWS, or by Atlas once it has tried").containsAnyOf("disabled", "does not work");
        confirm();
        assertThat(here()).isEqualTo("commit");
        assertThat(irreversible()).isEmpty();
    }

    @Test
    void whoeverIsNotProjectOwnerIsToldSo() {
        open("reader", false);
        toReview();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked()).contains("Your credentials are not Project Owner here.");
    }

    @Test
    void credentialsThatNoLongerWorkAreToBeRepairedFirst() {
        sandbox.aws().setKeyPolicy(KEY.toString(), AtlasPolicies.defaultKeyPolicy("aws", KEY.account()).raw()
                .replaceFirst("\\[", "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/atlas-ledger\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},"));
        sandbox.advance(Duration.ofMinutes(20));
        open();
        var now = w.service.observe(w.project(PROJECT), Focus.CONFIGURED);
        assertThat(now.posture()).contains(Posture.KEY_INVALID);
        assertThat(new SwitchTab().notApplicable(now)).get().satisfies(why -> {
            assertThat(w.window.messages.say(why.remedy())).contains("Repair the present way first");
            assertThat(why.tab()).contains("check");
        });
        toReview();
        next();
        assertThat(here()).isEqualTo("review");
        assertThat(blocked()).anySatisfy(note -> assertThat(note).contains("repair access to it with the present credentials first"));
    }

    @ParameterizedTest
    @CsvSource({"AWS_KMS_CREDENTIALS_AUTH_DEPRECATED,Atlas no longer takes", "ENCRYPTION_AT_REST_SETTINGS_INVALID,does not work", "CANNOT_ASSUME_ROLE,could not assume"})
    void whatAtlasRefusesIsExplainedAndTakesAnotherWord(String code, String said) {
        open();
        toCommit();
        sandbox.faults().inject(Fault.status("updateEncryptionAtRest", 400).withErrorCode(code));
        confirm();
        assertThat(here()).isEqualTo("switch");
        var run = model.runProperty().get();
        assertThat(run.result().kind()).isEqualTo(RunResult.Kind.FAILED);
        assertThat(w.window.messages.explain(run.problemProperty().get()).what()).contains(said);
        assertThat(irreversible()).hasSize(1);
        assertThat(kms().onCredentials()).isTrue();

        run.again();
        assertThat(here()).as("another try begins with the checks").isEqualTo("checks");
        assertThat(irreversible()).hasSize(1);
        acceptEveryDoubt();
        next();
        assertThat(page(CommitPageViewModel.class).nameProperty().get()).as("and takes the name again").isEmpty();
        confirm();
        assertThat(here()).isEqualTo("proof");
        assertThat(irreversible()).hasSize(2);
    }

    @Test
    void somebodyWhoUndoesThePreparationMeanwhileKeepsTheSwitchBack() {
        open();
        toCommit();
        sandbox.aws().setRolePolicy(ROLE, "AtlasEncryptionAtRest-" + w.project(PROJECT), AtlasPolicies.access(List.of(KEY.toString().replace("d93b7c15", "00000000"))).raw(), false);
        confirm();
        assertThat(here()).isEqualTo("switch");
        assertThat(model.runProperty().get().result().kind()).isEqualTo(RunResult.Kind.BLOCKED);
        assertThat(irreversible()).isEmpty();
        model.runProperty().get().again();
        assertThat(here()).isEqualTo("checks");
        assertThat(failing()).contains("identity-policies");
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
