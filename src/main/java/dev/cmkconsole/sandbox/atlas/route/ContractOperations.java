package dev.cmkconsole.sandbox.atlas.route;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of all operations of the Atlas Admin API, so that the sandbox can say which operation a request meant that
 * it does not simulate.
 */
public final class ContractOperations {
    /** Most literal first: a parameter stands for any part of a segment. */
    private static final List<Path> PATHS = read();

    private ContractOperations() {}

    private record Path(String template, Pattern pattern, Map<String, String> operations) {
        int parameters() {
            return template.split("\\{", -1).length;
        }
    }

    private static List<Path> read() {
        var paths = new ArrayList<Path>();
        try (var in = Objects.requireNonNull(
                        ContractOperations.class.getResourceAsStream("/dev/cmkconsole/sandbox/operations.txt"));
                var lines = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            lines.readAllLines().stream().filter(l -> l.startsWith("/")).forEach(l -> paths.add(path(l.split(" "))));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's list of operations cannot be read", e);
        }
        paths.sort(Comparator.comparingInt(Path::parameters));
        return List.copyOf(paths);
    }

    private static Path path(String[] words) {
        var operations = new HashMap<String, String>();
        for (int i = 1; i < words.length; i += 2) {
            operations.put(words[i], words[i + 1]);
        }
        var pattern = Pattern.quote(words[0]).replace("{}", "\\E[^/]+?\\Q");
        return new Path(words[0], Pattern.compile(pattern + "/?"), Map.copyOf(operations));
    }

    /**
     * The operation of a request; empty where Atlas has none.
     *
     * @param path below the API's base, still encoded
     */
    public static Optional<String> of(String method, String path) {
        return PATHS.stream()
                .filter(p -> p.operations().containsKey(method)
                        && p.pattern().matcher(path).matches())
                .findFirst()
                .map(p -> p.operations().get(method));
    }
}
