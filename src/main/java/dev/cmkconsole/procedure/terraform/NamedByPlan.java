package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roles and keys that the requests of a plan name, to be read with the project.
 *
 * @param roles names of IAM roles
 * @param keys keys that exist
 */
public record NamedByPlan(Set<String> roles, Set<KeyArn> keys) {
    public static final NamedByPlan NOTHING = new NamedByPlan(Set.of(), Set.of());

    public static NamedByPlan of(Plan plan) {
        var roles = new LinkedHashSet<String>();
        var keys = new LinkedHashSet<KeyArn>();
        for (var step : plan.steps()) {
            awsRequest(step).ifPresent(request -> {
                role(request).ifPresent(roles::add);
                key(request).ifPresent(keys::add);
            });
            savedKey(step).ifPresent(keys::add);
        }
        keys.removeIf(k -> !Output.in(k.toString()).isEmpty());
        return new NamedByPlan(roles, keys);
    }

    private static Optional<AwsRequest> awsRequest(Step step) {
        return switch (step) {
            case Step.AwsStep s -> s.described();
            case Step.ManualStep s -> s.described();
            case Step.AtlasStep _, Step.WaitStep _, Step.CheckStep _ -> Optional.empty();
        };
    }

    private static Optional<String> role(AwsRequest request) {
        return switch (request) {
            case AwsRequest.CreateRole r -> Optional.of(r.roleName());
            case AwsRequest.UpdateTrustPolicy r -> Optional.of(r.roleName());
            case AwsRequest.PutRolePolicy r -> Optional.of(r.roleName());
            case AwsRequest.EditRolePolicy r -> Optional.of(r.roleName());
            case AwsRequest.DeleteRolePolicy r -> Optional.of(r.roleName());
            case AwsRequest.DetachRolePolicy r -> Optional.of(r.roleName());
            case AwsRequest.DeleteRole r -> Optional.of(r.roleName());
            case AwsRequest.KmsRequest _, AwsRequest.UpdateAccessKey _, AwsRequest.DeleteAccessKey _ ->
                Optional.empty();
        };
    }

    private static Optional<KeyArn> key(AwsRequest request) {
        return switch (request) {
            case AwsRequest.ReplicateKey r -> Optional.of(r.primary());
            case AwsRequest.CreateAlias r -> Optional.of(r.key());
            case AwsRequest.EnableKeyRotation r -> Optional.of(r.key());
            case AwsRequest.RotateKeyOnDemand r -> Optional.of(r.key());
            case AwsRequest.PutKeyPolicy r -> Optional.of(r.key());
            case AwsRequest.EnableKey r -> Optional.of(r.key());
            case AwsRequest.DisableKey r -> Optional.of(r.key());
            case AwsRequest.ScheduleKeyDeletion r -> Optional.of(r.key());
            case AwsRequest.CancelKeyDeletion r -> Optional.of(r.key());
            case AwsRequest.CreateKey _, AwsRequest.IamRequest _ -> Optional.empty();
        };
    }

    /** The key that Atlas is sent. */
    private static Optional<KeyArn> savedKey(Step step) {
        return Stream.of(step)
                .filter(Step.AtlasStep.class::isInstance)
                .map(Step.AtlasStep.class::cast)
                .flatMap(s -> s.described().stream())
                .filter(r -> r.path().endsWith("/encryptionAtRest"))
                .flatMap(r -> r.body().stream())
                .map(body ->
                        EndState.parse(body).at("/awsKms/customerMasterKeyID").asText(""))
                .flatMap(name -> KeyArn.parse(name).stream())
                .findFirst();
    }
}
