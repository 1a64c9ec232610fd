package dev.cmkconsole.procedure.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.ProjectPath;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.run.alert.AlertEffects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Tells from a snapshot of the project whether recorded requests to Atlas took effect. */
final class AtlasEffects {
    private final ProjectSnapshot now;
    private final AtlasGateway atlas;
    private final Journal journal;

    /** @param atlas for what the snapshot of another procedure does not hold */
    AtlasEffects(ProjectSnapshot now, AtlasGateway atlas, Journal journal) {
        this.now = now;
        this.atlas = atlas;
        this.journal = journal;
    }

    /**
     * @param since when it was sent at the earliest
     * @return empty where the snapshot does not tell
     */
    Optional<Boolean> took(RecordedRequest request, Instant since) {
        return request.path()
                .filter(path -> path.projectId().equals(now.project().id())
                        || path.projectId().equals(now.project().orgId()))
                .flatMap(path -> took(request, path, RecordedJson.body(request), since));
    }

    private Optional<Boolean> took(RecordedRequest request, ProjectPath path, JsonNode sent, Instant since) {
        String member = path.member().orElse("");
        return switch (request.operation()) {
            case CREATE_ACCESS_ROLE, AUTHORIZE_ACCESS_ROLE, DEAUTHORIZE_ACCESS_ROLE ->
                now.roles().value().map(all -> record(request.operation(), all, member, sent, since));
            case UPDATE_ENCRYPTION -> now.encryption().value().map(present -> holds(present, sent));
            case CREATE_KMS_ENDPOINT -> Optional.of(endpoint(text(sent, "regionName")));
            case DELETE_KMS_ENDPOINT -> Optional.of(deleted(member));
            case UPDATE_CLUSTER, CREATE_CLUSTER, DELETE_CLUSTER ->
                now.clusters().value().map(all -> took(request.operation(), member, sent, all));
            case CREATE_RESTORE -> Optional.of(restoring(member, sent, since));
            case CREATE_ALERT, UPDATE_ALERT, TOGGLE_ALERT, ACKNOWLEDGE_ALERT ->
                new AlertEffects(now, atlas).took(member, sent);
            case CREATE_POLICY, UPDATE_POLICY, DELETE_POLICY -> Optional.of(policy(request.operation(), member, sent));
            case CREATE_ROLE,
                    UPDATE_TRUST_POLICY,
                    PUT_ROLE_POLICY,
                    DELETE_ROLE_POLICY,
                    DETACH_ROLE_POLICY,
                    DELETE_ROLE,
                    UPDATE_ACCESS_KEY,
                    DELETE_ACCESS_KEY,
                    CREATE_KEY,
                    REPLICATE_KEY,
                    CREATE_ALIAS,
                    PUT_KEY_POLICY,
                    ENABLE_KEY_ROTATION,
                    ROTATE_KEY_ON_DEMAND,
                    ENABLE_KEY,
                    DISABLE_KEY,
                    SCHEDULE_KEY_DELETION,
                    CANCEL_KEY_DELETION,
                    OTHER -> Optional.empty();
        };
    }

    private static boolean authorized(AccessRole role, String roleId, JsonNode sent) {
        return role.roleId().equals(roleId)
                && role.iamRoleArn()
                        .filter(text(sent, "iamAssumedRoleArn")::equals)
                        .isPresent();
    }

    private boolean record(RecordedOperation operation, List<AccessRole> all, String id, JsonNode sent, Instant since) {
        return switch (operation) {
            case CREATE_ACCESS_ROLE -> all.stream().anyMatch(role -> createdSince(since, role) && !answered(role));
            case AUTHORIZE_ACCESS_ROLE -> all.stream().anyMatch(role -> authorized(role, id, sent));
            default -> all.stream().noneMatch(role -> role.roleId().equals(id));
        };
    }

    private static boolean took(RecordedOperation operation, String member, JsonNode sent, List<Cluster> clusters) {
        return switch (operation) {
            case UPDATE_CLUSTER ->
                clusters.stream()
                        .anyMatch(c -> c.name().equals(member)
                                && c.encryption() == EncryptionProvider.of(text(sent, "encryptionAtRestProvider")));
            case DELETE_CLUSTER ->
                clusters.stream()
                        .noneMatch(c -> c.name().equals(member) && !c.status().deleting());
            default -> clusters.stream().anyMatch(c -> c.name().equals(text(sent, "name")));
        };
    }

