package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A project and what it stands on, as they will be: the reading, on which requests are carried out. */
final class EndState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProjectReading reading;
    private final Held<ObjectNode> encryption;
    private final Map<ProjectPart, Map<String, Held<ObjectNode>>> documents = new TreeMap<>();
    private final Map<String, Held<ObjectNode>> searchNodes = new TreeMap<>();
    private final Map<String, Held<RoleState>> roles = new LinkedHashMap<>();
    private final Map<String, Held<KeyState>> keys = new LinkedHashMap<>();
    private final Map<String, Set<StepId>> authorizations = new TreeMap<>();
    private final Map<String, Held<ObjectNode>> policies = new TreeMap<>();
    private final List<ByHand> byHand = new ArrayList<>();

    /**
     * Something that Terraform has no resource for.
     *
     * @param why what it is and why Terraform cannot do it
     * @param command what does it
     */
    record ByHand(StepId step, Text why, Optional<String> command) {}

    EndState(ProjectReading reading) {
        this.reading = reading;
        var present = documents(ProjectPart.ENCRYPTION).stream().findFirst();
        this.encryption = present.filter(EndState::anyProvider)
                .map(Held::existing)
                .orElseGet(() -> Held.planned(present.orElseGet(JsonNodeFactory.instance::objectNode)));
        hold(ProjectPart.ACCESS_ROLES, "roleId");
        hold(ProjectPart.CLUSTERS, "name");
        hold(ProjectPart.FLEX_CLUSTERS, "name");
        hold(ProjectPart.KEY_ALERTS, "id");
        hold(ProjectPart.KMS_ENDPOINTS, "id");
        reading.searchNodes()
                .forEach((cluster, nodes) -> nodes.value()
                        .flatMap(n -> n)
                        .ifPresent(document -> searchNodes.put(cluster, Held.existing(parse(document)))));
        reading.roles()
                .forEach((name, role) -> role.value()
                        .flatMap(r -> r)
                        .ifPresent(settings -> roles.put(name, Held.existing(RoleState.of(settings)))));
        reading.keys()
                .forEach((arn, key) -> key.value()
                        .ifPresent(settings -> keys.put(arn.toString(), Held.existing(KeyState.of(settings)))));
    }

    private void hold(ProjectPart part, String id) {
        var held = new LinkedHashMap<String, Held<ObjectNode>>();
        documents(part).forEach(d -> held.put(d.path(id).asText(), Held.existing(d)));
        documents.put(part, held);
    }

    private List<ObjectNode> documents(ProjectPart part) {
        return reading.part(part).value().orElse(List.of()).stream()
                .map(EndState::parse)
                .toList();
    }

    static ObjectNode parse(String document) {
        try {
            return (ObjectNode) JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not what Atlas answers: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether a provider is on; the configuration exists for Terraform from then on. */
    static boolean anyProvider(ObjectNode encryption) {
        return List.of("awsKms", "azureKeyVault", "googleCloudKms").stream()
                .anyMatch(p -> encryption.path(p).path("enabled").asBoolean());
    }

    ProjectReading reading() {
        return reading;
    }

    Held<ObjectNode> encryption() {
        return encryption;
    }

    Map<String, Held<ObjectNode>> all(ProjectPart part) {
        return documents.getOrDefault(part, Map.of());
    }

    Map<String, Held<ObjectNode>> searchNodes() {
        return searchNodes;
    }

    Map<String, Held<RoleState>> roles() {
        return roles;
    }

    Map<String, Held<KeyState>> keys() {
        return keys;
    }

    Optional<Held<KeyState>> key(KeyArn arn) {
        return arn.keyId().equals(Output.KEY_ID.token())
                ? keys.values().stream()
                        .filter(k -> k.value().arn().keyId().equals(arn.keyId())
                                && k.value().arn().region().equals(arn.region()))
                        .findFirst()
                : Optional.ofNullable(keys.get(arn.toString()));
    }

    /** The key that a text names: its ARN, or its id. */
    Optional<Held<KeyState>> keyNamed(String text) {
        return keys.values().stream()
                .filter(k -> k.value().arn().toString().equals(text)
                        || k.value().arn().keyId().equals(text)
                        || k.value().planned() && text.endsWith("key/" + Output.KEY_ID.token()))
                .findFirst();
    }

    /** The steps about the authorization of a record, which is a resource of its own. */
    Set<StepId> authorizations(String roleId) {
        return authorizations.computeIfAbsent(roleId, _ -> new LinkedHashSet<>());
    }

    /** The organization's resource policies that a plan writes, by name. */
    Map<String, Held<ObjectNode>> policies() {
        return policies;
    }

    List<ByHand> byHand() {
        return byHand;
    }
}
