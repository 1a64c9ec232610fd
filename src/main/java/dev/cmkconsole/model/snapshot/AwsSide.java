package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a snapshot that AWS returned.
 *
 * @param role the requested role; a known empty optional means that it does not exist
 * @param key the requested key
 * @param keyPolicy its policy as JSON text, verbatim
 * @param rotations completed rotations of its material; read only for plans that ask for them
 * @param materials every material of it; read with the rotations
 * @param regional the project's multi-Region key in other regions; read for plans that ask for it, and without the
 *     policies wherever private networking is required
 */
public record AwsSide(
        Observed<AwsCaller> caller,
        Observed<Optional<IamRole>> role,
        Observed<CustomerKey> key,
        Observed<String> keyPolicy,
        Observed<List<KeyRotation.Past>> rotations,
        Observed<List<KeyRotation.Material>> materials,
        Map<AwsRegion, RegionalKey> regional) {
    public static final AwsSide NOT_READ =
            new AwsSide(Observed.notRead(), Observed.notRead(), Observed.notRead(), Observed.notRead());

    public AwsSide {
        regional = Map.copyOf(regional);
    }

    public AwsSide(
            Observed<AwsCaller> caller,
            Observed<Optional<IamRole>> role,
            Observed<CustomerKey> key,
            Observed<String> keyPolicy) {
        this(caller, role, key, keyPolicy, Observed.notRead(), Observed.notRead());
    }

    public AwsSide(
            Observed<AwsCaller> caller,
            Observed<Optional<IamRole>> role,
            Observed<CustomerKey> key,
            Observed<String> keyPolicy,
            Observed<List<KeyRotation.Past>> rotations,
            Observed<List<KeyRotation.Material>> materials) {
        this(caller, role, key, keyPolicy, rotations, materials, Map.of());
    }

    /** The same with a key of another region in place of the configured one. */
    public AwsSide about(RegionalKey other) {
        return new AwsSide(caller, role, other.key(), other.policy(), rotations, materials, regional);
    }

    public AwsSide with(Map<AwsRegion, RegionalKey> seen) {
        return new AwsSide(caller, role, key, keyPolicy, rotations, materials, seen);
    }

    /** Why AWS accepts no request with these credentials, and what to do; empty where it knows the caller. */
    public Optional<Text> signIn() {
        return caller.problem()
                .flatMap(problem -> SignInCause.of(problem)
                        .map(cause -> Text.of("checks.withAdvice", cause.reason(problem), cause.advice(problem))));
    }
}
