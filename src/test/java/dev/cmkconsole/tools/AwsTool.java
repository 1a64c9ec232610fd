package dev.cmkconsole.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.tools.ToolCall.Exit;
import dev.cmkconsole.tools.ToolCall.Usage;
import java.lang.reflect.InvocationTargetException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The AWS CLI on top of the SDK's own models: a command is an operation, an option is a member of its request. What the
 * model does not have is refused, as the AWS CLI refuses it.
 */
final class AwsTool {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The AWS CLI shows these documents decoded. */
    private static final Set<String> DOCUMENTS = Set.of("AssumeRolePolicyDocument", "PolicyDocument");

    /** Makes the client of a service in a region. */
    interface Clients {
        SdkClient of(String service, String region);
    }

    private final Clients clients;

    AwsTool(Clients clients) {
        this.clients = clients;
    }

    Exit call(ToolCall call) {
        var words = call.words();
        String service = words.get(0);
        String operation = camel(words.get(1));
        var options = options(words.subList(2, words.size()));
        String region = String.valueOf(options.getOrDefault("region", "us-east-1"));
        options.remove("region");
        if (!options.getOrDefault("output", "json").equals("json")) {
            throw new Usage("only --output json is expected here");
        }
        options.remove("output");
        try {
            var request = request(service, operation, options);
            var answer = JsonNodeFactory.instance.objectNode();
            page(clients.of(service, region), operation, request, answer);
            return Exit.ok(answer.isEmpty() ? "" : answer.toPrettyString() + "\n");
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                var details = refused.awsErrorDetails();
                return new Exit(
                        254,
                        "",
                        "\nAn error occurred (" + details.errorCode() + ") when calling the " + operation
                                + " operation: " + details.errorMessage() + "\n");
            }
            throw new IllegalStateException(words.toString(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Usage("argument operation: Invalid choice: " + words + ": " + e);
        }
    }

    private static Object request(String service, String operation, Map<String, String> options)
            throws ReflectiveOperationException {
        var type = Class.forName("software.amazon.awssdk.services." + service + ".model." + operation + "Request");
        var builder = type.getMethod("builder").invoke(null);
        var left = new HashMap<>(options);
        String whole = left.remove("cli-input-json");
        for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
            String name = kebab(field.memberName());
            if (field.marshallingType().equals(MarshallingType.BOOLEAN)) {
                if (left.containsKey(name)) {
                    field.set(builder, left.remove(name) == null);
                }
                continue;
            }
            String value = left.remove(name);
            if (value == null && whole != null) {
                value = parse(whole).path(field.memberName()).asText(null);
            }
            if (value != null) {
                field.set(builder, value(field, value));
            }
        }
        if (!left.isEmpty()) {
            throw new Usage("Unknown options: " + left.keySet());
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object value(SdkField<?> field, String text) throws ReflectiveOperationException {
        if (field.marshallingType().equals(MarshallingType.INTEGER)) {
            return Integer.valueOf(text);
        }
        if (!field.marshallingType().equals(MarshallingType.LIST)) {
            return text;
        }
        var member = field.getTrait(ListTrait.class).memberFieldInfo();
        var list = new java.util.ArrayList<Object>();
        for (JsonNode one : parse(text)) {
            var item = (SdkPojo) member.constructor().get();
            for (SdkField<?> part : item.sdkFields()) {
                part.set(item, one.path(part.memberName()).asText(null));
            }
            list.add(((SdkBuilder<?, ?>) item).build());
        }
        return list;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Usage("Error parsing parameter: Invalid JSON: " + text);
        }
    }

    /** The AWS CLI asks for all pages. */
    private static void page(SdkClient client, String operation, Object request, ObjectNode answer)
            throws ReflectiveOperationException {
        var method = client.getClass()
                .getMethod(
                        operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1),
                        request.getClass());
        method.setAccessible(true);
        var page = (ObjectNode) json((SdkPojo) method.invoke(client, request));
        boolean more =
                page.path("Truncated").asBoolean() || page.path("IsTruncated").asBoolean();
        String marker = page.path("NextMarker").asText(page.path("Marker").asText(null));
        page.properties().forEach(e -> {
            if (e.getValue() instanceof ArrayNode list && answer.get(e.getKey()) instanceof ArrayNode before) {
                before.addAll(list);
            } else {
                answer.set(e.getKey(), e.getValue());
            }
        });
        if (more) {
            var next = request.getClass().getMethod("toBuilder").invoke(request);
            for (SdkField<?> field : ((SdkPojo) next).sdkFields()) {
                if (field.memberName().equals("Marker")) {
                    field.set(next, marker);
                }
            }
            page(client, operation, ((SdkBuilder<?, ?>) next).build(), answer);
        }
    }

    private static JsonNode json(SdkPojo pojo) {
        var node = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value == null
                    || value instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>
                    || value instanceof software.amazon.awssdk.core.util.SdkAutoConstructMap<?, ?>) {
                continue;
            }
            node.set(
                    field.memberName(),
                    DOCUMENTS.contains(field.memberName())
                            ? parse(URLDecoder.decode(value.toString().replace("+", "%2B"), StandardCharsets.UTF_8))
                            : leaf(value));
        }
        return node;
    }

    private static JsonNode leaf(Object value) {
        return switch (value) {
            case SdkPojo pojo -> json(pojo);
            case List<?> list -> {
                var array = JsonNodeFactory.instance.arrayNode();
                list.forEach(one -> array.add(leaf(one)));
                yield array;
            }
            case Boolean b -> JsonNodeFactory.instance.booleanNode(b);
            case Integer i -> JsonNodeFactory.instance.numberNode(i);
            case Instant time ->
                JsonNodeFactory.instance.textNode(time.atOffset(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)));
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    /** As argparse: a separate value does not begin with a hyphen, and a value with a scheme is fetched. */
    private static Map<String, String> options(List<String> words) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                throw new Usage("Unknown options: " + word);
            }
            int equals = word.indexOf('=');
            String value = null;
            if (equals > 0) {
                value = word.substring(equals + 1);
                word = word.substring(0, equals);
            } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
                value = words.get(++i);
            }
            if (value != null && value.matches("(?s)(file|fileb|https?)://.*")) {
                throw new Usage("Error parsing parameter: Unable to load paramfile " + value);
            }
            options.put(word.substring(2), value);
        }
        return options;
    }

    private static String camel(String kebab) {
        var name = new StringBuilder();
        for (var part : kebab.split("-")) {
            name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return name.toString();
    }

    private static String kebab(String member) {
        return member.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
