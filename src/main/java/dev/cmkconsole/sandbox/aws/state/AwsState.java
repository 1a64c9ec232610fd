package dev.cmkconsole.sandbox.aws.state;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.sandbox.aws.wire.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The whole state of the simulated AWS. Every access must hold {@link #lock}. */
public final class AwsState {

    public final ReentrantLock lock = new ReentrantLock();
    final Clock clock;
    public final AwsSettings settings;
    public final Ids ids = new Ids();
    public final Map<String, Account> accounts = new LinkedHashMap<>();
    /** Regions in which KMS does not answer. */
    public final Set<String> regionsOut = new TreeSet<>();

    public final Map<String, AccessKey> accessKeys = new LinkedHashMap<>();
    public final Map<String, Session> sessions = new LinkedHashMap<>();
    /** By {@code region/key id}. */
    public final Map<String, KmsKey> keys = new LinkedHashMap<>();
    /** By ARN. */
    public final Map<String, Alias> aliases = new LinkedHashMap<>();

    public AwsState(Clock clock, AwsSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    public Instant now() {
        return clock.instant();
    }

    /** When the other services see an IAM change made now. */
    public Instant visible() {
        return now().plus(settings.iamPropagation());
    }

    void clear() {
        accounts.clear();
        regionsOut.clear();
        accessKeys.clear();
        sessions.clear();
        keys.clear();
        aliases.clear();
    }

    public void add(KmsKey key) {
        keys.put(key.region + "/" + key.id, key);
    }

    public void remove(KmsKey key) {
        keys.remove(key.region + "/" + key.id);
        aliases.values()
                .removeIf(a -> a.region().equals(key.region) && a.targetKeyId().equals(key.id));
    }

    public Optional<KmsKey> key(String region, String id) {
        return Optional.ofNullable(keys.get(region + "/" + id));
    }

    /** A user or role as IAM itself sees it, without deleted ones. */
    public Optional<Principal> principal(String arnText) {
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

    /**
     * Like {@link #principal}, but as the other services see it. New entities are not yet visible, and deleted ones
     * still are for a while.
     */
    public Optional<Principal> principalSeen(String arnText) {
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

    public Optional<ManagedPolicy> managedPolicy(String arnText) {
        return Arn.parse(arnText)
                .flatMap(arn -> Optional.ofNullable(accounts.get(arn.account())))
                .map(account -> account.policies.get(arnText));
    }
}
