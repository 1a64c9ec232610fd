package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import java.util.ArrayList;
import java.util.List;

/** Atlas' answers about private endpoints and an organization's policies, as values of the model. */
final class SetupAnswers {
    private SetupAnswers() {}

    static KmsEndpoint kmsEndpoint(Json json) throws Json.WrongShape {
        return new KmsEndpoint(
                json.at("id").requiredId(),
                json.at("regionName").text().orElse(""),
                json.at("status").text().orElse("UNKNOWN"),
                json.at("errorMessage").text().filter(e -> !e.isEmpty()));
    }

    /** Atlas answers a bare array, without pages. */
    static List<OrganizationPolicy> organizationPolicies(Json json) throws Json.WrongShape {
        var policies = new ArrayList<OrganizationPolicy>();
        for (var item : json.items()) {
            var bodies = new ArrayList<String>();
            for (var policy : item.at("policies").items()) {
                policy.at("body").text().ifPresent(bodies::add);
            }
            var id = item.at("id").text().orElse("");
            policies.add(new OrganizationPolicy(id, item.at("name").text().orElse(id), bodies));
        }
        return List.copyOf(policies);
    }
}
