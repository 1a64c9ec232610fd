package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.RoleArn;
import java.util.Optional;
import java.util.Set;

/**
 * Which role shall reach the key.
 *
 * @param accessRoleId the Atlas role record to use: one in progress, or one already authorized; empty to find or
 *     make one
 * @param iam the IAM role behind it
 * @param besides role records in progress that the user chose not to continue; any other is continued instead of
 *     making a second one
 */
public record RoleChoice(Optional<String> accessRoleId, Iam iam, Set<String> besides) {

    public sealed interface Iam {
        String roleName();
    }

    /** A role to be created in the caller's account. */
    public record NewRole(String roleName) implements Iam {
        public NewRole {
            roleName = RoleArn.checkName(roleName);
        }
    }

    public record ExistingRole(RoleArn arn) implements Iam {
        @Override
        public String roleName() {
            return arn.name();
        }
    }

    public RoleChoice {
        besides = Set.copyOf(besides);
    }

    public static RoleChoice newRole(String name) {
        return new RoleChoice(Optional.empty(), new NewRole(name), Set.of());
    }

    public static RoleChoice existing(RoleArn arn) {
        return new RoleChoice(Optional.empty(), new ExistingRole(arn), Set.of());
    }

    public static RoleChoice resume(String accessRoleId, Iam iam) {
        return new RoleChoice(Optional.of(accessRoleId), iam, Set.of());
    }
}
