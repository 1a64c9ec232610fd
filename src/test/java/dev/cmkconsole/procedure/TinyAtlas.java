package dev.cmkconsole.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem.Origin;
import java.util.List;
import java.util.Optional;

/** The effects of Atlas changes on the {@link TinyWorld}, and Atlas' refusals. */
final class TinyAtlas {
    private final TinyWorld world;

    TinyAtlas(TinyWorld world) {
        this.world = world;
    }

    String effect(AtlasRequest r) {
        var body = r.body().map(TinyWorld::json).orElseThrow();
        var path = r.path().split("/");
        return switch (r.operation()) {
            case "createCloudProviderAccess" -> {
                String id = "6a793f88c0eb9e7a177165%02d".formatted(world.records.size());
                var made = Situation.inProgress(id);
                world.records.add(new AccessRole(
                        id,
                        made.atlasAccountArn(),
                        made.externalId(),
                        Optional.empty(),
                        world.clock.instant(),
                        Optional.empty(),
                        List.of()));
                yield "{\"roleId\":\"" + id + "\"}";
            }
            case "authorizeProviderAccessRole" -> {
                authorize(path[path.length - 1], body.path("iamAssumedRoleArn").asText());
                yield "{}";
            }
            case "updateEncryptionAtRest" -> {
                save(body.path("awsKms"));
                yield "{}";
            }
            case "updateCluster" -> {
                String name = path[path.length - 1];
                world.clusters.computeIfPresent(
                        name,
                        (_, c) -> with(
                                c,
                                EncryptionProvider.of(
                                        body.path("encryptionAtRestProvider").asText())));
                world.busyUntil.put(name, world.clock.instant().plus(world.clusterChange));
                yield "{}";
            }
            case "updateAlertConfig", "createAlertConfig" -> {
                world.reminder = Optional.of(new RotationReminder(
                        world.reminder.map(RotationReminder::id).orElse("r-1"),
                        body.path("enabled").asBoolean(),
                        body.path("threshold").path("threshold").asInt(),
                        body.toString()));
                yield "{}";
            }
            case "toggleAlertConfig" -> {
                world.reminder = world.reminder.map(was ->
                        new RotationReminder(was.id(), body.path("enabled").asBoolean(), was.days(), was.document()));
                yield "{}";
            }
            case "createCluster" -> {
                String name = body.path("name").asText();
                world.clusters.put(name, Situation.idle(name, EncryptionProvider.AWS));
                world.busyUntil.put(name, world.clock.instant().plus(world.clusterChange));
                yield "{}";
            }
            default -> throw new AssertionError(r.operation());
        };
    }

    private void authorize(String roleId, String arn) {
        var record = world.records.stream()
                .filter(r -> r.roleId().equals(roleId))
                .findFirst()
                .orElseThrow();
        var role = world.seen(RoleArn.of(arn).name(), world.iamUseLag);
        if (role.isEmpty()
                || !role.get().trustPolicy().contains(record.externalId())
                || !role.get().trustPolicy().contains(record.atlasAccountArn())) {
            throw world.refuse(Origin.ATLAS, "authorizeProviderAccessRole", "CANNOT_ASSUME_ROLE");
        }
        world.records.set(
                world.records.indexOf(record),
                new AccessRole(
                        roleId,
                        record.atlasAccountArn(),
                        record.externalId(),
                        Optional.of(arn),
                        record.created(),
                        Optional.of(world.clock.instant()),
                        record.featureUsages()));
    }

    private void save(JsonNode aws) {
        String roleId = aws.path("roleId").asText();
        String wanted = aws.path("customerMasterKeyID").asText();
        var record = world.records.stream()
                .filter(r -> r.roleId().equals(roleId))
                .findFirst()
                .orElseThrow();
        if (record.authorized().isEmpty()) {
            throw world.refuse(Origin.ATLAS, "updateEncryptionAtRest", "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED");
        }
        var role = world.seen(RoleArn.of(record.iamRoleArn().orElseThrow()).name(), world.iamUseLag)
                .orElseThrow();
        boolean byIam = role.inlinePolicies().values().stream().anyMatch(p -> p.contains(wanted));
        boolean byKey = world.keyPolicy.contains(":root")
                || world.keyPolicy.contains(role.arn().toString());
        if (!byIam || !byKey) {
            throw world.refuse(
                    Origin.ATLAS,
                    "updateEncryptionAtRest",
                    byIam ? "NO_PERMISSION_TO_ENCRYPT_DECRYPT" : "INVALID_AWS_CREDENTIALS");
        }
        world.configuration = new AwsKms(
                true,
                Optional.of(roleId),
                Optional.of(wanted),
                Optional.of(AwsRegion.of(aws.path("region").asText())),
                Optional.empty(),
                aws.path("requirePrivateNetworking").asBoolean(),
                world.saveValidAfterLooks == 0);
    }

    private static Cluster with(Cluster c, EncryptionProvider provider) {
        return new Cluster(
                c.id(), c.name(), c.kind(), c.shape(), new ClusterStatus(c.state(), c.paused()), c.backup(), provider);
    }
}
