package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * Puts a list together from its pages, or says that it is incomplete. An incomplete list counts as not read.
 *
 * <p>The {@code totalCount} is "an estimate and may not be exact", and some lists have none (Atlas Admin API). So the
 * page behind the last one decides: it is asked for while fewer items than the total were read, and it is the end if it
 * is empty. Only an empty list with a total is a contradiction.
 */
final class ListPages {
    private static final int MOST_PAGES = 1000;
    /** Entries come and go while a list is read. A list that changes under every reading is not known. */
    private static final int READINGS = 3;

    private final String operation;
    private final Clock clock;

    ListPages(String operation, Clock clock) {
        this.operation = operation;
        this.clock = clock;
    }

    /**
     * One page.
     *
     * @param keys what tells its items apart
     * @param more whether it says that another page exists
     */
    record Page<T>(List<T> items, List<String> keys, boolean more, OptionalLong total) {
        static <T> Page<T> of(Json json, AtlasCalls.Shape<T> shape) throws Json.WrongShape {
            if (!json.at("results").present()) {
                throw json.at("results").expected("an array");
            }
            var items = new ArrayList<T>();
            var keys = new ArrayList<String>();
            for (var item : json.at("results").items()) {
                items.add(shape.read(item));
                keys.add(item.node().hasNonNull("id") ? item.node().get("id").asText() : item.source());
            }
            var more = false;
            for (var link : json.at("links").items()) {
                more |= link.at("rel").text().filter("next"::equals).isPresent();
            }
            var total = json.at("totalCount");
            return new Page<>(
                    items,
                    keys,
                    more,
                    total.present() ? OptionalLong.of((long) total.number(0)) : OptionalLong.empty());
        }
    }

    /** @param ask for the page of a number; the first is 1 */
    <T> List<T> all(IntFunction<Page<T>> ask) {
        for (int reading = 1; reading <= READINGS; reading++) {
            var read = once(ask);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw incomplete("the list changed while it was read");
    }

    /** Empty if the list changed on the way: an entry may have moved to a page that was read before. */
    private <T> Optional<List<T>> once(IntFunction<Page<T>> ask) {
        var all = new ArrayList<T>();
        var seen = new HashSet<String>();
        var total = OptionalLong.empty();
        for (int number = 1; number <= MOST_PAGES; number++) {
            var page = ask.apply(number);
            if (number == 1) {
                total = page.total();
            } else if (differs(page.total(), total) || page.keys().stream().anyMatch(seen::contains)) {
                return Optional.empty();
            }
            seen.addAll(page.keys());
            all.addAll(page.items());
            if (page.items().isEmpty()) {
                if (page.more() || all.isEmpty() && page.total().orElse(0) > 0) {
                    throw incomplete("a page is empty that should not be");
                }
                return Optional.of(List.copyOf(all));
            }
            if (!page.more() && all.size() >= page.total().orElse(0)) {
                return Optional.of(List.copyOf(all));
            }
        }
        throw incomplete("more than " + MOST_PAGES + " pages");
    }

    private static boolean differs(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private ServiceException incomplete(String detail) {
        return new ServiceException(new Problem.Unreadable(Origin.ATLAS, operation, detail, clock.instant()));
    }
}
