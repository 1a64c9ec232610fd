package dev.cmkconsole.procedure.run;

import static dev.cmkconsole.procedure.access.AccessSteps.AUTHORIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The journal entries of a run. Without a writable journal, no request is sent. */
class RunnerJournalTest {
    private final Bench bench = new Bench();

    @Test
    void anIntentIsWrittenBeforeEachRequestAndAnOutcomeBeforeItIsTold() {
        bench.enable();

        assertThat(bench.happenings.stream().filter(h -> h.contains("authorize") || h.contains("Authorize")))
                .containsExactly(
                        "INTENT authorize-role",
                        "SEND authorizeProviderAccessRole",
                        "OUTCOME authorize-role",
                        "ENDED authorize-role");
        for (int i = 0; i < bench.happenings.size(); i++) {
            if (bench.happenings.get(i).startsWith("SEND")) {
                assertThat(bench.happenings.get(i - 1)).startsWith("INTENT");
                assertThat(bench.happenings.get(i + 1)).startsWith("OUTCOME");
            }
        }
        assertThat(bench.happenings.getFirst()).isEqualTo("RUN_STARTED");
        assertThat(bench.happenings.getLast()).isEqualTo("RUN_ENDED");
    }

    @Test
    void theJournalSaysWhatWasSentAndHowItEnded() {
        bench.enable();
        var intent = bench.journal.drafts().stream()
                .filter(d -> d.kind() == EntryKind.INTENT && d.step().equals(Optional.of("authorize-role")))
                .findFirst()
                .orElseThrow();

        assertThat(intent.request().orElseThrow())
                .startsWith("PATCH /api/atlas/v2/groups/" + Situation.PROJECT.id() + "/cloudProviderAccess/")
                .contains("\n{\"providerName\":\"AWS\"");
        assertThat(intent.actor()).isEqualTo("tester");
        assertThat(intent.attempt()).isEqualTo(1);
        assertThat(intent.title()).isEqualTo("Authorize the role in Atlas");
        assertThat(bench.journal.outcomes(AUTHORIZE)).containsExactly(Outcome.DONE);
        assertThat(bench.journal.drafts().getLast().outcome()).contains(Outcome.DONE);
    }

    @Test
    void aDifferenceOfTheClocksIsRecordedAtTheBeginningAndAtTheEnd() {
        bench.clock.differ(new ClockDifference(Problem.Origin.AWS, Duration.ofHours(-3)));
        bench.enable();
        var facts = bench.journal.drafts().stream()
                .flatMap(d -> d.facts().stream())
                .map(f -> f.project().orElseThrow().clock())
                .toList();
        assertThat(facts)
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly(Optional.of(new ProjectFacts.ClockFact(Problem.Origin.AWS, -10_800)));
    }

    /** The procedure's id is the same for on and off, so the run says itself what it did. */
    @Test
    void turningEncryptionOffIsRecordedAsSuch() {
        bench.clusters(new ClusterChoices(Map.of("orders", false), Optional.empty()));

        assertThat(bench.journal.drafts().getFirst().facts().orElseThrow().name())
                .contains("Stop encrypting clusters");
        assertThat(bench.journal.drafts().getLast().facts().orElseThrow().name())
                .as("the end alone says it too")
                .contains("Stop encrypting clusters");
    }

    @Test
    void theJournalThatCannotBeginLetsNothingBeSent() {
        bench.journal.failFrom(1);

        assertThatThrownBy(bench::enable)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("JOURNAL_UNWRITABLE"));
        assertThat(bench.world.sent()).isZero();
    }

    @Test
    void whereverTheJournalFailsNothingMoreIsSent() {
        var whole = new Bench();
        whole.enable();
        int writes = whole.journal.entries().size();
        for (int n = 2; n <= writes; n++) {
            var b = new Bench();
            b.journal.failFrom(n);
            var result = b.enable();

            long intents = b.journal.drafts().stream()
                    .filter(d -> d.kind() == EntryKind.INTENT)
                    .count();
            assertThat(b.world.sent()).as("requests at failing write %d", n).isEqualTo((int) intents);
            assertThat(b.happenings.getLast()).doesNotStartWith("SEND".repeat(2));
            if (n == writes) {
                assertThat(result.plan().complete())
                        .as("only the end of the run is missing")
                        .isTrue();
            }
            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
            assertThat(result.problem().orElseThrow().code()).isEqualTo("JOURNAL_UNWRITABLE");
            assertThat(b.events(RunEvent.StepEnded.class).stream()
                            .filter(e -> e.outcome() == Outcome.DONE)
                            .count())
                    .as("nothing is told that is not written")
                    .isLessThanOrEqualTo(b.journal.drafts().stream()
                                    .filter(d -> d.kind() == EntryKind.OUTCOME)
                                    .count()
                            + 1);
        }
    }

    @Test
    void everyEntryNamesItsRunAndProject() {
        bench.enable();

        assertThat(bench.journal.drafts()).extracting(JournalDraft::runId).containsOnly("run-1");
        assertThat(bench.journal.drafts()).extracting(JournalDraft::projectName).containsOnly("payments-prod");
    }
}
