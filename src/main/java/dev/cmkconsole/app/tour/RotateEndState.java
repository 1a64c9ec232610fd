package dev.cmkconsole.app.tour;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.service.EncryptionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the state after a key change. The new key is in use and was created once; the old key is enabled and
 * allowed; the reminder is set.
 */
final class RotateEndState {
    private static final String OLD = "arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c";

    private final EncryptionService service;
    private final String projectId;
    private final List<String> wrong = new ArrayList<>();

    RotateEndState(EncryptionService service, String projectId) {
        this.service = service;
        this.projectId = projectId;
    }

    /** Returns the deviations from the expected state; empty if there are none. */
    List<String> faults() {
        var old = KeyArn.of(OLD);
        var key = service.key(new KeyReference.ByAlias(RotateJourney.ALIAS), old.region());
        var now = service.observe(projectId, ReadScope.CONFIGURED.with(ReadScope.More.REMINDER));
        var kms = now.encryption().value().orElseThrow().awsKms();
        check(kms.usesKey(key.arn()), "Atlas uses another key: " + kms.customerMasterKeyId());
        check(kms.valid(), "Atlas says that the new key does not work");
        check(key.rotation().filter(r -> r.automatic()).isPresent(), "KMS does not rotate the new key");
        check(service.key(new KeyReference.ByArn(old), old.region()).state().enabled(), "the old key is not enabled");
        check(
                now.configuredRole()
                        .flatMap(r -> r.iamRoleArn())
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                        .flatMap(service::iamRole)
                        .filter(role -> role.inlinePolicies().values().stream().anyMatch(p -> p.contains(OLD))
                                && role.inlinePolicies().values().stream()
                                        .anyMatch(p -> p.contains(key.arn().toString())))
                        .isPresent(),
                "the role may not use both keys");
        check(
                now.reminder()
                        .value()
                        .flatMap(r -> r)
                        .map(RotationReminder::days)
                        .filter(d -> d == RotateJourney.DAYS)
                        .isPresent(),
                "Atlas reminds otherwise: " + now.reminder());
        check(
                service.keys(old.region()).stream()
                                .map(CustomerKey::aliases)
                                .filter(a -> a.contains(RotateJourney.ALIAS))
                                .count()
                        == 1,
                "the alias names no key, or two");
        List<JournalEntry> entries = service.history()
                .find(new HistoryIndex.Query(
                        "", Optional.of(projectId), Set.of(), Optional.empty(), Optional.empty(), 1000));
        check(
                entries.stream()
                                .map(JournalEntry::what)
                                .filter(d -> d.kind() == EntryKind.INTENT)
                                .filter(d -> d.step()
                                        .filter(NewKeySteps.CREATE_KEY.value()::equals)
                                        .isPresent())
                                .count()
                        == 1,
                "the making of the key is not in the history once");
        return wrong;
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
