package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Writes a journal of many runs at once, without forcing each entry to the disk. */
public final class LongJournal {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final int STEPS = 4;
    private static final String BODY = "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\"key\"}}\n";
    private static final int LINES = 120;

    private LongJournal() {}

    /** Entries of each run. */
    public static int ofRun() {
        return 2 * STEPS + 2;
    }

    public static void write(Path file, int runs) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var header = JournalFormat.header("0f0f0f0f-0000-4000-8000-000000000000", NOON, Optional.empty());
            out.write(header.bytes());
            String previous = header.hash();
            long seq = 0;
            for (int run = 0; run < runs; run++) {
                for (var draft : run("run-" + run)) {
                    seq++;
                    var written = JournalFormat.entry(seq, NOON.plusSeconds(seq), previous, draft);
                    out.write(written.bytes());
                    previous = written.hash();
                }
            }
        }
    }

    private static JournalDraft[] run(String id) {
        var drafts = new JournalDraft[ofRun()];
        drafts[0] = Drafts.run(EntryKind.RUN_STARTED, id);
        for (int step = 0; step < STEPS; step++) {
            drafts[2 * step + 1] = Drafts.intent(id, "step-" + step, 1)
                    .withChange(new ChangeRequest(
                            Optional.of("arn:aws:iam::111122223333:role/atlas"),
                            Optional.of("PATCH /api/atlas/v2/groups/" + Drafts.PROJECT + "\n" + BODY.repeat(LINES)),
                            Optional.empty()));
            drafts[2 * step + 2] = Drafts.outcome(id, "step-" + step, 1);
        }
        drafts[drafts.length - 1] = Drafts.run(EntryKind.RUN_ENDED, id);
        return drafts;
    }
}
