package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;

/**
 * Atlas' record of an AWS IAM role ("cloud provider access").
 *
 * @param otherUsages feature usages other than encryption at rest, as the API shows them; null for none
 */
public record AccessRole(
        String roleId, String externalId, Instant created, Instant authorized, String roleArn, ArrayNode otherUsages) {

    public boolean isAuthorized() {
        return authorized != null;
    }

    public AccessRole authorizedAs(String arn, Instant when) {
        return new AccessRole(roleId, externalId, created, when, arn, otherUsages);
    }
}
