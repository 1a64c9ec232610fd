package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AccessRole.FeatureUsage;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterSoftware;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.InputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Atlas' answers as values of the model. A member that Atlas may omit or set to null may be missing; one that a
 * decision needs may not.
 */
final class AtlasAnswers {
    private static final Set<String> SHARED_SIZES = Set.of("M0", "M2", "M5");

    private AtlasAnswers() {}

    static Organization organization(Json json) throws Json.WrongShape {
        return new Organization(json.at("id").requiredId(), json.at("name").requiredText());
    }

    static Project project(Json json) throws Json.WrongShape {
        return new Project(
                json.at("id").requiredId(),
                json.at("name").requiredText(),
                json.at("orgId").requiredId(),
                (int) json.at("clusterCount").number(0),
                json.at("created").requiredInstant());
    }

    /** The roles for AWS. Roles for other clouds are in lists of their own. */
    static List<AccessRole> accessRoles(Json json) throws Json.WrongShape {
        if (!json.at("awsIamRoles").present()) {
            throw json.at("awsIamRoles").expected("an array");
        }
        var roles = new ArrayList<AccessRole>();
        for (var item : json.at("awsIamRoles").items()) {
            var usages = new ArrayList<FeatureUsage>();
            for (var usage : item.at("featureUsages").items()) {
                featureUsage(usage).ifPresent(usages::add);
            }
            roles.add(new AccessRole(
                    item.at("roleId").requiredId(),
                    item.at("atlasAWSAccountArn").requiredPrincipal(),
                    item.at("atlasAssumedRoleExternalId").requiredText(),
                    item.at("iamAssumedRoleArn").text(),
                    item.at("createdDate").requiredInstant(),
                    item.at("authorizedDate").instant(),
                    usages));
        }
        return roles;
    }

    /** What identifies the feature depends on its type; for encryption at rest Atlas answers null. */
    private static Optional<FeatureUsage> featureUsage(Json usage) throws Json.WrongShape {
        var id = usage.at("featureId");
        Optional<String> name = Optional.empty();
        for (var member : List.of("name", "bucketName", "sinkName", "exportBucketId", "configId")) {
            if (name.isEmpty() && id.present()) {
                name = id.at(member).text();
            }
        }
        var named = name;
        return usage.at("featureType").text().map(type -> new FeatureUsage(type, named));
    }

    /** Atlas always sends the AWS block; an answer without it says nothing about the project. */
    static EncryptionAtRest encryptionAtRest(Json json) throws Json.WrongShape {
        var block = json.at("awsKms");
        if (!block.present()) {
            throw block.expected("an object");
        }
        var others = EnumSet.noneOf(EncryptionProvider.class);
        if (json.at("azureKeyVault").at("enabled").flag(false)) {
            others.add(EncryptionProvider.AZURE);
        }
        if (json.at("googleCloudKms").at("enabled").flag(false)) {
            others.add(EncryptionProvider.GCP);
        }
        var aws = awsKms(block);
        return new EncryptionAtRest(
                aws, others, json.at("enabledForSearchNodes").flag(false));
    }

    /** A block that names a key says whether it is enabled, and an enabled one whether the key works. */
    private static AwsKms awsKms(Json block) throws Json.WrongShape {
        var role = filled(block.at("roleId"));
        var key = filled(block.at("customerMasterKeyID"));
        var enabled = role.isPresent() || key.isPresent()
                ? block.at("enabled").requiredFlag()
                : block.at("enabled").flag(false);
        return new AwsKms(
                enabled,
                role,
                key,
                region(block.at("region")),
                filled(block.at("accessKeyID")),
                block.at("requirePrivateNetworking").flag(false),
                enabled ? block.at("valid").requiredFlag() : block.at("valid").flag(false));
    }

