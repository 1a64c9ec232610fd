package dev.cmkconsole.ui;

import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.port.OrganizationRules;
import java.util.List;
import java.util.Optional;

/** An organization that takes every policy and has none. */
final class NoOrganizationRules implements OrganizationRules {
    @Override
    public Optional<String> refusal(String organizationId, PolicyDraft draft) {
        return Optional.empty();
    }

    @Override
    public List<NonCompliantResource> nonCompliant(String organizationId) {
        return List.of();
    }
}
