package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KeyMaterial;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Automatic and on-demand rotation. {@link KmsLifecycle} applies rotations that are due. */
final class KmsRotation {

    private static final int MAX_ON_DEMAND = 25;

    private final AwsState state;
    private final KmsAccess access;
    private final KmsLifecycle lifecycle;

    KmsRotation(AwsState state, KmsAccess access, KmsLifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        this.access = access;
    }

    ObjectNode status(Caller caller, String region, KmsInput input) {
        var key =
                access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("GetKeyRotationStatus"));
        requireSymmetric(key);
        KmsLifecycle.requireNotPendingDeletion(key);
        var material = key.material;
        var reply = JsonNodeFactory.instance
                .objectNode()
                .put("KeyRotationEnabled", material.automaticRotation)
                .put("KeyId", key.arn());
        if (material.automaticRotation) {
            reply.put("RotationPeriodInDays", material.periodDays)
                    .put("NextRotationDate", KmsKeys.seconds(material.nextRotation));
        }
        material.onDemandStarted.ifPresent(start -> reply.put("OnDemandRotationStartDate", KmsKeys.seconds(start)));
        return reply;
    }

    /** Also changes the period of automatic rotation that is already enabled. */
    ObjectNode enable(Caller caller, String region, KmsInput input) {
        var days = input.number("RotationPeriodInDays", 90, 2560);
        var use = Use.of("EnableKeyRotation").with("kms:RotationPeriodInDays", Integer.toString(days.orElse(365)));
        var key = rotatable(caller, region, input, use);
        requireKmsOrigin(key);
        var material = key.material;
        int period = days.orElse(365);
        if (!material.automaticRotation || days.isPresent() && material.periodDays != period) {
            material.periodDays = period;
            material.nextRotation = state.now().plus(Duration.ofDays(period));
        }
        material.automaticRotation = true;
        return KmsKeys.empty();
    }

    ObjectNode disable(Caller caller, String region, KmsInput input) {
        var key = rotatable(caller, region, input, Use.of("DisableKeyRotation"));
        requireKmsOrigin(key);
        key.material.automaticRotation = false;
        return KmsKeys.empty();
    }

    ObjectNode onDemand(Caller caller, String region, KmsInput input) {
        var key = rotatable(caller, region, input, Use.of("RotateKeyOnDemand"));
        requireMaterialToRotateTo(key);
        var material = key.material;
        if (material.onDemandStarted.isPresent()) {
            throw AwsFault.kms(
                    "ConflictException", "An on-demand rotation of " + key.arn() + " is already in progress.");
        }
        if (material.onDemandCount >= MAX_ON_DEMAND) {
            throw AwsFault.kms(
                    "LimitExceededException",
                    "You have exceeded the maximum number of on-demand rotations (" + MAX_ON_DEMAND + ") for "
                            + key.arn() + ".");
        }
        material.onDemandCount++;
        material.onDemandStarted = Optional.of(state.now());
        return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn());
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 1000).orElse(100), state.settings.pageSize());
        var all = input.oneOf("IncludeKeyMaterial", Set.of("ALL_KEY_MATERIAL", "ROTATIONS_ONLY"))
                .filter("ALL_KEY_MATERIAL"::equals)
                .isPresent();
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("ListKeyRotations"));
        requireSymmetric(key);
        KmsLifecycle.requireNotPendingDeletion(key);
        var rows = new ArrayList<Row>();
        var versions = key.material.versions;
        for (int i = 0; i < versions.size(); i++) {
            if (all || versions.get(i).rotated().isPresent()) {
                var word = i == versions.size() - 1 ? "CURRENT" : "NON_CURRENT";
                rows.add(new Row("%06d".formatted(i), versions.get(i), word));
            }
        }
        if (all) {
            key.material.pending.ifPresent(waiting -> rows.add(new Row(
                    "%06d".formatted(versions.size()),
                    waiting,
                    everywhere(key) ? "PENDING_ROTATION" : "PENDING_MULTI_REGION_IMPORT_AND_ROTATION")));
        }
        var page = Paging.page(List.copyOf(rows), Row::order, input.text("Marker", 1, 1024), limit, KmsKeys::badMarker);
        var reply = JsonNodeFactory.instance.objectNode();
        var rotations = reply.putArray("Rotations");
        page.items().forEach(row -> write(rotations.addObject(), key, row));
        return KmsKeys.paged(reply, page);
    }

    private record Row(String order, KeyMaterial.Version version, String word) {}

    private static void write(ObjectNode node, KmsKey key, Row row) {
        node.put("KeyId", key.arn()).put("KeyMaterialId", row.version().id()).put("KeyMaterialState", row.word());
        if (key.origin.equals("EXTERNAL")) {
            var id = row.version().id();
            node.put("ImportState", key.imports.has(id) ? "IMPORTED" : "PENDING_IMPORT");
            if (key.imports.has(id)) {
                var until = key.imports.until(id);
                node.put(
                        "ExpirationModel", until.isPresent() ? "KEY_MATERIAL_EXPIRES" : "KEY_MATERIAL_DOES_NOT_EXPIRE");
                until.ifPresent(time -> node.put("ValidTo", KmsKeys.seconds(time)));
            }
        }
        row.version()
                .rotated()
                .ifPresent(time -> node.put("RotationDate", KmsKeys.seconds(time))
                        .put("RotationType", row.version().onDemand() ? "ON_DEMAND" : "AUTOMATIC"));
    }

    /** A multi-Region key rotates only through its primary. */
    private KmsKey rotatable(Caller caller, String region, KmsInput input, Use use) {
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, use);
        requireSymmetric(key);
        if (!key.isPrimary()) {
            throw AwsFault.kms(
                    "UnsupportedOperationException",
                    "The operation is not supported on replica keys; call it on the primary key in " + key.primaryRegion
                            + ".");
        }
        if (key.state == State.DISABLED) {
            throw AwsFault.kms("DisabledException", key.arn() + " is disabled.");
        }
        if (key.state == State.UNAVAILABLE) {
            throw AwsFault.kms("UnsupportedOperationException", key.arn() + " is in a custom key store.");
        }
        KmsLifecycle.requireNotPendingDeletion(key);
        return key;
    }

    private static void requireSymmetric(KmsKey key) {
        if (!key.isSymmetric()) {
            throw AwsFault.kms(
                    "UnsupportedOperationException",
                    key.arn() + " key spec is " + key.spec + " which does not support rotation.");
        }
    }

    /** Whether the waiting material is imported into the key in each of its Regions. */
    private boolean everywhere(KmsKey key) {
        return key.material
                .pending
                .filter(waiting -> lifecycle.related(key).stream().allMatch(k -> k.imports.has(waiting.id())))
                .isPresent();
    }

    /** Imported material rotates only to new material that was imported before. */
    private void requireMaterialToRotateTo(KmsKey key) {
        if (!key.origin.equals("EXTERNAL")) {
            requireKmsOrigin(key);
            return;
        }
        KmsLifecycle.requireUsable(key);
        if (!everywhere(key)) {
            throw AwsFault.kms(
                    "KMSInvalidStateException",
                    "No available key material pending rotation for the key: " + key.arn() + ".");
        }
    }

    private static void requireKmsOrigin(KmsKey key) {
        if (!key.origin.equals("AWS_KMS")) {
            throw AwsFault.kms(
                    "UnsupportedOperationException",
                    key.arn() + " origin is " + key.origin + " which is not valid for this operation.");
        }
    }
}
