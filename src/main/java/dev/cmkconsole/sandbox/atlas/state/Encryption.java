package dev.cmkconsole.sandbox.atlas.state;

import java.time.Instant;

/**
 * A project's encryption at rest: the AWS block, and the time and result of the last key check.
 *
 * @param keySince since when this key is in use; the rotation reminder counts from this time
 * @param invalidCode error code of the last failed check, or null
 */
public record Encryption(
        AwsKms awsKms,
        boolean searchNodes,
        boolean valid,
        Instant checked,
        Instant keySince,
        String invalidCode,
        boolean networkDenied) {

    /**
     * @param key             as the caller sent it: key id or ARN
     * @param secretAccessKey never returned by the API
     */
    public record AwsKms(
            String roleId,
            String key,
            String region,
            String accessKeyId,
            String secretAccessKey,
            boolean privateNetworking) {

        /** Whether credentials are in use, which is so only while no role is set. */
        public boolean byCredentials() {
            return roleId == null && accessKeyId != null;
        }

        /** The same access to another key. */
        AwsKms withKey(String other, String itsRegion) {
            return new AwsKms(roleId, other, itsRegion, accessKeyId, secretAccessKey, privateNetworking);
        }

        @Override
        public String toString() {
            return "AwsKms[" + roleId + ", " + key + ", " + region + "]";
        }
    }

    static Encryption never() {
        return new Encryption(null, false, false, null, null, null, false);
    }

    public boolean enabled() {
        return awsKms != null;
    }

    Encryption checked(boolean nowValid, String code, Instant when) {
        return new Encryption(awsKms, searchNodes, nowValid, when, keySince, code, false);
    }

    Encryption networkDenied(boolean denied, Instant when) {
        return new Encryption(awsKms, searchNodes, valid, when, keySince, invalidCode, denied);
    }

    public Encryption withSearchNodes(boolean on) {
        return new Encryption(awsKms, on, valid, checked, keySince, invalidCode, networkDenied);
    }
}
