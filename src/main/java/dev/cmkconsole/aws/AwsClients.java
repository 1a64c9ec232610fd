package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.secret.OneTimeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients: created when first used, one for each region and purpose, over shared HTTP clients. Environment
 * settings that change retries or redirect calls have no effect, unless the connection contains them.
 */
final class AwsClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AwsClients.class);
    private static final AwsRegion WHEN_NONE_IS_SET = new AwsRegion("us-east-1");

    private static final ProfileFile NO_FILES = ProfileFile.aggregator().build();

    /** Whether the SDK may repeat a call. */
    enum Purpose {
        READ,
        CHANGE
    }

    private record Key(Purpose purpose, AwsRegion region) {}

    private final AwsConnection connection;
    private final Clock clock;
    private final AwsSettings settings;
    private final UsedSecrets used;
    private final ProfileFile profiles;
    private final AwsCredentialsProvider credentials;
    private final Map<Boolean, SdkHttpClient> http = new ConcurrentHashMap<>();
    private final Map<Key, KmsClient> kms = new ConcurrentHashMap<>();
    private final Map<Key, IamClient> iam = new ConcurrentHashMap<>();
    private final Map<Key, StsClient> sts = new ConcurrentHashMap<>();

    /** @param used receives every secret before anything is signed with it */
    AwsClients(AwsConnection connection, AwsSettings settings, Clock clock, UsedSecrets used) {
        this.clock = clock;
        this.used = used;
        this.connection = connection;
        this.settings = settings;
        var read = switch (connection) {
            case AwsConnection.Profile _, AwsConnection.DefaultChain _ -> AwsProfiles.read();
            case AwsConnection.Sandbox _, AwsConnection.AccessKey _, AwsConnection.None _ ->
                new AwsProfiles.Files(NO_FILES, Optional.empty());
        };
        this.profiles = read.profiles();
        this.credentials = used.noting(read.fault()
                .<AwsCredentialsProvider>map(fault -> () -> {
                    throw SdkClientException.create("the AWS configuration files cannot be read: " + fault);
                })
                .orElseGet(this::provider));
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    KmsClient kms(AwsRegion region, Purpose purpose) {
        return kms.computeIfAbsent(
                new Key(purpose, region),
                key -> build(KmsClient.builder(), key, connection.endpoints().kms()));
    }

    /** IAM has one endpoint for each partition. The SDK finds it from any region of the partition. */
    IamClient iam(Purpose purpose) {
        return iam.computeIfAbsent(
                new Key(purpose, homeRegion()),
                key -> build(IamClient.builder(), key, connection.endpoints().iam()));
    }

    StsClient sts() {
        return sts.computeIfAbsent(
                new Key(Purpose.READ, homeRegion()),
                key -> build(StsClient.builder(), key, connection.endpoints().sts()));
    }

    Optional<AwsRegion> defaultRegion() {
        return connection.region().or(() -> switch (connection) {
            case AwsConnection.Profile profile -> regionOf(profile.name());
            case AwsConnection.DefaultChain _ -> regionOf(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
            case AwsConnection.Sandbox _, AwsConnection.AccessKey _, AwsConnection.None _ -> Optional.empty();
        });
    }

    private AwsRegion homeRegion() {
        return defaultRegion().orElse(WHEN_NONE_IS_SET);
    }

    private Optional<AwsRegion> regionOf(String profile) {
        return profiles.profile(profile).flatMap(p -> p.property("region")).flatMap(text -> {
            try {
                return Optional.of(AwsRegion.of(text));
            } catch (InputException e) {
                LOG.warn("the region of profile {} is no region name and is ignored", profile);
                return Optional.empty();
            }
        });
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, Key key, Optional<URI> endpoint) {
        endpoint.ifPresent(builder::endpointOverride);
        var proxied = endpoint.filter(AwsEndpoints::loopback).isEmpty();
        return builder.httpClient(http.computeIfAbsent(proxied, this::http))
                .region(Region.of(key.region().id()))
                .credentialsProvider(credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(
                                key.purpose() == Purpose.READ
                                        ? AwsRetryStrategy.forRetryMode(RetryMode.STANDARD)
                                        : AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new AnswerDates(clock))
                        .apiCallAttemptTimeout(settings.readTimeout())
                        .apiCallTimeout(settings.callTimeout())
                        .defaultProfileFile(profiles)
                        .build())
                .build();
    }

    /**
     * Sends a POST once. The SDK streams bodies with a fixed length; only then the JDK does not send them again if the
     * connection breaks before the answer ({@code sun.net.http.retryPost}).
     *
     * @param proxied false for traffic within this computer, which never goes through a proxy
     */
    private SdkHttpClient http(boolean proxied) {
        return proxied
                ? UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.readTimeout())
                        .build()
                : UrlConnectionHttpClient.create(this::direct);
    }

    /** The SDK's own proxy settings do not turn off the JDK's. */
    private HttpURLConnection direct(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
            connection.setReadTimeout((int) settings.readTimeout().toMillis());
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AwsCredentialsProvider provider() {
        return switch (connection) {
            case AwsConnection.Sandbox sandbox ->
                sandbox.secretAccessKey()
                        .use(secret -> StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(sandbox.accessKeyId(), secret)));
            case AwsConnection.AccessKey key ->
                key.secretAccessKey()
                        .use(secret -> StaticCredentialsProvider.create(key.sessionToken()
                                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(token -> token.use(
                                        text -> AwsSessionCredentials.create(key.accessKeyId(), secret, text)))
                                .orElseGet(() -> AwsBasicCredentials.create(key.accessKeyId(), secret))));
            case AwsConnection.Profile profile -> profile(profile.name(), profile.mfaCode());
            case AwsConnection.DefaultChain _ ->
                AwsCredentialsProviderChain.of(
                        SystemPropertyCredentialsProvider.create(),
                        EnvironmentVariableCredentialsProvider.create(),
                        WebIdentityTokenFileCredentialsProvider.create(),
                        profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(), Optional.empty()),
                        ContainerCredentialsProvider.create());
            case AwsConnection.None _ -> AnonymousCredentialsProvider.create();
        };
    }

    private AwsCredentialsProvider profile(String name, Optional<OneTimeCode> mfaCode) {
        return profiles.profile(name)
                .filter(p -> MfaRole.serial(p).isPresent())
                .<AwsCredentialsProvider>map(p -> new MfaRole(p, mfaCode, () -> source(p), clock, used))
                .orElseGet(() -> ProfileCredentialsProvider.builder()
                        .profileFile(profiles)
                        .profileName(name)
                        .build());
    }

    /**
     * The credentials that assume the role of a profile. If they are themselves a role or come from single sign-on,
     * the SDK provides them.
     */
    private StsClient source(Profile profile) {
        var source = profile.property("source_profile").orElse(profile.name());
        AwsCredentialsProvider from = profile.property("credential_source").isPresent()
                ? EnvironmentVariableCredentialsProvider.create()
                : source.equals(profile.name())
                        ? ownKeys(profile)
                        : ProfileCredentialsProvider.builder()
                                .profileFile(profiles)
                                .profileName(source)
                                .build();
        var builder = StsClient.builder();
        var endpoint = connection.endpoints().sts();
        endpoint.ifPresent(builder::endpointOverride);
        return builder.httpClient(http.computeIfAbsent(
                        endpoint.filter(AwsEndpoints::loopback).isEmpty(), this::http))
                .region(Region.of(homeRegion().id()))
                .credentialsProvider(used.noting(from))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.callTimeout())
                        .defaultProfileFile(profiles)
                        .build())
                .build();
    }

    private static AwsCredentialsProvider ownKeys(Profile profile) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                profile.property("aws_access_key_id").orElse("-"),
                profile.property("aws_secret_access_key").orElse("-")));
    }

    /** The command that signs in again, if the connection's profile uses single sign-on. */
    Optional<String> signInAgain() {
        var name = switch (connection) {
            case AwsConnection.Profile profile -> Optional.of(profile.name());
            // Credentials in the environment come before every profile.
            case AwsConnection.DefaultChain _ ->
                SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent()
                        ? Optional.<String>empty()
                        : Optional.of(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
            case AwsConnection.Sandbox _, AwsConnection.AccessKey _, AwsConnection.None _ -> Optional.<String>empty();
        };
        return name.filter(n -> Stream.concat(
                                Stream.of(n), profiles.profile(n).flatMap(p -> p.property("source_profile")).stream())
                        .anyMatch(p -> profiles.profile(p)
                                .filter(f -> f.property("sso_session").isPresent()
                                        || f.property("sso_start_url").isPresent())
                                .isPresent()))
                .map(n -> "aws sso login --profile " + AwsCommand.quote(n));
    }

    @Override
    public void close() {
        kms.values().forEach(KmsClient::close);
        iam.values().forEach(IamClient::close);
        sts.values().forEach(StsClient::close);
        http.values().forEach(SdkHttpClient::close);
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
