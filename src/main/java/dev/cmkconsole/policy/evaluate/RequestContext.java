package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Truth;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

    private final Map<String, Optional<List<String>>> keys;
    private final Set<String> completePrefixes;
    private final Set<String> unknown;
    private final boolean complete;

    private RequestContext(
            Map<String, Optional<List<String>>> keys,
            Set<String> completePrefixes,
            Set<String> unknown,
            boolean complete) {
        this.keys = keys;
        this.completePrefixes = completePrefixes;
        this.unknown = unknown;
        this.complete = complete;
    }

    /** Keys not mentioned are absent. This is the view of the service that received the request. */
    public static Builder complete() {
        return new Builder(true);
    }

    /** Keys not mentioned are unknown. This is the view of somebody who predicts another caller's request. */
    public static Builder partial() {
        return new Builder(false);
    }

    /** Whether the key is present: TRUE with at least one value, FALSE when known to be absent or empty. */
    public Truth present(String key) {
        var name = key.toLowerCase(Locale.ROOT);
        var value = keys.get(name);
        if (value != null) {
            return Truth.of(value.isPresent() && !value.get().isEmpty());
        }
        if (unknown.contains(name)) {
            return Truth.UNKNOWN;
        }
        return complete || completePrefixes.stream().anyMatch(name::startsWith) ? Truth.FALSE : Truth.UNKNOWN;
    }

    /** The key's values; empty where it is absent or unknown. */
    public List<String> values(String key) {
        var value = keys.get(key.toLowerCase(Locale.ROOT));
        return value == null ? List.of() : value.orElse(List.of());
    }

    public Builder toBuilder() {
        var copy = new Builder(complete);
        copy.keys.putAll(keys);
        copy.completePrefixes.addAll(completePrefixes);
        copy.unknown.addAll(unknown);
        return copy;
    }

    /** Collects the known keys. The last value given for a key counts. */
    public static final class Builder {
        private final Map<String, Optional<List<String>>> keys = new HashMap<>();
        private final Set<String> completePrefixes = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private final boolean complete;

        private Builder(boolean complete) {
            this.complete = complete;
        }

        public Builder known(String key, String... values) {
            return known(key, List.of(values));
        }

        public Builder known(String key, List<String> values) {
            var name = key.toLowerCase(Locale.ROOT);
            unknown.remove(name);
            keys.put(name, Optional.of(List.copyOf(values)));
            return this;
        }

        public Builder absent(String key) {
            var name = key.toLowerCase(Locale.ROOT);
            unknown.remove(name);
            keys.put(name, Optional.empty());
            return this;
        }

        public Builder unknown(String key) {
            var name = key.toLowerCase(Locale.ROOT);
            keys.remove(name);
            unknown.add(name);
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
            return new RequestContext(Map.copyOf(keys), Set.copyOf(completePrefixes), Set.copyOf(unknown), complete);
        }
    }
}
