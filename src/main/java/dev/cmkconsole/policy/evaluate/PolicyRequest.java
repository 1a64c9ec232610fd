package dev.cmkconsole.policy.evaluate;
/**
 * One action by one principal on one resource.
 *
 * @param action   in the form {@code kms:Decrypt}
 * @param resource the ARN, or {@code *} for actions without a resource
 */
public record PolicyRequest(RequestPrincipal principal, String action, String resource, RequestContext context) {

    public PolicyRequest withAction(String other) {
        return new PolicyRequest(principal, other, resource, context);
    }

    public PolicyRequest withContext(RequestContext other) {
        return new PolicyRequest(principal, action, resource, other);
    }
}
