package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.state.NeededRegions;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code private-endpoints}: every private endpoint to AWS KMS is active. The question arises only where private
 * networking is required. A region of an encrypted cluster without an endpoint that is active or becomes so by itself is a
 * failure: a node that restarts there cannot get the key.
 */
public final class PrivateEndpoints extends Check {
    public PrivateEndpoints() {
        super(
                CheckId.PRIVATE_ENDPOINTS,
                Group.ATLAS,
                List.of("listRestPrivateEndpoints"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.ENDPOINTS, Evidence.CLUSTERS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.configuration().filter(AwsKms::requirePrivateNetworking).isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Evidence.ENDPOINTS).isEmpty()) {
            return unread(facts, Evidence.ENDPOINTS);
        }
        if (facts.known(Evidence.CLUSTERS).isEmpty()) {
            return unread(facts, Evidence.CLUSTERS);
        }
        var needed = NeededRegions.all(
                facts.configuration().get(), facts.known(Evidence.CLUSTERS).get());
        var listed = facts.known(Evidence.ENDPOINTS).get();
        var regions = new TreeSet<>(needed);
        listed.forEach(e -> regions.add(AwsRegion.of(e.region())));
        var states = regions.stream().map(r -> RegionEndpoint.of(r, listed)).toList();
        return judged(facts.projectId(), states, needed);
    }

    private Optional<CheckVerdict> judged(String project, List<RegionEndpoint> states, Set<AwsRegion> needed) {
        var lines = states.stream().map(RegionEndpoint::text).toList();
        var inactive = states.stream().filter(s -> !s.active()).toList();
        if (inactive.isEmpty()) {
            return pass(text("pass"), lines);
        }
        var there = inactive.stream().filter(s -> needed.contains(s.region())).toList();
        var dark = there.stream().filter(RegionEndpoint::refuses).toList();
        var open = there.stream().filter(s -> s.in(KmsEndpoint.State.OTHER)).toList();
        var fix = button(
                Fix.Action.PRIVATE_NETWORK,
                inactive.stream().allMatch(RegionEndpoint::becomesActive) ? "warn.fix" : "fail.fix",
                project,
                named(dark.isEmpty() ? inactive : dark));
        if (!dark.isEmpty()) {
            return fail(text("fail", named(dark)), lines, fix);
        }
        return open.isEmpty()
                ? warn(text("warn", named(inactive)), lines, fix)
                : cannotTell(text("open", named(open)), lines, fix);
    }

    private static String named(Collection<RegionEndpoint> some) {
        return some.stream().map(s -> s.region().id()).collect(Collectors.joining(","));
    }
}
