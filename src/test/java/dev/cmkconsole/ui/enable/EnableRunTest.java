package dev.cmkconsole.ui.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ChangeMode;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel.RoleOption;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.plan.StepLine.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The run of the enable wizard: pausing, failing, leaving and continuing. */
@Alongside
class EnableRunTest extends EnableOverCloud {
    @Test
    void aManualStepPausesTheRunInPlaceAndIsCheckedNotBelieved() {
        toKey();
        pickKey(TestCloud.KEY);
        var wizard = model.wizardProperty().get();
        wizard.next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.USER);
        wizard.next();
        wizard.next();
        wizard.next();
        assertThat(here()).isEqualTo("run");
        var run = model.runProperty().get();
        assertThat(run.phase()).isEqualTo(Phase.NEEDS_HANDS);
        assertThat(run.pausedAt()).get().satisfies(line -> {
            assertThat(line.mark()).isEqualTo(Mark.HANDS);
            assertThat(line.detail().copyables())
                    .extracting(StepLine.Copyable::content)
                    .anySatisfy(text -> assertThat(text).contains("ext-1"));
        });
        run.handsDone();
        assertThat(run.phase()).isEqualTo(Phase.NEEDS_HANDS);
        assertThat(run.lookedInVain()).isTrue();
        String trust =
                run.pausedAt().orElseThrow().detail().copyables().getFirst().content();
        cloud.iam.put(
                "atlas-cmk-payments-prod",
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", "atlas-cmk-payments-prod"),
                        trust,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        World.NOW,
                        Map.of()));
        run.handsDone();
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.sent)
                .containsExactly(
                        "createCloudProviderAccess",
                        "authorizeProviderAccessRole",
                        "iam:PutRolePolicy",
                        "updateEncryptionAtRest");
    }

    @Test
    void withoutAwsTheRunIsDoneByHandToTheEnd() {
        cloud.noAws = Optional.of(new Problem.Local("sts:GetCallerIdentity", "NO_AWS_CREDENTIALS", "", World.NOW));
        open();
        var role = page(RolePageViewModel.class);
        assertThat(role.byHandOnly()).isTrue();
        role.futureArnProperty().set("arn:aws:iam::111122223333:role/by-hand");
        var wizard = model.wizardProperty().get();
        wizard.next();
        var key = page(KeyPageViewModel.class);
        assertThat(key.pickingProperty().get()).isFalse();
        key.enteredProperty().set("alias/atlas-payments");
        wizard.next();
        assertThat(key.enteredErrorProperty().get()).contains("full ARN");
        key.enteredProperty().set(TestCloud.KEY.toString());
        wizard.next();
        assertThat(page(ManualStepsPageViewModel.class).wayProperty().get()).isEqualTo(ChangeMode.USER);
        wizard.next();
        wizard.next();
        var review = page(ReviewPageViewModel.class);
        review.plan().undecided().forEach(l -> review.accept(l.id(), true));
        wizard.next();
        var run = model.runProperty().get();
        assertThat(run.phase()).isEqualTo(Phase.NEEDS_HANDS);
        cloud.iam.put(
                "by-hand",
                new IamRole(
                        RoleArn.of("arn:aws:iam::111122223333:role/by-hand"),
                        "ext-1",
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        World.NOW,
                        Map.of()));
        run.handsDone();
        assertThat(run.phase()).isEqualTo(Phase.NEEDS_HANDS);
        assertThat(run.lookedInVain()).isFalse();
        run.handsDone();
        assertThat(cloud.kms.usesKey(TestCloud.KEY)).isTrue();
        assertThat(here()).isEqualTo("result");
    }

    @Test
    void aRunThatFailsSaysWhyAndGoesOnFromThere() {
        cloud.settling = 1000;
        toReview();
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("run");
        var run = model.runProperty().get();
        assertThat(run.phase()).isEqualTo(Phase.ENDED);
        assertThat(run.result().kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
        assertThat(run.problemProperty().get().code()).isEqualTo("CANNOT_ASSUME_ROLE");
        assertThat(run.lines())
                .filteredOn(l -> l.mark() == Mark.FAILED)
                .extracting(StepLine::note)
                .singleElement()
                .asString()
                .contains("could not assume");
        assertThat(window.activities.running()).isEmpty();
        cloud.settling = 0;
        run.again();
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.sent).filteredOn("iam:CreateRole"::equals).hasSize(1);
    }

    @Test
    void aRunIsAnActivityOfTheWindowWhileItGoesOn() {
        toReview();
        window.tasks.hold();
        model.wizardProperty().get().next();
        assertThat(window.activities.running()).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("Enable for payments-prod");
            assertThat(a.place()).isEqualTo(new Place.OfProject(TestCloud.PROJECT, "enable"));
        });
        window.tasks.release();
        assertThat(window.activities.running()).isEmpty();
    }

    @Test
    void stoppingKeepsWhatWasEnteredAndARunThatWaits() {
        toKey();
        pickKey(TestCloud.KEY);
        var wizard = model.wizardProperty().get();
        wizard.stop();
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, "overview"));
        model.open();
        assertThat(page(KeyPageViewModel.class).pickedProperty().get().key().arn())
                .isEqualTo(TestCloud.KEY);
        wizard.next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.USER);
        wizard.next();
        wizard.next();
        wizard.next();
        wizard.stop();
        model.open();
        assertThat(here()).isEqualTo("run");
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.NEEDS_HANDS);
    }

    @Test
    void afterARunThatFailedTheNextVisitBeginsFromWhatIsThere() {
        cloud.settling = 1000;
        toReview();
        model.wizardProperty().get().next();
        assertThat(model.runProperty().get().phase()).isEqualTo(Phase.ENDED);
        model.wizardProperty().get().stop();
        model.open();
        assertThat(here()).isEqualTo("role");
        assertThat(page(RolePageViewModel.class).kindProperty().get()).isEqualTo(RoleOption.RESUME);
        cloud.settling = 0;
        model.wizardProperty().get().next();
        pickKey(TestCloud.KEY);
        for (int i = 0; i < 4; i++) {
            model.wizardProperty().get().next();
        }
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.records).hasSize(1);
        assertThat(cloud.sent).filteredOn("iam:CreateRole"::equals).hasSize(1);
    }
}
