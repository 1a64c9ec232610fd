package dev.cmkconsole.aws;

import dev.cmkconsole.aws.AwsEndpoints.Service;
import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients: created when first used, one for each region and purpose, over one HTTP engine. Environment
 * settings that change retries or redirect calls have no effect, unless the connection contains them.
 */
final class AwsClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AwsClients.class);
    private static final AwsRegion WHEN_NONE_IS_SET = new AwsRegion("us-east-1");

    private static final ProfileFile NO_FILES = ProfileFile.aggregator().build();

    private record Key(Purpose purpose, AwsRegion region) {}

    private final AwsConnection connection;
    private final ProfileFile profiles;
    private final AwsAddresses addresses;
    private final ServiceClients clients;
    private final ProfileCredentials ofProfiles;
    private final AwsCredentialsProvider credentials;
    private final Map<Key, KmsClient> kms = new ConcurrentHashMap<>();
    private final Map<Key, IamClient> iam = new ConcurrentHashMap<>();
    private final Map<Key, StsClient> sts = new ConcurrentHashMap<>();

    /**
     * @param used receives every secret before anything is signed with it
     * @throws dev.cmkconsole.model.outcome.ServiceException when an address would send credentials in the clear
     */
    AwsClients(AwsConnection connection, AwsSettings settings, Clock clock, UsedSecrets used) {
        this.connection = connection;
        AwsProfiles.requireUsablePaths(clock);
        var read = switch (connection) {
            case AwsConnection.Profile _, AwsConnection.DefaultChain _ -> AwsProfiles.read();
            case AwsConnection.Sandbox _, AwsConnection.AccessKey _, AwsConnection.None _ ->
                new AwsProfiles.Files(NO_FILES, Optional.empty());
        };
        this.profiles = read.profiles();
        this.addresses = new AwsAddresses(connection.endpoints(), profileName(), profiles, clock);
        if (connection instanceof AwsConnection.DefaultChain) {
            AwsAddresses.requireSecureContainer(clock);
        }
        this.clients = new ServiceClients(settings, addresses, profiles, clock);
        this.ofProfiles = new ProfileCredentials(profiles, clients, homeRegion().id(), used, clock);
        this.credentials = used.noting(read.fault()
                .<AwsCredentialsProvider>map(fault -> () -> {
                    throw SdkClientException.create("the AWS configuration files cannot be read: " + fault);
                })
                .orElseGet(this::provider));
    }

    private Optional<String> profileName() {
        return switch (connection) {
            case AwsConnection.Profile profile -> Optional.of(profile.name());
            case AwsConnection.DefaultChain _ ->
                Optional.of(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
            case AwsConnection.Sandbox _, AwsConnection.AccessKey _, AwsConnection.None _ -> Optional.empty();
        };
    }

    List<AwsAddress> addresses() {
        return connection instanceof AwsConnection.Sandbox ? List.of() : addresses.list();
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    KmsClient kms(AwsRegion region, Purpose purpose) {
        return kms.computeIfAbsent(
                new Key(purpose, region),
                _ -> clients.make(KmsClient.builder(), Service.KMS, region.id(), purpose, credentials));
    }

    /** IAM has one endpoint for each partition. The SDK finds it from any region of the partition. */
    IamClient iam(Purpose purpose) {
        return iam.computeIfAbsent(
                new Key(purpose, homeRegion()),
                key -> clients.make(
                        IamClient.builder(), Service.IAM, key.region().id(), purpose, credentials));
    }

    StsClient sts() {
        return sts.computeIfAbsent(
                new Key(Purpose.READ, homeRegion()),
                key -> clients.make(
                        StsClient.builder(), Service.STS, key.region().id(), Purpose.READ, credentials));
    }

    Optional<AwsRegion> defaultRegion() {
        return connection.region().or(() -> profileName().flatMap(this::regionOf));
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
            case AwsConnection.Profile profile -> ofProfiles.of(profile.name(), profile.mfaCode());
            case AwsConnection.DefaultChain _ ->
                AwsCredentialsProviderChain.of(
                        SystemPropertyCredentialsProvider.create(),
                        EnvironmentVariableCredentialsProvider.create(),
                        new Deferred(this::webIdentity),
                        ofProfiles.of(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(), Optional.empty()),
                        ofProfiles.container());
            case AwsConnection.None _ -> AnonymousCredentialsProvider.create();
        };
    }

    private AwsCredentialsProvider webIdentity() {
        return ofProfiles.webIdentity(
                Path.of(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValueOrThrow()),
                SdkSystemSetting.AWS_ROLE_ARN.getStringValueOrThrow(),
                SdkSystemSetting.AWS_ROLE_SESSION_NAME.getStringValue());
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
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        clients.close();
    }
}
