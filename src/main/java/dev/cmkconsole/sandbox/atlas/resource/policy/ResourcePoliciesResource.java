package dev.cmkconsole.sandbox.atlas.resource.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.ResourcePolicy;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resource policies of an organization, and the clusters that do not comply with them. */
public final class ResourcePoliciesResource {
    private static final Versions V = Versions.of("2024-08-05");
    private static final String PATH = "/orgs/{orgId}/resourcePolicies";
    private static final String ONE = PATH + "/{resourcePolicyId}";

    private final World world;

    public ResourcePoliciesResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "listOrgResourcePolicies", Access.ORG_MEMBER, V, (call, _) -> list(call));
        router.add("POST " + PATH, "createOrgResourcePolicy", Access.ORG_OWNER, V, (call, _) -> create(call));
        router.add(
                "GET " + ONE, "getOrgResourcePolicy", Access.ORG_MEMBER, V, (call, _) -> Answer.ok(body(find(call))));
        router.add("PATCH " + ONE, "updateOrgResourcePolicy", Access.ORG_OWNER, V, (call, _) -> update(call));
        router.add("DELETE " + ONE, "deleteOrgResourcePolicy", Access.ORG_OWNER, V, (call, _) -> delete(call));
        router.add(
                "POST " + PATH + ":validate",
                "validateResourcePolicies",
                Access.ORG_OWNER,
                V,
                (call, _) -> validate(call));
        router.add(
                "GET /orgs/{orgId}/nonCompliantResources",
                "getNonCompliantResources",
                Access.ORG_MEMBER,
                V,
                (call, _) -> nonCompliant(call));
    }

    private Answer list(AtlasCall call) {
        return Answer.ok(Json.array(world.directory().resourcePolicies(call.path("orgId")).stream()
                .map(ResourcePoliciesResource::body)
                .toList()));
    }

    private Answer create(AtlasCall call) {
        var body = call.jsonObject();
        var fault = fault(body.get("policies"));
        if (fault.isPresent()) {
            return fault.get();
        }
        var policy = made(call, body);
        world.directory().put(policy);
        world.directoryChanged();
        return evaluated(Answer.of(201, body(policy)), policy);
    }

    private Answer validate(AtlasCall call) {
        var body = call.jsonObject();
        return fault(body.get("policies")).orElseGet(() -> {
            var policy = made(call, body);
            return evaluated(Answer.ok(body(policy)), policy);
        });
    }

    private ResourcePolicy made(AtlasCall call, ObjectNode body) {
        var name = Members.required(body, "name");
        checkName(call, name, null);
        var now = stamp(call);
        return new ResourcePolicy(
                world.newId(),
                call.path("orgId"),
                name,
                Members.text(body, "description"),
                bodies(body.get("policies")),
                now,
                now);
    }

    private Answer update(AtlasCall call) {
        var policy = find(call);
        var body = call.jsonObject();
        var policies = body.hasNonNull("policies") ? body.get("policies") : null;
        var fault = policies == null ? Optional.<Answer>empty() : fault(policies);
        if (fault.isPresent()) {
            return fault.get();
        }
        var name = Members.text(body, "name", 1, 250);
        checkName(call, name, policy.id());
        var changed = policy.changed(
                name, Members.text(body, "description"), policies == null ? null : bodies(policies), stamp(call));
        world.directory().put(changed);
        world.directoryChanged();
        return evaluated(Answer.ok(body(changed)), changed);
    }

    /** Atlas evaluates every policy; the sandbox keeps those that it cannot evaluate, and says so in a header. */
    private static Answer evaluated(Answer answer, ResourcePolicy policy) {
        return policy.policies().stream().allMatch(p -> OrganizationRules.evaluates(p.text()))
                ? answer
                : answer.with("X-Sandbox-Policy", "cannot evaluate");
    }

    private Answer delete(AtlasCall call) {
        world.directory().removePolicy(find(call).id());
        world.directoryChanged();
        return Answer.ok(Json.object());
    }

    private ResourcePolicy find(AtlasCall call) {
        var id = call.path("resourcePolicyId");
        return world.directory().resourcePolicies(call.path("orgId")).stream()
                .filter(policy -> policy.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404, "RESOURCE_POLICY_NOT_FOUND", "No resource policy with ID " + id + " exists.", id));
    }

    private void checkName(AtlasCall call, String name, String except) {
        if (world.directory().resourcePolicies(call.path("orgId")).stream()
                .anyMatch(policy -> policy.name().equals(name) && !policy.id().equals(except))) {
            throw AtlasError.of(
                    400,
                    "DUPLICATE_RESOURCE_POLICY_NAME",
                    "A resource policy named " + name + " already exists.",
                    name);
        }
    }

    private static ResourcePolicy.Stamp stamp(AtlasCall call) {
        return new ResourcePolicy.Stamp(
                call.now(), call.identity().id(), call.identity().name());
    }

    private List<ResourcePolicy.Body> bodies(JsonNode policies) {
        var result = new ArrayList<ResourcePolicy.Body>();
        policies.forEach(each -> result.add(
                new ResourcePolicy.Body(world.newId(), each.path("body").asText())));
        return result;
    }

    /** The refusal of policies that cannot be read, or empty. */
    private static Optional<Answer> fault(JsonNode policies) {
        if (!(policies instanceof ArrayNode list) || list.isEmpty()) {
            throw AtlasError.missing("policies");
        }
        var invalid = Json.array();
        Cedar.Fault type = null;
        for (var each : list) {
            var text = Members.required(each, "body");
            try {
                Cedar.read(text);
            } catch (Cedar.Unreadable e) {
                type = type == null ? e.fault : type;
                var one = invalid.addObject().put("body", text);
                one.putArray("errors").addObject().put("detail", e.getMessage());
            }
        }
        if (type == null) {
            return Optional.empty();
        }
        var error = (ObjectNode) AtlasError.of(400, type.name(), "The resource policy is invalid.")
                .body();
        error.put("errorType", type.name()).set("invalidPolicies", invalid);
        return Optional.of(Answer.of(400, error).with("X-Error-Code", type.name()));
    }

    private static JsonNode body(ResourcePolicy policy) {
        var body = Json.object()
                .put("createdDate", Json.time(policy.created().at()))
                .put("id", policy.id())
                .put("lastUpdatedDate", Json.time(policy.updated().at()))
                .put("name", policy.name())
                .put("orgId", policy.orgId())
                .put("version", "v1");
        if (policy.description() != null) {
            body.put("description", policy.description());
        }
        body.set("createdByUser", user(policy.created()));
        body.set("lastUpdatedByUser", user(policy.updated()));
        var policies = body.putArray("policies");
        policy.policies()
                .forEach(each -> policies.addObject().put("body", each.text()).put("id", each.id()));
        return body;
    }

    private static JsonNode user(ResourcePolicy.Stamp by) {
        return Json.object().put("id", by.userId()).put("name", by.userName());
    }

    private Answer nonCompliant(AtlasCall call) {
        var org = call.path("orgId");
        var result = Json.array();
        for (var project : world.projects().all()) {
            if (project.orgId.equals(org)) {
                List<JsonNode> found = world.projects().read(project, this::nonCompliant);
                result.addAll(found);
            }
        }
        return Answer.ok(result);
    }

    private List<JsonNode> nonCompliant(Project project) {
        return project.liveClusters().stream()
                .map(cluster -> Json.object()
                        .put("orgId", project.orgId)
                        .put("resourceId", cluster.id)
                        .put("resourceName", cluster.name)
                        .put("resourceType", "CLUSTER")
                        .<ObjectNode>set("resourcePoliciesCausingNonCompliance", broken(project, cluster)))
                .filter(one -> !one.path("resourcePoliciesCausingNonCompliance").isEmpty())
                .<JsonNode>map(one -> one)
                .toList();
    }

    private ArrayNode broken(Project project, Cluster cluster) {
        var result = Json.array();
        for (var policy : world.directory().resourcePolicies(project.orgId)) {
            var causes = policy.policies().stream()
                    .filter(body -> OrganizationRules.breaks(project, cluster, body))
                    .map(body -> Json.object().put("policyId", body.id()))
                    .toList();
            if (!causes.isEmpty()) {
                result.addObject()
                        .put("resourcePolicyId", policy.id())
                        .put("resourcePolicyName", policy.name())
                        .set("policiesCausingNonCompliance", Json.array(causes));
            }
        }
        return result;
    }
}
