package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.procedure.plan.Output;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An IAM role as it will be. */
final class RoleState {
    private final Held<String> trust;
    private final Map<String, Held<String>> inline = new TreeMap<>();
    private final Settings settings;

    /** @param arn an output while the role does not exist */
    record Settings(
            String arn,
            String path,
            Optional<String> description,
            int maxSessionSeconds,
            Optional<String> boundary,
            Map<String, String> tags,
            Set<String> attached) {}

    private RoleState(Held<String> trust, Settings settings) {
        this.trust = trust;
        this.settings = settings;
    }

    static RoleState of(RoleSettings read) {
        var role = read.role();
        var state = new RoleState(
                Held.existing(role.trustPolicy()),
                new Settings(
                        role.arn().toString(),
                        role.arn().path(),
                        read.description(),
                        read.maxSessionSeconds(),
                        role.permissionsBoundary(),
                        role.tags(),
                        new TreeSet<>(role.attachedPolicies())));
        role.inlinePolicies().forEach((name, document) -> state.inline.put(name, Held.existing(document)));
        return state;
    }

    static RoleState planned(String trustPolicy, String description, Map<String, String> tags) {
        return new RoleState(
                Held.planned(trustPolicy),
                new Settings(
                        Output.ROLE_ARN.token(),
                        "/",
                        Optional.of(description).filter(d -> !d.isEmpty()),
                        RoleSettings.DEFAULT_SESSION_SECONDS,
                        Optional.empty(),
                        tags,
                        Set.of()));
    }

    /** The trust policy; the steps about it are the steps about the role. */
    Held<String> trust() {
        return trust;
    }

    Map<String, Held<String>> inline() {
        return inline;
    }

    Settings settings() {
        return settings;
    }
}
