package dev.cmkconsole.sandbox.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Splits lists into pages. A marker names the last returned item, so it stays valid when items are added or removed.
 */
public final class Paging {

    /** @param next marker of the following page, absent on the last */
    public record Page<T>(List<T> items, Optional<String> next) {}

    private Paging() {}

    /** @param bad makes the fault for a marker that this service never issued */
    public static <T> Page<T> page(
            List<T> all, Function<T, String> key, Optional<String> marker, int limit, Supplier<AwsFault> bad) {
        var after = marker.map(m -> decode(m, bad));
        var sorted = all.stream()
                .sorted(Comparator.comparing(key))
                .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
                .toList();
        if (sorted.size() <= limit) {
            return new Page<>(sorted, Optional.empty());
        }
        var items = new ArrayList<>(sorted.subList(0, limit));
        return new Page<>(
                items,
                Optional.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("after " + key.apply(items.getLast())).getBytes(StandardCharsets.UTF_8))));
    }

    private static String decode(String marker, Supplier<AwsFault> bad) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.startsWith("after ")) {
                return text.substring("after ".length());
            }
        } catch (IllegalArgumentException e) {
            throw bad.get();
        }
        throw bad.get();
    }
}
