package dev.cmkconsole.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.configuration.KeySettings;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads everything of a project that a configuration tool can describe. Independent parts are read in parallel. */
final class ConfigurationReader {
    private static final String OPERATION = "export";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Clock clock;

    ConfigurationReader(AtlasGateway atlas, AwsGateway aws, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.clock = clock;
    }

    /**
     * Reads a project, and the roles and keys that it and a plan name.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException when the project itself cannot be read
     */
    ProjectReading read(String projectId, Set<String> moreRoles, Set<KeyArn> moreKeys) {
        try (var questions = new Questions(OPERATION, clock)) {
            var project = questions.ask(() -> atlas.project(projectId));
            var caller = questions.observe(aws::caller);
            var asked = new EnumMap<ProjectPart, Questions.Answer<Observed<List<String>>>>(ProjectPart.class);
            for (var part : ProjectPart.values()) {
                asked.put(part, questions.observe(() -> atlas.documents(projectId, part)));
            }
            var read = project.get();
            var documents = new EnumMap<ProjectPart, Observed<List<String>>>(ProjectPart.class);
            asked.forEach((part, answer) -> documents.put(part, answer.get()));
            var account = caller.get().map(AwsCaller::account);

            var search =
                    searchNodes(questions, projectId, documents.getOrDefault(ProjectPart.CLUSTERS, Observed.notRead()));
            var roles = roles(
                    questions,
                    account,
                    documents.getOrDefault(ProjectPart.ACCESS_ROLES, Observed.notRead()),
                    moreRoles);
            var keys = keys(
                    questions, account, documents.getOrDefault(ProjectPart.ENCRYPTION, Observed.notRead()), moreKeys);
            return new ProjectReading(read, documents, answers(search), answers(roles), keys, account);
        }
    }

    private static <K, T> Map<K, Observed<T>> answers(Map<K, Questions.Answer<Observed<T>>> asked) {
        var read = new LinkedHashMap<K, Observed<T>>();
        asked.forEach((key, answer) -> read.put(key, answer.get()));
        return read;
    }

    private static Stream<JsonNode> parsed(Observed<List<String>> documents) {
        return documents.value().stream().flatMap(List::stream).map(ConfigurationReader::parse);
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the gateway parsed it before", e);
        }
    }

    private Map<String, Questions.Answer<Observed<Optional<String>>>> searchNodes(
            Questions questions, String projectId, Observed<List<String>> clusters) {
        var asked = new TreeMap<String, Questions.Answer<Observed<Optional<String>>>>();
        parsed(clusters)
                .filter(c -> !c.at("/replicationSpecs/0/regionConfigs/0/providerName")
                        .asText()
                        .equals("TENANT"))
                .map(c -> c.path("name").asText())
                .forEach(name -> asked.put(name, questions.observe(() -> atlas.searchDeployment(projectId, name))));
        return asked;
    }

    /** The roles of the caller's account that Atlas' records name, and those of the plan. */
    private Map<String, Questions.Answer<Observed<Optional<RoleSettings>>>> roles(
            Questions questions, Observed<String> account, Observed<List<String>> records, Set<String> more) {
        var names = new LinkedHashSet<String>();
        parsed(records)
                .flatMap(r -> RoleArn.parse(r.path("iamAssumedRoleArn").asText()).stream())
                .filter(arn -> account.value().map(arn.account()::equals).orElse(true))
                .forEach(arn -> names.add(arn.name()));
        names.addAll(more);
        var asked = new LinkedHashMap<String, Questions.Answer<Observed<Optional<RoleSettings>>>>();
        names.forEach(name -> asked.put(name, questions.observe(() -> aws.roleSettings(name))));
        return asked;
    }

    private Map<KeyArn, Observed<KeySettings>> keys(
            Questions questions, Observed<String> account, Observed<List<String>> encryption, Set<KeyArn> more) {
        var first = new LinkedHashSet<KeyArn>();
        parsed(encryption).forEach(e -> configured(questions, e.path("awsKms")).ifPresent(first::add));
        first.addAll(more);
        first.removeIf(
                arn -> account.value().filter(a -> !a.equals(arn.account())).isPresent());
        var keys = ask(questions, first);
        var replicas = new LinkedHashSet<KeyArn>();
        keys.forEach((arn, key) -> key.value()
                .flatMap(k -> k.key().replicas())
                .ifPresent(all -> all.regions()
                        .forEach(region ->
                                replicas.add(new KeyArn(arn.partition(), region, arn.account(), arn.keyId())))));
        replicas.removeAll(keys.keySet());
        keys.putAll(ask(questions, replicas));
        return keys;
    }

    /** Atlas may hold the id alone; the region then says where the key is. */
    private Optional<KeyArn> configured(Questions questions, JsonNode kms) {
        var name = kms.path("customerMasterKeyID").asText("");
        if (!kms.path("enabled").asBoolean() || name.isEmpty()) {
            return Optional.empty();
        }
        var region = kms.path("region").asText("");
        return KeyArn.parse(name)
                .or(() -> KeyReference.KEY_ID.matcher(name).matches() && !region.isEmpty()
                        ? questions
                                .observed(() -> aws.key(new KeyReference.ById(name), AwsRegion.of(region)))
                                .value()
                                .map(CustomerKey::arn)
                        : Optional.empty());
    }

    private Map<KeyArn, Observed<KeySettings>> ask(Questions questions, Set<KeyArn> arns) {
        record Asked(
                KeyArn arn,
                Questions.Answer<Observed<CustomerKey>> key,
                Questions.Answer<Observed<String>> policy,
                Questions.Answer<Observed<Map<String, String>>> tags) {}
        var asked = new ArrayList<Asked>();
        for (var arn : arns) {
            asked.add(new Asked(
                    arn,
                    questions.observe(() -> aws.key(new KeyReference.ByArn(arn), arn.region())),
                    questions.observe(() -> aws.keyPolicy(arn)),
                    questions.observe(() -> aws.keyTags(arn))));
        }
        var read = new LinkedHashMap<KeyArn, Observed<KeySettings>>();
        asked.forEach(a -> {
            var policy = a.policy().get();
            var tags = a.tags().get();
            read.put(a.arn(), a.key().get().map(key -> new KeySettings(key, policy, tags)));
        });
        return read;
    }
}
