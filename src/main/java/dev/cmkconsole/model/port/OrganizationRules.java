package dev.cmkconsole.model.port;

import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import java.util.List;
import java.util.Optional;

/** The resource policies of an Atlas organization, beside their list. The contract of {@link AtlasGateway} holds. */
public interface OrganizationRules {

    /** Why Atlas would not take the policy; empty if it would. Only an Organization Owner may ask. */
    Optional<String> refusal(String organizationId, PolicyDraft draft);

    /** What does not comply with the policies that are there. */
    List<NonCompliantResource> nonCompliant(String organizationId);
}
