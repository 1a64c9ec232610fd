package dev.cmkconsole.service.proof;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.Gathered;
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
import java.util.stream.Stream;

/** The journal's record of restore proofs and break-glass drills. */
public final class TrialHistory {
    private static final Set<Outcome> NOT_TAKEN = Set.of(Outcome.NOT_DONE, Outcome.REFUSED);

    private final Gathered<Told> told;

    public TrialHistory(Journal journal) {
        this.told = new Gathered<>(journal, Told::new, Told::see);
    }

    /** The proofs of a project, oldest first. Only a run that ended with an answer counts. */
    public List<RestoreProof> proofs(String projectId) {
        return told.ask(all -> List.copyOf(all.project(projectId).proofs));
    }

    /** The restores of a project's snapshots that Atlas refused, oldest first. */
    public List<RefusedRestore> refusedRestores(String projectId) {
        return told.ask(all -> List.copyOf(all.project(projectId).refused));
    }

    /** The last drill of a project whose request to disable the key was taken, or may have been. */
    public Optional<KeyDrill> drill(String projectId) {
        return told.ask(all -> all.drill(all.project(projectId)));
    }

    /** @param place of the request in the journal; the clock of another computer does not count */
    private record Sent(KeyArn key, Instant at, long place) {}

    /** What entries tell about one project. */
    private static final class OfProject {
        private final List<RestoreProof> proofs = new ArrayList<>();
        private final Map<String, String> asked = new HashMap<>();
        private final List<RefusedRestore> refused = new ArrayList<>();
        private final Map<String, Sent> disabled = new LinkedHashMap<>();

        void see(JournalEntry entry) {
            var what = entry.what();
            if (what.kind() == EntryKind.RUN_ENDED && what.procedure().equals(RestoreProofProcedure.TYPE.id())) {
                proofs(entry).forEach(proofs::add);
            }
            what.recordedRequest()
                    .filter(r -> what.kind() == EntryKind.INTENT && r.operation() == RecordedOperation.CREATE_RESTORE)
                    .flatMap(RecordedRequest::body)
                    .ifPresent(body -> asked.put(attempt(what), TrialReader.snapshot(body)));
            String snapshot = asked.get(attempt(what));
            if (snapshot != null && what.outcome().equals(Optional.of(Outcome.REFUSED))) {
                refused.add(new RefusedRestore(snapshot, entry.at(), what.code().orElse("-")));
            }
            if (what.procedure().equals(DrillProcedure.TYPE.id()) && of(entry, RecordedOperation.DISABLE_KEY)) {
                sent(entry).ifPresent(sent -> disabled.put(attempt(what), sent));
            }
        }

        private static Stream<RestoreProof> proofs(JournalEntry entry) {
            return entry.what().facts().stream()
                    .flatMap(f -> f.checks().stream())
                    .filter(c -> c.verdict() != CheckOutcome.CANNOT_TELL)
                    .flatMap(c -> ProofStep.parse(c.id()).stream()
                            .map(p -> new RestoreProof(
                                    p.key(),
                                    p.cluster(),
                                    p.snapshot(),
                                    c.verdict() == CheckOutcome.PASS,
                                    entry.at(),
                                    entry.what().actor())));
        }
    }

    /** What entries tell about all projects. A key may be enabled for another project than the drill's. */
    private static final class Told {
        private final Map<String, OfProject> projects = new HashMap<>();
        private final Map<String, Sent> enabled = new LinkedHashMap<>();

        OfProject project(String projectId) {
            return projects.getOrDefault(projectId, new OfProject());
        }

        void see(JournalEntry entry) {
            var what = entry.what();
            var project = projects.computeIfAbsent(what.projectId(), _ -> new OfProject());
            project.see(entry);
            if (of(entry, RecordedOperation.ENABLE_KEY)) {
                sent(entry).ifPresent(sent -> enabled.put(attempt(what), sent));
            }
            if (what.outcome().filter(NOT_TAKEN::contains).isPresent()) {
                project.disabled.remove(attempt(what));
                enabled.remove(attempt(what));
            }
        }

        /** What was enabled before is not the end of the drill. */
        Optional<KeyDrill> drill(OfProject project) {
            return project.disabled.values().stream()
                    .reduce((_, last) -> last)
                    .map(last -> new KeyDrill(
                            last.key(),
                            last.at(),
                            enabled.values().stream()
                                    .filter(e -> e.place() > last.place())
                                    .filter(e -> e.key().equals(last.key()))
                                    .map(Sent::at)
                                    .reduce((_, later) -> later),
                            Observed.notRead()));
        }
    }

    private static boolean of(JournalEntry entry, RecordedOperation operation) {
        return entry.what().recordedRequest().map(RecordedRequest::operation).equals(Optional.of(operation));
    }

    private static Optional<Sent> sent(JournalEntry entry) {
        return Optional.of(entry.what())
                .filter(what -> what.kind() == EntryKind.INTENT)
                .flatMap(JournalDraft::recordedRequest)
                .flatMap(RecordedRequest::key)
                .map(key -> new Sent(key, entry.at(), entry.seq()));
    }

    private static String attempt(JournalDraft what) {
        return what.runId() + " " + what.step().orElse("") + " " + what.attempt();
    }
}
