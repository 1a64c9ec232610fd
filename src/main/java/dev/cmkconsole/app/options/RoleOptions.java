package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.roles.RecordChoices;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that are common to all procedures that give a role access to a key. */
public final class RoleOptions {
    @ArgGroup
    private Role role;

    @Option(names = "--access-role", paramLabel = "ID", description = "Continue with this Atlas role record.")
    private String accessRole;

    @Option(
            names = "--by-hand",
            paramLabel = "WHAT",
            split = ",",
            description = "The AWS changes that you make yourself: trust, access.")
    private List<ByHand> byHand = List.of();

    @Mixin
    private DoneOption done = new DoneOption();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    /** The AWS changes that the user makes without the program. */
    enum ByHand {
        trust,
        access
    }

    /** Either a new role or an existing one. */
    static final class Role {
        @Option(
                names = "--new-role",
                paramLabel = "NAME",
                description = "Name of the IAM role to create (default: AtlasCmk-<project ID>).")
        private String name;

        @Option(names = "--role-arn", paramLabel = "ARN", description = "ARN of an existing IAM role.")
        private String arn;
    }

    RoleChoice choice(String projectId) {
        var choice = role != null && role.arn != null
                ? RoleChoice.existing(RoleArn.of(role.arn))
                : RoleChoice.newRole(role == null ? "AtlasCmk-" + projectId : role.name);
        return accessRole == null ? choice : RoleChoice.resume(RecordChoices.checkId(accessRole), choice.iam());
    }

    Actor trustBy() {
        return actor(ByHand.trust);
    }

    Actor accessBy() {
        return actor(ByHand.access);
    }

    private Actor actor(ByHand part) {
        return byHand.contains(part) ? Actor.USER : Actor.CONSOLE;
    }

    Set<StepId> done() {
        return done.steps();
    }

    Set<StepId> accepted() {
        return accepted.steps();
    }
}
