package dev.cmkconsole.service.protection;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.KeyGuard;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads the policy of a key in each of its Regions, and the roles that a plan names. */
public final class KeyGuardReader {
    private final AwsGateway aws;
    private final Clock clock;

    public KeyGuardReader(AwsGateway aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /**
     * @param key as just read
     * @param policy its policy in its own Region, as just read
     * @param roles names of roles of the caller's account
     */
    public Observed<KeyGuard> read(Observed<CustomerKey> key, Observed<String> policy, Set<String> roles) {
        return key.map(known -> read(known, policy, roles));
    }

    private KeyGuard read(CustomerKey key, Observed<String> policy, Set<String> roles) {
        var arn = key.arn();
        var policies = new TreeMap<KeyArn, Observed<String>>(Comparator.comparing(KeyArn::toString));
        policies.put(arn, policy);
        key.replicas().stream()
                .flatMap(r -> r.regions().stream())
                .map(region -> new KeyArn(arn.partition(), region, arn.account(), arn.keyId()))
                .filter(other -> !other.equals(arn))
                .forEach(other -> policies.put(other, observe(() -> aws.keyPolicy(other))));
        var seen = new HashMap<String, Observed<Optional<RoleArn>>>();
        roles.forEach(name -> seen.put(name, observe(() -> aws.role(name).map(IamRole::arn))));
        return new KeyGuard(policies, seen);
    }

    private <T> Observed<T> observe(Supplier<T> question) {
        try {
            return new Observed.Known<>(question.get(), clock.instant());
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), clock.instant());
        }
    }
}
