package dev.cmkconsole.procedure.awsrotation;

import static dev.cmkconsole.procedure.rotate.RotatingProject.ELSEWHERE;
import static dev.cmkconsole.procedure.rotate.RotatingProject.MULTI;
import static dev.cmkconsole.procedure.rotate.RotatingProject.OLD;
import static dev.cmkconsole.procedure.rotate.RotatingProject.REPLICA;
import static dev.cmkconsole.procedure.rotate.RotatingProject.blocked;
import static dev.cmkconsole.procedure.rotate.RotatingProject.key;
import static dev.cmkconsole.procedure.rotate.RotatingProject.request;
import static dev.cmkconsole.procedure.rotate.RotatingProject.step;
import static dev.cmkconsole.procedure.rotate.RotatingProject.using;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plans for a rotation by AWS from a given snapshot. No request is sent. */
class AwsRotationPlannerTest {
    private final AwsRotationPlanner material = new AwsRotationPlanner(WaitSettings.REAL);

    private static ProjectSnapshot rotating(CustomerKey key, Observed<List<KeyRotation.Past>> past) {
        return rotating(key, past, Situation.known(List.of()));
    }

    private static ProjectSnapshot rotating(
            CustomerKey key, Observed<List<KeyRotation.Past>> past, Observed<List<KeyRotation.Material>> materials) {
        var now = using(key.arn()).key(Situation.known(key)).snapshot();
        var aws = now.aws();
        return new ProjectSnapshot(
                now.project(),
                now.at(),
                new AtlasSide(now.projectOwner(), now.roles(), now.encryption(), now.clusters(), now.alerts()),
                new AwsSide(aws.caller(), aws.role(), aws.key(), aws.keyPolicy(), past, materials),
                PlanAnswers.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL, Enabled, awsRotation.importedByItself",
        "'', Enabled, awsRotation.originNotTold",
        "AWS_CLOUDHSM, Enabled, awsRotation.keyStore",
        "AWS_KMS, Disabled, key.unusable.DISABLED",
        "AWS_KMS, PendingDeletion, key.unusable.PENDING_DELETION"
    })
    void aKeyThatKmsCannotRenewIsRefusedWithWhatToDo(String origin, String state, String reason) {
        var now = rotating(
                key(OLD, List.of(), origin, state, Optional.of(KeyRotation.OFF), Optional.empty()),
                Situation.known(List.of()));
        assertThat(blocked(material.plan(now, AwsRotationChoices.byItself(365)), "check-rotatable"))
                .isEqualTo(reason);
    }

    private static Observed<List<KeyRotation.Material>> materials(String... stateAndImport) {
        return Situation.known(Arrays.stream(stateAndImport)
                .map(text -> text.split(" "))
                .map(m -> new KeyRotation.Material(m[0], Optional.of(m[1])))
                .toList());
    }

    /** KMS rotates imported material on demand, after new material was imported beside the current one. */
    @Test
    void importedMaterialRotatesOnDemandOnceNewMaterialIsImported() {
        var choices = AwsRotationChoices.once(Situation.NOW);
        var key = key(OLD, List.of(), "EXTERNAL", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty());
        var none = Situation.<List<KeyRotation.Past>>known(List.of());
        for (var notReady : List.of(
                materials("CURRENT IMPORTED"),
                materials("CURRENT IMPORTED", "NON_CURRENT IMPORTED"),
                materials("CURRENT IMPORTED", "PENDING_ROTATION PENDING_IMPORT"),
                materials("CURRENT IMPORTED", "PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED"))) {
            assertThat(blocked(material.plan(rotating(key, none, notReady), choices), "check-rotatable"))
                    .isEqualTo("awsRotation.importFirst");
        }
        var ready =
                material.plan(rotating(key, none, materials("CURRENT IMPORTED", "PENDING_ROTATION IMPORTED")), choices);
        assertThat(step(ready, "check-rotatable").status()).isEqualTo(Status.DONE);
        assertThat(request(ready, "rotate-once")).contains(new AwsRequest.RotateKeyOnDemand(OLD));
        assertThat(step(ready, "rotate-once").reason().key()).isEqualTo("awsRotation.once.reasonImported");

        assertThat(blocked(
                        material.plan(rotating(key, none, Situation.failed("AccessDeniedException")), choices),
                        "check-rotatable"))
                .isEqualTo("awsRotation.past");
        var over = Situation.known(List.of(new KeyRotation.Past(Situation.NOW, true)));
        assertThat(material.plan(rotating(key, over, materials("NON_CURRENT IMPORTED", "CURRENT IMPORTED")), choices)
                        .complete())
                .isTrue();
    }

