package dev.cmkconsole.network;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Both clients of the program at chosen addresses, each with its own limit of time. */
final class Callers implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2027-05-12T10:00:00Z"), ZoneOffset.UTC);
    static final Duration LONG = Patience.LIMIT;
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtlasClient atlas;
    private final AwsGatewayClient aws;

    Callers(URI atlasAddress, URI awsAddress, NetworkPath path, Duration whole) {
        this(atlasAddress, awsAddress, path, whole, 1);
    }

    /** @param attempts of a read of Atlas */
    Callers(URI atlasAddress, URI awsAddress, NetworkPath path, Duration whole, int attempts) {
        atlas = new AtlasClient(
                AtlasAddress.of(atlasAddress.toString(), CLOCK),
                new AtlasCredential.AccessToken(Secret.of("a-token")),
                new AtlasSettings(
                        new AtlasSettings.Timeouts(LONG, LONG, LONG, whole),
                        new AtlasSettings.ReadRetries(attempts, Duration.ZERO, Duration.ZERO),
                        "0",
                        path),
                CLOCK,
                new Random(1),
                Pause.REAL);
        aws = new AwsGatewayClient(
                new AwsConnection.AccessKey(
                        "AKIAIOSFODNN7EXAMPLE",
                        Secret.of("planted"),
                        Optional.empty(),
                        Optional.of(new AwsRegion("us-east-1")),
                        AwsEndpoints.at(awsAddress)),
                new AwsSettings(LONG, whole, LONG, 4, path),
                threads,
                CLOCK);
    }

    /** What a caller wants of one of the services. */
    enum Call {
        ATLAS_READ(Callers::readAtlas),
        ATLAS_CHANGE(Callers::changeAtlas),
        IAM_READ(Callers::readIam),
        STS_READ(Callers::readSts),
        KMS_CHANGE(Callers::changeKms);

        private final java.util.function.Consumer<Callers> made;

        Call(java.util.function.Consumer<Callers> made) {
            this.made = made;
        }

        Problem problem(Callers callers) {
            return problemOf(() -> made.accept(callers));
        }

        void make(Callers callers) {
            made.accept(callers);
        }
    }

    private void readAtlas() {
        atlas.projects();
    }

    private void changeAtlas() {
        atlas.send(new AtlasRequest(
                "updateEncryptionAtRest",
                "PATCH",
                "/api/atlas/v2/groups/5f1b2c3d4e5f6a7b8c9d0e1f/encryptionAtRest",
                "2023-01-01",
                Optional.of("{\"awsKms\":{\"enabled\":false}}")));
    }

    private void readIam() {
        aws.role("some-role");
    }

    private void readSts() {
        aws.caller();
    }

    private void changeKms() {
        aws.send(new AwsRequest.EnableKey(KEY));
    }

    static Problem problemOf(ThrowingCallable call) {
        return catchThrowableOfType(ServiceException.class, call).problem();
    }

    @Override
    public void close() {
        atlas.close();
        aws.close();
        threads.shutdownNow();
    }
}
