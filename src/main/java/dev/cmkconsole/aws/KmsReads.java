package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.RotationType;

/** Reads keys, their aliases, rotation and policy. */
final class KmsReads {
    private static final String ALIASES = "kms:ListAliases";
    private static final Logger LOG = LoggerFactory.getLogger(KmsReads.class);

    private final AwsClients clients;
    private final AwsCalls calls;

    KmsReads(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /** Keys that cannot be described are left out, because nothing about them is known. */
    List<CustomerKey> keys(AwsRegion region) {
        var kms = clients.kms(region, Purpose.READ);
        try (var aliases = calls.start(ALIASES, () -> aliasesByKey(kms))) {
            var ids = ids(kms);
            var names = aliases.join();
            return described(ids, id -> {
                var metadata = describe(kms, id);
                return model(
                        metadata,
                        names.getOrDefault(metadata.keyId(), List.of()),
                        rotates(metadata) ? rotation(kms, id) : Optional.empty());
            });
        }
    }

    private List<CustomerKey> described(List<String> ids, Function<String, CustomerKey> describe) {
        return calls
                .each("kms:DescribeKey", ids, id -> {
                    try {
                        return Optional.of(describe.apply(id));
                    } catch (ServiceException e) {
                        if (e.problem() instanceof Problem.Refused refused) {
                            LOG.info(
                                    "{} is left out: DescribeKey answered {} ({})",
                                    id,
                                    refused.code(),
                                    refused.requestId().orElse("no request id"));
                            return Optional.<CustomerKey>empty();
                        }
                        throw e;
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Keys without an alias, with their metadata only. Keys that cannot be described are left out. */
    List<CustomerKey> unnamed(AwsRegion region) {
        var kms = clients.kms(region, Purpose.READ);
        try (var aliases = calls.start(ALIASES, () -> aliasesByKey(kms))) {
            var ids = ids(kms);
            var named = aliases.join().keySet();
            return described(
                    ids.stream()
                            .filter(id -> !named.contains(id.substring(id.lastIndexOf('/') + 1)))
                            .toList(),
                    id -> model(describe(kms, id), List.of(), Optional.empty()));
        }
    }

    private List<String> ids(KmsClient kms) {
        return calls.call(
                "kms:ListKeys",
                () -> kms.listKeysPaginator(r -> r.limit(1000)).keys().stream()
                        .map(entry -> required(entry.keyArn(), "KeyArn"))
                        .toList());
    }

    /** One round of calls for an id or ARN, two for an alias, which must be resolved first. */
    CustomerKey key(KeyReference reference, AwsRegion region) {
        var kms = clients.kms(
                switch (reference) {
                    case KeyReference.ByArn(var arn) -> arn.region();
                    case KeyReference.ByAliasArn alias -> alias.region();
                    case KeyReference.ById _, KeyReference.ByAlias _ -> region;
                },
                Purpose.READ);
        return switch (reference) {
            case KeyReference.ById _, KeyReference.ByArn _ -> {
                var id = reference.toString();
                try (var aliases = calls.start(ALIASES, () -> aliasesOf(kms, id));
                        var rotation = calls.start("kms:GetKeyRotationStatus", () -> rotation(kms, id))) {
                    yield model(describe(kms, id), aliases.join(), rotation.join());
                }
            }
            case KeyReference.ByAlias(var alias) -> resolved(kms, reference.toString(), alias);
            case KeyReference.ByAliasArn named -> resolved(kms, reference.toString(), named.alias());
        };
    }

    String policy(KeyArn key) {
        var kms = clients.kms(key.region(), Purpose.READ);
        return calls.call(
                "kms:GetKeyPolicy",
                () -> required(
                        kms.getKeyPolicy(r -> r.keyId(key.toString()).policyName("default"))
                                .policy(),
                        "Policy"));
    }

    private CustomerKey resolved(KmsClient kms, String reference, String alias) {
        var metadata = describe(kms, reference);
        try (var aliases = calls.start(ALIASES, () -> aliasesOf(kms, metadata.arn()))) {
            var rotation = rotation(kms, metadata.arn());
            var names = new ArrayList<>(aliases.join());
            if (!names.contains(alias)) {
                names.addFirst(alias);
            }
            return model(metadata, names, rotation);
        }
    }

    private KeyMetadata describe(KmsClient kms, String id) {
        return calls.call("kms:DescribeKey", () -> {
            var key = required(kms.describeKey(r -> r.keyId(id)).keyMetadata(), "KeyMetadata");
            arn(key);
            required(key.keyId(), "KeyMetadata.KeyId");
            replicas(key);
            return key;
        });
    }

    /**
     * Aliases are optional: without the permission to list them, the keys are still shown. An alias without a target
     * is reserved by AWS.
     */
    private Map<String, List<String>> aliasesByKey(KmsClient kms) {
        var names = new HashMap<String, List<String>>();
        for (var alias : comfort(() -> calls.call(
                        ALIASES,
                        () -> kms.listAliasesPaginator(r -> r.limit(100)).aliases().stream()
                                .toList()))
                .orElse(List.of())) {
            if (alias.targetKeyId() != null) {
                names.computeIfAbsent(alias.targetKeyId(), _ -> new ArrayList<>())
                        .add(alias.aliasName());
            }
        }
        return names;
    }

    /** Unreadable from another account than the key's. */
    private List<String> aliasesOf(KmsClient kms, String id) {
        return comfort(() -> calls.call(
                        ALIASES,
                        () -> kms.listAliasesPaginator(r -> r.keyId(id)).aliases().stream()
                                .map(AliasListEntry::aliasName)
                                .toList()))
                .orElse(List.of());
    }

    private Optional<KeyRotation> rotation(KmsClient kms, String id) {
        return comfort(() -> calls.call("kms:GetKeyRotationStatus", () -> {
            var status = kms.getKeyRotationStatus(r -> r.keyId(id));
            return new KeyRotation(
                    required(status.keyRotationEnabled(), "KeyRotationEnabled"),
                    Optional.ofNullable(status.rotationPeriodInDays()),
                    Optional.ofNullable(status.nextRotationDate()),
                    Optional.ofNullable(status.onDemandRotationStartDate()));
        }));
    }

    List<KeyRotation.Past> rotations(KeyArn key) {
        var kms = clients.kms(key.region(), Purpose.READ);
        return calls.call(
                "kms:ListKeyRotations",
                () -> kms.listKeyRotationsPaginator(r -> r.keyId(key.toString())).rotations().stream()
                        .map(entry -> new KeyRotation.Past(
                                required(entry.rotationDate(), "RotationDate"),
                                entry.rotationType() == RotationType.ON_DEMAND))
                        .sorted(Comparator.comparing(KeyRotation.Past::at))
                        .toList());
    }

    List<KeyRotation.Material> materials(KeyArn key) {
        var kms = clients.kms(key.region(), Purpose.READ);
        return calls.call(
                "kms:ListKeyRotations",
                () -> kms
                        .listKeyRotationsPaginator(
                                r -> r.keyId(key.toString()).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                        .rotations()
                        .stream()
                        .map(entry -> new KeyRotation.Material(
                                required(entry.keyMaterialStateAsString(), "KeyMaterialState"),
                                Optional.ofNullable(entry.importStateAsString())))
                        .toList());
    }

    private static <T> Optional<T> comfort(java.util.function.Supplier<T> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (ServiceException e) {
            LOG.debug(
                    "{} answered {}; going on without",
                    e.problem().operation(),
                    e.problem().code());
            return Optional.empty();
        }
    }

    private static boolean rotates(KeyMetadata key) {
        return "CUSTOMER".equals(key.keyManagerAsString())
                && "SYMMETRIC_DEFAULT".equals(key.keySpecAsString())
                && "Enabled".equals(key.keyStateAsString());
    }

    /** AWS or CUSTOMER (KMS API, KeyMetadata). Another word says as little as none. */
    private static String manager(KeyMetadata key) {
        return key.keyManager() == KeyManagerType.UNKNOWN_TO_SDK_VERSION ? "" : word(key.keyManagerAsString());
    }

    private static CustomerKey model(KeyMetadata key, List<String> aliases, Optional<KeyRotation> rotation) {
        return new CustomerKey(
                arn(key),
                Optional.ofNullable(key.description()).orElse(""),
                aliases,
                new KeyConfiguration(
                        manager(key),
                        word(key.keySpecAsString()),
                        word(key.keyUsageAsString()),
                        word(key.originAsString()),
                        multiRegion(key)),
                new KeyLifecycle(
                        KeyState.of(word(key.keyStateAsString())),
                        Optional.ofNullable(key.creationDate()).orElse(Instant.EPOCH),
                        Optional.ofNullable(key.deletionDate()),
                        Optional.ofNullable(key.validTo())),
                rotation,
                replicas(key));
    }

    /** The id of a multi-Region key, and of no other key, begins so (KMS developer guide, "Multi-Region keys"). */
    private static boolean multiRegion(KeyMetadata key) {
        return key.multiRegion() == null ? key.keyId().startsWith("mrk-") : key.multiRegion();
    }

    private static Optional<Replicas> replicas(KeyMetadata key) {
        return Optional.ofNullable(key.multiRegionConfiguration())
                .filter(c -> c.primaryKey() != null && c.primaryKey().region() != null)
                .map(c -> {
                    var primary = AwsRegion.of(c.primaryKey().region());
                    var all = new ArrayList<AwsRegion>(List.of(primary));
                    c.replicaKeys().stream()
                            .filter(replica -> replica.region() != null)
                            .forEach(replica -> all.add(AwsRegion.of(replica.region())));
                    return new Replicas(primary, all);
                });
    }

    private static KeyArn arn(KeyMetadata key) {
        return required(Optional.ofNullable(key.arn()).flatMap(KeyArn::parse), "KeyMetadata.Arn");
    }

    private static String word(String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
