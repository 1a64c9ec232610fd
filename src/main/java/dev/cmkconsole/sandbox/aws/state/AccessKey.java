package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.Optional;

/** A long-term access key of a user, or of the root user where {@code user} is null. */
public final class AccessKey {

    public final String id;
    public final String secret;
    public final Account account;
    public final IamUser user;
    public final Instant created;
    public final Delayed<Boolean> active;
    public Optional<Principal.LastUse> lastUse = Optional.empty();

    public AccessKey(String id, String secret, Account account, IamUser user, Instant created, boolean active) {
        this.id = id;
        this.secret = secret;
        this.account = account;
        this.user = user;
        this.created = created;
        this.active = new Delayed<>(active);
    }
}
