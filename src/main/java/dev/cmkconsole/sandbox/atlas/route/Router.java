package dev.cmkconsole.sandbox.atlas.route;

import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of operations. */
public final class Router {
    private final Map<Integer, List<Route>> bySize = new HashMap<>();
    private final List<Route> all = new ArrayList<>();

    public record Match(Route route, Map<String, String> parameters) {}

    /** @param methodAndPath as in {@code "GET /groups/{groupId}"} */
    public void add(String methodAndPath, String operation, Access access, Versions versions, Route.Handler handler) {
        var parts = methodAndPath.split(" ", 2);
        var segments = split(parts[1]);
        var route = new Route(parts[0], parts[1], List.copyOf(segments), operation, access, versions, handler);
        all.add(route);
        var same = bySize.computeIfAbsent(segments.size(), _ -> new ArrayList<>());
        same.add(route);
        // Literal segments win over parameters, so "shardedClusters" does not match as a snapshot's id.
        same.sort(Comparator.comparingInt(Router::parameters));
    }

    public List<Route> all() {
        return List.copyOf(all);
    }

    /** @param rawPath below the base, still encoded */
    public Optional<Match> find(String method, String rawPath) {
        var segments = split(rawPath);
        for (var route : bySize.getOrDefault(segments.size(), List.of())) {
            if (route.method().equals(method) && fits(route, segments)) {
                return Optional.of(new Match(route, parameters(route, segments)));
            }
        }
        return Optional.empty();
    }

    /** The methods that a path has; empty where there is no such path. What can be read has HEAD, too. */
    public List<String> methods(String rawPath) {
        var segments = split(rawPath);
        var methods = bySize.getOrDefault(segments.size(), List.of()).stream()
                .filter(r -> fits(r, segments))
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return List.copyOf(methods);
    }

    private static boolean fits(Route route, List<String> segments) {
        for (int i = 0; i < segments.size(); i++) {
            var wanted = route.segments().get(i);
            if (!isParameter(wanted) && !wanted.equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(Route route, List<String> segments) {
        var result = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            var wanted = route.segments().get(i);
            if (isParameter(wanted)) {
                result.put(wanted.substring(1, wanted.length() - 1), segments.get(i));
            }
        }
        return result;
    }

    private static int parameters(Route route) {
        int count = 0;
        for (var segment : route.segments()) {
            count += isParameter(segment) ? 1 : 0;
        }
        return count;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** The decoded segments of a path. A plus sign is literal in a path. */
    private static List<String> split(String path) {
        var segments = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (!part.isEmpty()) {
                segments.add(part.indexOf('%') < 0 ? part : Query.decode(part.replace("+", "%2B")));
            }
        }
        return segments;
    }
}
