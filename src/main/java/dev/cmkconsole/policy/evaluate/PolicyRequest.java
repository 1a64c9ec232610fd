package dev.cmkconsole.policy.evaluate;

/**
 * One action by one principal on one resource.
 *
 * @param action   in the form {@code kms:Decrypt}
 * @param resource the ARN, or {@code *} for actions without a resource
 */
public record PolicyRequest(RequestPrincipal principal, String action, String resource, RequestContext context) {}
