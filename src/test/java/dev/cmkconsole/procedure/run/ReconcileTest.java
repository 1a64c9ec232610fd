package dev.cmkconsole.procedure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program ends right before or right after any write of the journal. The next run finds out what happened and
 * finishes.
 */
class ReconcileTest {

    /** The process ends: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    static IntStream writes() {
        var whole = bench();
        whole.enable();
        return IntStream.rangeClosed(1, whole.journal.entries().size());
    }

    private static Bench bench() {
        var bench = new Bench();
        bench.world.keyPolicy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/a\"},"
                    + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        return bench;
    }

    @ParameterizedTest
    @MethodSource("writes")
    void killedBeforeAWrite(int n) {
        var bench = bench();
        bench.journal.before(write -> {
            if (write == n) {
                bench.journal.before(_ -> {});
                throw new Killed();
            }
        });
        finishes(bench);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void killedAfterAWrite(int n) {
        var bench = bench();
        bench.journal.after(write -> {
            if (write == n) {
                bench.journal.after(_ -> {});
                throw new Killed();
            }
        });
        finishes(bench);
    }

    private static void finishes(Bench bench) {
        assertThatThrownBy(bench::enable).isInstanceOf(Killed.class);
        var open = bench.journal.openIntents(Situation.PROJECT.id());
        int effects = bench.world.effects.size();
        bench.enable();

        assertThat(bench.world.configuration.valid()).isTrue();
        assertThat(bench.world.records).hasSize(1);
        assertThat(bench.world.effects).doesNotHaveDuplicates();
        assertThat(bench.journal.openIntents(Situation.PROJECT.id())).isEmpty();
        var reconciled = bench.journal.drafts().stream()
                .filter(d -> d.kind() == EntryKind.RECONCILED)
                .toList();
        assertThat(reconciled).hasSize(open.size());
        long doneThen = bench.journal.drafts().stream()
                .limit(indexOfSecondRun(bench))
                .filter(d -> d.kind() == EntryKind.OUTCOME || d.kind() == EntryKind.RECONCILED)
                .filter(d -> d.outcome()
                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                        .isPresent())
                .count();
        assertThat(doneThen).as("what the journal says was done, was").isEqualTo(effects);
    }

    private static int indexOfSecondRun(Bench bench) {
        return IntStream.range(0, bench.journal.drafts().size())
                .filter(i -> bench.journal.drafts().get(i).kind() == EntryKind.RUN_STARTED
                        && bench.journal.drafts().get(i).runId().equals("run-2"))
                .findFirst()
                .orElse(bench.journal.drafts().size());
    }

    @Test
    void anIntentOfOtherChoicesIsJudgedByWhatItAskedFor() {
        var bench = new Bench();
        killAfter(bench, AccessSteps.SET_UP_ROLE, true);
        assertThatThrownBy(bench::enable).isInstanceOf(Killed.class);
        bench.journal.after(_ -> {});
        bench.enable(
                EnableChoices.byConsole(RoleChoice.newRole("another-name"), new KeyChoice.Existing(Situation.KEY)));

        assertThat(reconciled(bench))
                .as("the first role was made, whatever this run is about")
                .containsExactly(Outcome.DONE_UNANSWERED);
    }

    @Test
    void anIntentOfAnotherProcedureIsClosedToo() {
        var bench = new Bench();
        killAfter(bench, AccessSteps.SAVE, true);
        assertThatThrownBy(bench::enable).isInstanceOf(Killed.class);
        bench.journal.after(_ -> {});
        bench.world.clusters.put("orders", Situation.idle("orders", EncryptionProvider.NONE));
        bench.clusters(Bench.turnOn(List.of("orders")));

        assertThat(reconciled(bench)).containsExactly(Outcome.DONE_UNANSWERED);
    }

    @Test
    void whatWasNotSentIsNotDone() {
        var bench = new Bench();
        killAfter(bench, AccessSteps.AUTHORIZE, false);
        assertThatThrownBy(bench::enable).isInstanceOf(Killed.class);
        bench.journal.after(_ -> {});
        bench.clusters(Bench.turnOn(List.of("orders")));

        assertThat(reconciled(bench)).containsExactly(Outcome.NOT_DONE);
    }

    @Test
    void anOlderRecordInProgressIsNotTakenForTheOneThatWasAskedFor() {
        var bench = new Bench();
        bench.world.records.add(Situation.inProgress("6a793f88c0eb9e7a17716599"));
        bench.clock.pass(java.time.Duration.ofHours(1));
        var choice = new RoleChoice(
                Optional.empty(),
                new RoleChoice.NewRole(Situation.ROLE_NAME),
                java.util.Set.of("6a793f88c0eb9e7a17716599"));
        killAfter(bench, AccessSteps.CREATE_RECORD, false);
        assertThatThrownBy(() -> bench.enable(EnableChoices.byConsole(choice, new KeyChoice.Existing(Situation.KEY))))
                .isInstanceOf(Killed.class);
        bench.journal.after(_ -> {});
        bench.enable(EnableChoices.byConsole(choice, new KeyChoice.Existing(Situation.KEY)));

        assertThat(reconciled(bench)).containsExactly(Outcome.NOT_DONE);
        assertThat(bench.world.records).hasSize(2);
    }

    /** Recognized by the request that was sent, whatever the name of the step. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatAnEarlierAnswerNamedIsNotTakenForTheOneThatWasAskedFor(boolean answered) {
        var bench = new Bench();
        var record = Situation.inProgress("6a793f88c0eb9e7a17716599");
        bench.world.records.add(record);
        if (answered) {
            bench.journal.append(created("earlier", EntryKind.INTENT));
            bench.journal.append(created("earlier", EntryKind.OUTCOME)
                    .withResult(new RecordedResult(
                            Optional.of(Outcome.DONE),
                            Optional.of(200),
                            Optional.of("{\"roleId\":\"" + record.roleId() + "\"}"),
                            Optional.empty(),
                            Optional.empty())));
        }
        bench.journal.append(created("lost", EntryKind.INTENT));
        bench.clusters(Bench.turnOn(List.of("orders")));

        assertThat(reconciled(bench)).containsExactly(answered ? Outcome.NOT_DONE : Outcome.DONE_UNANSWERED);
    }

    private static JournalDraft created(String run, EntryKind kind) {
        var sent = RecordedRequest.of(AtlasRequests.createAccessRole(Situation.PROJECT.id()));
        return JournalDraft.of(
                        kind,
                        new RunOrigin(
                                run,
                                "another-procedure",
                                "tester",
                                "practice",
                                Situation.PROJECT.id(),
                                Situation.PROJECT.name()),
                        StepAttempt.of("another-step", 1, "Asks for a record", Reversibility.UNDO))
                .withChange(new ChangeRequest(
                        Optional.empty(),
                        kind == EntryKind.INTENT ? Optional.of(sent.text()) : Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        var bench = new Bench();
        killAfter(bench, AccessSteps.SET_UP_ROLE, true);
        assertThatThrownBy(bench::enable).isInstanceOf(Killed.class);
        bench.journal.after(_ -> {});
        bench.world.awsReadable = false;
        bench.clusters(Bench.turnOn(List.of("orders")));

        assertThat(reconciled(bench)).containsExactly(Outcome.UNKNOWN);
        assertThat(bench.events(RunEvent.Reconciled.class))
                .singleElement()
                .satisfies(e -> assertThat(e.step()).isEqualTo(AccessSteps.SET_UP_ROLE));
    }

    /** Ends the program right after the intent of a step, after its request took effect or before it left. */
    private static void killAfter(Bench bench, StepId step, boolean effect) {
        bench.journal.after(_ -> {
            var last = bench.journal.drafts().getLast();
            if (last.kind() == EntryKind.INTENT && last.step().equals(Optional.of(step.value()))) {
                if (effect) {
                    bench.journal.before(_ -> {
                        bench.journal.before(_ -> {});
                        throw new Killed();
                    });
                } else {
                    throw new Killed();
                }
            }
        });
    }

    private static List<Outcome> reconciled(Bench bench) {
        return bench.journal.drafts().stream()
                .filter(d -> d.kind() == EntryKind.RECONCILED)
                .map(d -> d.outcome().orElseThrow())
                .toList();
    }
}
