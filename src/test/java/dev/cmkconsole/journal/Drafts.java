package dev.cmkconsole.journal;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journal drafts for tests: a plain one, and arbitrary ones. */
public final class Drafts {
    public static final String PROJECT = "64f0c0ffee0123456789abcd";

    private Drafts() {}

    private static RunOrigin origin(String runId) {
        return new RunOrigin(runId, "enable", "operator", "practice", PROJECT, "payments-prod");
    }

    private static StepAttempt authorizing(String step, int attempt) {
        return StepAttempt.of(step, attempt, "Authorize the role in Atlas", Reversibility.UNDO);
    }

    public static JournalDraft intent(String runId, String step, int attempt) {
        return JournalDraft.of(EntryKind.INTENT, origin(runId), authorizing(step, attempt))
                .withChange(new ChangeRequest(
                        Optional.of("arn:aws:iam::111122223333:role/atlas"),
                        Optional.of("PATCH /api/atlas/v2/groups/" + PROJECT),
                        Optional.empty()));
    }

    public static JournalDraft outcome(String runId, String step, int attempt) {
        return closing(EntryKind.OUTCOME, runId, step, attempt);
    }

    public static JournalDraft closing(EntryKind kind, String runId, String step, int attempt) {
        return JournalDraft.of(kind, origin(runId), authorizing(step, attempt))
                .withResult(new RecordedResult(
                        Optional.of(Outcome.DONE),
                        Optional.of(200),
                        Optional.of("{\"ok\":true}"),
                        Optional.empty(),
                        Optional.of("req-1")));
    }

    public static JournalDraft run(EntryKind kind, String runId) {
        var draft = JournalDraft.of(kind, origin(runId), StepAttempt.wholeRun("Enable customer-managed keys"));
        return kind == EntryKind.RUN_ENDED ? draft.withResult(ended(Outcome.DONE)) : draft;
    }

    public static RecordedResult ended(Outcome outcome) {
        return new RecordedResult(
                Optional.of(outcome), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** All entries of a journal's file. */
    static List<JournalEntry> read(Path journal) {
        var all = new ArrayList<JournalEntry>();
        new JournalReader(journal).forEach(all::add);
        return all;
    }

    public static Arbitrary<JournalDraft> any() {
        var text = Arbitraries.strings().all().ofMaxLength(40);
        var perhaps = text.optional();
        return Combinators.combine(
                        Arbitraries.of(EntryKind.class),
                        Combinators.combine(text, text, text, text, text, text).as(RunOrigin::new),
                        Combinators.combine(
                                        perhaps,
                                        Arbitraries.integers(),
                                        text,
                                        Arbitraries.of(Reversibility.class).optional())
                                .as(StepAttempt::new),
                        Combinators.combine(perhaps, perhaps, perhaps).as(ChangeRequest::new),
                        Combinators.combine(
                                        Arbitraries.of(Outcome.class).optional(),
                                        Arbitraries.integers().optional(),
                                        perhaps,
                                        perhaps,
                                        perhaps)
                                .as(RecordedResult::new),
                        facts().optional(0.3))
                .as(JournalDraft::new);
    }

    /** Facts of every shape, with any text in every place that takes text. */
    public static Arbitrary<RunFacts> facts() {
        var text = Arbitraries.strings().all().ofMaxLength(20);
        var perhaps = text.optional();
        var moment = Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        var told = Combinators.combine(text, text, text, text).as(UserMessage::new);
        var cluster = Combinators.combine(
                        text, text, Arbitraries.of(EncryptionProvider.class), text, Arbitraries.of(true, false))
                .as(ProjectFacts.ClusterFact::new);
        var unread = Combinators.combine(text, text).as(ProjectFacts.Unread::new);
        var clock = Combinators.combine(Arbitraries.of(Problem.Origin.class), Arbitraries.longs())
                .as(ProjectFacts.ClockFact::new);
        var flag = Arbitraries.of(true, false).optional();
        var access = Combinators.combine(perhaps, perhaps, perhaps).as(ProjectFacts.AccessFact::new);
        var key = Combinators.combine(perhaps, text.list().ofMaxSize(2), perhaps, perhaps, flag, flag)
                .as(ProjectFacts.KeyFact::new);
        var project = Combinators.combine(
                        moment,
                        Arbitraries.of(Posture.class).optional(),
                        access,
                        key,
                        cluster.list().ofMaxSize(2).optional(),
                        unread.list().ofMaxSize(2),
                        clock.optional(0.3))
                .as(ProjectFacts::new);
        var check = Combinators.combine(
                        text,
                        text,
                        Arbitraries.of(CheckOutcome.class),
                        text,
                        perhaps,
                        Arbitraries.of(true, false),
                        moment)
                .as(RunFacts.CheckFact::new);
        var warning = Combinators.combine(text, text, text, text).as(RunFacts.Warning::new);
        var lane = Combinators.combine(text, told).as(RunFacts.Lane::new);
        var end = Combinators.combine(
                        text, perhaps, told.optional(), lane.list().ofMaxSize(2))
                .as(RunFacts.End::new);
        return Combinators.combine(
                        project.optional(),
                        check.list().ofMaxSize(2),
                        warning.list().ofMaxSize(2),
                        end.optional(),
                        perhaps)
                .as(RunFacts::new)
                .flatMap(facts -> Combinators.combine(text, text)
                        .as(RunFacts.About::new)
                        .optional()
                        .map(facts::about));
    }
}
