package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.Patterns;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.PolicySyntaxException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An IAM or KMS policy as it was read. The raw text is kept verbatim so that it can be restored. The tree keeps order,
 * unknown members and exact numbers. Parsing is lenient about the policy grammar (see {@code PolicyRules}) and strict
 * about JSON: a repeated member is an error.
 */
public final class PolicyDocument {

    /** The only version in which {@code ${...}} variables are expanded. */
    public static final String VERSION_WITH_VARIABLES = "2012-10-17";

    private static final JsonPointer STATEMENT = JsonPointer.compile("/Statement");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String raw;
    private final ObjectNode root;
    private final List<PolicyStatement> statements;

    private PolicyDocument(String raw, ObjectNode root, List<PolicyStatement> statements) {
        this.raw = raw;
        this.root = root;
        this.statements = statements;
    }

    /**
     * @throws PolicySyntaxException where the text is not a JSON object, repeats a member, or has a member of a shape
     *     that no policy has
     */
    public static PolicyDocument parse(String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JacksonException e) {
            var where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            var duplicate =
                    e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate");
            throw new PolicySyntaxException(
                    duplicate ? Reason.DUPLICATE_MEMBER : Reason.NOT_JSON, e.getOriginalMessage() + where);
        }
        if (!(tree instanceof ObjectNode object)) {
            throw shape("a policy is a JSON object");
        }
        var node = object.get("Statement");
        var list = new ArrayList<PolicyStatement>();
        if (node instanceof ObjectNode single) {
            list.add(statement(0, single));
        } else if (node != null && node.isArray()) {
            for (var each : node) {
                list.add(statement(list.size(), each));
            }
        } else {
            throw shape("Statement must be an object or an array of objects");
        }
        for (var name : List.of("Version", "Id")) {
            if (object.has(name) && !object.get(name).isTextual()) {
                throw shape(name + " must be a string");
            }
        }
        return new PolicyDocument(text, object, List.copyOf(list));
    }

    /** The exact text that was passed to {@link #parse}. */
    public String raw() {
        return raw;
    }

    /** A deep copy of the tree; changing it does not change this document. */
    public ObjectNode tree() {
        return root.deepCopy();
    }

    public Optional<String> version() {
        return root.has("Version") ? Optional.of(root.get("Version").textValue()) : Optional.empty();
    }

    public Optional<String> id() {
        return root.has("Id") ? Optional.of(root.get("Id").textValue()) : Optional.empty();
    }

    public List<PolicyStatement> statements() {
        return statements;
    }

    /**
     * Whether {@code ${...}} variables are expanded. A document without a Version counts as 2008-10-17, where they are
     * plain text.
     */
    public boolean expandsVariables() {
        return version().filter(VERSION_WITH_VARIABLES::equals).isPresent();
    }

    /**
     * One value per line, members in their order. It makes documents comparable by eye, whatever the layout of
     * {@link #raw()}.
     */
    public String laidOut() {
        return AtlasPolicies.pretty(root);
    }

    /** The text without white space outside strings, which AWS counts against its size limits. */
    public String minified() {
        return root.toString();
    }

    /** Whether two documents have the same meaning; see {@link CanonicalPolicy}. */
    public boolean sameMeaningAs(PolicyDocument other) {
        return CanonicalPolicy.of(this).equals(CanonicalPolicy.of(other));
    }

    /**
     * Whether two documents have the same meaning and the same statements: as many, with the same Sids. AWS rewrites the
     * spelling of a document and no Sid, so anything else is somebody's change.
     */
    public boolean sameStatementsAs(PolicyDocument other) {
        return sameMeaningAs(other) && sids().equals(other.sids());
    }

    private List<String> sids() {
        return statements().stream().map(s -> s.sid().orElse("")).sorted().toList();
    }

    /** The character range in {@link #raw} of the value at a pointer. */
    public Span span(JsonPointer pointer) {
        try (var parser = JSON.getFactory().createParser(raw)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().equals(pointer)) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    return new Span(start, (int) parser.currentLocation().getCharOffset());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a parsed document no longer parses", e);
        }
        throw new IllegalStateException("the document has nothing at " + pointer);
    }

    /** The character range in {@link #raw} of the member at a pointer, from its name to the end of its value. */
    public Span memberSpan(JsonPointer pointer) {
        var value = span(pointer);
        try (var parser = JSON.getFactory().createParser(raw)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().equals(pointer)) {
                    return new Span((int) parser.currentTokenLocation().getCharOffset(), value.end());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a parsed document no longer parses", e);
        }
        throw new IllegalStateException("the document has no member at " + pointer);
    }

    public Span statementSpan() {
        return span(STATEMENT);
    }

    /** The pointer to a member of a statement, whether the statement is alone or in an array. */
    public JsonPointer pointer(PolicyStatement statement, String... path) {
        var pointer = root.get("Statement").isArray() ? STATEMENT.appendIndex(statement.index()) : STATEMENT;
        for (var name : path) {
            pointer = pointer.appendProperty(name);
        }
        return pointer;
    }

    /** The position of a statement in {@link #raw}. Lines and columns count from 1; the end is its last character. */
    public record Position(int startLine, int startColumn, int endLine, int endColumn) {}

    /** One position for each of {@link #statements}. */
    public List<Position> positions() {
        var positions = new ArrayList<Position>();
        try (var parser = JSON.getFactory().createParser(raw)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var found = parser.currentName().equals("Statement");
                var token = parser.nextToken();
                if (!found) {
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    positions.add(position(parser));
                } else {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        positions.add(position(parser));
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a parsed document no longer parses", e);
        }
        return positions;
    }

    private static Position position(JsonParser parser) throws IOException {
        var start = parser.currentTokenLocation();
        parser.skipChildren();
        var end = parser.currentTokenLocation();
        return new Position(start.getLineNr(), start.getColumnNr(), end.getLineNr(), end.getColumnNr());
    }

    public record Span(int start, int end) {}

    public static PolicyStatement statement(int index, JsonNode node) {
        if (!(node instanceof ObjectNode json)) {
            throw shape("each Statement must be an object");
        }
        if (json.has("Sid")) {
            text(json.get("Sid"), "Sid");
        }
        var effect = switch (json.path("Effect").asText("")) {
            case "Allow" -> StatementEffect.ALLOW;
            case "Deny" -> StatementEffect.DENY;
            default -> throw shape("StatementEffect must be Allow or Deny in statement " + (index + 1));
        };
        return new PolicyStatement(
                index,
                effect,
                principals(json),
                patterns(json, "Action", "NotAction"),
                patterns(json, "Resource", "NotResource"),
                conditions(json.get("Condition")),
                json);
    }

    private static Optional<Patterns> patterns(ObjectNode json, String name, String negatedName) {
        if (json.has(name) && json.has(negatedName)) {
            throw shape("a statement cannot have both " + name + " and " + negatedName);
        }
        if (json.has(name)) {
            return Optional.of(new Patterns(false, texts(json.get(name), name)));
        }
        return json.has(negatedName)
                ? Optional.of(new Patterns(true, texts(json.get(negatedName), negatedName)))
                : Optional.empty();
    }

    private static Optional<Principals> principals(ObjectNode json) {
        if (json.has("Principal") && json.has("NotPrincipal")) {
            throw shape("a statement cannot have both Principal and NotPrincipal");
        }
        var negated = json.has("NotPrincipal");
        var node = negated ? json.get("NotPrincipal") : json.get("Principal");
        if (node == null) {
            return Optional.empty();
        }
        var entries = new ArrayList<Principal>();
        if (node.isTextual()) {
            if (!node.textValue().equals("*")) {
                throw shape("Principal must be \"*\" or an object");
            }
            entries.add(new Principal("*", "*"));
        } else if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                texts(field.getValue(), "Principal." + field.getKey())
                        .forEach(value -> entries.add(new Principal(field.getKey(), value)));
            }
        } else {
            throw shape("Principal must be \"*\" or an object");
        }
        return Optional.of(new Principals(negated, List.copyOf(entries)));
    }

    private static List<Condition> conditions(JsonNode node) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof ObjectNode operators)) {
            throw shape("Condition must be an object");
        }
        var list = new ArrayList<Condition>();
        for (var operator : operators.properties()) {
            if (!(operator.getValue() instanceof ObjectNode keys)) {
                throw shape("Condition." + operator.getKey() + " must be an object");
            }
            for (var key : keys.properties()) {
                list.add(new Condition(
                        operator.getKey(),
                        key.getKey(),
                        scalars(key.getValue(), operator.getKey() + "." + key.getKey())));
            }
        }
        return List.copyOf(list);
    }

    private static List<String> texts(JsonNode node, String name) {
        if (node.isArray()) {
            var list = new ArrayList<String>();
            node.forEach(each -> list.add(text(each, name)));
            return List.copyOf(list);
        }
        return List.of(text(node, name));
    }

    private static String text(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw shape(name + " must be a string");
        }
        return node.textValue();
    }

    private static List<String> scalars(JsonNode node, String name) {
        var list = new ArrayList<String>();
        for (var each : node.isArray() ? node : List.of(node)) {
            if (!each.isValueNode() || each.isNull()) {
                throw shape("Condition " + name + " must have plain values");
            }
            list.add(each.asText());
        }
        return List.copyOf(list);
    }

    private static PolicySyntaxException shape(String message) {
        return new PolicySyntaxException(Reason.SHAPE, message);
    }

    @Override
    public String toString() {
        return raw;
    }
}
