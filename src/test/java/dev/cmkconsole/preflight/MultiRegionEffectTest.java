package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.ActEffectTest.REFUSED;
import static dev.cmkconsole.preflight.ActEffectTest.effect;
import static dev.cmkconsole.preflight.ActEffectTest.row;
import static dev.cmkconsole.preflight.EffectWorld.ADMIN_ONLY;
import static dev.cmkconsole.preflight.EffectWorld.DELEGATION;
import static dev.cmkconsole.preflight.EffectWorld.MULTI_REGION;
import static dev.cmkconsole.preflight.EffectWorld.NAMES_ROLE;
import static dev.cmkconsole.preflight.EffectWorld.REPLICA;
import static dev.cmkconsole.preflight.EffectWorld.multiRegion;
import static dev.cmkconsole.preflight.EffectWorld.stored;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.preflight.ActEffectTest.Row;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an act on a multi-Region key takes away. The expectations are written by hand after the KMS developer guide
 * ("Multi-Region keys"): policy, grants, state and deletion are not shared by the replicas.
 */
class MultiRegionEffectTest {
    private static final Optional<AwsRegion> US = Optional.of(MULTI_REGION.region());

    static Stream<Row> multiRegionKeys() {
        var policy = new Act.KeyPolicyChange(REPLICA, DELEGATION, ADMIN_ONLY);
        var disable = new Act.KeyWithdrawal(REPLICA, false);
        var byArn = multiRegion(stored(MULTI_REGION.toString(), US, false));
        var backups = byArn.with(f ->
                f.with(Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("orders", "s0", MULTI_REGION.keyId())))));
        var lost = "payments=ELSEWHERE lost " + MULTI_REGION.keyId();
        return Stream.of(
                row("the policy in another region", policy, byArn, "", "payments=ELSEWHERE"),
                row(
                        "the policy in another region, and the key is stored by its id",
                        policy,
                        multiRegion(stored(MULTI_REGION.keyId(), US, false)),
                        "",
                        "payments=ELSEWHERE"),
                row(
                        "the policy in the region of the configuration",
                        new Act.KeyPolicyChange(MULTI_REGION, DELEGATION, ADMIN_ONLY),
                        byArn,
                        "payments",
                        "payments=STOPS"),
                row(
                        "the region of the configuration is not known",
                        policy,
                        multiRegion(stored(MULTI_REGION.keyId(), Optional.empty(), false)),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "the configuration names both regions",
                        policy,
                        multiRegion(stored(MULTI_REGION.toString(), Optional.of(REPLICA.region()), false)),
                        "payments",
                        "payments=STOPS"),
                row(
                        "private networking is required, so that nodes use the key of their region",
                        policy,
                        multiRegion(stored(MULTI_REGION.toString(), US, true)),
                        "payments",
                        "payments=STOPS"),
                row(
                        "a cluster may not have taken the change of region",
                        policy,
                        byArn.with(f -> f.with(
                                Evidence.SURVEY,
                                known(WorkingProject.survey(List.of(new ClusterUse(
                                        "orders",
                                        true,
                                        KeyDeployment.of(DeploymentKind.UNPROVED),
                                        false,
                                        Optional.empty())))))),
                        "payments",
                        "payments=STOPS"),
                row(
                        "whether clusters took the change of region was not read",
                        policy,
                        byArn.with(f -> f.with(Evidence.SURVEY, failed("FORBIDDEN"))),
                        "payments",
                        "payments=STOPS"),
                row("a backup may be of the other region", policy, backups, "payments", lost),
                row(
                        "a backup may be of the other region, and the role keeps its access there",
                        new Act.KeyPolicyChange(REPLICA, DELEGATION, NAMES_ROLE),
                        backups,
                        "",
                        "payments=ELSEWHERE"),
                row(
                        "backups were not read",
                        policy,
                        byArn.with(f -> f.with(Evidence.SNAPSHOTS, failed("FORBIDDEN"))),
                        REFUSED,
                        "payments=ELSEWHERE"),
                row(
                        "a backup names what is no key",
                        policy,
                        byArn.with(f ->
                                f.with(Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("orders", "s0", "odd"))))),
                        REFUSED,
                        "payments=ELSEWHERE"),
                row("the key in another region is disabled", disable, byArn, "", "payments=ELSEWHERE"),
                row("it is disabled, and a backup may be of that region", disable, backups, "payments", lost),
                row(
                        "it is disabled, and private networking is required",
                        disable,
                        multiRegion(stored(MULTI_REGION.toString(), US, true)),
                        "payments",
                        "payments=STOPS"));
    }

    @ParameterizedTest
    @MethodSource("multiRegionKeys")
    void onlyTheRegionOfTheConfigurationCounts(Row row) {
        ActEffectTest.verify(row);
    }

    @Test
    void whatIsChangedInAnotherRegionIsNotSaidToBeLost() {
        var backups = multiRegion(stored(MULTI_REGION.toString(), US, false))
                .with(f -> f.with(
                        Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("orders", "s0", MULTI_REGION.keyId())))));
        var effect = effect(new Act.KeyWithdrawal(REPLICA, false), known(backups.projects()), backups.role());

        assertThat(EffectText.lines(effect).stream().map(t -> t.key() + " " + t.args()))
                .containsExactly(
                        "effect.elsewhere [payments, eu-west-1]",
                        "effect.lost.elsewhere [payments, " + MULTI_REGION.keyId() + "]");
        assertThat(effect.onlyMayLose()).isTrue();
    }
}
