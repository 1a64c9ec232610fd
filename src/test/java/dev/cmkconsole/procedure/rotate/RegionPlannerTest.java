package dev.cmkconsole.procedure.rotate;

import static dev.cmkconsole.procedure.rotate.RotatingProject.ELSEWHERE;
import static dev.cmkconsole.procedure.rotate.RotatingProject.MULTI;
import static dev.cmkconsole.procedure.rotate.RotatingProject.RECORD;
import static dev.cmkconsole.procedure.rotate.RotatingProject.REPLICA;
import static dev.cmkconsole.procedure.rotate.RotatingProject.blocked;
import static dev.cmkconsole.procedure.rotate.RotatingProject.step;
import static dev.cmkconsole.procedure.rotate.RotatingProject.using;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The move to a replica, before and during an outage. What is sent follows MongoDB's page on moving in an outage: keep
 * the role and the key id, change the region only.
 */
class RegionPlannerTest {
    private final RegionPlanner region = new RegionPlanner(WaitSettings.REAL);
    private final RegionChoices want = RegionChoices.byConsole(MULTI, ELSEWHERE);

    private static Situation project(String stored, boolean valid) {
        return using(MULTI)
                .configuration(new AwsKms(
                        true,
                        Optional.of(RECORD),
                        Optional.of(stored),
                        Optional.of(MULTI.region()),
                        Optional.empty(),
                        false,
                        valid))
                .key(Situation.known(Situation.customerKey(REPLICA)));
    }

    private static Observed<CustomerKey> silent() {
        return new Observed.Failed<>(
                new Problem.TimedOut(Problem.Origin.AWS, "kms:DescribeKey", "no answer", Situation.NOW), Situation.NOW);
    }

    private Plan plan(ProjectSnapshot now) {
        return region.plan(now, want);
    }

    private static String body(Plan plan) {
        return ((Step.AtlasStep) step(plan, "save-configuration"))
                .request()
                .orElseThrow()
                .body()
                .orElseThrow();
    }

    @Test
    void aBareIdStaysAndOnlyTheRegionChanges() {
        var plan = plan(project(MULTI.keyId(), true).snapshot());

        assertThat(body(plan))
                .contains("\"customerMasterKeyID\":\"" + MULTI.keyId() + "\"", "\"region\":\"EU_WEST_1\"");
        assertThat(step(plan, "save-configuration").reason().key()).isEqualTo("region.save.reason");
    }

    @Test
    void anArnChangesTooAndTheDoubtIsSaid() {
        var plan = plan(project(MULTI.toString(), true).snapshot());

        assertThat(body(plan)).contains("\"customerMasterKeyID\":\"" + REPLICA + "\"");
        assertThat(step(plan, "save-configuration").reason().key()).isEqualTo("region.saveArn.reason");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRegionThatDoesNotAnswerIsNoObstacle(boolean bare) {
        var now = project(bare ? MULTI.keyId() : MULTI.toString(), false).snapshot();
        var plan = plan(now.withPresentKey(silent()));

        assertThat(blocked(plan, "check-configuration")).isEmpty();
        assertThat(step(plan, "check-configuration").reason().key()).isEqualTo("region.outage");
        assertThat(plan.obstacle()).isEmpty();
    }

    @Test
    void aRegionThatAnswersLeavesAnInvalidKeyAnObstacle() {
        var now = project(MULTI.toString(), false).snapshot();

        assertThat(blocked(
                        plan(now.withPresentKey(Situation.known(Situation.customerKey(MULTI)))), "check-configuration"))
                .isEqualTo("keyChange.keyInvalid");
        assertThat(blocked(plan(now.withPresentKey(Situation.failed("AccessDeniedException"))), "check-configuration"))
                .isEqualTo("keyChange.keyInvalid");
    }

    @Test
    void theOldRegionIsAskedOnlyWhereTheKeyHasTrouble() {
        assertThat(region.keyQuestion(project(MULTI.toString(), true).snapshot(), want))
                .isEmpty();
        assertThat(region.keyQuestion(project(MULTI.keyId(), false).snapshot(), want)
                        .orElseThrow()
                        .region())
                .isEqualTo(MULTI.region());
    }
}
