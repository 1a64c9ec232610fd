package dev.cmkconsole.preflight;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.check.atlas.AtlasAssumedRole;
import dev.cmkconsole.preflight.check.atlas.AtlasUsedKey;
import dev.cmkconsole.preflight.check.atlas.BackupKind;
import dev.cmkconsole.preflight.check.atlas.ClusterTier;
import dev.cmkconsole.preflight.check.atlas.KeyAlerts;
import dev.cmkconsole.preflight.check.atlas.OldAccessKey;
import dev.cmkconsole.preflight.check.atlas.PrivateEndpoints;
import dev.cmkconsole.preflight.check.key.AccessKeyUsable;
import dev.cmkconsole.preflight.check.key.FullKeyArn;
import dev.cmkconsole.preflight.check.key.Grants;
import dev.cmkconsole.preflight.check.key.ImportedMaterial;
import dev.cmkconsole.preflight.check.key.KeyAnswers;
import dev.cmkconsole.preflight.check.key.KeyExists;
import dev.cmkconsole.preflight.check.key.KeyNotAlias;
import dev.cmkconsole.preflight.check.key.KeyPolicy;
import dev.cmkconsole.preflight.check.key.KeyType;
import dev.cmkconsole.preflight.check.key.KeyUsable;
import dev.cmkconsole.preflight.check.key.OldKeysUsable;
import dev.cmkconsole.preflight.check.key.ReplicasUsable;
import dev.cmkconsole.preflight.check.key.SamePartition;
import dev.cmkconsole.preflight.check.operator.NoLockOut;
import dev.cmkconsole.preflight.check.operator.OperatorMayWrite;
import dev.cmkconsole.preflight.check.operator.ProjectOwner;
import dev.cmkconsole.preflight.check.operator.WhoAmI;
import dev.cmkconsole.preflight.check.role.ConfusedDeputy;
import dev.cmkconsole.preflight.check.role.HiddenPolicies;
import dev.cmkconsole.preflight.check.role.IdentityPolicies;
import dev.cmkconsole.preflight.check.role.PermissionsBoundary;
import dev.cmkconsole.preflight.check.role.RoleExists;
import dev.cmkconsole.preflight.check.role.ServiceControlPolicies;
import dev.cmkconsole.preflight.check.role.SourceAddresses;
import dev.cmkconsole.preflight.check.role.TrustPolicy;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.verdict.CheckResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Answers each check once, as soon as its evidence has arrived. One thread at a time uses it. */
public final class Preflight {
    /** All checks, in the order of the report. */
    public static final List<Check> CHECKS = List.of(
            new WhoAmI(),
            new ProjectOwner(),
            new OperatorMayWrite(),
            new NoLockOut(),
            new KeyAnswers(),
            new RoleExists(),
            new SamePartition(),
            new TrustPolicy(),
            new ConfusedDeputy(),
            new IdentityPolicies(),
            new PermissionsBoundary(),
            new ServiceControlPolicies(),
            new KeyPolicy(),
            new Grants(),
            new SourceAddresses(),
            new HiddenPolicies(),
            new KeyExists(),
            new KeyType(),
            new KeyUsable(),
            new ImportedMaterial(),
            new KeyNotAlias(),
            new FullKeyArn(),
            new AccessKeyUsable(),
            new ClusterTier(),
            new BackupKind(),
            new OldKeysUsable(),
            new AtlasAssumedRole(),
            new AtlasUsedKey(),
            new PrivateEndpoints(),
            new ReplicasUsable(),
            new KeyAlerts(),
            new OldAccessKey());

    private final Consumer<CheckResult> asTheyArrive;
    private final Set<CheckId> answered = EnumSet.noneOf(CheckId.class);

    public Preflight(Consumer<CheckResult> asTheyArrive) {
        this.asTheyArrive = asTheyArrive;
    }

    /** Answers the checks that these facts are enough for. */
    public void consider(AccessFacts facts) {
        for (var check : CHECKS) {
            if (!answered.contains(check.id()) && check.needs().stream().allMatch(facts::settled)) {
                answered.add(check.id());
                check.answer(facts).ifPresent(asTheyArrive);
            }
        }
    }
}
