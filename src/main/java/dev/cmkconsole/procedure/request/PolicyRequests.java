package dev.cmkconsole.procedure.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import java.util.List;
import java.util.Optional;

/** Builds the requests that change an organization's resource policies. */
public final class PolicyRequests {
    private static final String BASE = "/api/atlas/v2/orgs/";
    private static final String VERSION = "2024-08-05";

    private PolicyRequests() {}

    public static AtlasRequest create(String organizationId, PolicyDraft draft) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("name", draft.name());
        return new AtlasRequest(
                "createOrgResourcePolicy",
                "POST",
                BASE + organizationId + "/resourcePolicies",
                VERSION,
                Optional.of(with(body, draft.bodies())));
    }

    /** Sends every statement, because Atlas replaces the whole list. */
    public static AtlasRequest replace(String organizationId, String policyId, List<String> bodies) {
        return new AtlasRequest(
                "updateOrgResourcePolicy",
                "PATCH",
                BASE + organizationId + "/resourcePolicies/" + policyId,
                VERSION,
                Optional.of(with(JsonNodeFactory.instance.objectNode(), bodies)));
    }

    public static AtlasRequest delete(String organizationId, String policyId) {
        return new AtlasRequest(
                "deleteOrgResourcePolicy",
                "DELETE",
                BASE + organizationId + "/resourcePolicies/" + policyId,
                VERSION,
                Optional.empty());
    }

    private static String with(ObjectNode body, List<String> bodies) {
        var policies = body.putArray("policies");
        bodies.forEach(text -> policies.addObject().put("body", text));
        return body.toString();
    }
}
