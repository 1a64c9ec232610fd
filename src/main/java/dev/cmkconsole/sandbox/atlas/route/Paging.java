package dev.cmkconsole.sandbox.atlas.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Splits lists into pages with links, as every list operation does. */
public final class Paging {
    private Paging() {}

    public static <T> JsonNode page(AtlasCall call, List<T> items, Function<T, JsonNode> body) {
        return page(call, items, body, Map.of(), true);
    }

    /**
     * @param defaults the operation's own query parameters; links repeat them even when the client did not send them
     */
    public static <T> JsonNode page(
            AtlasCall call,
            List<T> items,
            Function<T, JsonNode> body,
            Map<String, String> defaults,
            boolean countByDefault) {
        var query = call.query();
        var count = query.flag("includeCount", countByDefault);
        var size = query.number("itemsPerPage", 100, 1, 500);
        // Clients count from 1, but some ask for page 0 and mean the first.
        var number = Math.max(1, query.number("pageNum", 1, 0, Integer.MAX_VALUE));
        var from = (int) Math.min((number - 1L) * size, items.size());
        var to = Math.min(from + size, items.size());
        var links = Json.array();
        links.add(link(call, defaults, count, size, number, "self"));
        if (number > 1) {
            links.add(link(call, defaults, count, size, number - 1, "previous"));
        }
        if (to < items.size()) {
            links.add(link(call, defaults, count, size, number + 1, "next"));
        }
        var page = Json.object();
        page.set("links", links);
        page.set(
                "results", Json.array(items.subList(from, to).stream().map(body).toList()));
        if (count) {
            page.put("totalCount", items.size());
        }
        return page;
    }

    private static JsonNode link(
            AtlasCall call, Map<String, String> defaults, boolean count, int size, int number, String rel) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("includeCount", String.valueOf(count));
        if (rel.equals("self")) {
            parameters.put("pageNum", String.valueOf(number));
            parameters.put("itemsPerPage", String.valueOf(size));
        } else {
            parameters.put("itemsPerPage", String.valueOf(size));
            parameters.put("pageNum", String.valueOf(number));
        }
        defaults.forEach((k, v) ->
                parameters.put(k, call.query().one(k) == null ? v : call.query().one(k)));
        var text = new StringBuilder();
        parameters.forEach((k, v) -> add(text, k, v));
        call.query().values().forEach((k, all) -> {
            if (!parameters.containsKey(k)) {
                all.forEach(v -> add(text, k, v));
            }
        });
        return Json.object()
                .put("href", call.host() + call.http().rawPath() + "?" + text)
                .put("rel", rel);
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
