package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AccessRole.RoleRecordState;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.Commands;
import java.util.List;
import java.util.Optional;

/** Names the role records in Atlas that nothing uses: of two consoles at once, or of an interrupted run. */
public final class UnusedRecords {
    private UnusedRecords() {}

    /** @param own the record that the plan uses or continues */
    public static List<Leftover> of(ProjectSnapshot now, Optional<AccessRole> own) {
        var configured = now.encryption().value().flatMap(e -> e.awsKms().roleId());
        if (now.encryption().value().isEmpty()) {
            return List.of();
        }
        return now.roles().value().orElse(List.of()).stream()
                .filter(r -> r.state() != RoleRecordState.IN_USE)
                .filter(r -> !configured.equals(Optional.of(r.roleId())))
                .filter(r -> own.filter(o -> o.roleId().equals(r.roleId())).isEmpty())
                .map(r -> leftover(now, r))
                .toList();
    }

    private static Leftover leftover(ProjectSnapshot now, AccessRole unused) {
        var what = unused.iamRoleArn()
                .map(arn -> Text.of("leftover.record.authorized", unused.roleId(), arn, unused.created()))
                .orElseGet(() -> Text.of("leftover.record.open", unused.roleId(), unused.created()));
        return RecordStanding.youngUntil(unused, now.at())
                .map(until -> new Leftover(what, Text.of("leftover.record.young", until), List.of()))
                .orElseGet(() -> new Leftover(
                        what,
                        Text.of("leftover.record.advice"),
                        List.of(new Step.Copyable(
                                Text.of("copy.atlasCommand"),
                                "atlas cloudProviders accessRoles aws deauthorize " + Commands.quote(unused.roleId())
                                        + " --projectId "
                                        + Commands.quote(now.project().id())))));
    }
}
