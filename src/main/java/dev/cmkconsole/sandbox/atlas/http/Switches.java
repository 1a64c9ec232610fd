package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the behaviour of the real service is not known for certain, the sandbox's choice is one of these, to be
 * changed by name through {@code POST /_sandbox/switches} or a scenario's {@code switches}. Delays are simulated
 * seconds.
 */
public final class Switches {
    // What real Atlas does is not recorded.

    /** Status for a role id that does not exist when it is named in the path; clients test for 404. */
    public volatile int unknownRoleInPathStatus = 404;
    /** Status for a role id that does not exist when it is named in another resource's body. */
    public volatile int unknownRoleInBodyStatus = 400;
    /** Whether the unset members of a disabled provider block are sent as null instead of left out. */
    public volatile boolean disabledBlockSendsNulls = false;
    /**
     * GET encryptionAtRest tries the key again when the last check is older than this; -1: it only reports the last
     * result.
     */
    public volatile long revalidateOnReadAfterSeconds = 60;
    /**
     * How masterKeyUUID names a multi-Region key: {@code uuid} drops {@code mrk-} and formats the rest, {@code
     * verbatim} sends the id, {@code absent} nothing.
     */
    public volatile String multiRegionMasterKey = "uuid";
    /** Error of an encryption toggle on M0: this code with status 400. */
    public volatile String freeTierToggleCode = "CANNOT_USE_ENCRYPTION_AT_REST_TENANT";
    /** Status for a second private endpoint in a region. */
    public volatile int duplicateEndpointStatus = 409;
    /** PATCH of a cluster that is UPDATING: accepted and the last one wins, or 409. */
    public volatile boolean patchWhileUpdatingAccepted = true;
    /** Status for an Accept header without any usable media type. */
    volatile int unusableAcceptStatus = 406;
    /** Whether an invalid bearer token's 401 carries {@code Www-Authenticate: Bearer}. */
    public volatile boolean bearerChallenge = true;
    /** Whether ENCRYPTION_AT_REST_* events carry members beyond the common ones; recorded events have none. */
    public volatile boolean encryptionEventsNameKey = false;
    /** Whether a change of key, role or region alone sends the encrypted clusters through UPDATING. */
    public volatile boolean keyChangeUpdatesClusters = true;
    /** Order of role and cluster lists: {@code created} or {@code name}. */
    public volatile String listOrder = "created";
    /** Whether strings left out of a non-empty awsKms block keep their stored values. */
    public volatile boolean omittedKmsMembersInherited = true;
    /** Status of the refusal when the caller lacks a role on a project it can see. */
    public volatile int missingRoleStatus = 401;
    /**
     * The contract lets an organisation owner grant itself a project's roles; whether it already acts as owner is
     * unclear.
     */
    public volatile boolean organizationOwnerActsAsProjectOwner = false;
    /** The API has no state for a cluster whose processes were shut down for an invalid key. */
    public volatile String shutDownClusterState = "IDLE";
    /** What GET backupCompliancePolicy answers without a policy: 200 with {@code {}}, or 404. */
    public volatile int absentCompliancePolicyStatus = 200;

    // How long things take; real values are minutes to hours.

    public volatile long clusterUpdateSeconds = 20;
    public volatile long clusterCreateSeconds = 20;
    public volatile long clusterDeleteSeconds = 10;
    /** Re-encryption by initial sync, for a change of encryptionAtRestProvider. */
    public volatile long clusterEncryptionSeconds = 40;

    public volatile long keyChangeSeconds = 15;
    public volatile long endpointCreateSeconds = 120;
    public volatile long endpointDeleteSeconds = 60;
    public volatile long snapshotQueuedSeconds = 5;
    public volatile long snapshotSeconds = 20;
    public volatile long searchDeploymentSeconds = 30;
    /** The documented interval of the scheduled validity check. */
    public volatile long validityCheckSeconds = 900;
    /** A digest nonce older than this is answered with {@code stale=true}. */
    public volatile long nonceLifeSeconds = 600;

    public volatile long tokenLifeSeconds = 3600;

    // Environment.

    /** False: Atlas cannot reach KMS over the network, which is not the same as an invalid key. */
    public volatile boolean kmsReachable = true;
    /** Overrides every endpoint set's token bucket, to see 429 early; 0 keeps the documented ones. */
    public volatile int rateLimitCapacity = 0;
    /** Tokens that come back per 60 s with {@link #rateLimitCapacity}. */
    public volatile int rateLimitRefill = 60;
    /** Every organisation requires calls to come from an API access list. */
    public volatile boolean apiAccessListRequired = false;
    /** Daily snapshots of clusters with backup, kept so many days; 0 takes none. */
    public volatile int dailySnapshotRetentionDays = 7;
    /** How far back clusters with continuous backup can be restored to any moment. */
    public volatile int restoreWindowDays = 7;

    /** @throws IllegalArgumentException when a name is unknown or a value of the wrong kind */
    public void set(JsonNode changes) {
        for (var entry : changes.properties()) {
            set(entry.getKey(), entry.getValue());
        }
    }

    /** Every switch back to its default. */
    public void reset() {
        set(Json.MAPPER.valueToTree(new Switches().values()));
    }

    public Map<String, Object> values() {
        var result = new TreeMap<String, Object>();
        for (var field : Switches.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    result.put(field.getName(), field.get(this));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return result;
    }

    private void set(String name, JsonNode value) {
        try {
            Field field = Switches.class.getDeclaredField(name);
            var kind = field.getType();
            if (kind == boolean.class && value.isBoolean()) {
                field.setBoolean(this, value.booleanValue());
            } else if (kind == int.class && value.canConvertToInt() && value.isIntegralNumber()) {
                field.setInt(this, value.intValue());
            } else if (kind == long.class && value.isIntegralNumber()) {
                field.setLong(this, value.longValue());
            } else if (kind == String.class && value.isTextual()) {
                field.set(this, value.textValue());
            } else {
                throw new IllegalArgumentException(
                        "Switch " + name + " takes a " + kind.getSimpleName() + ", not " + value);
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException("There is no switch named " + name, e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
