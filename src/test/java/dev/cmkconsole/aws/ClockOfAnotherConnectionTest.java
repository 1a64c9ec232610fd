package dev.cmkconsole.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkGlobalTime;

/** The SDK keeps one clock difference for a whole process, and practice mode lives in simulated time. */
@Tag("alone")
class ClockOfAnotherConnectionTest {
    @AfterEach
    void forget() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Test
    void aChangeIsNotSignedByTheClockOfAnEarlierConnection() {
        SdkGlobalTime.setGlobalTimeOffset((int) Duration.ofDays(5).toSeconds());
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
                var executor = Executors.newVirtualThreadPerTaskExecutor();
                var aws = new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                sandbox.awsUri(),
                                sandbox.awsOperator().accessKeyId(),
                                Secret.of(sandbox.awsOperator().secretAccessKey()),
                                new AwsRegion("us-east-1")),
                        Patience.aws(),
                        executor,
                        Clock.systemUTC())) {
            var trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"sts:AssumeRole\"}]}";
            assertThat(aws.send(new AwsRequest.CreateRole("made-in-time", trust, "", Map.of()))
                            .status())
                    .isEqualTo(200);
        }
    }
}