    static Cluster cluster(Json json) throws Json.WrongShape {
        var specs = json.at("replicationSpecs").items();
        var clouds = new LinkedHashSet<String>();
        var regions = new LinkedHashSet<String>();
        var first = Optional.<Json>empty();
        for (var spec : specs) {
            for (var region : spec.at("regionConfigs").items()) {
                var provider = region.at("providerName").requiredText();
                clouds.add(region.at("backingProviderName").text().orElse(provider));
                region.at("regionName").text().ifPresent(regions::add);
                if (first.isEmpty() || size(first.get()).isEmpty()) {
                    first = Optional.of(region);
                }
            }
        }
        if (first.isEmpty()) {
            throw json.at("replicationSpecs").expected("at least one region");
        }
        var leading = first.get();
        var kind = kind(leading);
        var encryption = json.at("encryptionAtRestProvider")
                .text()
                .map(EncryptionProvider::of)
                .orElse(kind == Cluster.TierKind.DEDICATED ? EncryptionProvider.UNKNOWN : EncryptionProvider.NONE);
        return new Cluster(
                json.at("id").text().orElse(""),
                json.at("name").requiredClusterName(),
                kind,
                new ClusterShape(
                        json.at("clusterType").text().orElse(""),
                        size(leading).orElse(""),
                        List.copyOf(clouds),
                        List.copyOf(regions),
                        specs.size(),
                        leading.at("electableSpecs").at("diskSizeGB").number(0),
                        new ClusterSoftware(
                                json.at("mongoDBVersion").text().orElse(""),
                                DatabaseEdition.of(
                                        json.at("databaseEdition").text(),
                                        json.at("effectiveDatabaseEdition").text()))),
                new ClusterStatus(
                        json.at("stateName").text().orElse("UNKNOWN"),
                        json.at("paused").flag(false)),
                new ClusterBackup(
                        kind == Cluster.TierKind.DEDICATED
                                ? json.at("backupEnabled").requiredFlag()
                                : json.at("backupEnabled").flag(false),
                        json.at("pitEnabled").flag(false)),
                encryption);
    }

    static Cluster flexCluster(Json json) throws Json.WrongShape {
        var provider = json.at("providerSettings");
        return new Cluster(
                json.at("id").text().orElse(""),
                json.at("name").requiredClusterName(),
                Cluster.TierKind.FLEX,
                new ClusterShape(
                        json.at("clusterType").text().orElse(""),
                        "FLEX",
                        provider.at("backingProviderName").text().map(List::of).orElse(List.of()),
                        provider.at("regionName").text().map(List::of).orElse(List.of()),
                        1,
                        provider.at("diskSizeGB").number(0),
                        json.at("mongoDBVersion").text().orElse("")),
                new ClusterStatus(json.at("stateName").text().orElse("UNKNOWN"), false),
                new ClusterBackup(json.at("backupSettings").at("enabled").flag(false), false),
                EncryptionProvider.NONE);
    }

    private static Optional<String> size(Json region) throws Json.WrongShape {
        for (var specs : List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs")) {
            var size = region.at(specs).at("instanceSize").text();
            if (size.isPresent()) {
                return size;
            }
        }
        return Optional.empty();
    }

    /** Old M2 and M5 clusters run as flex clusters, which is shown in {@code effectiveInstanceSize}. */
    private static Cluster.TierKind kind(Json region) throws Json.WrongShape {
        var provider = region.at("providerName").requiredText();
        var effective =
                region.at("electableSpecs").at("effectiveInstanceSize").text().orElse("");
        if (provider.equals("FLEX") || effective.equals("FLEX")) {
            return Cluster.TierKind.FLEX;
        }
        if (provider.equals("SERVERLESS")) {
            return Cluster.TierKind.SERVERLESS;
        }
        return provider.equals("TENANT")
                        || size(region).filter(SHARED_SIZES::contains).isPresent()
                ? Cluster.TierKind.SHARED
                : Cluster.TierKind.DEDICATED;
    }

    private static Optional<String> filled(Json json) throws Json.WrongShape {
        return json.text().filter(text -> !text.isBlank());
    }

    private static Optional<AwsRegion> region(Json json) throws Json.WrongShape {
        var text = filled(json);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AwsRegion.of(text.get()));
        } catch (InputException e) {
            throw json.expected("an AWS region");
        }
    }
}