    @Test
    void onlyTheKeysOwnAccountMayRotateIt() {
        var stranger = new AwsCaller("999988887777", "arn:aws:iam::999988887777:user/x", "AIDA");
        var now = using(OLD).caller(Situation.known(stranger)).snapshot();
        assertThat(blocked(material.plan(now, AwsRotationChoices.byItself(365)), "check-rotatable"))
                .isEqualTo("awsRotation.elsewhere");
    }

    @Test
    void aReplicaIsRotatedWhereItsPrimaryIs() {
        var replicas = Optional.of(new Replicas(MULTI.region(), List.of(MULTI.region(), ELSEWHERE)));
        var now = rotating(
                key(REPLICA, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), replicas),
                Situation.known(List.of()));
        assertThat(request(material.plan(now, AwsRotationChoices.byItself(365)), "rotate-by-itself"))
                .contains(new AwsRequest.EnableKeyRotation(MULTI, 365));
    }

    @Test
    void aRotationOnDemandOfTodayCountsAndOneOfLastWeekDoesNot() {
        var choices = AwsRotationChoices.once(Situation.NOW);
        var key = key(OLD, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty());
        var none = material.plan(rotating(key, Situation.known(List.of())), choices);
        var today = material.plan(
                rotating(
                        key,
                        Situation.known(List.of(new KeyRotation.Past(Situation.NOW.minus(Duration.ofHours(3)), true)))),
                choices);
        var lastWeek = material.plan(
                rotating(
                        key,
                        Situation.known(List.of(new KeyRotation.Past(Situation.NOW.minus(Duration.ofDays(7)), true)))),
                choices);
        var byItself = material.plan(
                rotating(key, Situation.known(List.of(new KeyRotation.Past(Situation.NOW, false)))), choices);
        assertThat(today.complete()).isTrue();
        assertThat(List.of(none, lastWeek, byItself))
                .allSatisfy(
                        plan -> assertThat(step(plan, "rotate-once").status()).isEqualTo(Status.TO_DO));
        var underWay = key(
                OLD,
                List.of(),
                "AWS_KMS",
                "Enabled",
                Optional.of(new KeyRotation(false, Optional.empty(), Optional.empty(), Optional.of(Situation.NOW))),
                Optional.empty());
        var waiting = material.plan(rotating(underWay, Situation.known(List.of())), choices);
        assertThat(step(waiting, "rotate-once").status()).isEqualTo(Status.DONE);
        assertThat(step(waiting, "material-rotated").status()).isEqualTo(Status.TO_DO);
        assertThat(blocked(
                        material.plan(rotating(key, Situation.failed("AccessDeniedException")), choices),
                        "rotate-once"))
                .as("one too many is not risked")
                .isEqualTo("awsRotation.past");
    }

    @Test
    void rotationByAwsNeverTouchesTheConfiguration() {
        var now = rotating(
                key(OLD, List.of(), "AWS_KMS", "Enabled", Optional.of(KeyRotation.OFF), Optional.empty()),
                Situation.known(List.of()));
        for (var choices : List.of(AwsRotationChoices.byItself(90), AwsRotationChoices.once(Situation.NOW))) {
            assertThat(material.plan(now, choices).openAtlasRequests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {89, 0, -1, 2561})
    void aPeriodThatKmsRefusesIsRefusedAtOnce(int days) {
        assertThatThrownBy(() -> AwsRotationChoices.byItself(days)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new NewKey(
                        Situation.PROJECT.id(), "alias/a", "", Map.of(), OLD.region(), Optional.of(days), false))
                .isInstanceOf(InputException.class);
    }
}
