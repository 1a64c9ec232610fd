package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.CustomerKey.Unusable;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether Atlas can use the configured key.
 *
 * @param reasons the evidence for anything but USABLE
 */
public record KeyStanding(Use use, List<Text> reasons) {

    /**
     * USABLE: Atlas reports the key as valid, and nothing that was read says otherwise. IN_DOUBT: Atlas reports it as
     * valid, and other evidence says otherwise or could not be read.
     */
    public enum Use {
        NOT_CONFIGURED,
        USABLE,
        IN_DOUBT,
        UNUSABLE
    }

    static final KeyStanding NOT_CONFIGURED = new KeyStanding(Use.NOT_CONFIGURED, List.of());

    public KeyStanding {
        reasons = List.copyOf(reasons);
    }

    /**
     * What Atlas alone says. Atlas gives no time of its last try and raises an alert when it cannot reach KMS, so valid
     * is no proof without the alerts.
     */
    public static KeyStanding saidByAtlas(AwsKms kms, Observed<List<Alert>> alerts) {
        if (!kms.enabled()) {
            return NOT_CONFIGURED;
        }
        if (!kms.valid()) {
            return new KeyStanding(Use.UNUSABLE, List.of(Text.of("state.key.invalid")));
        }
        var doubts = alerts.<List<Text>>fold(
                open -> open.stream()
                        .filter(Alert::aboutKeyUse)
                        .map(a -> Text.of(
                                a.tracking() ? "state.key.alert.tracking" : "state.key.alert", a.text(), a.created()))
                        .toList(),
                code -> List.of(Text.of("state.key.alertsUnread", code)));
        return new KeyStanding(doubts.isEmpty() ? Use.USABLE : Use.IN_DOUBT, doubts);
    }

    /**
     * @param key a key as KMS shows it; a key other than the configured one says nothing
     * @param check the latest check, whatever it was about
     * @param needed what nodes need in each region
     */
    public static KeyStanding of(
            AwsKms kms,
            Observed<List<Alert>> alerts,
            Observed<CustomerKey> key,
            Observed<AccessCheck> check,
            NeededRegions needed) {
        var atlas = saidByAtlas(kms, alerts);
        if (atlas.use == Use.NOT_CONFIGURED) {
            return atlas;
        }
        var reasons = new ArrayList<>(atlas.reasons);
        var own = key.value().filter(k -> kms.usesKey(k.arn()));
        var unusable = own.flatMap(KeyStanding::objection);
        var unfamiliar = own.flatMap(KeyStanding::unfamiliar);
        unusable.or(() -> unfamiliar).ifPresent(reasons::add);
        var refusals = check.value()
                .filter(c -> c.isAbout(kms) && !c.refusals().isEmpty())
                .map(c -> Text.of("state.key.checkFails", c.refusals().size(), c.at()));
        refusals.ifPresent(reasons::add);
        var regions = needed.refusals();
        reasons.addAll(regions);
        if (atlas.use == Use.UNUSABLE || unusable.isPresent()) {
            return new KeyStanding(Use.UNUSABLE, reasons);
        }
        boolean doubted = refusals.isPresent() || unfamiliar.isPresent() || !regions.isEmpty();
        return new KeyStanding(doubted ? Use.IN_DOUBT : atlas.use, reasons);
    }

    /**
     * Why AWS says that the key encrypts and decrypts nothing now. What its answer does not hold says nothing. A key
     * that is being updated still encrypts and decrypts, and what a later state means is not known.
     */
    public static Optional<Text> objection(CustomerKey key) {
        var state = key.state().known();
        boolean ready = state == KeyState.KnownState.UPDATING || state == KeyState.KnownState.OTHER;
        return key.unusable()
                .filter(why -> why != Unusable.NOT_TOLD && !(why == Unusable.NOT_READY && ready))
                .map(why -> switch (why) {
                    case AWS_MANAGED, NOT_SYMMETRIC, NOT_FOR_ENCRYPTION -> Text.of("state.key.kind." + why);
                    default -> Text.of("state.key.aws", key.state().text());
                });
    }

    /** Why nobody in the account may be able to change the key. */
    public static Optional<Text> outOfReach(CustomerKey key) {
        if (key.configuration().customerManaged()) {
            return Optional.empty();
        }
        return Optional.of(
                Text.of(key.configuration().manager().isEmpty() ? "state.key.managerNotTold" : "state.key.awsManaged"));
    }

    /** Whether the state shows neither that the key encrypts and decrypts now, nor that it does not. */
    public static boolean untold(CustomerKey key) {
        return key.state().known() == KeyState.KnownState.OTHER
                && objection(key).isEmpty();
    }

    private static Optional<Text> unfamiliar(CustomerKey key) {
        return Optional.of(key.state())
                .filter(state -> state.known() == KeyState.KnownState.OTHER)
                .filter(state -> !state.word().isEmpty())
                .map(state -> Text.of("state.key.aws", state.text()));
    }

    /** The first reason; only for a key that is not usable. */
    public Text reason() {
        return reasons.getFirst();
    }

    public boolean usable() {
        return use == Use.USABLE;
    }
}
