package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.PolicyDocument;
import java.util.List;

/**
 * The policies of one layer (a role's identity policies, one level of service control policies).
 *
 * @param complete false where some policies of the layer could not be read; they may allow or deny anything
 */
public record PolicySet(List<Named> policies, boolean complete) {

    /** A document and its name. */
    public record Named(String name, PolicyDocument document) {}

    private static final PolicyDocument EVERYTHING = PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

    public PolicySet {
        policies = List.copyOf(policies);
    }

    public static PolicySet none() {
        return new PolicySet(List.of(), true);
    }

    public static PolicySet of(Named... policies) {
        return new PolicySet(List.of(policies), true);
    }

    public static PolicySet of(String name, PolicyDocument document) {
        return of(new Named(name, document));
    }

    /** A layer of which nothing could be read. */
    public static PolicySet unreadable() {
        return new PolicySet(List.of(), false);
    }

    /** A layer that is assumed to allow, for another account whose policies this caller cannot read. */
    public static PolicySet assumedToAllow(String name) {
        return of(name, EVERYTHING);
    }
}
