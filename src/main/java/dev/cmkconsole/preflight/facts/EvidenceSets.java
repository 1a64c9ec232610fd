package dev.cmkconsole.preflight.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Evidence that several checks need. */
public final class EvidenceSets {
    public static final Set<Evidence<?>> ROLE =
            Set.of(Evidence.ENCRYPTION, Evidence.RECORDS, Evidence.CALLER, Evidence.ROLE);
    public static final Set<Evidence<?>> KEY = Set.of(Evidence.ENCRYPTION, Evidence.RECORDS, Evidence.KEY);
    public static final Set<Evidence<?>> GATE = Set.of(
            Evidence.ENCRYPTION,
            Evidence.RECORDS,
            Evidence.CALLER,
            Evidence.ROLE,
            Evidence.MANAGED,
            Evidence.KEY,
            Evidence.KEY_POLICY,
            Evidence.GRANTS,
            Evidence.KEY_TAGS,
            Evidence.CONTROL_PLANE,
            Evidence.NODES);

    private EvidenceSets() {}

    public static Set<Evidence<?>> plus(Set<Evidence<?>> some, Evidence<?>... more) {
        var all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
