package dev.cmkconsole.ui.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ChangeMode;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.KeyRow;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel.RoleOption;
import dev.cmkconsole.ui.nav.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The enable wizard, page by page, over a cloud that changes. */
@Alongside
class EnableViewModelTest extends EnableOverCloud {
    @Test
    void nothingIsSentBeforeTheReviewAndAllIsDoneAfter() {
        cloud.settling = 3;
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M30", false, EncryptionProvider.NONE);
        toReview();
        assertThat(cloud.sent).isEmpty();
        var review = page(ReviewPageViewModel.class);
        assertThat(review.plan().summaryProperty().get())
                .startsWith("3 requests to Atlas, 2 to AWS, nothing irreversible");
        assertThat(review.footer().getValue().next()).isEqualTo("Enable for payments-prod");
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.kms.usesKey(TestCloud.KEY)).isTrue();
        assertThat(cloud.sent)
                .containsExactly(
                        "createCloudProviderAccess",
                        "iam:CreateRole",
                        "authorizeProviderAccessRole",
                        "authorizeProviderAccessRole",
                        "authorizeProviderAccessRole",
                        "authorizeProviderAccessRole",
                        "iam:PutRolePolicy",
                        "updateEncryptionAtRest");
        assertThat(page(ResultPageViewModel.class).facts())
                .extracting(ResultPageViewModel.Fact::value)
                .contains(
                        "arn:aws:iam::111122223333:role/atlas-cmk-payments-prod",
                        TestCloud.KEY.toString(),
                        "alias/atlas-payments",
                        "us-east-1");
        assertThat(page(ResultPageViewModel.class).footer().getValue().next()).isEqualTo("Encrypt clusters");
        assertThat(page(ResultPageViewModel.class).aboutProperty().get()).contains("encrypt clusters with the key");
        model.wizardProperty().get().next();
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, "clusters"));
    }

    @Test
    void theResultOffersNoEncryptionWhereNothingCanBeEncrypted() {
        assertThat(resultOfEnabling().aboutProperty().get()).startsWith("This project has no clusters yet.");
        model.wizardProperty().get().next();
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, "clusters"));
    }

    @Test
    void theResultNamesClustersThatAreTooSmall() {
        cloud.cluster("trial", Cluster.TierKind.FLEX, "FLEX", false, EncryptionProvider.NONE);
        assertThat(resultOfEnabling().aboutProperty().get())
                .startsWith("None of this project's clusters is M10 or larger");
    }

    private ResultPageViewModel resultOfEnabling() {
        toReview();
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("result");
        var result = page(ResultPageViewModel.class);
        assertThat(result.footer().getValue().next()).isEqualTo("Open Clusters");
        return result;
    }

    @Test
    void aBegunRecordIsPreselectedAndFinished() {
        cloud.records.add(new AccessRole(
                "%024x".formatted(1),
                "arn:aws:iam::536727724300:root",
                "ext-1",
                Optional.empty(),
                World.NOW,
                Optional.empty(),
                List.of()));
        open();
        assertThat(page(RolePageViewModel.class).kindProperty().get()).isEqualTo(RoleOption.RESUME);
        model.wizardProperty().get().next();
        pickKey(TestCloud.KEY);
        for (int i = 0; i < 4; i++) {
            model.wizardProperty().get().next();
        }
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.records).hasSize(1);
        assertThat(cloud.sent).doesNotContain("createCloudProviderAccess");
    }

    @Test
    void aBegunRecordThatIsNotWantedIsLeftAlone() {
        cloud.records.add(new AccessRole(
                "%024x".formatted(1),
                "arn:aws:iam::536727724300:root",
                "ext-1",
                Optional.empty(),
                World.NOW,
                Optional.empty(),
                List.of()));
        open();
        page(RolePageViewModel.class).kindProperty().set(RoleOption.NEW);
        model.wizardProperty().get().next();
        pickKey(TestCloud.KEY);
        for (int i = 0; i < 4; i++) {
            model.wizardProperty().get().next();
        }
        assertThat(cloud.records)
                .extracting(AccessRole::state)
                .containsExactly(AccessRole.RoleRecordState.IN_PROGRESS, AccessRole.RoleRecordState.AUTHORIZED);
    }

    @Test
    void aRoleNameThatIsTakenBySomethingElseIsSaidBesideTheField() {
        cloud.iam.put(
                "atlas-cmk-payments-prod",
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", "atlas-cmk-payments-prod"),
                        "{}",
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        World.NOW,
                        Map.of()));
        open().next();
        assertThat(here()).isEqualTo("role");
        assertThat(page(RolePageViewModel.class).nameErrorProperty().get()).contains("already exists");
        page(RolePageViewModel.class).nameProperty().set("other");
        assertThat(page(RolePageViewModel.class).nameErrorProperty().get()).isEmpty();
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("key");
    }

    @ParameterizedTest
    @CsvSource({
        "'',Enter the ARN",
        "arn:aws:iam::1:role/x,is not the ARN",
        "arn:aws:sts::111122223333:assumed-role/x/y,is a role session"
    })
    void aWrongRoleArnIsSaidBesideTheField(String typed, String said) {
        open();
        page(RolePageViewModel.class).kindProperty().set(RoleOption.EXISTING);
        page(RolePageViewModel.class).arnProperty().set(typed);
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("role");
        assertThat(page(RolePageViewModel.class).arnErrorProperty().get()).contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "'',Enter a key ID",
        "not a key,is not a key ID",
        "arn:aws:kms:us-east-1:1:key/x,is an ARN",
        "arn:aws-cn:kms:cn-north-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,partition aws-cn",
        "arn:aws:kms:cn-north-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,belongs to the partition",
        "arn:aws:kms:eu-west-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,AWS has no key",
        "9d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,no key 9d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c in us-east-1",
        "alias/old,disabled",
        "alias/signing,not symmetric",
        "alias/aws/ebs,is an AWS managed key",
        "alias/going,scheduled for deletion",
        "3d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,is an AWS managed key",
    })
    void aWrongKeyIsSaidBesideTheFieldAndNothingIsLost(String typed, String said) {
        toKey();
        var page = page(KeyPageViewModel.class);
        page.pickingProperty().set(false);
        page.enteredProperty().set(typed);
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("key");
        assertThat(said.split("\\|"))
                .anySatisfy(s -> assertThat(page.enteredErrorProperty().get()).contains(s));
        assertThat(page.enteredProperty().get()).isEqualTo(typed);
        assertThat(cloud.sent).isEmpty();
    }

    @Test
    void unusableKeysAreListedLastAndCannotBeChosen() {
        toKey();
        var page = page(KeyPageViewModel.class);
        assertThat(page.keys()).extracting(KeyRow::usable).containsExactly(true, false, false, false, false);
        pickKey(TestCloud.DISABLED);
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("key");
        assertThat(page.pickErrorProperty().get()).contains("disabled");
    }

    @Test
    void theRegionFollowsTheArnAndAnAliasIsResolvedAndSaid() {
        toKey();
        var page = page(KeyPageViewModel.class);
        page.pickingProperty().set(false);
        page.enteredProperty().set("arn:aws:kms:eu-west-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
        assertThat(page.hintProperty().get()).contains("eu-west-1").contains("EU_WEST_1");
        page.enteredProperty().set("alias/atlas-payments");
        assertThat(page.needsRegionProperty().get()).isTrue();
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("key");
        assertThat(page.hintProperty().get()).contains(TestCloud.KEY.toString()).contains("US_EAST_1");
        model.wizardProperty().get().next();
        assertThat(here()).isEqualTo("trust");
    }

    @Test
    void readingAgainKeepsWhatWasChosenAndShowsWhatIsNew() {
        toKey();
        pickKey(TestCloud.KEY);
        cloud.keys.remove(TestCloud.GOING);
        model.readAgain();
        assertThat(page(KeyPageViewModel.class).pickedProperty().get().key().arn())
                .isEqualTo(TestCloud.KEY);
        assertThat(page(KeyPageViewModel.class).keys()).hasSize(4);
    }

    @Test
    void anExistingRoleShowsTheStatementThatWillBeAdded() {
        String trust =
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\":"
                        + " \"ec2.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
        cloud.iam.put(
                "theirs",
                new IamRole(
                        new RoleArn("aws", TestCloud.ACCOUNT, "/", "theirs"),
                        trust,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        World.NOW,
                        Map.of()));
        open();
        page(RolePageViewModel.class).kindProperty().set(RoleOption.EXISTING);
        page(RolePageViewModel.class).arnProperty().set("arn:aws:iam::111122223333:role/theirs");
        model.wizardProperty().get().next();
        pickKey(TestCloud.KEY);
        model.wizardProperty().get().next();
        var diff = page(ManualStepsPageViewModel.class)
                .byConsoleProperty()
                .get()
                .getFirst()
                .detail()
                .diff();
        assertThat(diff)
                .anyMatch(d -> d.signed().startsWith("+") && d.text().contains("sts:ExternalId"))
                .noneMatch(d -> d.signed().startsWith("-") && d.text().contains("ec2"));
        for (int i = 0; i < 3; i++) {
            model.wizardProperty().get().next();
        }
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.iam.get("theirs").trustPolicy())
                .contains("ec2.amazonaws.com")
                .contains("ext-1");
    }

    @Test
    void backKeepsWhatWasEntered() {
        toKey();
        pickKey(TestCloud.KEY);
        var wizard = model.wizardProperty().get();
        wizard.next();
        page(ManualStepsPageViewModel.class).wayProperty().set(ChangeMode.COLLEAGUE);
        wizard.back();
        assertThat(page(KeyPageViewModel.class).pickedProperty().get().key().arn())
                .isEqualTo(TestCloud.KEY);
        wizard.next();
        assertThat(page(ManualStepsPageViewModel.class).wayProperty().get()).isEqualTo(ChangeMode.COLLEAGUE);
    }

    @Test
    void nextIsAnsweredOnceThePageHasRead() {
        toKey();
        pickKey(TestCloud.KEY);
        var wizard = model.wizardProperty().get();
        wizard.next();
        assertThat(here()).isEqualTo("trust");
        window.tasks.hold();
        page(ManualStepsPageViewModel.class).read();
        wizard.next();
        assertThat(here()).isEqualTo("trust");
        assertThat(wizard.busyProperty().get()).isTrue();
        window.tasks.release();
        assertThat(here()).isEqualTo("access");
        wizard.next();
        window.tasks.hold();
        page(ReviewPageViewModel.class).read();
        wizard.next();
        assertThat(page(ReviewPageViewModel.class).errorProperty().get()).contains("plan is not ready yet");
        window.tasks.release();
        assertThat(page(ReviewPageViewModel.class).errorProperty().get()).isEmpty();
        assertThat(cloud.sent).isEmpty();
    }

    @Test
    void theTrustPageShowsTheChangeThatTheRunWillMake() {
        toKey();
        pickKey(TestCloud.KEY);
        model.wizardProperty().get().next();
        var page = page(ManualStepsPageViewModel.class);
        assertThat(page.actor()).contains("user/dana");
        assertThat(page.byConsoleProperty().get())
                .singleElement()
                .satisfies(line -> assertThat(line.detail().diff())
                        .anySatisfy(d -> assertThat(d.signed()).startsWith("+").contains("sts:ExternalId")));
        assertThat(page.colleagueText())
                .contains("payments-prod")
                .contains("aws iam create-role")
                .contains("setting up a customer-managed key");
        assertThat(page.incompleteProperty().get()).isTrue();
    }

    @Test
    void whatCannotBeToldNeedsATick() {
        cloud.ownerUnknown = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "USER_UNAUTHORIZED"));
        toReview();
        var wizard = model.wizardProperty().get();
        wizard.next();
        assertThat(here()).isEqualTo("review");
        var review = page(ReviewPageViewModel.class);
        assertThat(review.errorProperty().get()).isNotEmpty();
        review.plan().undecided().forEach(l -> review.accept(l.id(), true));
        wizard.next();
        assertThat(here()).isEqualTo("result");
    }

    @Test
    void whatIsOpenIsLookedAtUnderCheckAccessWithTheSameRoleAndKey() {
        cloud.ownerUnknown = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "USER_UNAUTHORIZED"));
        toReview();
        var review = page(ReviewPageViewModel.class);
        assertThat(review.checksOpenProperty().get()).isTrue();
        review.showChecks();
        assertThat(window.went)
                .containsExactly(new Place.Check(
                        TestCloud.PROJECT,
                        "arn:aws:iam::111122223333:role/atlas-cmk-payments-prod",
                        TestCloud.KEY.toString()));

        cloud.ownerUnknown = Optional.empty();
        review.read();
        assertThat(review.checksOpenProperty().get()).as("nothing to look at").isFalse();
    }

    @Test
    void aProjectThatCannotBeReadSaysWhyAndIsReadAgain() {
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "GROUP_NOT_FOUND"));
        model.open();
        assertThat(model.wizardProperty().get()).isNull();
        assertThat(model.problemProperty().get().code()).isEqualTo("GROUP_NOT_FOUND");
        model.read();
        assertThat(model.problemProperty().get()).isNull();
        assertThat(here()).isEqualTo("role");
    }
}
