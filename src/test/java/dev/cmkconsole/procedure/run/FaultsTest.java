package dev.cmkconsole.procedure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld.Fault;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every faulty answer at every step: the run's reaction, the truth of the journal, and no repeated effect. */
class FaultsTest {
    private static final Map<String, StepId> STEPS = Map.of(
            "createCloudProviderAccess",
            AccessSteps.CREATE_RECORD,
            "iam:CreateRole",
            AccessSteps.SET_UP_ROLE,
            "authorizeProviderAccessRole",
            AccessSteps.AUTHORIZE,
            "iam:PutRolePolicy",
            AccessSteps.ALLOW_KEY,
            "kms:PutKeyPolicy",
            AccessSteps.KEY_POLICY,
            "updateEncryptionAtRest",
            AccessSteps.SAVE,
            "updateCluster",
            StepId.of("encrypt", "orders"));

    static Stream<Arguments> everywhere() {
        return STEPS.keySet().stream()
                .sorted()
                .flatMap(operation -> Stream.of(Fault.values()).map(fault -> Arguments.of(operation, fault)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void theJournalIsTrueAndTheNextRunFinishes(String operation, Fault fault) {
        var bench = new Bench();
        boolean cluster = operation.equals("updateCluster");
        if (operation.equals("kms:PutKeyPolicy")) {
            bench.world.keyPolicy =
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/a\"},"
                        + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        }
        if (cluster) {
            bench.enable();
            bench.world.clusters.put("orders", Situation.idle("orders", EncryptionProvider.NONE));
        }
        bench.world.fault(operation, fault);
        var result = run(bench, cluster);
        var step = STEPS.get(operation);

        assertThat(bench.journal.outcomes(step).getFirst()).isEqualTo(expected(fault));
        assertThat(bench.journal.openIntents(Situation.PROJECT.id()))
                .hasSize(expected(fault) == Outcome.UNKNOWN ? 1 : 0);
        boolean goesOn = fault.name().endsWith("_AFTER")
                || fault == Fault.RATE_LIMITED
                || (fault == Fault.SERVER_FAULT_BEFORE && retriesFaults(step));
        if (goesOn) {
            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        } else {
            assertThat(result.kind())
                    .as("a request whose outcome is unknown has not failed")
                    .isEqualTo(
                            expected(fault) == Outcome.UNKNOWN
                                    ? RunResult.RunOutcomeKind.UNKNOWN
                                    : RunResult.RunOutcomeKind.FAILED);
            assertThat(result.problem()).isPresent();
            toldAsOnTheScreen(bench, result);
            assertThat(result.at().or(() -> java.util.Optional.of(step))).contains(step);
            assertThat(bench.world.effects(operation)).isZero();
        }
        assertThat(run(bench, cluster).kind()).as("running again finishes").isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.effects(operation)).as("never twice").isEqualTo(1);
        assertThat(bench.journal.openIntents(Situation.PROJECT.id()))
                .as("the next run finds out what became of a request")
                .isEmpty();
        truthful(bench);
    }

    /** The record says of a request whose answer was lost what the screen said, after the same reading. */
    private static void toldAsOnTheScreen(Bench bench, RunResult result) {
        var end = bench.journal.drafts().getLast().facts().orElseThrow().end().orElseThrow();
        var words = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
        assertThat(end.told().orElseThrow().means())
                .isEqualTo(words.explain(result.problem().orElseThrow(), result.outcome())
                        .means());
        assertThat(end.lanes())
                .allSatisfy(lane -> assertThat(lane.told().means())
                        .isEqualTo(end.told().orElseThrow().means()));
    }

    private static RunResult run(Bench bench, boolean cluster) {
        return cluster ? bench.clusters(Bench.turnOn(List.of("orders"))) : bench.enable();
    }

    /** Real Atlas answered 500 while IAM settled. Both requests can be repeated without harm. */
    private static boolean retriesFaults(StepId step) {
        return step.equals(AccessSteps.AUTHORIZE) || step.equals(AccessSteps.SAVE);
    }

    private static Outcome expected(Fault fault) {
        return switch (fault) {
            case RATE_LIMITED, UNREACHABLE, NOT_SIGNED_IN, REFUSED -> Outcome.REFUSED;
            case SERVER_FAULT_BEFORE -> Outcome.NOT_DONE;
            case TIMEOUT_BEFORE, DROPPED_BEFORE -> Outcome.UNKNOWN;
            case SERVER_FAULT_AFTER, TIMEOUT_AFTER, DROPPED_AFTER, MALFORMED_AFTER, BUG_AFTER ->
                Outcome.DONE_UNANSWERED;
        };
    }

    /** The journal and the world contain the same number of effects. */
    private static void truthful(Bench bench) {
        long done = bench.journal.drafts().stream()
                .filter(d -> d.kind() == EntryKind.OUTCOME)
                .filter(d -> d.outcome()
                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                        .isPresent())
                .count();
        assertThat(done).isEqualTo(bench.world.effects.size());
    }
}
