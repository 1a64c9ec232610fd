package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the acts do to one project: to its access to its present key, and to the keys that older backups need. */
final class ProjectChange {
    private final List<Act> acts;
    private final Optional<String> account;
    private final Neighbour neighbour;
    private final List<String> lost = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    ProjectChange(List<Act> acts, Optional<String> account, Neighbour neighbour) {
        this.acts = acts;
        this.account = account;
        this.neighbour = neighbour;
    }

    /** Empty where the project does not stand on what the acts change. */
    Optional<ProjectEffect> effect() {
        if (neighbour.facts().isEmpty()) {
            return Optional.of(effect(Change.NOT_KNOWN));
        }
        var facts = neighbour.facts().get();
        var changes = new ArrayList<Change>();
        var documents = acts.stream().filter(a -> documentOf(a, facts)).toList();
        if (!documents.isEmpty()) {
            changes.add(byDocuments(documents, facts));
        }
        for (var act : acts) {
            if (act instanceof Act.KeyWithdrawal(var key, var _)) {
                withdrawal(key, facts).ifPresent(changes::add);
            } else if (act instanceof Act.KeyPolicyChange c && unused(c.key(), facts)) {
                backupsElsewhere(c, facts);
                changes.add(Change.ELSEWHERE);
            } else if (act instanceof Act.AccessKeyWithdrawal(var id, var _)
                    && neighbour.configuration().flatMap(AwsKms::accessKeyId).equals(Optional.of(id))) {
                changes.add(
                        neighbour.configuration().filter(AwsKms::onCredentials).isPresent()
                                ? Change.STOPS
                                : Change.KEEPS);
            }
        }
        return changes.isEmpty() && lost.isEmpty() && unclear.isEmpty()
                ? Optional.empty()
                : Optional.of(effect(worst(changes)));
    }

    private ProjectEffect effect(Change change) {
        return new ProjectEffect(neighbour.project(), neighbour.encryptedClusters(), change, lost, unclear);
    }

    private static Change worst(List<Change> changes) {
        for (var worst : List.of(Change.STOPS, Change.NOT_KNOWN, Change.STOPPED_BEFORE, Change.KEEPS)) {
            if (changes.contains(worst)) {
                return worst;
            }
        }
        return changes.isEmpty() ? Change.KEEPS : Change.ELSEWHERE;
    }

    /** Whether the act changes a document on which the project stands. */
    private boolean documentOf(Act act, AccessFacts facts) {
        return switch (act) {
            case Act.TrustChange _, Act.RolePolicyChange _, Act.PolicyDetachment _, Act.RoleDeletion _ -> usesRole(act);
            case Act.KeyPolicyChange c ->
                !unused(c.key(), facts) && (usesKey(c.key(), facts) || backups(c.key(), facts));
            case Act.KeyWithdrawal _, Act.AccessKeyWithdrawal _ -> false;
        };
    }

    /** A record that nothing uses yet does not stand on its role. */
    private boolean usesRole(Act act) {
        var configured = neighbour.configuration().flatMap(AwsKms::roleId);
        return new Standing(act, account)
                .records(neighbour).stream()
                        .anyMatch(r -> configured.equals(Optional.of(r.roleId()))
                                || neighbour.kms().value().isEmpty()
                                || !r.featureUsages().isEmpty());
    }

    private boolean usesKey(KeyArn key, AccessFacts facts) {
        var stored = neighbour.configuration().flatMap(AwsKms::customerMasterKeyId);
        return stored.filter(s -> Standing.mayBe(s, key)).isPresent()
                && facts.key().filter(k -> !k.arn().keyId().equals(key.keyId())).isEmpty();
    }

    private boolean unused(KeyArn key, AccessFacts facts) {
        return neighbour
                .configuration()
                .filter(kms -> UnusedRegion.of(key, kms, facts))
                .isPresent();
    }

    private static boolean backups(KeyArn key, AccessFacts facts) {
        return facts.known(Evidence.SNAPSHOTS)
                .map(all -> named(all).anyMatch(name -> Standing.mayBe(name, key)))
                .orElse(true);
    }

    /** A backup in progress gets a key that the project uses. It says nothing about a key that nothing else names. */
    private static Stream<String> named(List<SnapshotKey> backups) {
        return backups.stream().filter(b -> !b.inProgress()).map(SnapshotKey::masterKey);
    }

    /** A key that is disabled or deleted serves nobody, whatever the policies say. */
    private Optional<Change> withdrawal(KeyArn key, AccessFacts facts) {
        var snapshots = facts.known(Evidence.SNAPSHOTS);
        if (snapshots.isEmpty()) {
            unclear.add(key.keyId());
        }
        named(snapshots.orElse(List.of()))
                .filter(name -> Standing.mayBe(name, key))
                .distinct()
                .forEach(lost::add);
        if (unused(key, facts)) {
            return Optional.of(Change.ELSEWHERE);
        }
        return usesKey(key, facts) ? Optional.of(Change.STOPS) : Optional.empty();
    }

    /** Atlas does not say in which region a backup was made, so that one that names the key may need it in this one. */
    private void backupsElsewhere(Act.KeyPolicyChange act, AccessFacts facts) {
        var snapshots = facts.known(Evidence.SNAPSHOTS);
        if (snapshots.isEmpty()) {
            unclear.add("?");
        }
        var access = new DocumentChange(List.of(act), facts, neighbour.oldGrants());
        named(snapshots.orElse(List.of()))
                .filter(name -> Standing.mayBe(name, act.key()))
                .distinct()
                .filter(name -> access.mayStop(name, act))
                .forEach(name -> (UnusedRegion.names(name, act.key()) ? lost : unclear).add(name));
    }

    private Change byDocuments(List<Act> documents, AccessFacts facts) {
        var access = new DocumentChange(documents, facts, neighbour.oldGrants());
        oldKeys(access, facts);
        if (neighbour.configuration().filter(AwsKms::onCredentials).isPresent()) {
            return access.rolesOnly() ? Change.KEEPS : Change.NOT_KNOWN;
        }
        return otherFeatures(documents) && !access.onlyAboutKeys() ? Change.NOT_KNOWN : access.ofPresentKey();
    }

    /** Other features of Atlas use the role for what this program does not read. */
    private boolean otherFeatures(List<Act> documents) {
        return documents.stream()
                .flatMap(act -> new Standing(act, account).records(neighbour).stream())
                .flatMap(r -> r.featureUsages().stream())
                .anyMatch(feature -> !feature.encrypts());
    }

    private void oldKeys(DocumentChange access, AccessFacts facts) {
        if (facts.known(Evidence.SNAPSHOTS).isEmpty()) {
            if (access.beyondPresentKey()) {
                unclear.add("?");
            }
            return;
        }
        var read = facts.known(Evidence.OLD_KEYS).orElse(List.of());
        for (var name : OldKey.names(facts)) {
            var change = read.stream()
                    .filter(k -> OldKey.comparable(k.name()).equals(OldKey.comparable(name)))
                    .findFirst()
                    .map(access::ofOldKey)
                    .orElse(Change.NOT_KNOWN);
            switch (change) {
                case STOPS -> lost.add(name);
                case NOT_KNOWN -> unclear.add(name);
                case KEEPS, STOPPED_BEFORE, ELSEWHERE -> {}
            }
        }
    }
}