    private static boolean createdSince(Instant since, AccessRole role) {
        return !role.created().isBefore(since);
    }

    /** Whether the answer to an earlier request named this record: then it is not the one of a lost answer. */
    private boolean answered(AccessRole role) {
        var creating = new HashSet<Attempt>();
        var found = new AtomicBoolean();
        journal.forEach(entry -> {
            JournalDraft what = entry.what();
            if (creates(what)) {
                creating.add(Attempt.of(what));
            }
            if (what.kind() == EntryKind.OUTCOME
                    && what.answer().filter(a -> a.contains(role.roleId())).isPresent()
                    && creating.contains(Attempt.of(what))) {
                found.set(true);
            }
        });
        return found.get();
    }

    private static boolean creates(JournalDraft what) {
        return what.kind() == EntryKind.INTENT
                && what.recordedRequest()
                        .filter(sent -> sent.operation() == RecordedOperation.CREATE_ACCESS_ROLE)
                        .isPresent();
    }

    /** What the journal's intent and outcome of one request have in common. */
    private record Attempt(String runId, Optional<String> step, int number) {
        static Attempt of(JournalDraft what) {
            return new Attempt(what.runId(), what.step(), what.attempt());
        }
    }

    /** A restore that is running, or that ended since then, to the same cluster. */
    private boolean restoring(String cluster, JsonNode sent, Instant since) {
        return atlas.restoreJobs(now.project().id(), cluster).stream()
                .anyMatch(job ->
                        job.snapshot().filter(text(sent, "snapshotId")::equals).isPresent()
                                && job.target()
                                        .filter(t -> t.cluster().equals(text(sent, "targetClusterName")))
                                        .isPresent()
                                && job.ended().filter(at -> at.isBefore(since)).isEmpty());
    }

    /** An endpoint that is being deleted is listed until it is gone. */
    private boolean deleted(String endpoint) {
        return endpoints().noneMatch(e -> e.id().equals(endpoint) && !e.deleting());
    }

    /** An endpoint of that region that failed was created as well. */
    private boolean endpoint(String region) {
        return endpoints().anyMatch(e -> e.region().equals(region) && !e.deleting());
    }

    private Stream<KmsEndpoint> endpoints() {
        return now
                .setup()
                .endpoints()
                .value()
                .orElseGet(() -> atlas.kmsEndpoints(now.project().id()))
                .stream();
    }

    private boolean policy(RecordedOperation operation, String id, JsonNode sent) {
        var all = now.setup()
                .policies()
                .value()
                .orElseGet(() -> atlas.organizationPolicies(now.project().orgId()));
        var bodies = new ArrayList<String>();
        sent.path("policies").forEach(p -> bodies.add(text(p, "body")));
        return switch (operation) {
            case DELETE_POLICY -> all.stream().noneMatch(p -> p.id().equals(id));
            case UPDATE_POLICY ->
                all.stream().anyMatch(p -> p.id().equals(id) && p.bodies().equals(bodies));
            default ->
                all.stream()
                        .anyMatch(p -> p.name().equals(text(sent, "name"))
                                && p.bodies().containsAll(bodies));
        };
    }

    /** What a request leaves out stays as it was. */
    private static boolean holds(EncryptionAtRest present, JsonNode sent) {
        boolean key = !sent.has("awsKms") || holds(present.awsKms(), sent.path("awsKms"));
        boolean nodes = !sent.has("enabledForSearchNodes")
                || present.enabledForSearchNodes()
                        == sent.path("enabledForSearchNodes").asBoolean();
        return key && nodes;
    }

    private static boolean holds(AwsKms present, JsonNode sent) {
        return present.enabled() == sent.path("enabled").asBoolean()
                && present.roleId().orElse("").equals(text(sent, "roleId"))
                && present.customerMasterKeyId().orElse("").equals(text(sent, "customerMasterKeyID"))
                && present.region().map(r -> r.atlasName()).orElse("").equals(text(sent, "region"))
                && present.requirePrivateNetworking()
                        == sent.path("requirePrivateNetworking").asBoolean();
    }

    private static String text(JsonNode object, String member) {
        return RecordedJson.text(object, member);
    }
}
