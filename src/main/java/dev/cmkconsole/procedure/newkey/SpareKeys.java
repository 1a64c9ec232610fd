package dev.cmkconsole.procedure.newkey;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.Commands;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names the keys that this program made for the project and that the project does not use. Of two consoles that make a
 * key for one alias at once, both go on with the key that has the alias.
 */
public final class SpareKeys {
    /** The waiting period of a deletion that the commands ask for, in days. */
    private static final int DAYS = 30;

    private final ProjectSnapshot now;
    private final KeyArn chosen;
    private final Optional<NewKey> wish;

    /**
     * @param chosen the key that the plan gives to the project
     * @param wish the key that the plan creates; empty for a key that exists
     */
    public SpareKeys(ProjectSnapshot now, KeyArn chosen, Optional<NewKey> wish) {
        this.now = now;
        this.chosen = chosen;
        this.wish = wish;
    }

    public List<Leftover> all() {
        return Stream.concat(
                        wanted(),
                        now.answers().spareKeys().value().orElse(List.of()).stream()
                                .filter(k -> !k.arn().equals(chosen) && !configured(k.arn()))
                                .map(this::leftover))
                .toList();
    }

    /** The key that the plan created, until the project uses it: a run that ends before leaves it. */
    private Stream<Leftover> wanted() {
        return wish.stream()
                .filter(_ -> !configured(chosen))
                .flatMap(w -> now.aws().key().value().stream()
                        .map(CustomerKey::arn)
                        .filter(chosen::equals)
                        .map(arn -> new Leftover(
                                Text.of("leftover.newKey", arn.toString(), w.alias()),
                                Text.of("leftover.newKey.advice"),
                                List.of())));
    }

    private boolean configured(KeyArn key) {
        return now.encryption()
                .value()
                .map(e -> e.awsKms())
                .filter(AwsKms::enabled)
                .flatMap(AwsKms::customerMasterKeyId)
                .filter(stored -> stored.substring(stored.lastIndexOf('/') + 1).equals(key.keyId()))
                .isPresent();
    }

    private Leftover leftover(SpareKey spare) {
        var what = Text.of("leftover.key", spare.arn().toString(), spare.alias(), spare.created());
        if (!decided(spare)) {
            return new Leftover(
                    what, Text.of("leftover.key.young", spare.created().plus(RecordStanding.YOUNG)), List.of());
        }
        return unnamedByTheRole(spare.arn())
                ? new Leftover(what, Text.of("leftover.key.advice"), commands(spare.arn()))
                : new Leftover(what, Text.of("leftover.key.oldKeys"), List.of());
    }

    /** Whether no console can still be about to use the key: another key has its alias, or it has been left alone. */
    private boolean decided(SpareKey spare) {
        boolean aliasGiven = wish.filter(w -> w.alias().equals(spare.alias()))
                .flatMap(w -> now.aws().key().value().filter(k -> k.aliases().contains(w.alias())))
                .isPresent();
        return aliasGiven || !spare.created().plus(RecordStanding.YOUNG).isAfter(now.at());
    }

    /** A role that was not read may name the key. */
    private boolean unnamedByTheRole(KeyArn key) {
        Optional<IamRole> role = now.aws().role().value().flatMap(r -> r);
        return role.isPresent()
                && role.get().inlinePolicies().values().stream().noneMatch(text -> text.contains(key.keyId()));
    }

    private static List<Step.Copyable> commands(KeyArn key) {
        return List.of(
                new Step.Copyable(Text.of("copy.awsCommand"), Commands.aws(new AwsRequest.DisableKey(key))),
                new Step.Copyable(
                        Text.of("copy.awsCommand"), Commands.aws(new AwsRequest.ScheduleKeyDeletion(key, DAYS))));
    }
}
