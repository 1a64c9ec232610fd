package dev.cmkconsole.preflight;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parts that several checks stand on. */
final class Needs {
    static final Set<Part<?>> ROLE = Set.of(Part.ENCRYPTION, Part.RECORDS, Part.CALLER, Part.ROLE);
    static final Set<Part<?>> KEY = Set.of(Part.ENCRYPTION, Part.RECORDS, Part.KEY);
    static final Set<Part<?>> GATE = Set.of(
            Part.ENCRYPTION,
            Part.RECORDS,
            Part.CALLER,
            Part.ROLE,
            Part.MANAGED,
            Part.KEY,
            Part.KEY_POLICY,
            Part.GRANTS,
            Part.KEY_TAGS,
            Part.CONTROL_PLANE,
            Part.NODES);

    private Needs() {}

    static Set<Part<?>> plus(Set<Part<?>> some, Part<?>... more) {
        var all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
