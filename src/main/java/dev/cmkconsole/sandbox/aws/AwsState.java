package dev.cmkconsole.sandbox.aws;

import dev.cmkconsole.policy.Arn;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Everything the simulated AWS remembers. Guarded by {@link #lock}; whoever touches it holds that. */
final class AwsState {

    final ReentrantLock lock = new ReentrantLock();
    final Clock clock;
    final AwsSettings settings;
    final Ids ids = new Ids();
    final Map<String, Account> accounts = new LinkedHashMap<>();
    final Map<String, AccessKey> accessKeys = new LinkedHashMap<>();
    final Map<String, Session> sessions = new LinkedHashMap<>();
    /** By {@code region/key id}. */
    final Map<String, KmsKey> keys = new LinkedHashMap<>();
    /** By ARN. */
    final Map<String, Alias> aliases = new LinkedHashMap<>();

    AwsState(Clock clock, AwsSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    Instant now() {
        return clock.instant();
    }

    /** When an IAM change made now is seen by the other services. */
    Instant visible() {
        return now().plus(settings.iamPropagation());
    }

    void clear() {
        accounts.clear();
        accessKeys.clear();
        sessions.clear();
        keys.clear();
        aliases.clear();
    }

    void add(KmsKey key) {
        keys.put(key.region + "/" + key.id, key);
    }

    void remove(KmsKey key) {
        keys.remove(key.region + "/" + key.id);
        aliases.values()
                .removeIf(a -> a.region().equals(key.region) && a.targetKeyId().equals(key.id));
    }

    Optional<KmsKey> key(String region, String id) {
        return Optional.ofNullable(keys.get(region + "/" + id));
    }

    /** A user or role that IAM itself knows, deleted ones excluded. */
    Optional<Principal> principal(String arnText) {
        return Arn.parse(arnText)
                .filter(arn -> arn.service().equals("iam"))
                .flatMap(arn -> Optional.ofNullable(accounts.get(arn.account()))
                        .flatMap(account -> switch (arn.resourceType()) {
                            case "user" -> account.user(arn.resourceName()).map(Principal.class::cast);
                            case "role" -> account.role(arn.resourceName()).map(Principal.class::cast);
                            default -> Optional.empty();
                        }))
                .filter(principal -> principal.arn().equals(arnText));
    }

    /** As {@link #principal}, but as the other services see it: new ones not yet, deleted ones still for a while. */
    Optional<Principal> principalSeen(String arnText) {
        var now = now();
        var current = principal(arnText).filter(p -> p.facts.seenAt(now).exists());
        if (current.isPresent()) {
            return current;
        }
        return Arn.parse(arnText).map(arn -> accounts.get(arn.account())).flatMap(account -> {
            account.leaving.removeIf(p -> !p.facts.seenAt(now).exists());
            return account.leaving.stream().filter(p -> p.arn().equals(arnText)).findFirst();
        });
    }

    Optional<ManagedPolicy> managedPolicy(String arnText) {
        return Arn.parse(arnText)
                .flatMap(arn -> Optional.ofNullable(accounts.get(arn.account())))
                .map(account -> account.policies.get(arnText));
    }
}
