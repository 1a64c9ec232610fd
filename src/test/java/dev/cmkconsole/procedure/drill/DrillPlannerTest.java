package dev.cmkconsole.procedure.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final Instant NOW = Situation.NOW;
    private static final DrillChoices FIRST = DrillChoices.after(Optional.empty());

    private String state = "Enabled";
    private String manager = "CUSTOMER";
    private boolean valid = true;
    private Optional<KeyDrill> drill = Optional.empty();
    private Cluster[] clusters = {Situation.idle("rehearsal", EncryptionProvider.AWS)};

    private ProjectSnapshot now() {
        var survey = new KeySurvey(
                Situation.known(List.of()),
                Situation.known(List.of()),
                OtherNeeds.NOT_READ,
                List.of(),
                Situation.known(List.of()),
                Optional.empty(),
                new KeyRecords(List.of(), drill, Situation.known(List.of())));
        var s = new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, valid))
                .key(Situation.known(
                        Situation.key(Situation.KEY, manager, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", state)))
                .clusters(clusters)
                .snapshot();
        var project = new dev.cmkconsole.model.atlas.Project(
                s.project().id(), "drill-lab", s.project().orgId(), 1, NOW);
        return new ProjectSnapshot(project, s.at(), s.atlas(), s.aws(), s.answers())
                .withSurvey(Situation.known(survey));
    }

    private Plan plan(DrillChoices want) {
        return new DrillPlanner(Bench.WAITS).plan(now(), want);
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(Step::id).map(StepId::value).toList();
    }

    private static KeyDrill drill(Optional<Instant> enabled, ProjectEvent... events) {
        return new KeyDrill(Situation.KEY, NOW.minusSeconds(600), enabled, Situation.known(List.of(events)));
    }

    private static ProjectEvent event(String type, long secondsAgo) {
        return new ProjectEvent(type, Optional.empty(), NOW.minusSeconds(secondsAgo));
    }

    @Test
    void theKeyIsDisabledAndEnabledAgain() {
        assertThat(open(plan(FIRST)))
                .containsExactly(
                        "disable-key", "key-refused", "enable-key", "key-valid", "clusters-back", "drill-times");
    }

    @Test
    void aNameOfProductionBlocksTheDrill() {
        for (var name : List.of("orders-prod", "PROD", "live_orders", "prod2")) {
            clusters = new Cluster[] {Situation.idle(name, EncryptionProvider.AWS)};
            assertThat(plan(FIRST).obstacle().map(Step::id)).as(name).contains(StepId.of("check-test-project"));
        }
        clusters = new Cluster[] {Situation.idle("products", EncryptionProvider.AWS)};
        assertThat(plan(FIRST).obstacle()).isEmpty();
    }

    @Test
    void withoutAnEncryptedClusterThereIsNothingToMeasure() {
        clusters = new Cluster[] {Situation.idle("plain", EncryptionProvider.NONE)};
        assertThat(plan(FIRST).obstacle().map(Step::id)).contains(StepId.of("check-clusters"));
    }

    /** KMS API, KeyMetadata: {@code KeyManager} is not a required member. */
    @ParameterizedTest
    @CsvSource({"AWS, state.key.awsManaged", "'', state.key.managerNotTold"})
    void aKeyThatMayBeManagedByAwsIsNotDisabled(String who, String reason) {
        manager = who;
        assertThat(plan(FIRST).steps()).extracting(Step::status).contains(new Status.Blocked(Text.of(reason)));
    }

    @Test
    void atlasNoticesBeforeTheKeyIsEnabled() {
        state = "Disabled";
        valid = false;
        drill = Optional.of(drill(Optional.empty()));
        assertThat(open(plan(FIRST))).first().isEqualTo("key-refused");
        drill = Optional.of(drill(Optional.empty(), event("AWS_ENCRYPTION_KEY_INVALID", 300)));
        assertThat(open(plan(FIRST))).first().isEqualTo("enable-key");
        assertThat(DrillPlanner.keyLeftDisabled(now())).isPresent();
    }

    @Test
    void aDrillIsOverWhenAtlasCanUseTheKeyAgain() {
        drill = Optional.of(drill(
                Optional.of(NOW.minusSeconds(200)),
                event("AWS_ENCRYPTION_KEY_INVALID", 300),
                event("AWS_ENCRYPTION_KEY_VALID", 100)));
        assertThat(plan(FIRST).complete()).isTrue();
        assertThat(DrillPlanner.keyLeftDisabled(now())).isEmpty();
    }

    /** Whatever the clocks say: the order knows the drill before it by the history. */
    @Test
    void theNextDrillEndsAnInterruptedOneAndDisablesNothing() {
        state = "Disabled";
        valid = false;
        drill = Optional.of(drill(Optional.empty()));
        var next = DrillChoices.after(drill);
        assertThat(open(plan(next))).containsExactly("enable-key", "key-valid", "clusters-back", "drill-times");
        assertThat(plan(next).leftovers()).hasSize(1);
        state = "Enabled";
        valid = true;
        drill = Optional.of(drill(Optional.of(NOW.minusSeconds(20)), event("AWS_ENCRYPTION_KEY_VALID", 10)));
        assertThat(plan(next).complete()).isTrue();
    }

    @Test
    void afterAFinishedDrillAnotherOneBeginsAnew() {
        drill = Optional.of(drill(Optional.of(NOW.minusSeconds(200))));
        assertThat(open(plan(DrillChoices.after(drill)))).first().isEqualTo("disable-key");
    }

    @Test
    void aKeyThatSomebodyElseDisabledIsNotADrill() {
        state = "Disabled";
        assertThat(plan(FIRST).obstacle()).isPresent();
    }
}
