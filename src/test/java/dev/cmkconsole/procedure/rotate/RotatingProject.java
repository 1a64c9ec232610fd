package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;

/** A project whose role may use its key, with the questions that key change tests ask about a plan. */
public final class RotatingProject {
    public static final String RECORD = "6a793f88c0eb9e7a17716581";
    public static final KeyArn OLD = Situation.KEY;
    public static final KeyArn OTHER =
            new KeyArn("aws", OLD.region(), OLD.account(), "9d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final KeyArn MULTI =
            new KeyArn("aws", OLD.region(), OLD.account(), "mrk-6c1d0f4b82a94e57b3d65e90a7f218cc");
    public static final AwsRegion ELSEWHERE = new AwsRegion("eu-west-1");
    public static final KeyArn REPLICA = new KeyArn("aws", ELSEWHERE, OLD.account(), MULTI.keyId());

    private RotatingProject() {}

    public static RoleArn role() {
        return new RoleArn("aws", Situation.ACCOUNT, "/", Situation.ROLE_NAME);
    }

    /** A project on a role that may use its key. */
    public static Situation using(KeyArn key) {
        return new Situation()
                .records(Situation.authorized(RECORD, role(), "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, key, true))
                .iamRole(Situation.iamRole(role(), Situation.trustOf(RECORD), Situation.access(key)))
                .clusters(Situation.idle("orders", EncryptionProvider.AWS));
    }

    public static CustomerKey key(
            KeyArn arn,
            List<String> aliases,
            String origin,
            String state,
            Optional<KeyRotation> rotation,
            Optional<Replicas> replicas) {
        return new CustomerKey(
                arn,
                "",
                aliases,
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", origin, arn.multiRegion()),
                new KeyLifecycle(KeyState.of(state), Situation.NOW, Optional.empty(), Optional.empty()),
                rotation,
                replicas);
    }

    public static Step step(Plan plan, String id) {
        return plan.step(StepId.of(id))
                .orElseThrow(() -> new AssertionError("no step " + id + " in "
                        + plan.steps().stream().map(s -> s.id().value()).toList()));
    }

    public static String blocked(Plan plan, String id) {
        return step(plan, id).status() instanceof Status.Blocked(var reason) ? reason.key() : "";
    }

    public static Optional<AwsRequest> request(Plan plan, String id) {
        return ((Step.AwsStep) step(plan, id)).request();
    }
}
