package dev.cmkconsole.ui.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.check.CheckOffer.Destination;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.DiffLine;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.view.Tone;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Check access over a cloud in memory. */
class CheckViewModelTest {
    private static final String ATLAS = "arn:aws:iam::536727724300:root";

    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private boolean canEnable;
    private final CheckViewModel model = new CheckViewModel(
            cloud.service(),
            window.frame(),
            TestCloud.PROJECT,
            () -> canEnable ? Optional.of(CheckOffer.Destination.ENABLE) : Optional.empty());

    /** A project that is set up, whose role asks for this external id; Atlas' own is ext-7. */
    private void setUp(String externalId) {
        cloud.enabled();
        cloud.cluster("orders", TierKind.DEDICATED, "M30", false, EncryptionProvider.AWS);
        cloud.iam.put(
                "ready",
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", "ready"),
                        AtlasPolicies.trust(ATLAS, externalId).raw(),
                        Map.of(
                                "key",
                                AtlasPolicies.access(List.of(TestCloud.KEY.toString(), TestCloud.DISABLED.toString()))
                                        .raw()),
                        List.of(),
                        Optional.empty(),
                        clock.instant(),
                        Map.of()));
    }

    private List<CheckLine.Answer> answers() {
        return model.lines().stream()
                .filter(CheckLine.Answer.class::isInstance)
                .map(CheckLine.Answer.class::cast)
                .toList();
    }

    private List<CheckLine.Heading> headings() {
        return model.lines().stream()
                .filter(CheckLine.Heading.class::isInstance)
                .map(CheckLine.Heading.class::cast)
                .toList();
    }

    private CheckDetail.OfCheck detail(CheckId id) {
        model.select(
                answers().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow());
        return (CheckDetail.OfCheck) model.detailProperty().get();
    }

    @Test
    void whatPassesIsFoldedAwayUntilItsGroupIsOpened() {
        setUp("ext-7");
        model.check();
        assertThat(answers()).noneMatch(a -> a.badge().tone() == Tone.OK);
        assertThat(headings()).extracting(CheckLine.Heading::group).containsExactlyInAnyOrder(Group.values());
        int folded = model.lines().size();
        var key = headings().stream()
                .filter(h -> h.group() == Group.KEY)
                .findFirst()
                .orElseThrow();
        model.toggle(Group.KEY);
        assertThat(model.lines()).hasSize(folded + key.passes());
        model.toggle(Group.KEY);
        assertThat(model.lines()).hasSize(folded);
    }

    @Test
    void failuresComeFirstAndTheMostUrgentIsChosen() {
        setUp("somebody-else");
        model.check();
        assertThat(model.summaryProperty().get().tone()).isEqualTo(Tone.DANGER);
        assertThat(model.summaryProperty().get().counts()).contains("1 fails");
        assertThat(headings().getFirst().group()).isEqualTo(Group.TRUST);
        assertThat(model.selectedProperty().get().key()).isEqualTo("check:trust-policy");
        var tones = headings().stream().map(h -> h.counts().getFirst().tone()).toList();
        assertThat(tones)
                .isSortedAccordingTo(
                        java.util.Comparator.comparingInt(List.of(Tone.DANGER, Tone.CAUTION, Tone.OK)::indexOf));
    }

    @Test
    void aPolicyIsOfferedWholeAndItsChangeLineByLine() {
        setUp("somebody-else");
        model.check();
        var change = (CheckOffer.Change) detail(CheckId.TRUST_POLICY).offers().getFirst();
        assertThat(change.document()).contains("ext-7").contains("somebody-else");
        assertThat(change.command())
                .contains("aws iam update-assume-role-policy")
                .contains("ext-7");
        assertThat(change.diff())
                .anyMatch(l -> l.change() == DiffLine.Change.ADDED && l.text().contains("ext-7"))
                .noneMatch(l -> l.text().isBlank());
        assertThat(change.diff())
                .filteredOn(l -> l.change() == DiffLine.Change.SAME)
                .isNotEmpty();
        assertThat(detail(CheckId.TRUST_POLICY).means()).isNotBlank();
    }

    @Test
    void answersAreShownAsTheyArriveAndOldOnesStayUntilThen() {
        setUp("ext-7");
        var sizes = new ArrayList<Integer>();
        var progress = new ArrayList<String>();
        for (var group : Group.values()) {
            model.toggle(group);
        }
        model.lines().addListener((ListChangeListener<CheckLine>)
                _ -> sizes.add(answers().size()));
        model.summaryProperty().addListener((_, _, now) -> progress.add(now.counts()));
        model.check();
        assertThat(sizes).isSorted().contains(1, 5);
        assertThat(progress)
                .anyMatch(p -> p.startsWith("0 results") && p.contains("the key"))
                .anyMatch(p -> p.startsWith("5 results"));
        window.tasks.hold();
        int before = answers().size();
        model.check();
        assertThat(answers()).hasSize(before).allMatch(CheckLine.Answer::stale);
        assertThat(model.reportText()).isEmpty();
        window.tasks.release();
        assertThat(answers()).hasSize(before).noneMatch(CheckLine.Answer::stale);
        assertThat(model.reportText()).isNotEmpty();
    }

    @Test
    void aRoleAndAKeyFromElsewhereAreFilledInAndChecked() {
        setUp("ext-7");
        model.check("arn:aws:iam::111122223333:role/another", TestCloud.DISABLED.toString());
        assertThat(model.entered().openProperty().get()).isTrue();
        assertThat(model.entered().roleProperty().get()).endsWith("role/another");
        assertThat(model.reportProperty().get().role()).contains(RoleArn.of("arn:aws:iam::111122223333:role/another"));
        assertThat(model.reportProperty().get().key()).contains(TestCloud.DISABLED);
    }

    @Test
    void cancellingKeepsWhatWasThereAndSaysThatItIsNotAll() {
        setUp("ext-7");
        window.tasks.hold();
        model.check();
        assertThat(headings()).allMatch(h -> h.counts().getFirst().word().equals("waiting"));
        model.cancel();
        assertThat(model.runningProperty().get()).isFalse();
        assertThat(model.summaryProperty().get().counts()).startsWith("Stopped after 0 results.");
        window.tasks.release();
        assertThat(model.reportProperty().get()).isNull();
        model.check();
        assertThat(model.reportProperty().get()).isNotNull();
    }

    @Test
    void withoutAwsCredentialsEachSaysWhereToGetThemAndWhatToRunElsewhere() {
        setUp("ext-7");
        cloud.noAws = Optional.of(new Problem.NotSignedIn(
                Problem.Origin.AWS, "kms:DescribeKey", "NO_AWS_CREDENTIALS", "", Optional.empty(), clock.instant()));
        model.check();
        var trust = detail(CheckId.TRUST_POLICY);
        assertThat(trust.badge().tone()).isEqualTo(Tone.CAUTION);
        assertThat(trust.offers())
                .first()
                .isEqualTo(new CheckOffer.GoTo(MESSAGE_GO, "Open Settings", Destination.SETTINGS));
        assertThat(trust.offers())
                .last()
                .isInstanceOfSatisfying(
                        CheckOffer.Command.class,
                        c -> assertThat(c.command()).isEqualTo("aws iam get-role --role-name ready"));
        assertThat(((CheckOffer.Command) detail(CheckId.KEY_POLICY).offers().getLast()).command())
                .contains("aws kms get-key-policy --region us-east-1 --key-id " + TestCloud.KEY);
        assertThat(answers()).filteredOn(a -> a.badge().tone() == Tone.DANGER).isEmpty();
    }

    private static final String MESSAGE_GO =
            "Choose an AWS profile in Settings, or ask someone who has credentials to run the same check.";

    @Test
    void everyFailureCanBeActedOn() {
        setUp("somebody-else");
        cloud.clusters.clear();
        cloud.cluster("tiny", TierKind.SHARED, "M0", false, EncryptionProvider.NONE);
        cloud.iam.put(
                "ready",
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", "ready"),
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                                + "\"Action\":\"sts:AssumeRole\"}}",
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        clock.instant(),
                        Map.of()));
        model.check();
        var failing =
                answers().stream().filter(a -> a.badge().tone() == Tone.DANGER).toList();
        assertThat(failing).extracting(CheckLine.Answer::id).contains(CheckId.TRUST_POLICY, CheckId.CLUSTER_TIER);
        assertThat(failing)
                .allSatisfy(a -> assertThat(detail(a.id()).offers())
                        .isNotEmpty()
                        .allSatisfy(o -> assertThat(o.advice()).isNotBlank()));
        assertThat(detail(CheckId.CLUSTER_TIER).offers().getFirst())
                .isInstanceOfSatisfying(
                        CheckOffer.GoTo.class, go -> assertThat(go.to()).isEqualTo(Destination.CLUSTERS));
        assertThat(detail(CheckId.TRUST_POLICY).offers().getFirst())
                .isInstanceOfSatisfying(
                        CheckOffer.Send.class,
                        send -> assertThat(send.text())
                                .contains("payments-prod", "Does the trust policy allow Atlas?", send.advice()));
    }

    @Test
    void theCauseComesBeforeWhatFollowsFromIt() {
        setUp("ext-7");
        model.entered().keyProperty().set(TestCloud.DISABLED.toString());
        model.checkEntered();
        assertThat(model.selectedProperty().get().key()).isEqualTo("check:key-state");
        model.select(headings().getLast());
        model.go(Destination.KEY);
        assertThat(model.selectedProperty().get().key()).isEqualTo("check:key-state");
        assertThat(((CheckDetail.OfCheck) model.detailProperty().get()).offers().getFirst())
                .isInstanceOf(CheckOffer.KeyStateChange.class);
    }

    @Test
    void aProjectOnCredentialsGetsItsRoleUnderSwitch() {
        cloud.kms = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(TestCloud.KEY.toString()),
                Optional.of(TestCloud.REGION),
                Optional.of("AKIAEXAMPLEEXAMPLE"),
                false,
                true);
        var legacy = new CheckViewModel(
                cloud.service(), window.frame(), TestCloud.PROJECT, () -> Optional.of(Destination.SWITCH));
        legacy.check();
        assertThat(legacy.summaryProperty().get().next()).get().satisfies(go -> {
            assertThat(go.advice()).contains("under Switch");
            legacy.go(go.to());
        });
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, Place.OfProject.SWITCH));
    }

    @Test
    void aProjectThatIsNotSetUpIsCheckedAsFarAsItCanBe() {
        canEnable = true;
        model.check();
        assertThat(model.summaryProperty().get().next())
                .map(CheckOffer.GoTo::to)
                .contains(Destination.ENABLE);
        assertThat(detail(CheckId.ROLE_EXISTS).offers().getFirst())
                .isInstanceOfSatisfying(CheckOffer.GoTo.class, go -> {
                    assertThat(go.to()).isEqualTo(Destination.ENABLE);
                    model.go(go.to());
                });
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, Place.OfProject.ENABLE));
        setUp("ext-7");
        model.entered().roleProperty().set("arn:aws:iam::" + TestCloud.ACCOUNT + ":role/ready");
        model.entered().keyProperty().set("alias/old");
        model.checkEntered();
        assertThat(model.summaryProperty().get().next()).isEmpty();
        assertThat(answers()).extracting(CheckLine.Answer::id).contains(CheckId.KEY_STATE, CheckId.KEY_NOT_ALIAS);
        model.checkConfigured();
        assertThat(answers()).extracting(CheckLine.Answer::id).doesNotContain(CheckId.KEY_STATE, CheckId.KEY_NOT_ALIAS);
    }

    @Test
    void whereEnableDoesNotApplyTheWayIsToTheFields() {
        model.check();
        assertThat(detail(CheckId.ROLE_EXISTS).offers())
                .first()
                .isInstanceOfSatisfying(
                        CheckOffer.GoTo.class, go -> assertThat(go.to()).isEqualTo(Destination.OTHER));
        model.go(model.summaryProperty().get().next().orElseThrow().to());
        assertThat(model.entered().openProperty().get()).isTrue();
        assertThat(window.went).isEmpty();
    }

    @Test
    void whatIsEnteredWrongIsSaidBesideTheFieldAndNothingIsChecked() {
        model.entered().roleProperty().set("atlas-role");
        model.entered().keyProperty().set("not a key");
        model.checkEntered();
        assertThat(model.entered().roleErrorProperty().get()).isNotEmpty();
        assertThat(model.entered().keyErrorProperty().get()).isNotEmpty();
        assertThat(model.reportProperty().get()).isNull();
    }

    @Test
    void aProjectThatCannotBeReadSaysWhy() {
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "USER_UNAUTHORIZED"));
        model.check();
        assertThat(model.problemProperty().get().code()).isEqualTo("USER_UNAUTHORIZED");
        assertThat(model.summaryProperty().get().counts()).isEmpty();
        model.check();
        assertThat(model.problemProperty().get()).isNull();
        assertThat(model.reportProperty().get()).isNotNull();
    }

    @Test
    void theReportIsTextAndJson() {
        setUp("somebody-else");
        model.check();
        assertThat(model.reportText())
                .contains("payments-prod")
                .contains(model.summaryProperty().get().counts());
        assertThat(model.reportJson()).contains("\"conclusion\" : \"fail\"").contains("\"trust-policy\"");
    }

    @ParameterizedTest
    @EnumSource(Group.class)
    void aGroupIsExplainedWithAllItsAnswers(Group group) {
        setUp("ext-7");
        model.check();
        var heading =
                headings().stream().filter(h -> h.group() == group).findFirst().orElseThrow();
        model.select(heading);
        assertThat(model.detailProperty().get()).isInstanceOfSatisfying(CheckDetail.OfGroup.class, d -> {
            assertThat(d.about()).isNotBlank();
            assertThat(d.answers())
                    .hasSizeGreaterThanOrEqualTo(heading.passes())
                    .isNotEmpty();
        });
    }

    @Test
    void everyCheckSaysWhatItMeans() {
        assertThat(Preflight.CHECKS)
                .allSatisfy(c -> assertThat(window.messages.has("access.means." + c.id()))
                        .as(c.id().toString())
                        .isTrue());
    }

    @Test
    void aNewerReadingThatContradictsTheAnswersAsksThemAgain() {
        setUp("ext-7");
        model.check();
        var shown = model.reportProperty().get();
        assertThat(shown.lettingAtlasIn()).isTrue();
        var read = ScreenThread.away(() -> cloud.service().observe(TestCloud.PROJECT, ReadScope.CONFIGURED));

        model.follow(later(read, 30));
        assertThat(model.reportProperty().get()).as("the same posture").isSameAs(shown);

        model.follow(later(read, 60, new Alert("a", "AWS_ENCRYPTION_KEY_INVALID", "OPEN", World.NOW)));
        assertThat(model.reportProperty().get()).as("Key in doubt").isNotSameAs(shown);
    }

    private static ProjectSnapshot later(ProjectSnapshot read, int seconds, Alert... alerts) {
        var atlas = read.atlas();
        var at = read.at().plusSeconds(seconds);
        return new ProjectSnapshot(
                read.project(),
                at,
                new AtlasSide(
                        atlas.projectOwner(),
                        atlas.roles(),
                        atlas.encryption(),
                        atlas.clusters(),
                        new Observed.Known<>(List.of(alerts), at)),
                read.aws(),
                read.answers());
    }
}
