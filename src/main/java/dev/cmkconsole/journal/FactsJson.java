package dev.cmkconsole.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cmkconsole.model.record.RunFacts;

/**
 * The member {@code facts} of a line: members sorted by name, those without a value left out, none that are not
 * known.
 */
final class FactsJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private FactsJson() {}

    static JsonNode tree(RunFacts facts) {
        return JSON.valueToTree(facts);
    }

    /** @throws IllegalArgumentException when these are no facts */
    static RunFacts parse(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("facts are an object");
        }
        try {
            return JSON.treeToValue(node, RunFacts.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not facts of a run", e);
        }
    }
}
