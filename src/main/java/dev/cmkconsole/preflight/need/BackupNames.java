package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import dev.cmkconsole.preflight.need.OldKeys.KeyPast;
import dev.cmkconsole.preflight.need.OldKeys.Named;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a key with what backups say of theirs. It is not documented how Atlas names a multi-Region key there, so only
 * the name of another multi-Region key excludes it.
 */
final class BackupNames {
    private final String id;
    private final KeyPast past;
    private final List<KeyBackup> backups;
    /** Clusters that some evidence shows, or that nothing denies, to have used a key. */
    private final Set<String> perhapsEncrypted;

    BackupNames(String id, KeyPast past, KeyNeedEvidence evidence) {
        this.id = id;
        this.past = past;
        this.backups = evidence.backups().value().orElse(List.of());
        var plain = evidence.clusters().value().orElse(List.of()).stream()
                .filter(use -> !use.encrypted())
                .map(ClusterUse::cluster)
                .collect(Collectors.toSet());
        var naming = backups.stream()
                .filter(b -> b.masterKey().isPresent())
                .map(KeyBackup::cluster)
                .collect(Collectors.toSet());
        this.perhapsEncrypted = backups.stream()
                .map(KeyBackup::cluster)
                .filter(cluster -> !plain.contains(cluster) || naming.contains(cluster))
                .collect(Collectors.toSet());
    }

    List<Need> needs() {
        return backups.stream()
                .flatMap(backup -> named(backup)
                        .<Need>map(
                                name -> new Need.Snapshot(backup.cluster(), backup.snapshot(), name, backup.expires()))
                        .stream())
                .toList();
    }

    /**
     * Whether a backup without a key's name may have used this key, though nothing shows that the project ever used
     * it. Such a backup says nothing about a key that Atlas would name.
     */
    boolean unnamed() {
        return !past.used()
                && !OldKeys.single(id)
                && backups.stream().anyMatch(b -> b.masterKey().isEmpty() && perhapsEncrypted.contains(b.cluster()));
    }

    /** Empty if the backup does not need the key. */
    private Optional<Named> named(KeyBackup backup) {
        if (backup.masterKey().isEmpty()) {
            return unnamedMayNeed(backup) ? Optional.of(Named.NO_KEY) : Optional.empty();
        }
        String name = OldKeys.id(backup.masterKey().get());
        if (OldKeys.bare(id).equals(OldKeys.bare(name))) {
            return Optional.of(Named.THIS_KEY);
        }
        boolean comparable = OldKeys.single(id) && (OldKeys.single(name) || OldKeys.multiRegion(name))
                || OldKeys.multiRegion(id) && OldKeys.multiRegion(name);
        return comparable || olderThanTheKey(backup) ? Optional.empty() : Optional.of(Named.NOT_COMPARABLE);
    }

    /**
     * A backup that names no key is no proof for or against a key that the project used. Only of a cluster that never
     * had a key is it known why: Atlas names none there.
     */
    private boolean unnamedMayNeed(KeyBackup backup) {
        return past.used()
                && !olderThanTheKey(backup)
                && (!OldKeys.single(id) || perhapsEncrypted.contains(backup.cluster()));
    }

    /** A replica is younger than the material that it shares with other Regions. */
    private boolean olderThanTheKey(KeyBackup backup) {
        return OldKeys.single(id)
                && backup.taken()
                        .flatMap(taken -> past.created().filter(taken::isBefore))
                        .isPresent();
    }
}
