package dev.cmkconsole.examples;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.service.run.OtherHands;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the kinds of orders for one project are made from.
 *
 * @param all whether to name all choices, of which a walk takes one, or only as many as differ in kind
 */
public record OrdersFor(Sandbox sandbox, SandboxedConsole console, ProjectSnapshot now, boolean all) {

    /** Returns the first ones; all of them for a walk. */
    <T> List<T> some(List<T> values, int few) {
        return all ? values : values.stream().limit(few).toList();
    }

    Example.Here here() {
        return new Example.Here(console, now.project().id());
    }

    /** The keys of our own account first; in a walk the other account's keys too. */
    List<KeyArn> keys() {
        return awsKeys().stream()
                .filter(k -> all || k.accountId().equals(OtherHands.OURS))
                .map(k -> KeyArn.of(k.arn()))
                .toList();
    }

    List<AwsCloud.KeyView> awsKeys() {
        return sandbox.aws().keys();
    }

    Optional<KeyArn> presentKey() {
        return now.encryption().value().flatMap(e -> e.awsKms().keyArn());
    }

    /** A new role, existing ones, and the records that wait for one. */
    List<RoleChoice> roles(String name) {
        var fresh = RoleChoice.newRole(name);
        var roles = new ArrayList<RoleChoice>(List.of(fresh));
        var existing = console.service.iamRoles();
        some(existing, sandbox.scenario().equals("default") ? 2 : 1)
                .forEach(role -> roles.add(RoleChoice.existing(role)));
        for (AccessRole unused : now.roles().value().orElse(List.of())) {
            roles.add(RoleChoice.resume(unused.roleId(), fresh.iam()));
            if (all) {
                for (RoleArn role : existing) {
                    roles.add(RoleChoice.resume(
                            unused.roleId(), RoleChoice.existing(role).iam()));
                }
            }
        }
        return roles;
    }

    /** One order for each value, named by it. */
    static <T, C> Map<String, C> each(List<T> values, Function<T, C> order) {
        var orders = new LinkedHashMap<String, C>();
        values.forEach(value -> orders.put(value.toString(), order.apply(value)));
        return orders;
    }
}
