package dev.cmkconsole.sandbox.aws;

import java.time.Instant;
import java.util.Optional;

/** A long-lived access key of a user, or of the account's root where {@code user} is null. */
final class AccessKey {

    final String id;
    final String secret;
    final Account account;
    final IamUser user;
    final Instant created;
    final Delayed<Boolean> active;
    Optional<Principal.LastUse> lastUse = Optional.empty();

    AccessKey(String id, String secret, Account account, IamUser user, Instant created, boolean active) {
        this.id = id;
        this.secret = secret;
        this.account = account;
        this.user = user;
        this.created = created;
        this.active = new Delayed<>(active);
    }
}
