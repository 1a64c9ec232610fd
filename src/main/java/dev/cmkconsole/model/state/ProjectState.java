package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What a project is now: the one judgement that every surface shows.
 *
 * @param posture empty where the configuration could not be read
 * @param findings checks that fail in the latest check of the configured role and key, access and other
 * @param warnings checks that warn in that check
 * @param waitsForAtlas whether Atlas cannot use the key, and the latest check found nothing but that
 * @param deletion the scheduled deletion of the project's key; every surface says it before anything else
 */
public record ProjectState(
        Optional<Posture> posture,
        KeyStanding key,
        List<CheckId> findings,
        List<CheckId> warnings,
        boolean waitsForAtlas,
        Optional<KeyDeletion> deletion) {

    public ProjectState {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /** @param needed what nodes need in each region */
    public static ProjectState of(
            Observed<EncryptionAtRest> encryption,
            Observed<List<Alert>> alerts,
            Observed<CustomerKey> key,
            Observed<AccessCheck> check,
            NeededRegions needed) {
        return encryption
                .value()
                .map(e -> of(
                        e,
                        KeyStanding.of(e.awsKms(), alerts, key, check, needed),
                        check,
                        KeyDeletion.of(e.awsKms(), key, needed.replicas())))
                .orElse(new ProjectState(
                        Optional.empty(), KeyStanding.NOT_CONFIGURED, List.of(), List.of(), false, Optional.empty()));
    }

    private static ProjectState of(
            EncryptionAtRest encryption, KeyStanding key, Observed<AccessCheck> check, Optional<KeyDeletion> deletion) {
        var about = check.value().filter(c -> c.isAbout(encryption.awsKms()));
        return new ProjectState(
                Optional.of(posture(encryption, key)),
                key,
                about.map(AccessCheck::lasting).orElse(List.of()),
                about.map(AccessCheck::warnings).orElse(List.of()),
                key.use() == KeyStanding.Use.UNUSABLE
                        && about.filter(AccessCheck::onlyAtlasRefuses).isPresent(),
                deletion);
    }

    private static Posture posture(EncryptionAtRest encryption, KeyStanding key) {
        return switch (key.use()) {
            case NOT_CONFIGURED -> encryption.otherProviders().isEmpty() ? Posture.NOT_SET_UP : Posture.OTHER_PROVIDER;
            case UNUSABLE -> Posture.KEY_INVALID;
            case IN_DOUBT -> Posture.KEY_IN_DOUBT;
            case USABLE -> reached(encryption.awsKms());
        };
    }

    private static Posture reached(AwsKms kms) {
        return kms.onCredentials() ? Posture.ON_CREDENTIALS : Posture.ROLE_BASED;
    }
}
