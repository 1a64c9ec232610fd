package dev.cmkconsole.procedure;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The effects of AWS changes on the {@link TinyWorld}, and AWS' refusals. */
final class TinyAws {
    private final TinyWorld world;

    TinyAws(TinyWorld world) {
        this.world = world;
    }

    String effect(AwsRequest request) {
        switch (request) {
            case AwsRequest.CreateRole r -> {
                if (world.role(r.roleName()).isPresent()) {
                    throw world.refuse(Origin.AWS, "iam:CreateRole", "EntityAlreadyExists");
                }
                world.change(new IamRole(
                        new RoleArn("aws", Situation.ACCOUNT, "/", r.roleName()),
                        r.trustPolicy(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        world.clock.instant(),
                        r.tags()));
            }
            case AwsRequest.UpdateTrustPolicy r -> {
                var now = world.role(r.roleName()).orElseThrow();
                world.change(new IamRole(
                        now.arn(),
                        r.trustPolicy(),
                        now.inlinePolicies(),
                        now.attachedPolicies(),
                        Optional.empty(),
                        now.created(),
                        now.tags()));
            }
            case AwsRequest.PutRolePolicy r -> {
                var now = world.role(r.roleName())
                        .orElseThrow(() -> world.refuse(Origin.AWS, "iam:PutRolePolicy", "NoSuchEntity"));
                var inline = new HashMap<>(now.inlinePolicies());
                inline.put(r.policyName(), r.document());
                world.change(new IamRole(
                        now.arn(),
                        now.trustPolicy(),
                        inline,
                        now.attachedPolicies(),
                        Optional.empty(),
                        now.created(),
                        now.tags()));
            }
            case AwsRequest.PutKeyPolicy r -> {
                if (r.document().contains(":role/")
                        && world.seen(Situation.ROLE_NAME, world.iamUseLag).isEmpty()) {
                    throw world.refuse(Origin.AWS, "kms:PutKeyPolicy", "MalformedPolicyDocumentException");
                }
                world.keyPolicy = r.document();
            }
            case AwsRequest.CreateKey r ->
                world.made.add(new TinyWorld.Made(
                        r.key().token(),
                        new CustomerKey(
                                new KeyArn(
                                        "aws",
                                        r.key().region(),
                                        Situation.ACCOUNT,
                                        "00000000-0000-4000-8000-%012x".formatted(world.made.size() + 1)),
                                r.key().description(),
                                List.of(),
                                new KeyConfiguration(
                                        "CUSTOMER",
                                        "SYMMETRIC_DEFAULT",
                                        "ENCRYPT_DECRYPT",
                                        "AWS_KMS",
                                        r.key().multiRegion()),
                                new KeyLifecycle(
                                        KeyState.of("Enabled"),
                                        world.clock.instant(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.of(KeyRotation.OFF),
                                Optional.empty())));
            case AwsRequest.CreateAlias r -> change(r.key(), key -> with(key, List.of(r.alias()), key.rotation()));
            case AwsRequest.EnableKeyRotation r ->
                change(
                        r.key(),
                        key -> with(
                                key,
                                key.aliases(),
                                Optional.of(new KeyRotation(
                                        true,
                                        Optional.of(r.periodDays()),
                                        Optional.of(world.clock.instant().plus(Duration.ofDays(r.periodDays()))),
                                        Optional.empty()))));
            case AwsRequest.RotateKeyOnDemand _ ->
                world.rotations.add(new KeyRotation.Past(world.clock.instant(), true));
            default -> throw new IllegalStateException("not in this world: " + request.operation());
        }
        return "";
    }

    private void change(KeyArn arn, UnaryOperator<CustomerKey> change) {
        if (world.key.arn().equals(arn)) {
            world.key = change.apply(world.key);
        }
        world.made.replaceAll(
                m -> m.key().arn().equals(arn) ? new TinyWorld.Made(m.token(), change.apply(m.key())) : m);
    }

    private static CustomerKey with(CustomerKey k, List<String> aliases, Optional<KeyRotation> rotation) {
        return new CustomerKey(
                k.arn(),
                k.description(),
                aliases,
                k.configuration(),
                new KeyLifecycle(k.state(), k.created(), k.deletionDate(), k.validTo()),
                rotation,
                k.replicas());
    }
}
