package dev.cmkconsole.procedure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each cluster is changed in its own lane. A failing lane does not stop the others. */
class LanesTest {
    private final Bench bench = new Bench();

    @Test
    void clusterRunsStandBesideEachOther() {
        enabledWith("a", "b");
        var other = new java.util.ArrayList<RunResult.RunOutcomeKind>();
        bench.listening(e -> {
            if (e instanceof RunEvent.Waiting && other.isEmpty()) {
                other.add(RunResult.RunOutcomeKind.STOPPED);
                other.set(0, bench.clusters(Bench.turnOn(List.of("b"))).kind());
            }
        });

        assertThat(bench.clusters(Bench.turnOn(List.of("a"))).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(other).containsExactly(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.journal.openIntents(Situation.PROJECT.id())).isEmpty();
    }

    @Test
    void allClustersAreAskedBeforeTheFirstIsWaitedFor() {
        enabledWith("a", "b", "c");
        var result = bench.clusters(Bench.turnOn(List.of("a", "b", "c")));

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        int lastSend = bench.happenings.lastIndexOf("SEND updateCluster");
        assertThat(bench.happenings.indexOf("ENDED deployed:a")).isGreaterThan(lastSend);
        assertThat(bench.world.clusters.values()).allMatch(c -> c.encryption() == EncryptionProvider.AWS);
    }

    @Test
    void aClusterThatFailsLeavesTheOthersGoing() {
        enabledWith("a", "b");
        bench.world.fault("updateCluster", TinyWorld.Fault.REFUSED);
        var result = bench.clusters(Bench.turnOn(List.of("a", "b")));

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.PARTLY);
        assertThat(result.failedLanes()).containsOnlyKeys("a");
        assertThat(result.problem().orElseThrow().code()).isEqualTo("SOMETHING_ELSE");
        assertThat(bench.world.clusters.get("b").encrypted()).isTrue();
        assertThat(bench.journal.drafts().getLast().outcome()).contains(Outcome.FAILED);
    }

    @Test
    void aClusterWhoseChangeShowsLateIsWaitedForAfterAll() {
        enabledWith("a", "b");
        bench.world.fault("updateCluster", TinyWorld.Fault.DROPPED_BEFORE);
        bench.listening(e -> {
            if (e instanceof RunEvent.Waiting waiting && waiting.step().value().equals("deployed:b")) {
                bench.world.clusters.put("a", Situation.idle("a", EncryptionProvider.AWS));
            }
        });
        var result = bench.clusters(Bench.turnOn(List.of("a", "b")));

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.sent("updateCluster")).isEqualTo(2);
        assertThat(bench.journal.outcomes(StepId.of("encrypt", "a"))).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void whenEveryClusterFailsItIsNotPartlyDone() {
        enabledWith("a");
        bench.world.fault("updateCluster", TinyWorld.Fault.REFUSED);

        assertThat(bench.clusters(Bench.turnOn(List.of("a"))).kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
        var missing = bench.clusters(Bench.turnOn(List.of("missing")));
        assertThat(missing.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(missing.at()).contains(StepId.of("encrypt", "missing"));
    }

    private void enabledWith(String... clusters) {
        bench.enable();
        for (var name : clusters) {
            bench.world.clusters.put(name, Situation.idle(name, EncryptionProvider.NONE));
        }
        bench.events.clear();
        bench.happenings.clear();
    }
}
