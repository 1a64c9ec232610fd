package dev.cmkconsole.preflight.roles;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import java.util.Optional;

/**
 * The IAM role behind a record.
 *
 * @param arn as Atlas names it, or of the one role whose trust policy names the record's external id; empty where
 *     neither is known
 * @param seen the role itself; empty unless it exists
 * @param trustsOthers whether the trust policy has statements that do not serve the record
 * @param code why it could not be read; a hyphen where nobody tried
 */
public record RoleSide(
        Optional<RoleArn> arn,
        Existence existence,
        Optional<IamRole> seen,
        Admission admission,
        Observed<Optional<RoleUse>> use,
        boolean trustsOthers,
        String code) {

    /** Whether the IAM role exists. */
    public enum Existence {
        /** Atlas names no role, and no trust policy names the record. */
        NONE_NAMED,
        EXISTS,
        MISSING,
        /** The role belongs to another AWS account than the one that is signed in. */
        OTHER_ACCOUNT,
        NOT_READ
    }

    /** Whether the trust policy lets Atlas in with the record's external id. */
    public enum Admission {
        ADMITS,
        REFUSES,
        /** A condition decides that nobody outside Atlas can evaluate. */
        DEPENDS,
        NOT_KNOWN
    }

    /** Whether this program created the role, by its tags. */
    public boolean madeHere() {
        return seen.filter(IamRole::madeHere).isPresent();
    }
}
