package dev.cmkconsole.service.agree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.run.OtherHands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What makes an earlier key needed or forgotten, and what delays the word of Atlas about the present one. */
final class OldKeyActs {
    private static final String VERSION = "2023-01-01";
    private static final String NEW_MATERIAL = "bmV3IG1hdGVyaWFsIG9mIHRoaXJ0eS10d28gYnl0ZXM=";

    private final Sandbox sandbox;
    private final OtherHands others;

    enum Act {
        CHANGED_AND_DEPLOYED,
        CHANGED_LATELY,
        RESTORE,
        MONTHS_PASS,
        OLD_KEY_LOST,
        RESTORES_UNREAD,
        FEED_UNREAD,
        ALIAS_MOVED,
        ROTATION_BY_AWS,
        MATERIAL_PENDING,
        OLD_MATERIAL_GONE,
        TAGGED_AS_MADE,
        ALERTS_DELAYED
    }

    OldKeyActs(Sandbox sandbox, OtherHands others) {
        this.sandbox = sandbox;
        this.others = others;
    }

    /** @return the change, in words; empty where it did not apply or was refused */
    Optional<String> act(Act act, String project, Random random) {
        try {
            return done(act, project, random);
        } catch (ServiceException refused) {
            return Optional.empty();
        }
    }

    private Optional<String> done(Act act, String project, Random random) {
        return switch (act) {
            case CHANGED_AND_DEPLOYED -> changed(project, random).map(c -> c + after(Duration.ofHours(27)));
            case CHANGED_LATELY -> changed(project, random).map(c -> c + after(Duration.ofMinutes(25)));
            case RESTORE -> restore(project, random);
            case MONTHS_PASS -> Optional.of(after(Duration.ofDays(random.nextBoolean() ? 9 : 40)));
            case OLD_KEY_LOST ->
                changed(project, random).flatMap(c -> previous(c).map(id -> c + " " + lose(id, random)));
            case RESTORES_UNREAD -> Optional.of(refused("listBackupRestoreJobs"));
            case FEED_UNREAD -> Optional.of(refused("listGroupEvents"));
            case ALIAS_MOVED, ROTATION_BY_AWS, MATERIAL_PENDING, OLD_MATERIAL_GONE, TAGGED_AS_MADE ->
                OtherHands.any(random, RareActs.keyIds(sandbox)).map(id -> inAws(act, id, project, random));
            case ALERTS_DELAYED -> {
                int minutes = random.nextBoolean() ? 30 : 60 * 24 * 30;
                others.delayOutageAlerts(project, minutes);
                yield Optional.of("an outage is notified of after " + minutes + " minutes, "
                        + (random.nextBoolean() ? RandomState.reachable(sandbox, false) : ""));
            }
        };
    }

    private String after(Duration time) {
        sandbox.advance(time);
        return " " + time + " pass";
    }

    /** The project takes another key with its own role, where its role may use it. */
    private Optional<String> changed(String project, Random random) {
        return others.configured(project)
                .flatMap(kms -> record(project, kms)
                        .flatMap(record -> another(kms, random).flatMap(arn -> {
                            allow(record, arn);
                            return others.configuring(project, record.roleId(), KeyArn.of(arn))
                                    .map(did -> did + " instead of "
                                            + kms.customerMasterKeyId().orElse(""));
                        })));
    }

    private Optional<AccessRole> record(String project, AwsKms kms) {
        return others.records(project).stream()
                .filter(r -> kms.roleId().equals(Optional.of(r.roleId())))
                .findFirst();
    }

    private Optional<String> another(AwsKms kms, Random random) {
        return OtherHands.any(
                random,
                sandbox.aws().keys().stream()
                        .filter(k -> k.accountId().equals(RareActs.ACCOUNT)
                                && k.state().equals("Enabled"))
                        .map(k -> k.arn())
                        .filter(arn -> !arn.endsWith(
                                RareActs.id(kms.customerMasterKeyId().orElse("none"))))
                        .toList());
    }

    /** As the console does it: the role keeps what it had. */
    private void allow(AccessRole record, String arn) {
        record.iamRoleArn()
                .filter(role ->
                        sandbox.aws().roles().stream().anyMatch(r -> r.arn().equals(role)))
                .ifPresent(role -> sandbox.aws()
                        .setRolePolicy(
                                role,
                                "another-key",
                                dev.cmkconsole.policy.document.AtlasPolicies.access(List.of(arn))
                                        .raw(),
                                false));
    }

    private static Optional<String> previous(String change) {
        return Optional.of(RareActs.id(change)).filter(id -> !id.isEmpty());
    }

    private String lose(String id, Random random) {
        var state = random.nextBoolean() ? "Disabled" : "PendingDeletion";
        sandbox.aws().keys().stream().filter(k -> k.arn().endsWith(id)).forEach(k -> sandbox.keyState(k.arn(), state));
        return "the key from before is " + state;
    }

    private Optional<String> restore(String project, Random random) {
        return OtherHands.any(random, others.clusters(project))
                .flatMap(c -> OtherHands.any(random, others.backups(project, c))
                        .flatMap(snapshot -> others.tried(
                                "POST",
                                "/clusters/" + c.name() + "/backup/restoreJobs",
                                project,
                                VERSION,
                                "{\"deliveryType\":\"automated\",\"snapshotId\":\"" + snapshot
                                        + "\",\"targetGroupId\":\"" + project + "\",\"targetClusterName\":\""
                                        + c.name() + "\"}")));
    }

    private String refused(String operation) {
        sandbox.faults().inject(Fault.status(operation, 403).times(0));
        return operation + " is refused";
    }

    private String inAws(Act act, String id, String project, Random random) {
        var aws = (ObjectNode) sandbox.aws().save();
        keys(aws).filter(k -> k.path("id").asText().equals(id)).forEach(key -> {
            switch (act) {
                case ALIAS_MOVED -> key.putArray("aliases").add("alias/moved-" + random.nextInt(100));
                case ROTATION_BY_AWS -> key.putObject("rotation").put("automatic", random.nextBoolean());
                case MATERIAL_PENDING -> {
                    key.put("origin", "EXTERNAL");
                    key.putObject("pendingMaterial").put("id", "a".repeat(64)).put("bytes", NEW_MATERIAL);
                }
                case OLD_MATERIAL_GONE -> goneMaterial(key);
                default -> {
                    key.remove("aliases");
                    var tags = key.putObject("tags");
                    dev.cmkconsole.model.aws.NewKey.madeFor(project).forEach(tags::put);
                }
            }
        });
        sandbox.aws().restore(aws);
        return act + " " + id;
    }

    /** A second material is current; the first one, which encrypted what is there, is imported no longer. */
    private static void goneMaterial(ObjectNode key) {
        key.put("origin", "EXTERNAL").put("state", "PendingImport");
        key.withArray("material")
                .addObject()
                .put("id", "b".repeat(64))
                .put("bytes", NEW_MATERIAL)
                .put("onDemand", true)
                .put("rotated", "2026-11-01T00:00:00Z");
        key.putObject("imports").put("b".repeat(64), "");
    }

    private static Stream<ObjectNode> keys(JsonNode aws) {
        return StreamSupport.stream(aws.path("accounts").spliterator(), false)
                .filter(a -> a.path("id").asText().equals(RareActs.ACCOUNT))
                .flatMap(a -> StreamSupport.stream(a.path("keys").spliterator(), false))
                .map(ObjectNode.class::cast);
    }
}
