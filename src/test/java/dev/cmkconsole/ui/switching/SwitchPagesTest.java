package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of the switch with less information than usual, over a cloud in memory. */
@Alongside
class SwitchPagesTest {
    private static final String ELSEWHERE = "9d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c";

    /** The run continues. The irreversible step waits until AWS has had its time to apply the earlier changes. */
    private final Clock clock =
            Clock.offset(Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), World.NOW));

    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private final SwitchViewModel model =
            new SwitchViewModel(cloud.service(), window.frame(), TestCloud.PROJECT, () -> {});

    private void onCredentials(String storedKey) {
        cloud.kms = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(storedKey),
                Optional.of(TestCloud.REGION),
                Optional.of("AKIAEXAMPLEEXAMPLE"),
                false,
                true);
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M30", false, EncryptionProvider.AWS);
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

    @ParameterizedTest
    @CsvSource({
        "'',Enter the ARN",
        "not an ARN,is not a key ID",
        "arn:aws:kms:us-east-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c,A switch keeps the key and region"
    })
    void aKeyThatCannotBeSeenMustBeNamedAndMustBeThatKey(String typed, String said) {
        onCredentials(ELSEWHERE);
        model.open();
        var facts = page(FactsPageViewModel.class);
        assertThat(facts.asksForKey()).isTrue();
        facts.arnProperty().set(typed);
        next();
        assertThat(here()).isEqualTo("facts");
        assertThat(facts.arnErrorProperty().get()).contains(said);
        facts.arnProperty().set(new KeyArn("aws", TestCloud.REGION, "444455556666", ELSEWHERE).toString());
        assertThat(facts.arnErrorProperty().get()).isEmpty();
        next();
        assertThat(here()).isEqualTo("role");
        model.wizardProperty().get().back();
        assertThat(here()).isEqualTo("facts");
    }

    @Test
    void aProjectThatCannotBeReadSaysWhyAndIsReadAgain() {
        onCredentials(TestCloud.KEY.toString());
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "GROUP_NOT_FOUND"));
        model.open();
        assertThat(model.wizardProperty().get()).isNull();
        assertThat(model.problemProperty().get().code()).isEqualTo("GROUP_NOT_FOUND");
        model.readAgain();
        assertThat(here()).isEqualTo("facts");
    }

    @Test
    void checksThatCouldNotBeMadeKeepTheNextPageBack() {
        onCredentials(TestCloud.KEY.toString());
        model.open();
        var flow = new SwitchFlow(
                cloud.service(),
                window.frame(),
                ScreenThread.away(() -> cloud.service().observe(TestCloud.PROJECT, ReadScope.CONFIGURED)),
                () -> {});
        flow.role(RoleChoice.newRole("new"), Optional.empty());
        var checks = new ChecksPageViewModel(flow, () -> {}, () -> {});
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "GROUP_NOT_FOUND"));
        checks.entered();
        var left = new boolean[1];
        checks.leave(new WizardPage.Departure() {
            @Override
            public void goOn() {
                left[0] = true;
            }

            @Override
            public void stay() {}
        });
        assertThat(left[0]).isFalse();
        assertThat(checks.errorProperty().get()).isNotEmpty();
        checks.accept(CheckId.OLD_KEYS, true);
        assertThat(flow.committed().accepted()).isEmpty();
    }

    @Test
    void theProofSaysWhereAwsDoesNotTell() {
        onCredentials(TestCloud.KEY.toString());
        model.open();
        next();
        page(RolePageViewModel.class).nameProperty().set("new");
        next();
        next();
        next();
        assertThat(page(ReviewPageViewModel.class).plan().blocked()).isEmpty();
        next();
        var checks = page(ChecksPageViewModel.class);
        List.copyOf(checks.doubts()).forEach(d -> checks.accept(d.id(), true));
        next();
        assertThat(checks.errorProperty().get()).isEmpty();
        page(CommitPageViewModel.class).nameProperty().set("payments-prod");
        next();
        assertThat(here()).isEqualTo("proof");
        assertThat(cloud.sent).filteredOn("updateEncryptionAtRest"::equals).hasSize(1);
        var proof = page(ProofPageViewModel.class);
        assertThat(proof.facts())
                .filteredOn(f -> f.name().equals("Key last used"))
                .singleElement()
                .extracting(Fact::value)
                .isInstanceOfSatisfying(
                        Fact.Value.Status.class,
                        s -> assertThat(s.badge().word()).startsWith("unknown"));
        next();
        assertThat(window.went).containsExactly(new Place.OfProject(TestCloud.PROJECT, Place.OfProject.OLD_KEYS));
    }
}
