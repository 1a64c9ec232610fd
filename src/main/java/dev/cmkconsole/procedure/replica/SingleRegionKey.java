package dev.cmkconsole.procedure.replica;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What private networking means for a key that exists in one region only. */
public final class SingleRegionKey {
    public static final StepId REGIONS = StepId.of("check-regions");

    private SingleRegionKey() {}

    /**
     * The check of the regions that need an endpoint. It is not documented that an endpoint of one region leads to a key
     * of another.
     *
     * @param key the region of the key; empty where Atlas does not tell it
     */
    public static Step check(
            Set<AwsRegion> regions, Optional<AwsRegion> key, boolean singleRegion, boolean over, Set<StepId> accepted) {
        var others = new TreeSet<>(regions);
        key.ifPresent(others::remove);
        var doubt = Text.of(
                "network.regions.singleRegionKey", key.map(AwsRegion::id).orElse("?"), named(others));
        Status status = singleRegion && !others.isEmpty() ? doubt(doubt, accepted) : Status.DONE;
        return Step.check(REGIONS)
                .words("network.regions")
                .explanation(Text.of("network.regions.explain", named(regions)))
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }

    private static Status doubt(Text doubt, Set<StepId> accepted) {
        return accepted.contains(REGIONS) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }

    private static String named(Collection<AwsRegion> some) {
        return some.stream().map(AwsRegion::id).sorted().collect(Collectors.joining(", "));
    }
}
