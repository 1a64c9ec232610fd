package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.kms;
import static dev.cmkconsole.aws.AwsDouble.kmsError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey.Unusable;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KMS API, KeyMetadata: {@code KeyManager} is AWS or CUSTOMER. */
@Tag("alone")
class UnknownKeyManagerTest {
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111");

    @ParameterizedTest
    @CsvSource({"AWS, AWS_MANAGED", "PARTNER, NOT_TOLD"})
    void anUnknownWordIsNoKeyOfAws(String manager, Unusable expected) {
        var metadata = "{\"KeyMetadata\":{\"AWSAccountId\":\"111122223333\",\"KeyId\":\"" + KEY.keyId()
                + "\",\"Arn\":\""
                + KEY + "\",\"Enabled\":true,\"KeyUsage\":\"ENCRYPT_DECRYPT\",\"KeyState\":\"Enabled\","
                + "\"KeyManager\":\"" + manager + "\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"MultiRegion\":false}}";
        try (var aws = new AwsDouble((action, _) ->
                action.equals("DescribeKey") ? kms(metadata) : kmsError(400, "AccessDeniedException", "no"))) {
            assertThat(aws.gateway
                            .key(new KeyReference.ByArn(KEY), new AwsRegion("eu-west-1"))
                            .unusable())
                    .contains(expected);
        }
    }
}
