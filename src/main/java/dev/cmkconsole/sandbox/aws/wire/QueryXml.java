package dev.cmkconsole.sandbox.aws.wire;

import dev.cmkconsole.sandbox.http.HttpReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the XML of AWS Query replies: elements, {@code member} lists, {@code entry} maps. */
public final class QueryXml {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    public QueryXml text(String name, String value) {
        out.append('<').append(name).append('>');
        escape(value);
        return close(name);
    }

    public QueryXml text(String name, Optional<String> value) {
        value.ifPresent(v -> text(name, v));
        return this;
    }

    public QueryXml number(String name, int value) {
        return text(name, Integer.toString(value));
    }

    public QueryXml flag(String name, boolean value) {
        return text(name, Boolean.toString(value));
    }

    public QueryXml time(String name, Instant value) {
        return text(name, TIME.format(value));
    }

    /** Policy documents are percent-encoded: everything but unreserved characters, with the space as %20. */
    public QueryXml document(String name, String policy) {
        return text(
                name,
                URLEncoder.encode(policy, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"));
    }

    public QueryXml element(String name, Consumer<QueryXml> content) {
        out.append('<').append(name).append('>');
        content.accept(this);
        return close(name);
    }

    public <T> QueryXml list(String name, Collection<T> items, BiConsumer<QueryXml, T> item) {
        return element(name, xml -> items.forEach(each -> xml.element("member", inner -> item.accept(inner, each))));
    }

    public QueryXml texts(String name, Collection<String> items) {
        return element(name, xml -> items.forEach(each -> xml.text("member", each)));
    }

    public QueryXml map(String name, Map<String, String> entries) {
        return element(
                name,
                xml -> entries.forEach((key, value) ->
                        xml.element("entry", entry -> entry.text("key", key).text("value", value))));
    }

    public QueryXml tags(Map<String, String> tags) {
        return list(
                "Tags",
                tags.entrySet(),
                (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
    }

    public QueryXml paged(Paging.Page<?> page) {
        return flag("IsTruncated", page.next().isPresent()).text("Marker", page.next());
    }

    private QueryXml close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** Replaces characters that XML 1.0 does not allow, so that an error can quote any input. */
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#xD;");
                default ->
                    out.append(c < 0x20 && c != '\t' && c != '\n' || Character.isSurrogate(c) || c >= 0xfffe ? '?' : c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** @param content of the {@code ...Result} element, or null for operations without one */
    public static HttpReply reply(String action, String namespace, QueryXml content, String requestId) {
        var result = content == null ? "" : "<" + action + "Result>" + content + "</" + action + "Result>";
        return HttpReply.of(
                200,
                "text/xml",
                "<" + action + "Response xmlns=\"" + namespace + "\">" + result + "<ResponseMetadata><RequestId>"
                        + requestId + "</RequestId></ResponseMetadata></" + action + "Response>");
    }

    public static HttpReply fault(AwsFault fault, String namespace, String requestId) {
        var error = new QueryXml()
                .element(
                        "Error",
                        xml -> xml.text("Type", fault.status() >= 500 ? "Receiver" : "Sender")
                                .text("Code", fault.code())
                                .text("Message", fault.getMessage()));
        return HttpReply.of(
                fault.status(),
                "text/xml",
                "<ErrorResponse xmlns=\"" + namespace + "\">" + error + "<RequestId>" + requestId
                        + "</RequestId></ErrorResponse>");
    }
}
