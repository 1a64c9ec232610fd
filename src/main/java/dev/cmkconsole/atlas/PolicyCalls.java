package dev.cmkconsole.atlas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.OrganizationRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls about an organization's resource policies. */
final class PolicyCalls implements OrganizationRules {
    private static final String VERSION = "2024-08-05";
    private static final int INVALID = 400;

    private final AtlasCalls calls;

    PolicyCalls(AtlasCalls calls) {
        this.calls = calls;
    }

    List<OrganizationPolicy> policies(String organizationId) {
        return calls.get(
                "listOrgResourcePolicies",
                VERSION,
                organization(organizationId) + "/resourcePolicies",
                SetupAnswers::organizationPolicies);
    }

    /** Validation is a POST that changes nothing. */
    @Override
    public Optional<String> refusal(String organizationId, PolicyDraft draft) {
        var body = JsonNodeFactory.instance.objectNode().put("name", draft.name());
        var policies = body.putArray("policies");
        draft.bodies().forEach(text -> policies.addObject().put("body", text));
        try {
            calls.send(
                    "validateResourcePolicies",
                    VERSION,
                    "POST",
                    organization(organizationId) + "/resourcePolicies:validate",
                    Optional.of(body.toString()));
            return Optional.empty();
        } catch (ServiceException e) {
            if (e.problem() instanceof Problem.Refused refused && refused.status() == INVALID) {
                return Optional.of(refused.code() + ": " + refused.detail());
            }
            throw e;
        }
    }

    @Override
    public List<NonCompliantResource> nonCompliant(String organizationId) {
        return calls.get(
                "getNonCompliantResources",
                VERSION,
                organization(organizationId) + "/nonCompliantResources",
                PolicyCalls::nonCompliant);
    }

    private static List<NonCompliantResource> nonCompliant(Json json) throws Json.WrongShape {
        var all = new ArrayList<NonCompliantResource>();
        for (var item : json.items()) {
            var policies = new ArrayList<String>();
            for (var cause : item.at("resourcePoliciesCausingNonCompliance").items()) {
                cause.at("resourcePolicyName").text().ifPresent(policies::add);
            }
            var id = item.at("resourceId").text().orElse("");
            all.add(new NonCompliantResource(id, item.at("resourceName").text().orElse(id), policies));
        }
        return List.copyOf(all);
    }

    private static String organization(String id) {
        return AtlasCalls.ROOT + "/orgs/" + AtlasClient.segment(id);
    }
}
