package dev.cmkconsole.service.run;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import java.time.Duration;
import java.util.Set;

/** The three migrations between configurations, each in its own scenario. */
enum Migration {
    SWITCH("legacy", "ledger-legacy", "arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab"),
    ROTATE("default", "payments-prod", "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20"),
    REGION(
            "multi-region",
            "orders-global",
            "arn:aws:kms:eu-west-1:111122223333:key/mrk-6c1d0f4b82a94e57b3d65e90a7f218cc");

    static final String ROLE_NAME = "atlas-moved";
    /** Almost no waiting, for sandboxes where IAM settles immediately. */
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(10));

    final String scenario;
    final String project;
    /** The key that the project has at the end. */
    final KeyArn key;

    Migration(String scenario, String project, String key) {
        this.scenario = scenario;
        this.project = project;
        this.key = KeyArn.of(key);
    }

    record Order<C extends Choices<C>>(Planner<C> planner, C choices) {}

    Order<?> order() {
        return switch (this) {
            case SWITCH ->
                new Order<>(
                        new SwitchPlanner(QUICK),
                        SwitchChoices.byConsole(RoleChoice.newRole(ROLE_NAME))
                                .withAccepted(Set.of(
                                        StepId.ofCheck(CheckId.HIDDEN_POLICIES),
                                        StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES))));
            case ROTATE -> new Order<>(new RotatePlanner(QUICK), RotateChoices.byConsole(new KeyChoice.Existing(key)));
            case REGION ->
                new Order<>(
                        new RegionPlanner(QUICK),
                        // Interrupted, it cannot tell what the key of the other region still serves, and asks.
                        RegionChoices.byConsole(key).withAccepted(Set.of(StepId.ALL_CHECKS)));
        };
    }

    /** Whether Atlas holds the migration's intended result. */
    boolean made(AwsKms now) {
        return now.roleId().isPresent() && now.usesKey(key) && now.valid();
    }
}
