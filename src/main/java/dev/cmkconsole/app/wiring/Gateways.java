package dev.cmkconsole.app.wiring;

import dev.cmkconsole.app.connection.EnvironmentConnection;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.network.NetworkPath;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.ConnectionInfo;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/**
 * The two gateways of one connection and their underlying resources. No other class knows whether the services are
 * real.
 */
record Gateways(ConnectionInfo info, AtlasGateway atlas, AwsGateway aws, WaitSettings waits, AutoCloseable underneath)
        implements AutoCloseable {

    /** What stands behind the gateways, and how long procedures wait for it. */
    private record Underneath(WaitSettings waits, AutoCloseable resource) {
        static Underneath nothing(Program program) {
            return new Underneath(program.practice().real(), () -> {});
        }
    }

    /** @param after runs after the sandbox was closed */
    static Gateways practice(Sandbox sandbox, Runnable after, Program program) {
        var key = sandbox.apiKey();
        var operator = sandbox.awsOperator();
        var atlas = atlas(
                new AtlasAddress(sandbox.atlasUri()),
                new AtlasCredential.ApiKey(key.user(), Secret.of(key.secret())),
                NetworkPath.DIRECT,
                program);
        var aws = new AwsConnection.Sandbox(
                sandbox.awsUri(),
                operator.accessKeyId(),
                Secret.of(operator.secretAccessKey()),
                new AwsRegion(operator.region()));
        return assemble(
                new ConnectionInfo(true, "practice"),
                atlas,
                aws,
                NetworkPath.DIRECT,
                new Underneath(program.practice().waits(), () -> {
                    sandbox.close();
                    after.run();
                }),
                program);
    }

    static Gateways environment(EnvironmentConnection found, Optional<OneTimeCode> mfaCode, Program program) {
        var address = found.atlasAddress();
        var path = NetworkPath.of(program.environment(), Optional.empty(), program.clock());
        var aws = found.aws() instanceof AwsConnection.Profile(var name, var region, var endpoints, var _)
                ? new AwsConnection.Profile(name, region, endpoints, mfaCode)
                : found.aws();
        return assemble(
                new ConnectionInfo(
                        false, address.toString(), found.atlasCredential().signIn()),
                atlas(address, found.atlasCredential(), path, program),
                aws,
                path,
                Underneath.nothing(program),
                program);
    }

    static Gateways real(ConnectionRequest.Real request, Program program) {
        var address = AtlasAddress.of(request.baseUrl().toString(), program.clock());
        var path = NetworkPath.of(program.environment(), request.caBundle(), program.clock());
        AtlasCredential credential = switch (request.atlas()) {
            case ConnectionRequest.Atlas.ApiKey(var publicKey, var privateKey) ->
                new AtlasCredential.ApiKey(publicKey, privateKey);
            case ConnectionRequest.Atlas.ServiceAccount(var id, var secret) ->
                new AtlasCredential.ServiceAccount(id, secret);
            case ConnectionRequest.Atlas.FromEnvironment _ ->
                EnvironmentConnection.from(program.environment(), program.clock())
                        .atlasCredential();
        };
        AwsConnection aws = switch (request.aws()) {
            case ConnectionRequest.Aws.DefaultChain _ ->
                new AwsConnection.DefaultChain(Optional.empty(), endpoints(program));
            case ConnectionRequest.Aws.Profile(var name, var mfaCode) ->
                new AwsConnection.Profile(name, Optional.empty(), endpoints(program), mfaCode);
            case ConnectionRequest.Aws.None _ -> new AwsConnection.None();
        };
        return assemble(
                new ConnectionInfo(false, address.toString(), credential.signIn()),
                atlas(address, credential, path, program),
                aws,
                path,
                Underneath.nothing(program),
                program);
    }

    private static AwsEndpoints endpoints(Program program) {
        try {
            return AwsEndpoints.from(program.environment());
        } catch (URISyntaxException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "connect",
                            AwsEndpoints.code(e),
                            e.getInput() + ": " + e.getReason(),
                            program.clock().instant()),
                    e);
        }
    }

    private static AtlasClient atlas(
            AtlasAddress address, AtlasCredential credential, NetworkPath path, Program program) {
        return new AtlasClient(
                address,
                credential,
                AtlasSettings.standard(Version.current()).through(path),
                program.clock(),
                RandomGenerator.getDefault(),
                Pause.REAL);
    }

    private static Gateways assemble(
            ConnectionInfo info,
            AtlasGateway atlas,
            AwsConnection aws,
            NetworkPath path,
            Underneath underneath,
            Program program) {
        ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();
        var client = new AwsGatewayClient(aws, AwsSettings.standard().through(path), sideBySide, program.clock());
        return new Gateways(info, atlas, client, underneath.waits(), () -> {
            sideBySide.shutdown();
            underneath.resource().close();
        });
    }

    @Override
    public void close() {
        atlas.close();
        aws.close();
        try {
            underneath.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Gateways.class).warn("not closed cleanly: {}", e.toString());
        }
    }
}
