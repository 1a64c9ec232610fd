package dev.cmkconsole.service.proof;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.model.snapshot.KeyRecords.RefusedRestore;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.procedure.drill.DrillProcedure;
import dev.cmkconsole.procedure.restoreproof.ProofStep;
import dev.cmkconsole.procedure.restoreproof.RestoreProofProcedure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The journal's record of restore proofs and break-glass drills. */
public final class TrialHistory {
    private static final Set<Outcome> NOT_TAKEN = Set.of(Outcome.NOT_DONE, Outcome.REFUSED);

    private final Journal journal;

    public TrialHistory(Journal journal) {
        this.journal = journal;
    }

    /** The proofs of a project, oldest first. Only a run that ended with an answer counts. */
    public List<RestoreProof> proofs(String projectId) {
        var all = new ArrayList<RestoreProof>();
        journal.forEach(entry -> {
            var what = entry.what();
            if (what.kind() == EntryKind.RUN_ENDED
                    && what.procedure().equals(RestoreProofProcedure.TYPE.id())
                    && what.projectId().equals(projectId)) {
                what.facts().stream()
                        .flatMap(f -> f.checks().stream())
                        .filter(c -> c.verdict() != CheckOutcome.CANNOT_TELL)
                        .flatMap(c -> ProofStep.parse(c.id()).stream()
                                .map(p -> new RestoreProof(
                                        p.key(),
                                        p.cluster(),
                                        p.snapshot(),
                                        c.verdict() == CheckOutcome.PASS,
                                        entry.at(),
                                        what.actor())))
                        .forEach(all::add);
            }
        });
        return all;
    }

    /** The restores of a project's snapshots that Atlas refused, oldest first. */
    public List<RefusedRestore> refusedRestores(String projectId) {
        var asked = new HashMap<String, String>();
        var refused = new ArrayList<RefusedRestore>();
        journal.forEach(entry -> {
            var what = entry.what();
            if (!what.projectId().equals(projectId)) {
                return;
            }
            what.recordedRequest()
                    .filter(r -> what.kind() == EntryKind.INTENT && r.operation() == RecordedOperation.CREATE_RESTORE)
                    .flatMap(RecordedRequest::body)
                    .ifPresent(body -> asked.put(attempt(what), TrialReader.snapshot(body)));
            String snapshot = asked.get(attempt(what));
            if (snapshot != null && what.outcome().equals(Optional.of(Outcome.REFUSED))) {
                refused.add(new RefusedRestore(snapshot, entry.at(), what.code().orElse("-")));
            }
        });
        return refused;
    }

    /** The last drill of a project whose request to disable the key was taken, or may have been. */
    public Optional<KeyDrill> drill(String projectId) {
        var disabled = new LinkedHashMap<String, Sent>();
        var enabled = new LinkedHashMap<String, Sent>();
        journal.forEach(entry -> {
            var what = entry.what();
            var operation = what.recordedRequest().map(RecordedRequest::operation);
            boolean ofDrill = what.procedure().equals(DrillProcedure.TYPE.id())
                    && what.projectId().equals(projectId);
            if (ofDrill && operation.equals(Optional.of(RecordedOperation.DISABLE_KEY))) {
                keep(disabled, entry);
                // What was enabled before this is not the end of this drill, whatever the clock says.
                enabled.clear();
            } else if (operation.equals(Optional.of(RecordedOperation.ENABLE_KEY))) {
                keep(enabled, entry);
            }
            if (what.outcome().filter(NOT_TAKEN::contains).isPresent()) {
                disabled.remove(attempt(what));
                enabled.remove(attempt(what));
            }
        });
        return disabled.values().stream()
                .reduce((_, last) -> last)
                .map(last -> new KeyDrill(
                        last.key(),
                        last.at(),
                        enabled.values().stream()
                                .filter(e -> e.key().equals(last.key()))
                                .map(Sent::at)
                                .reduce((_, later) -> later),
                        Observed.notRead()));
    }

    private record Sent(KeyArn key, Instant at) {}

    private static void keep(Map<String, Sent> sent, JournalEntry entry) {
        if (entry.what().kind() == EntryKind.INTENT) {
            entry.what()
                    .recordedRequest()
                    .flatMap(RecordedRequest::key)
                    .ifPresent(key -> sent.put(attempt(entry.what()), new Sent(key, entry.at())));
        }
    }

    private static String attempt(JournalDraft what) {
        return what.runId() + " " + what.step().orElse("") + " " + what.attempt();
    }
}
