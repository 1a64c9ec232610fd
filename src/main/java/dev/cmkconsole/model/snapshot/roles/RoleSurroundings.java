package dev.cmkconsole.model.snapshot.roles;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a project's role records stand on, and who else stands on it.
 *
 * @param others the role records of every other project that the caller sees, readable or not
 * @param trusts whom every role of the caller's account trusts
 * @param sights the roles of the caller's account that the project's records name, by name
 */
public record RoleSurroundings(
        Observed<List<ProjectRecords>> others, Observed<List<RoleTrust>> trusts, Map<String, RoleSight> sights) {
    public static final RoleSurroundings NOT_READ =
            new RoleSurroundings(Observed.notRead(), Observed.notRead(), Map.of());

    public RoleSurroundings {
        sights = Map.copyOf(sights);
    }

    /** Another project's role records. */
    public record ProjectRecords(Project project, Observed<List<AccessRole>> records) {}

    /**
     * An IAM role and its use.
     *
     * @param role a known empty optional means that it does not exist
     */
    public record RoleSight(Observed<Optional<IamRole>> role, Observed<Optional<RoleUse>> use) {
        public static final RoleSight NOT_READ = new RoleSight(Observed.notRead(), Observed.notRead());
    }

    public RoleSight sight(RoleArn role) {
        return sights.getOrDefault(role.name(), RoleSight.NOT_READ);
    }
}
