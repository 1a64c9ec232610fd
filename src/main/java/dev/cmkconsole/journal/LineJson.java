package dev.cmkconsole.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cmkconsole.journal.JournalFormat.MalformedLine;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JSON object of a line. Members are sorted by name, and those without a value are left out, so that the same
 * content always has the same bytes.
 */
final class LineJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(JournalDraft.class, DraftGroups.class)
            .addMixIn(ProjectFacts.class, FactGroups.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private static final Set<Class<?>> UNWRAPPED = Set.of(
            JournalDraft.class,
            RunOrigin.class,
            StepAttempt.class,
            ChangeRequest.class,
            RecordedResult.class,
            ProjectFacts.AccessFact.class,
            ProjectFacts.KeyFact.class);

    /** The names of all members of a type's object. */
    private static final Map<Class<?>, Set<String>> MEMBERS = Stream.of(
                    HeaderLine.class, EntryLine.class, ProjectFacts.class)
            .collect(Collectors.toUnmodifiableMap(
                    type -> type, type -> members(type).collect(Collectors.toUnmodifiableSet())));

    private LineJson() {}

    /** The first line's object. */
    record HeaderLine(
            String format,
            int v,
            long seq,
            String prev,
            String chain,
            Instant at,
            Optional<JournalHeader.Predecessor> follows) {}

    /** Every other line's object. */
    record EntryLine(
            int v,
            long seq,
            Instant at,
            String prev,
            @JsonUnwrapped JournalDraft what) {}

    /** The groups of a draft are for the program; in a line their members stand side by side. */
    interface DraftGroups {
        @JsonUnwrapped
        RunOrigin origin();

        @JsonUnwrapped
        StepAttempt stepAttempt();

        @JsonUnwrapped
        ChangeRequest change();

        @JsonUnwrapped
        RecordedResult result();
    }

    /** So do those of a project's facts. */
    interface FactGroups {
        @JsonUnwrapped
        ProjectFacts.AccessFact access();

        @JsonUnwrapped
        ProjectFacts.KeyFact encryptionKey();
    }

    static byte[] write(Record line) {
        try {
            return JSON.writeValueAsBytes(JSON.<JsonNode>valueToTree(line));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    static JsonNode tree(byte[] line, int from, int length) throws IOException {
        return JSON.readTree(line, from, length);
    }

    /** Reads an object that has no member beyond those of the type, and none without a value. */
    static <L extends Record> L read(JsonNode content, Class<L> type) throws MalformedLine {
        // Jackson overlooks unknown members where groups are unwrapped.
        if (!onlyMembers(content, type) || !onlyMembers(content.path("facts").path("project"), ProjectFacts.class)) {
            throw new MalformedLine("a member that format version " + JournalFormat.VERSION + " does not have");
        }
        try {
            return JSON.treeToValue(content, type);
        } catch (JacksonException e) {
            throw new MalformedLine("a member has no valid value");
        }
    }

    private static boolean onlyMembers(JsonNode object, Class<? extends Record> type) {
        return object.properties().stream()
                .allMatch(m ->
                        MEMBERS.get(type).contains(m.getKey()) && !m.getValue().isNull());
    }

    private static Stream<String> members(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(c -> UNWRAPPED.contains(c.getType()) ? members(c.getType()) : Stream.of(c.getName()));
    }
}
