package dev.cmkconsole.atlas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One node of a JSON answer, with its path. Unknown members are ignored, null means absent, and a wrong type is an
 * error.
 */
record Json(JsonNode node, String path) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern PRINCIPAL = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:(root|(user|role)/[!-~]+)");
    private static final Pattern CLUSTER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");
    /** Far more than any count, size or retention; sums and durations of such numbers do not overflow. */
    private static final double LARGEST = 999_999_999;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The answer is no JSON or lacks a required member. The message names the path and never quotes the content. */
    static final class WrongShape extends Exception {
        WrongShape(String message) {
            super(message);
        }
    }

    static Json object(byte[] body) throws WrongShape {
        return root(body, false);
    }

    /** Some lists of Atlas are bare arrays. */
    static Json objectOrArray(byte[] body) throws WrongShape {
        return root(body, true);
    }

    private static Json root(byte[] body, boolean orArray) throws WrongShape {
        var json = new Json(parse(body), "");
        if (!json.node.isObject() && !(orArray && json.node.isArray())) {
            throw json.expected("an object");
        }
        return json;
    }

    private static JsonNode parse(byte[] body) throws WrongShape {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new WrongShape("not JSON"
                    + (where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr())
                    + " of " + body.length + " bytes");
        } catch (IOException e) {
            throw new WrongShape("not JSON: " + e.getClass().getSimpleName() + " in " + body.length + " bytes");
        }
    }

    /** The JSON text of the node. */
    String source() {
        return node.toString();
    }

    boolean present() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The member, which may be absent. Only an object has members. */
    Json at(String member) throws WrongShape {
        if (present() && !node.isObject()) {
            throw expected("an object");
        }
        var child = node.get(member);
        return new Json(
                child == null ? MissingNode.getInstance() : child, path.isEmpty() ? member : path + "." + member);
    }

    /** The elements of an array; none if it is absent. */
    List<Json> items() throws WrongShape {
        if (!present()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw expected("an array");
        }
        var items = new ArrayList<Json>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new Json(node.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    /** The values of an object's members; none if it is absent. */
    List<Json> members() throws WrongShape {
        if (!present()) {
            return List.of();
        }
        if (!node.isObject()) {
            throw expected("an object");
        }
        return node.properties().stream()
                .map(member -> new Json(member.getValue(), path + "." + member.getKey()))
                .toList();
    }

    Optional<String> text() throws WrongShape {
        if (!present()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw expected("a text");
        }
        return Optional.of(node.textValue());
    }

    String requiredText() throws WrongShape {
        return text().orElseThrow(() -> expected("a text"));
    }

    /** An id of Atlas: 24 lower-case hexadecimal digits (Atlas Admin API, every {@code id}). It reaches commands. */
    String requiredId() throws WrongShape {
        var text = requiredText();
        if (!ID.matcher(text).matches()) {
            throw expected("an id of 24 hexadecimal digits");
        }
        return text;
    }

    /** The ARN of a principal in IAM. */
    String requiredPrincipal() throws WrongShape {
        var text = requiredText();
        if (!PRINCIPAL.matcher(text).matches()) {
            throw expected("the ARN of a principal in IAM");
        }
        return text;
    }

    /** A cluster's name. Atlas allows letters, digits and hyphens; earlier names may have more, but nothing else. */
    String requiredClusterName() throws WrongShape {
        var text = requiredText();
        if (!CLUSTER_NAME.matcher(text).matches()) {
            throw expected("a cluster name");
        }
        return text;
    }

    boolean flag(boolean whenAbsent) throws WrongShape {
        if (!present()) {
            return whenAbsent;
        }
        if (!node.isBoolean()) {
            throw expected("true or false");
        }
        return node.booleanValue();
    }

    boolean requiredFlag() throws WrongShape {
        if (!present()) {
            throw expected("true or false");
        }
        return flag(false);
    }

    double number(double whenAbsent) throws WrongShape {
        if (!present()) {
            return whenAbsent;
        }
        if (!node.isNumber()) {
            throw expected("a number");
        }
        double number = node.doubleValue();
        if (!(Math.abs(number) <= LARGEST)) {
            throw expected("a number of at most nine digits");
        }
        return number;
    }

    Optional<Instant> instant() throws WrongShape {
        var text = text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var read = OffsetDateTime.parse(text.get());
            if (read.getYear() < 1 || read.getYear() > 9998) {
                throw expected("a date and time of four digits for the year");
            }
            return Optional.of(read.toInstant());
        } catch (DateTimeException e) {
            throw expected("a date and time");
        }
    }

    Instant requiredInstant() throws WrongShape {
        return instant().orElseThrow(() -> expected("a date and time"));
    }

    WrongShape expected(String what) {
        return new WrongShape((path.isEmpty() ? "the answer" : path) + ": expected " + what + ", found "
                + (node.isMissingNode()
                        ? "nothing"
                        : node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT)));
    }
}
