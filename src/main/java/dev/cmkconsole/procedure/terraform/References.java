package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which resource yields a value. A text that is such a value is written as a reference, so that no name is typed twice
 * and Terraform knows the order. A resource refers only to resources of a lower rank, so that no circle arises.
 */
final class References {
    static final int RECORD = 1;
    static final int KEY = 1;
    static final int REPLICA = 2;
    static final int ROLE = 3;
    static final int POLICY = 4;
    static final int ENCRYPTION = 5;
    static final int CLUSTER = 6;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String PLANNED_KEY = "key/" + Output.KEY_ID.token();

    private record Target(String address, int rank) {}

    private final Map<String, Target> targets = new HashMap<>();

    /** The first resource that yields a value stays the one that is named. */
    void add(String value, String address, int rank) {
        targets.putIfAbsent(value, new Target(address, rank));
    }

    /** The text, or the reference to what yields it. */
    Expression text(String value, int below) {
        // The account of a planned key may be known, or not.
        var known = value.endsWith(PLANNED_KEY) && value.startsWith("arn:") ? planned(value) : value;
        var target = targets.get(known);
        return target != null && target.rank() < below
                ? Expression.reference(target.address())
                : Expression.text(Output.shown(value));
    }

    void addPlannedKey(KeyArn key, String address, int rank) {
        add(planned(key.toString()), address + ".arn", rank);
    }

    /** The keys of several regions share their id. */
    private static String planned(String arn) {
        return arn.split(":", -1)[3] + ":" + PLANNED_KEY;
    }

    /** Whether a resource of the configuration yields the value. */
    boolean knows(String value) {
        return targets.containsKey(value);
    }

    /** Every external id that a trust policy names; none if it is no JSON. */
    static List<String> externalIds(String trustPolicy) {
        try {
            var ids = new ArrayList<String>();
            JSON.readTree(trustPolicy).findValues("sts:ExternalId").forEach(value -> {
                if (value.isArray()) {
                    value.forEach(id -> ids.add(id.asText()));
                } else {
                    ids.add(value.asText());
                }
            });
            return ids;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /** A policy as a call of jsonencode. What is no JSON object is written as it is. */
    Expression policy(String document, int below) {
        try {
            var json = JSON.readTree(document);
            return json.isObject()
                    ? new Expression.Call("jsonencode", json(json, below))
                    : Expression.text(Output.shown(document));
        } catch (JsonProcessingException e) {
            return Expression.text(Output.shown(document));
        }
    }

    private Expression json(JsonNode node, int below) {
        if (node.isObject()) {
            var members = new LinkedHashMap<String, Expression>();
            node.properties().forEach(m -> members.put(Output.shown(m.getKey()), json(m.getValue(), below)));
            return new Expression.Members(members);
        }
        if (node.isArray()) {
            List<Expression> items = new ArrayList<>();
            node.forEach(item -> items.add(json(item, below)));
            return new Expression.Items(items);
        }
        return node.isTextual() ? text(node.textValue(), below) : new Expression.Raw(node.asText());
    }
}
