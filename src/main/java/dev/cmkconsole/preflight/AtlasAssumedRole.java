package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AccessRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Row 20: Atlas has assumed the role. Asked only once Atlas has authorized it. */
final class AtlasAssumedRole extends Check {
    AtlasAssumedRole() {
        super(
                "atlas-assumed-role",
                Group.ATLAS,
                List.of("listCloudProviderAccess"),
                Set.of(Part.ENCRYPTION, Part.RECORDS));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.record()
                .filter(r -> facts.roleArn().isPresent() && AccessFacts.arn(r).equals(facts.roleArn()))
                .flatMap(AccessRole::authorized)
                .flatMap(when -> pass("pass", when));
    }
}
