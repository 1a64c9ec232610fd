package dev.cmkconsole.procedure.newkey;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Output;
import java.util.Optional;

/** The key that a project gets. */
public sealed interface KeyChoice {
    record Existing(KeyArn arn) implements KeyChoice {}

    /** A key that the procedure creates first; once it exists, the procedure finds it and creates no other. */
    record Create(NewKey key) implements KeyChoice {}

    /** The key to create first; empty for a key that exists. */
    default Optional<NewKey> newKey() {
        return this instanceof Create(var wish) ? Optional.of(wish) : Optional.empty();
    }

    default AwsRegion region() {
        return switch (this) {
            case Existing(var arn) -> arn.region();
            case Create(var wish) -> wish.region();
        };
    }

    /**
     * The key's ARN; it holds an {@link Output} while the key does not exist.
     *
     * @param role the role that gets the key, in whose account the key is where the caller is not known
     */
    default KeyArn arn(ProjectSnapshot now, Optional<RoleArn> role) {
        return switch (this) {
            case Existing(var arn) -> arn;
            case Create(var wish) ->
                now.aws().key().value().map(CustomerKey::arn).orElseGet(() -> planned(now, wish, role));
        };
    }

    private static KeyArn planned(ProjectSnapshot now, NewKey wish, Optional<RoleArn> role) {
        String account = now.aws()
                .caller()
                .value()
                .map(AwsCaller::account)
                .or(() -> role.map(RoleArn::account))
                .orElseGet(Output.KEY_ACCOUNT::token);
        return new KeyArn(wish.region().partition(), wish.region(), account, Output.KEY_ID.token());
    }

    /** What to read in AWS of the key alone. */
    default ReadScope readScope() {
        return switch (this) {
            case Existing(var arn) ->
                new ReadScope(Optional.empty(), Optional.of(new KeyReference.ByArn(arn)), Optional.of(arn.region()));
            case Create(var wish) -> ReadScope.onNewKey(wish);
        };
    }
}
