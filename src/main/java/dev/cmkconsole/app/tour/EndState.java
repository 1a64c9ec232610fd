package dev.cmkconsole.app.tour;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.service.EncryptionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies the state after a journey, read back from Atlas, KMS and the history. */
final class EndState {
    private final EncryptionService service;
    private final Journey.Project project;
    private final List<String> wrong = new ArrayList<>();

    EndState(EncryptionService service, Journey.Project project) {
        this.service = service;
        this.project = project;
    }

    /** Returns the deviations from the expected state; empty if there are none. */
    List<String> faults() {
        var now = service.observe(project.id(), ReadScope.CONFIGURED);
        var region = service.defaultRegion().orElse(new AwsRegion("us-east-1"));
        var key = service.key(new KeyReference.ByAlias(project.alias()), region);
        check(key.state().enabled(), "KMS says the key is " + key.state());
        check(now.posture().filter(Posture.ROLE_BASED::equals).isPresent(), "Atlas shows the posture " + now.posture());
        var kms = now.encryption().value().orElseThrow().awsKms();
        check(kms.usesKey(key.arn()), "Atlas uses another key: " + kms.customerMasterKeyId());
        check(kms.valid(), "Atlas says that the key does not work");
        check(now.configuredRole().flatMap(r -> r.iamRoleArn()).isPresent(), "the role is not authorized");
        for (Cluster cluster : now.clusters().value().orElse(List.of())) {
            boolean could = cluster.obstacle().isEmpty();
            check(!could || cluster.encrypted(), cluster.name() + " is not encrypted with the key");
        }
        check(now.encryptedClusters() > 0, "no cluster is encrypted");
        history();
        return wrong;
    }

    private void history() {
        check(service.history().verify().intact(), "the history's chain is broken");
        List<JournalEntry> entries = service.history()
                .find(new HistoryIndex.Query(
                        "", Optional.of(project.id()), Set.of(), Optional.empty(), Optional.empty(), 1000));
        check(count(entries, EntryKind.INTENT) == count(entries, EntryKind.OUTCOME), "an intent has no outcome");
        check(
                entries.stream()
                        .noneMatch(e -> e.what()
                                .outcome()
                                .filter(JournalDraft.Outcome.UNKNOWN::equals)
                                .isPresent()),
                "an outcome is unknown");
        if (project.existingRole() == null) {
            check(
                    entries.stream()
                            .anyMatch(e -> e.what()
                                            .step()
                                            .filter(AccessSteps.AUTHORIZE.value()::equals)
                                            .isPresent()
                                    && e.what()
                                            .outcome()
                                            .filter(JournalDraft.Outcome.REFUSED::equals)
                                            .isPresent()),
                    "no authorization was refused while IAM settled");
        }
    }

    private static long count(List<JournalEntry> entries, EntryKind kind) {
        return entries.stream().filter(e -> e.what().kind() == kind).count();
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
