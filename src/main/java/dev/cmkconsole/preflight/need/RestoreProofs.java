package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.UsedKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether a restore showed that Atlas can read the newest snapshot that needs a key. A proof is about one
 * snapshot, so it does not outlive a newer one. It is judged here for the list of keys and for every plan.
 */
public final class RestoreProofs {
    private RestoreProofs() {}

    /** Whether the newest snapshot that needs a key was restored. */
    public sealed interface ProofStanding {
        /** No snapshot names the key. */
        record NothingToProve() implements ProofStanding {}

        record Proven(RestoreProof proof) implements ProofStanding {}

        /** The proof is of an older snapshot. */
        record Outdated(RestoreProof proof, KeyBackup newest) implements ProofStanding {}

        /** The last try to restore the newest snapshot failed. */
        record Failed(RestoreProof attempt) implements ProofStanding {}

        record Missing(KeyBackup newest) implements ProofStanding {}

        record CannotTell() implements ProofStanding {}
    }

    /** Snapshots that name this key, newest first. */
    public static List<KeyBackup> naming(String key, List<KeyBackup> backups) {
        String id = OldKeys.bare(OldKeys.id(key));
        return newestFirst(backups.stream()
                .filter(b -> b.masterKey()
                        .filter(name -> OldKeys.bare(OldKeys.id(name)).equals(id))
                        .isPresent())
                .toList());
    }

    /** Snapshots that name a key and were taken before this moment, newest first. Without a time a snapshot may be. */
    public static List<KeyBackup> takenBefore(Instant moment, List<KeyBackup> backups) {
        return newestFirst(backups.stream()
                .filter(RestoreProofs::namesKey)
                .filter(b -> b.taken().filter(at -> !at.isBefore(moment)).isEmpty())
                .toList());
    }

    /** A snapshot in progress has its state in place of a key. */
    public static boolean namesKey(KeyBackup backup) {
        return backup.masterKey()
                .map(OldKeys::id)
                .filter(id -> OldKeys.single(id) || OldKeys.multiRegion(id))
                .isPresent();
    }

    private static List<KeyBackup> newestFirst(List<KeyBackup> some) {
        return some.stream()
                .sorted(Comparator.comparing((KeyBackup b) -> b.taken().orElse(Instant.EPOCH))
                        .reversed())
                .toList();
    }

    /** Whether the newest snapshot that names a key was restored with the access that the project has now. */
    public static ProofStanding of(String key, KeySurvey survey) {
        return standing(survey.backups().map(all -> naming(key, all)), survey);
    }

    /** Whether the newest snapshot from before a change of access was restored since that change. */
    public static ProofStanding before(Instant change, KeySurvey survey) {
        return standing(survey.backups().map(all -> takenBefore(change, all)), survey);
    }

    private static ProofStanding standing(Observed<List<KeyBackup>> needing, KeySurvey survey) {
        var since = survey.accessKey().flatMap(facts -> facts.switched());
        var proofs = survey.records().proofs().stream()
                .filter(p -> since.filter(p.at()::isBefore).isEmpty())
                .toList();
        return needing.fold(
                some -> some.stream()
                        .findFirst()
                        .map(newest -> standing(newest, some, proofs))
                        .orElseGet(ProofStanding.NothingToProve::new),
                _ -> new ProofStanding.CannotTell());
    }

    private static ProofStanding standing(KeyBackup newest, List<KeyBackup> needing, List<RestoreProof> proofs) {
        return last(proofs, newest)
                .<ProofStanding>map(p -> p.given() ? new ProofStanding.Proven(p) : new ProofStanding.Failed(p))
                .or(() -> needing.stream()
                        .flatMap(b -> last(proofs, b).stream())
                        .filter(RestoreProof::given)
                        .max(Comparator.comparing(RestoreProof::at))
                        .map(proof -> new ProofStanding.Outdated(proof, newest)))
                .orElseGet(() -> new ProofStanding.Missing(newest));
    }

    private static Optional<RestoreProof> last(List<RestoreProof> proofs, KeyBackup backup) {
        return proofs.stream()
                .filter(p -> p.snapshot().equals(backup.snapshot()))
                .max(Comparator.comparing(RestoreProof::at));
    }

    /** What there is to say of a key that the project no longer uses, and of any key that has a proof. */
    public static Optional<Text> said(UsedKey key, KeySurvey survey) {
        var standing = of(key.id(), survey);
        boolean worth = !key.configured()
                || standing instanceof ProofStanding.Proven
                || standing instanceof ProofStanding.Outdated
                || standing instanceof ProofStanding.Failed;
        return worth ? text(standing) : Optional.empty();
    }

    /** What there is to say; empty where no snapshot needs a proof. */
    public static Optional<Text> text(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.NothingToProve _ -> Optional.empty();
            case ProofStanding.Proven(var proof) ->
                Optional.of(
                        Text.of("proof.standing.proven", proof.snapshot(), proof.cluster(), proof.at(), proof.by()));
            case ProofStanding.Outdated(var proof, var newest) ->
                Optional.of(Text.of(
                        "proof.standing.outdated",
                        proof.snapshot(),
                        proof.at(),
                        proof.by(),
                        newest.snapshot(),
                        newest.cluster()));
            case ProofStanding.Failed(var attempt) ->
                Optional.of(Text.of(
                        "proof.standing.failed", attempt.snapshot(), attempt.cluster(), attempt.at(), attempt.by()));
            case ProofStanding.Missing(var newest) ->
                Optional.of(Text.of("proof.standing.missing", newest.snapshot(), newest.cluster()));
            case ProofStanding.CannotTell _ -> Optional.of(Text.of("proof.standing.cannotTell"));
        };
    }

    /** The standing in one word, for programs. */
    public static String word(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.NothingToProve _ -> "nothing_to_prove";
            case ProofStanding.Proven _ -> "proven";
            case ProofStanding.Outdated _ -> "outdated";
            case ProofStanding.Failed _ -> "failed";
            case ProofStanding.Missing _ -> "missing";
            case ProofStanding.CannotTell _ -> "unknown";
        };
    }
}
