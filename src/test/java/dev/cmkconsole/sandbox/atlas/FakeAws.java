package dev.cmkconsole.sandbox.atlas;

import dev.cmkconsole.sandbox.aws.AtlasAwsAccess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An AWS that follows the test's script: roles with external ids, and the result of using a key. */
final class FakeAws implements AtlasAwsAccess {
    final Map<String, String> trusted = new ConcurrentHashMap<>();
    final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    @Override
    public String atlasAccountArn() {
        return "arn:aws:iam::536727724300:root";
    }

    @Override
    public Optional<Refusal> assumeRole(String roleArn, String externalId) {
        return externalId.equals(trusted.get(roleArn))
                ? Optional.empty()
                : Optional.of(new Refusal("sts:AssumeRole", "AccessDenied", "not authorized"));
    }

    @Override
    public Optional<Refusal> useKeyWithRole(String roleArn, String externalId, String keyIdOrArn, String awsRegion) {
        return assumeRole(roleArn, externalId).or(() -> Optional.ofNullable(refusals.get(keyIdOrArn)));
    }

    @Override
    public Optional<Refusal> useKeyWithCredentials(
            String accessKeyId, String secretAccessKey, String keyIdOrArn, String awsRegion) {
        return Optional.ofNullable(refusals.get(keyIdOrArn));
    }

    void refuse(String key, String operation, String code, String message) {
        refusals.put(key, new Refusal(operation, code, message));
    }
}
