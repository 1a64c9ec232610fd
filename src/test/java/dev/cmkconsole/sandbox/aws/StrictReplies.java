package dev.cmkconsole.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.aws.iam.IamService;
import dev.cmkconsole.sandbox.aws.sts.StsService;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Validates replies against the service models in the AWS SDK, because the SDK ignores unknown members. Every member
 * must exist in the model with its type, every envelope its namespace and wrapper, every error its format.
 */
final class StrictReplies {

    private static final Map<String, String> NAMESPACES =
            Map.of("sts", StsService.NAMESPACE, "iam", IamService.NAMESPACE);

    private StrictReplies() {}

    static void check(String operation, HttpReply reply) {
        var text = new String(reply.body(), StandardCharsets.UTF_8);
        var requestId = reply.headers().get("x-amzn-RequestId");
        assertThat(requestId).as("request id of %s", operation).matches("[0-9a-f-]{36}");
        if (reply.headers().get("Content-Type").equals("application/x-amz-json-1.1")) {
            json(operation, reply.status(), text);
        } else {
            xml(operation, reply.status(), text, requestId);
        }
    }

    private static void json(String operation, int status, String text) {
        if (status == 200) {
            if (!text.isEmpty()) {
                object(operation, AwsFixture.json(text), shape(operation));
            }
            return;
        }
        var error = AwsFixture.json(text);
        assertThat(error.get("__type").asText()).as(text).matches("[A-Za-z]+");
        assertThat(error.has("Message"))
                .as(text)
                .isEqualTo(error.get("__type").asText().equals("AccessDeniedException"));
        assertThat(status).isIn(400, 413, 500);
    }

    private static SdkPojo shape(String operation) {
        var parts = operation.split(":");
        try {
            var type = Class.forName("software.amazon.awssdk.services." + parts[0] + ".model." + parts[1] + "Response");
            var builder = type.getMethod("builder").invoke(null);
            return (SdkPojo) builder;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the SDK has no " + operation, e);
        }
    }

    private static void object(String where, JsonNode node, SdkPojo shape) {
        assertThat(node.isObject()).as(where).isTrue();
        for (var member : node.properties()) {
            var field = field(shape, member.getKey(), where);
            value(where + "." + member.getKey(), member.getValue(), field);
        }
    }

    private static SdkField<?> field(SdkPojo shape, String name, String where) {
        return shape.sdkFields().stream()
                .filter(f -> f.locationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(where + " has no member " + name + " in the service model"));
    }

    private static void value(String where, JsonNode node, SdkField<?> field) {
        var type = field.marshallingType();
        assertThat(node.isNull()).as(where).isFalse();
        if (type == MarshallingType.STRING) {
            assertThat(node.isTextual()).as(where).isTrue();
        } else if (type == MarshallingType.INTEGER) {
            assertThat(node.isInt()).as(where).isTrue();
        } else if (type == MarshallingType.BOOLEAN) {
            assertThat(node.isBoolean()).as(where).isTrue();
        } else if (type == MarshallingType.INSTANT) {
            assertThat(node.isNumber()).as(where).isTrue();
        } else if (type == MarshallingType.SDK_BYTES) {
            assertThat(Base64.getDecoder().decode(node.asText())).as(where).isNotEmpty();
        } else if (type == MarshallingType.LIST) {
            assertThat(node.isArray()).as(where).isTrue();
            node.forEach(each ->
                    value(where + "[]", each, field.getTrait(ListTrait.class).memberFieldInfo()));
        } else if (type == MarshallingType.MAP) {
            node.forEach(each ->
                    value(where + "{}", each, field.getTrait(MapTrait.class).valueFieldInfo()));
        } else {
            object(where, node, field.constructor().get());
        }
    }

    private static void xml(String operation, int status, String text, String requestId) {
        var root = parse(text).getDocumentElement();
        if (status != 200) {
            assertThat(root.getLocalName()).isEqualTo("ErrorResponse");
            assertThat(names(root)).containsExactly("Error", "RequestId");
            assertThat(names(children(root).getFirst())).containsExactly("Type", "Code", "Message");
            assertThat(children(root).get(1).getTextContent()).isEqualTo(requestId);
            assertThat(NAMESPACES).containsValue(root.getNamespaceURI());
            return;
        }
        var parts = operation.split(":");
        assertThat(root.getLocalName()).isEqualTo(parts[1] + "Response");
        assertThat(root.getNamespaceURI()).isEqualTo(NAMESPACES.get(parts[0]));
        var shape = shape(operation);
        if (!shape.sdkFields().isEmpty() || operation.equals("iam:UpdateRole")) {
            assertThat(names(root)).containsExactly(parts[1] + "Result", "ResponseMetadata");
            structure(operation, children(root).getFirst(), shape);
        } else {
            assertThat(names(root)).as(operation).containsExactly("ResponseMetadata");
        }
        assertThat(children(root).getLast().getTextContent()).isEqualTo(requestId);
    }

    static Document parse(String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + text, e);
        }
    }

    private static void structure(String where, Element element, SdkPojo shape) {
        assertThat(names(element)).as(where).doesNotHaveDuplicates();
        for (var child : children(element)) {
            value(where + "." + child.getLocalName(), child, field(shape, child.getLocalName(), where));
        }
    }

    private static void value(String where, Element element, SdkField<?> field) {
        var type = field.marshallingType();
        var text = element.getTextContent();
        if (type == MarshallingType.LIST) {
            assertThat(names(element)).as(where).allMatch("member"::equals);
            children(element)
                    .forEach(each -> value(
                            where + "[]", each, field.getTrait(ListTrait.class).memberFieldInfo()));
        } else if (type == MarshallingType.MAP) {
            children(element)
                    .forEach(entry -> assertThat(names(entry)).as(where).containsExactly("key", "value"));
        } else if (type == MarshallingType.SDK_POJO) {
            structure(where, element, field.constructor().get());
        } else {
            assertThat(children(element)).as(where).isEmpty();
            if (type == MarshallingType.INSTANT) {
                assertThat(Instant.parse(text)).as(where).isNotNull();
                assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            } else if (type == MarshallingType.BOOLEAN) {
                assertThat(text).as(where).isIn("true", "false");
            } else if (type == MarshallingType.INTEGER) {
                assertThat(text).as(where).matches("-?\\d+");
            }
        }
    }

    private static List<Element> children(Element element) {
        var list = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                list.add(child);
            }
        }
        return list;
    }

    private static List<String> names(Element element) {
        return children(element).stream().map(Element::getLocalName).toList();
    }
}
