package dev.cmkconsole.model.atlas.setup;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The private endpoint of one region. Atlas can list several, because one that is recreated stays listed beside the new
 * one.
 *
 * @param decisive the endpoint that decides how Atlas reaches KMS from the region; empty where it has none
 */
public record RegionEndpoint(AwsRegion region, Optional<KmsEndpoint> decisive) {

    private static final Set<KmsEndpoint.State> PASSING =
            Set.of(KmsEndpoint.State.ACTIVE, KmsEndpoint.State.INITIATING, KmsEndpoint.State.PENDING_RECREATION);

    public static RegionEndpoint of(AwsRegion region, List<KmsEndpoint> all) {
        return new RegionEndpoint(
                region,
                all.stream()
                        .filter(e -> e.region().equals(region.atlasName()))
                        .min(Comparator.comparing(KmsEndpoint::state)));
    }

    public boolean active() {
        return in(KmsEndpoint.State.ACTIVE);
    }

    public boolean in(KmsEndpoint.State state) {
        return decisive.filter(e -> e.state() == state).isPresent();
    }

    /** Whether it is active, or becomes so on its own. */
    public boolean becomesActive() {
        return decisive.map(KmsEndpoint::state).filter(PASSING::contains).isPresent();
    }

    /** Whether nodes that restart there cannot get the key. What an unknown state means is not known. */
    public boolean refuses() {
        return !becomesActive() && !in(KmsEndpoint.State.OTHER);
    }

    /** What the region's endpoint says, and what that means for the nodes there. */
    public Text said() {
        return Text.of("endpoint.refuses", region.id(), text());
    }

    /** The state in words. */
    public Text text() {
        return decisive.map(e -> Text.of("endpoint.state." + e.state(), region.id(), e.status(), why(e)))
                .orElseGet(() -> Text.of("endpoint.state.NONE", region.id()));
    }

    /** What to do about an endpoint that is not active. */
    public Text advice() {
        return Text.of("endpoint.advice." + decisive.map(e -> e.state().name()).orElse("NONE"), region.id());
    }

    private static String why(KmsEndpoint endpoint) {
        return endpoint.error().filter(e -> !e.isBlank()).orElse("-");
    }
}
