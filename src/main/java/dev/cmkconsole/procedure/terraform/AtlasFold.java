package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.StepId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries requests to Atlas out on an end state. The path says what a request is about and the method what it does to
 * it, so that a request that is new to a plan needs nothing here while its resource is known.
 */
final class AtlasFold {
    private static final String BASE = "/api/atlas/v2/groups/";
    private static final String ORGANIZATION = "/api/atlas/v2/orgs/";

    private final EndState state;

    AtlasFold(EndState state) {
        this.state = state;
    }

    /** @param target what the step names as its object */
    void apply(StepId step, AtlasRequest request, Optional<String> target, boolean done) {
        if (request.path().startsWith(ORGANIZATION)) {
            policy(step, request, target.orElse(""), done);
            return;
        }
        var path = Arrays.stream(request.path().substring(BASE.length()).split("/"))
                .skip(1)
                .map(s -> URLDecoder.decode(s.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        var body = request.body().map(EndState::parse).orElseGet(JsonNodeFactory.instance::objectNode);
        if (passing(path, body)) {
            state.byHand().add(new EndState.ByHand(step, Text.of("terraform.byHand.temporary"), Optional.empty()));
            return;
        }
        switch (path.getFirst()) {
            case "encryptionAtRest" -> encryption(step, request, path, body, done);
            case "cloudProviderAccess" -> record(step, request, path, body, target.filter(_ -> done));
            case "clusters" -> cluster(step, request, path, body, done);
            case "flexClusters" -> named(ProjectPart.FLEX_CLUSTERS, step, request, path, body, done);
            case "alerts" ->
                state.byHand()
                        .add(new EndState.ByHand(step, Text.of("terraform.byHand.acknowledge"), Optional.empty()));
            case "alertConfigs" -> alert(step, request, path, body, done);
            default -> unknown(step, request);
        }
    }

    /** An organization's policy with every statement that it has after the step. */
    private void policy(StepId step, AtlasRequest request, String name, boolean done) {
        var path = request.path().split("/");
        if (request.method().equals("DELETE")) {
            state.byHand()
                    .add(new EndState.ByHand(
                            step, Text.of("terraform.byHand.delete", request.operation(), name), Optional.empty()));
            return;
        }
        var body = request.body().map(EndState::parse).orElseThrow().put("name", name);
        boolean exists = done || request.method().equals("PATCH");
        var held = exists ? Held.existing(body) : Held.planned(body);
        if (request.method().equals("PATCH")) {
            body.put("id", path[path.length - 1]);
        }
        held.about(step);
        state.policies().put(name, held);
    }

    /** A restore, and a cluster that the same plan deletes again: a configuration describes only what stays. */
    private static boolean passing(List<String> path, ObjectNode body) {
        String name = path.size() > 1 ? path.get(1) : body.path("name").asText();
        return path.getFirst().equals("clusters")
                && (name.startsWith(TemporaryCluster.PREFIX)
                        || path.size() > 2 && path.get(2).equals("backup"));
    }

    private void unknown(StepId step, AtlasRequest request) {
        state.byHand()
                .add(new EndState.ByHand(
                        step, Text.of("terraform.byHand.operation", request.operation()), Optional.empty()));
    }

    private void encryption(StepId step, AtlasRequest request, List<String> path, ObjectNode body, boolean done) {
        if (path.size() > 1) {
            endpoint(step, request, path, body, done);
            return;
        }
        var held = state.encryption();
        held.about(step);
        if (done) {
            return;
        }
        body.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode change
                    && held.value().get(member.getKey()) instanceof ObjectNode present) {
                present.setAll(change);
                if (change.hasNonNull("roleId")) {
                    // A role replaces the credentials.
                    present.remove(List.of("accessKeyID", "secretAccessKey"));
                }
            } else {
                held.value().set(member.getKey(), member.getValue());
            }
        });
    }

    private void endpoint(StepId step, AtlasRequest request, List<String> path, ObjectNode body, boolean done) {
        var all = state.all(ProjectPart.KMS_ENDPOINTS);
        switch (request.method()) {
            case "POST" -> {
                var planned = "planned " + body.path("regionName").asText();
                if (!done) {
                    all.put(planned, Held.planned(body));
                }
                all.values().stream()
                        .filter(e -> e.value().path("regionName").equals(body.path("regionName")))
                        .filter(e -> done || !e.exists())
                        .forEach(e -> e.about(step));
            }
            case "DELETE" -> remove(all, step, request, path.getLast(), done);
            default -> unknown(step, request);
        }
    }

    private void record(StepId step, AtlasRequest request, List<String> path, ObjectNode body, Optional<String> done) {
        var all = state.all(ProjectPart.ACCESS_ROLES);
        if (done.isPresent()) {
            if (request.method().equals("PATCH")) {
                state.authorizations(done.get()).add(step);
            } else {
                Optional.ofNullable(all.get(done.get())).ifPresent(r -> r.about(step));
            }
            return;
        }
        switch (request.method()) {
            case "POST" -> {
                var record = JsonNodeFactory.instance
                        .objectNode()
                        .put("roleId", Output.ROLE_ID.token())
                        .put("atlasAWSAccountArn", Output.ATLAS_AWS_ACCOUNT_ARN.token())
                        .put("atlasAssumedRoleExternalId", Output.EXTERNAL_ID.token());
                all.computeIfAbsent(Output.ROLE_ID.token(), _ -> Held.planned(record))
                        .about(step);
            }
            case "PATCH" ->
                Optional.ofNullable(all.get(path.getLast())).ifPresent(held -> {
                    state.authorizations(path.getLast()).add(step);
                    held.value().set("iamAssumedRoleArn", body.path("iamAssumedRoleArn"));
                });
            case "DELETE" -> remove(all, step, request, path.getLast(), false);
            default -> unknown(step, request);
        }
    }

    private void cluster(StepId step, AtlasRequest request, List<String> path, ObjectNode body, boolean done) {
        if (path.size() <= 2) {
            named(ProjectPart.CLUSTERS, step, request, path, body, done);
        } else if (path.get(2).equals("search")) {
            var held = state.searchNodes();
            if (request.method().equals("DELETE")) {
                remove(held, step, request, path.get(1), done);
                return;
            }
            if (!done) {
                var nodes = held.computeIfAbsent(path.get(1), _ -> Held.planned(body));
                nodes.value().setAll(body);
            }
            Optional.ofNullable(held.get(path.get(1))).ifPresent(n -> n.about(step));
        } else {
            unknown(step, request);
        }
    }

    private void named(
            ProjectPart part, StepId step, AtlasRequest request, List<String> path, ObjectNode body, boolean done) {
        var all = state.all(part);
        var name = path.size() > 1 ? path.get(1) : body.path("name").asText();
        if (request.method().equals("DELETE")) {
            remove(all, step, request, name, done);
            return;
        }
        if (!done) {
            var held = all.computeIfAbsent(name, _ -> Held.planned(body));
            if (held.value() != body) {
                held.value().setAll(body);
            }
        }
        Optional.ofNullable(all.get(name)).ifPresent(held -> held.about(step));
    }

    private void alert(StepId step, AtlasRequest request, List<String> path, ObjectNode body, boolean done) {
        var all = state.all(ProjectPart.KEY_ALERTS);
        if (path.size() == 1) {
            var type = body.path("eventTypeName").asText();
            if (!done) {
                all.put("planned " + type, Held.planned(body));
            }
            all.values().stream()
                    .filter(a -> a.value().path("eventTypeName").asText().equals(type))
                    .filter(a -> done || !a.exists())
                    .forEach(a -> a.about(step));
            return;
        }
        if (request.method().equals("DELETE")) {
            remove(all, step, request, path.getLast(), done);
            return;
        }
        Optional.ofNullable(all.get(path.getLast())).ifPresent(held -> {
            held.about(step);
            if (!done) {
                var whole = request.method().equals("PUT") ? body : held.value().setAll(body);
                held.set(whole instanceof ObjectNode o ? o : body);
            }
        });
    }

    /** Terraform can only delete what its state has, so the configuration leaves the object out and says so. */
    private void remove(Map<String, Held<ObjectNode>> all, StepId step, AtlasRequest request, String id, boolean done) {
        if (!done) {
            all.remove(id);
        }
        state.byHand()
                .add(new EndState.ByHand(
                        step, Text.of("terraform.byHand.delete", request.operation(), id), Optional.empty()));
    }
}
