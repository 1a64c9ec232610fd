package dev.cmkconsole.app.tour;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.service.EncryptionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the state after the switch: the role is set, key and region are unchanged, and the history holds one
 * irreversible request.
 */
final class SwitchEndState {
    private static final String KEY = "d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab";

    private final EncryptionService service;
    private final String projectId;
    private final List<String> wrong = new ArrayList<>();

    SwitchEndState(EncryptionService service, String projectId) {
        this.service = service;
        this.projectId = projectId;
    }

    /** Returns the deviations from the expected state; empty if there are none. */
    List<String> faults() {
        var now = service.observe(projectId, ReadScope.CONFIGURED);
        check(now.posture().filter(Posture.ROLE_BASED::equals).isPresent(), "Atlas shows the posture " + now.posture());
        var kms = now.encryption().value().orElseThrow().awsKms();
        check(
                kms.customerMasterKeyId().filter(KEY::equals).isPresent(),
                "Atlas uses another key: " + kms.customerMasterKeyId());
        check(
                kms.region().filter(r -> r.id().equals("eu-west-1")).isPresent(),
                "Atlas uses another region: " + kms.region());
        check(kms.accessKeyId().isEmpty(), "Atlas still holds an access key");
        check(
                now.configuredRole()
                        .flatMap(r -> r.iamRoleArn())
                        .filter(arn -> arn.endsWith(":role/" + SwitchJourney.ROLE))
                        .isPresent(),
                "Atlas uses another role: " + now.configuredRole());
        check(now.encryptedClusters() == 2, "clusters encrypted: " + now.encryptedClusters());
        List<JournalEntry> entries = service.history()
                .find(new HistoryIndex.Query(
                        "", Optional.of(projectId), Set.of(), Optional.empty(), Optional.empty(), 1000));
        check(
                entries.stream()
                                .map(JournalEntry::what)
                                .filter(d -> d.kind() == EntryKind.INTENT)
                                .filter(d -> d.step()
                                        .filter(SwitchPlanner.SWITCH.value()::equals)
                                        .isPresent())
                                .count()
                        == 1,
                "the irreversible request is not in the history once");
        check(
                entries.stream()
                        .map(JournalEntry::what)
                        .anyMatch(d ->
                                d.kind() == EntryKind.RUN_STARTED && d.title().contains("accepted by the user")),
                "the history does not say what was accepted");
        return wrong;
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
