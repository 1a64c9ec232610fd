package dev.cmkconsole;

import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutorService;

/** The program's own gateways to a sandbox of this process, as its project owner and its operator in AWS. */
public record SandboxGateways(AtlasGateway atlas, AwsGateway aws) implements AutoCloseable {

    /** Without sockets, and without pauses between two attempts. */
    public static SandboxGateways within(Sandbox sandbox, Clock clock, ExecutorService threads) {
        var path = Within.of(sandbox);
        var login = sandbox.apiKey();
        var operator = sandbox.awsOperator();
        return new SandboxGateways(
                new AtlasClient(
                        new AtlasAddress(sandbox.atlasUri()),
                        new AtlasCredential.ApiKey(login.user(), Secret.of(login.secret())),
                        Patience.atlas(3).through(path),
                        clock,
                        new Random(1),
                        _ -> {}),
                new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                sandbox.awsUri(),
                                operator.accessKeyId(),
                                Secret.of(operator.secretAccessKey()),
                                new AwsRegion("us-east-1")),
                        Patience.aws().through(path),
                        threads,
                        clock));
    }

    @Override
    public void close() {
        atlas.close();
        aws.close();
    }
}
