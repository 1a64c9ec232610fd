package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Writes the organization's resource policies that a plan is about. */
final class OrganizationResources {
    private static final String TYPE = "mongodbatlas_resource_policy";

    private final Drawing drawing;

    OrganizationResources(Drawing drawing) {
        this.drawing = drawing;
    }

    void write() {
        var organization = drawing.state().reading().project().orgId();
        drawing.state().policies().forEach((name, held) -> {
            var id = Optional.of(held.value().path("id").asText()).filter(text -> !text.isEmpty());
            drawing.add(
                    drawing.resource(TYPE, drawing.labels().of(TYPE, name))
                            .set("org_id", Expression.text(organization))
                            .set("name", Expression.text(name))
                            .set("policies", bodies(held.value())),
                    id.filter(_ -> held.exists()).map(policy -> organization + "-" + policy),
                    held.steps());
        });
    }

    private static Expression bodies(ObjectNode policy) {
        var all = new ArrayList<Expression>();
        policy.path("policies").forEach(p -> {
            var members = new LinkedHashMap<String, Expression>();
            members.put("body", Expression.text(p.path("body").asText()));
            all.add(new Expression.Members(members));
        });
        return new Expression.Items(all);
    }
}
