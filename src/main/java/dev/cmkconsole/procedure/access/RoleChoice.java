package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.RoleArn;
import java.util.Optional;
import java.util.Set;

/**
 * The role that shall use the key.
 *
 * @param accessRoleId the record in Atlas to use, in progress or authorized; empty to find or create one
 * @param iam the IAM role behind the record
 * @param besides records in progress that the user chose not to continue; any other record in progress is continued
 */
public record RoleChoice(Optional<String> accessRoleId, Iam iam, Set<String> besides) {

    public sealed interface Iam {
        String roleName();
    }

    /** A role to create in the caller's account. */
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
