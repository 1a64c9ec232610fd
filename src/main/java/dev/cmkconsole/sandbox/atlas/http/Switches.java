package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sandbox's choices where the behavior of the real service is not known for certain. Each can be changed by name
 * through {@code POST /_sandbox/switches} or a scenario's {@code switches}. Delays are in simulated seconds.
 */
public final class Switches {
    // The behavior of real Atlas is not recorded for these.

    /** Status for an unknown role id in the path; clients test for 404. */
    public volatile int unknownRoleInPathStatus = 404;
    /** Status for an unknown role id in another resource's body. */
    public volatile int unknownRoleInBodyStatus = 400;
    /** Whether the unset members of a disabled provider block are sent as null instead of left out. */
    public volatile boolean disabledBlockSendsNulls = false;
    /**
     * GET encryptionAtRest tries the key again when the last check is older than this. With -1, it only reports the
     * last result.
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
    /** Whether a PATCH of an UPDATING cluster is accepted, so that the last one wins. Otherwise the answer is 409. */
    public volatile boolean patchWhileUpdatingAccepted = true;
    /** Status for an Accept header without any usable media type. */
    volatile int unusableAcceptStatus = 406;
    /** Whether an invalid bearer token's 401 carries {@code Www-Authenticate: Bearer}. */
    public volatile boolean bearerChallenge = true;
    /** Whether ENCRYPTION_AT_REST_* events carry members beyond the common ones; recorded events have none. */
    public volatile boolean encryptionEventsNameKey = false;
    /** Whether a change of only the key, role or region sends the encrypted clusters through UPDATING. */
    public volatile boolean keyChangeUpdatesClusters = true;
    /** Order of role and cluster lists: {@code created} or {@code name}. */
    public volatile String listOrder = "created";
    /** Whether strings omitted from a non-empty awsKms block keep their stored values. */
    public volatile boolean omittedKmsMembersInherited = true;
    /** Status when the caller lacks a role on a project that it can see. */
    public volatile int missingRoleStatus = 401;
    /**
     * The contract lets an organization owner grant itself a project's roles. It is unclear whether the owner already
     * acts as project owner.
     */
    public volatile boolean organizationOwnerActsAsProjectOwner = false;
    /** The API has no state for a cluster whose processes were shut down for an invalid key. */
    public volatile String shutDownClusterState = "IDLE";
    /**
     * What decides whether encryption can be turned off: {@code recorded} is the result of the last check, {@code tried} a new
     * one. Clients take the role's permission away first and then disable, within seconds.
     */
    public volatile String disablingJudgedBy = "recorded";
    /** Status of a request that a resource policy of the organization forbids. */
    public volatile int resourcePolicyStatus = 403;
    /** What GET backupCompliancePolicy answers without a policy: 200 with {@code {}}, or 404. */
    public volatile int absentCompliancePolicyStatus = 200;

    // Durations; the real values are minutes to hours.

    public volatile long clusterUpdateSeconds = 20;
    public volatile long clusterCreateSeconds = 20;
    public volatile long clusterDeleteSeconds = 10;
    /** Re-encryption by initial sync, for a change of encryptionAtRestProvider. */
    public volatile long clusterEncryptionSeconds = 40;

    public volatile long keyChangeSeconds = 15;
    /** How long after a change of key the clusters still look idle before they go through UPDATING. */
    public volatile long keyChangeDelaySeconds = 0;

    public volatile long restoreSeconds = 1200;
    public volatile long endpointCreateSeconds = 120;
    public volatile long endpointDeleteSeconds = 60;
    public volatile long snapshotQueuedSeconds = 5;
    public volatile long snapshotSeconds = 20;
    public volatile long searchDeploymentSeconds = 30;
    /** How long a new Backup Compliance Policy is {@code ENABLING}. It is in force from the start. */
    public volatile long compliancePolicySeconds = 5;
    /** The documented interval of the scheduled validity check. */
    public volatile long validityCheckSeconds = 900;
    /** A digest nonce older than this, in real time, is answered with {@code stale=true}. */
    public volatile long nonceLifeSeconds = 600;

    public volatile long tokenLifeSeconds = 3600;

    // Environment.

    /** False: Atlas cannot reach KMS over the network. The key does not become invalid. */
    public volatile boolean kmsReachable = true;
    /** Regions, such as {@code EU_WEST_1,US_EAST_1}, in which the creation of a private endpoint ends FAILED. */
    public volatile String failingEndpointRegions = "";
    /** Overrides the token bucket of every endpoint set, to cause 429 early. 0 keeps the documented buckets. */
    public volatile int rateLimitCapacity = 0;
    /** Tokens added every 60 s when {@link #rateLimitCapacity} is set. */
    public volatile int rateLimitRefill = 60;
    /** Whether every organization requires calls to come from an API access list. */
    public volatile boolean apiAccessListRequired = false;
    /** Retention in days of the daily snapshots of clusters with backup. With 0, none are taken. */
    public volatile int dailySnapshotRetentionDays = 7;
    /** Whether the first snapshots of a week, a month and a year are kept as long as Atlas' default schedule says. */
    public volatile boolean longSnapshots = true;
    /** The restore window, in days, of clusters with continuous backup. */
    public volatile int restoreWindowDays = 7;

    /** @throws IllegalArgumentException when a name is unknown or a value has the wrong type */
    public void set(JsonNode changes) {
        for (var entry : changes.properties()) {
            set(entry.getKey(), entry.getValue());
        }
    }

    /** Resets every switch to its default. */
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
