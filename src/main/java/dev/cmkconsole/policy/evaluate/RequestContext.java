package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Truth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The known condition keys of a request. A key is known with its values, known to be absent, or unknown. A condition on
 * an absent key fails; the result of a condition on an unknown key is unknown. Key names are case-insensitive.
 */
public final class RequestContext {

    /** What is known of one key. */
    private record Known(Truth present, List<String> values) {
        static final Known ABSENT = new Known(Truth.FALSE, List.of());
        static final Known NOTHING = new Known(Truth.UNKNOWN, List.of());

        static Known of(List<String> values) {
            return new Known(Truth.of(!values.isEmpty()), List.copyOf(values));
        }
    }

    private final Optional<RequestContext> base;
    private final Map<String, Known> keys;
    private final Set<String> completePrefixes;
    private final boolean complete;

    private RequestContext(
            Optional<RequestContext> base, Map<String, Known> keys, Set<String> completePrefixes, boolean complete) {
        this.base = base;
        this.keys = keys;
        this.completePrefixes = completePrefixes;
        this.complete = complete;
    }

    /** Keys not mentioned are absent. This is the view of the service that received the request. */
    public static Builder complete() {
        return new Builder(Optional.empty(), Set.of(), true);
    }

    /** Keys not mentioned are unknown. This is the view of somebody who predicts another caller's request. */
    public static Builder partial() {
        return new Builder(Optional.empty(), Set.of(), false);
    }

    /** Whether the key is present: TRUE with at least one value, FALSE when known to be absent or empty. */
    public Truth present(String key) {
        return known(key.toLowerCase(Locale.ROOT)).present();
    }

    /** The key's values; empty where it is absent or unknown. */
    public List<String> values(String key) {
        return known(key.toLowerCase(Locale.ROOT)).values();
    }

    private Known known(String name) {
        return mentioned(name)
                .orElseGet(() -> complete || completePrefixes.stream().anyMatch(name::startsWith)
                        ? Known.ABSENT
                        : Known.NOTHING);
    }

    private Optional<Known> mentioned(String name) {
        return Optional.ofNullable(keys.get(name)).or(() -> base.flatMap(earlier -> earlier.mentioned(name)));
    }

    /** A builder of contexts that differ from this one in few keys. */
    public Builder toBuilder() {
        return new Builder(Optional.of(this), completePrefixes, complete);
    }

    /** Collects the known keys. The last value given for a key counts. */
    public static final class Builder {
        private final Optional<RequestContext> base;
        private final Map<String, Known> keys = new HashMap<>();
        private final Set<String> completePrefixes;
        private final boolean complete;

        private Builder(Optional<RequestContext> base, Set<String> completePrefixes, boolean complete) {
            this.base = base;
            this.completePrefixes = new HashSet<>(completePrefixes);
            this.complete = complete;
        }

        public Builder known(String key, String... values) {
            return known(key, List.of(values));
        }

        public Builder known(String key, List<String> values) {
            return put(key, Known.of(values));
        }

        public Builder absent(String key) {
            return put(key, Known.ABSENT);
        }

        public Builder unknown(String key) {
            return put(key, Known.NOTHING);
        }

        private Builder put(String key, Known known) {
            keys.put(key.toLowerCase(Locale.ROOT), known);
            return this;
        }

        /**
         * Marks every unmentioned key of this family as absent, for example {@code aws:ResourceTag/} after all tags
         * were read.
         */
        public Builder absentUnlessKnown(String prefix) {
            completePrefixes.add(prefix.toLowerCase(Locale.ROOT));
            return this;
        }

        public RequestContext build() {
            return new RequestContext(base, Map.copyOf(keys), Set.copyOf(completePrefixes), complete);
        }
    }
}
