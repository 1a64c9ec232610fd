package dev.cmkconsole.policy.cedar;

import java.util.Locale;
import java.util.Optional;

/** The actions about which Atlas asks an organization's policies, as far as the changes of this program need them. */
public enum CedarAction {
    CLUSTER("cluster.modify"),
    SEARCH_NODES("search.deployment.modify"),
    /** MongoDB documents no action for a project's configuration of encryption at rest. */
    CONFIGURATION,
    /** MongoDB documents an action for private endpoints, and does not say whether it covers those to AWS KMS. */
    KMS_ENDPOINT;

    private static final String TYPE = "ResourcePolicy::Action::";
    private static final String PRIVATE_ENDPOINTS = "project.privateEndpoint.modify";

    private final Optional<String> documented;

    CedarAction(String name) {
        documented = Optional.of(name);
    }

    CedarAction() {
        documented = Optional.empty();
    }

    /** Whether MongoDB documents which action it is. */
    boolean known() {
        return documented.isPresent();
    }

    /** Whether a policy that names this entity is about this action for certain. */
    boolean is(String entity) {
        return documented.filter(name -> entity.equals(TYPE + '"' + name + '"')).isPresent();
    }

    /** Whether a policy that names this entity may be about this action. */
    boolean mayBe(String entity) {
        if (known()) {
            return is(entity);
        }
        var name = entity.toLowerCase(Locale.ROOT);
        return name.contains("encryption")
                || this == KMS_ENDPOINT && entity.equals(TYPE + '"' + PRIVATE_ENDPOINTS + '"');
    }

    /** Whether the text, which is not understood, names this action, or none. */
    boolean spokenOf(String text) {
        return documented.map(text::contains).orElseGet(() -> text.contains("ncryption"))
                || this == KMS_ENDPOINT && text.contains(PRIVATE_ENDPOINTS)
                || !text.contains(TYPE);
    }
}
