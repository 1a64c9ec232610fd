package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code atlas-assumed-role}: Atlas has assumed the role. The question arises only once Atlas has authorized it. */
public final class AtlasAssumedRole extends Check {
    public AtlasAssumedRole() {
        super(
                CheckId.ATLAS_ASSUMED_ROLE,
                Group.ATLAS,
                List.of("listCloudProviderAccess"),
                Set.of(Evidence.ENCRYPTION, Evidence.RECORDS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.record()
                .filter(r -> facts.roleArn().isPresent() && AccessFacts.arn(r).equals(facts.roleArn()))
                .flatMap(AccessRole::authorized)
                .flatMap(when -> pass("pass", when));
    }
}
