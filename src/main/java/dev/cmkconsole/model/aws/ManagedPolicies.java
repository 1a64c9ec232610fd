package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/** The managed policies of a role: those attached to it, and the one that is its permissions boundary. */
public record ManagedPolicies(List<ManagedPolicy> attached, Optional<ManagedPolicy> boundary) {

    public ManagedPolicies {
        attached = List.copyOf(attached);
    }

    /** @param document JSON text of the default version, decoded, otherwise verbatim */
    public record ManagedPolicy(String arn, Observed<String> document) {}
}
