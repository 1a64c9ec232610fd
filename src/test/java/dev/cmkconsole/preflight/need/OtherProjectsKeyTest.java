package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether another project may stand on a key, for the verdict and for the plan of an act on the key alike. */
class OtherProjectsKeyTest {
    private static final String ID = "11111111-12ab-34cd-56ef-1234567890ab";

    @ParameterizedTest
    @CsvSource({
        "true, 11111111-12ab-34cd-56ef-1234567890ab, true",
        "true, arn:aws:kms:us-east-1:111122223333:key/11111111-12ab-34cd-56ef-1234567890ab, true",
        "true, arn:aws:kms:eu-west-1:111122223333:key/11111111-12ab-34cd-56ef-1234567890ab, true",
        "true, 22222222-12ab-34cd-56ef-1234567890ab, false",
        "true, arn:aws:kms:us-east-1:111122223333:key/22222222-12ab-34cd-56ef-1234567890ab, false",
        "true, alias/atlas-payments, true",
        "true, arn:aws:kms:us-east-1:111122223333:alias/atlas-payments, true",
        "true, , false",
        "false, 11111111-12ab-34cd-56ef-1234567890ab, false"
    })
    void whatCannotBeComparedCountsAsAUse(boolean enabled, String stored, boolean mayUse) {
        var kms = new AwsKms(
                enabled,
                Optional.of("5f3a9c0e7d1b2a4c6e8f0b34"),
                Optional.ofNullable(stored),
                Optional.empty(),
                Optional.empty(),
                false,
                true);
        assertThat(OldKeys.mayUse(kms, KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/" + ID)))
                .isEqualTo(mayUse);
    }
}
