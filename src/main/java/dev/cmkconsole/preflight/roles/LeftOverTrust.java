package dev.cmkconsole.preflight.roles;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * An IAM role that trusts Atlas with external ids that no project has, as far as projects could be read.
 *
 * @param former those of the external ids that a record had which this program deleted
 * @param seen the role itself; empty where it was not read
 * @param trustsOthers whether the trust policy has other statements
 */
public record LeftOverTrust(
        RoleArn role,
        List<String> externalIds,
        List<String> former,
        Optional<IamRole> seen,
        Observed<Optional<RoleUse>> use,
        boolean trustsOthers) {
    public LeftOverTrust {
        externalIds = List.copyOf(externalIds);
        former = List.copyOf(former);
    }

    /** Whether this program created the role, by its tags. */
    public boolean madeHere() {
        return seen.filter(IamRole::madeHere).isPresent();
    }

    public RecordStanding.Way way() {
        return RecordStanding.way(trustsOthers, madeHere());
    }
}
