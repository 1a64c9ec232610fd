package dev.cmkconsole.bench;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes a long journal, to measure lists, exports and the search index with: runs of ten entries each. */
public final class LongHistory {
    private static final int STEPS = 4;
    private static final String BODY = "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\"key\"}}\n";
    private static final int LINES = 45;

    private LongHistory() {}

    /** @param args the journal's file, and the number of entries */
    public static void main(String[] args) throws IOException {
        var file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        int runs = Integer.parseInt(args[1]) / (2 * STEPS + 2);
        try (var journal = FileJournal.open(file, Clock.systemUTC(), UnaryOperator.identity(), notice -> {})) {
            for (int run = 0; run < runs; run++) {
                var origin = new RunOrigin(
                        "00000000-0000-4000-8000-%012d".formatted(run),
                        run % 3 == 0 ? "enable" : "rotate",
                        "Atlas owner, AWS arn:aws:iam::111122223333:user/operator",
                        "practice",
                        "6650a1b2c3d4e5f607182%03d".formatted(run % 500),
                        "project-" + run % 500);
                journal.append(draft(EntryKind.RUN_STARTED, origin, StepAttempt.wholeRun("Set up a key")));
                for (int step = 0; step < STEPS; step++) {
                    var attempt = StepAttempt.of("step-" + step, 1, "Save in Atlas", Reversibility.COMPENSATE);
                    journal.append(draft(EntryKind.INTENT, origin, attempt)
                            .withChange(new ChangeRequest(
                                    Optional.of(origin.projectId()),
                                    Optional.of("PATCH /api/atlas/v2/groups/" + origin.projectId() + "\n"
                                            + BODY.repeat(LINES)),
                                    Optional.empty())));
                    journal.append(draft(EntryKind.OUTCOME, origin, attempt)
                            .withResult(new RecordedResult(
                                    Optional.of(JournalDraft.Outcome.DONE),
                                    Optional.of(200),
                                    Optional.of("{\"ok\":true}"),
                                    Optional.empty(),
                                    Optional.of("request-" + run + "-" + step))));
                }
                journal.append(draft(EntryKind.RUN_ENDED, origin, StepAttempt.wholeRun("Set up a key")));
            }
        }
    }

    private static JournalDraft draft(EntryKind kind, RunOrigin origin, StepAttempt attempt) {
        return JournalDraft.of(kind, origin, attempt);
    }
}
