package dev.cmkconsole.aws;

import dev.cmkconsole.aws.AwsEndpoints.Service;
import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.aws.source.ContainerCredentials;
import dev.cmkconsole.aws.source.MachineCredentials;
import dev.cmkconsole.aws.source.ProcessCredentials;
import dev.cmkconsole.secret.OneTimeCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.auth.SsoCredentialsProvider;
import software.amazon.awssdk.services.sso.internal.SsoAccessTokenProvider;
import software.amazon.awssdk.services.sso.internal.SsoTokenFileUtils;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcTokenProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The credentials of a profile, as the SDK understands its properties. The SDK's own provider would make STS and
 * single sign-on clients that know neither our addresses nor our limits, proxies and certificates.
 */
final class ProfileCredentials {
    private static final String SSO_SESSION = "sso_session";
    private static final String SSO_CACHE =
            Path.of(System.getProperty("user.home"), ".aws", "sso", "cache").toString();
    private static final String SESSION_NAME = "cmk-console";

    private final ProfileFile profiles;
    private final ServiceClients clients;
    private final String region;
    private final UsedSecrets used;
    private final Clock clock;

    /** @param region for STS, where the profile names none */
    ProfileCredentials(ProfileFile profiles, ServiceClients clients, String region, UsedSecrets used, Clock clock) {
        this.profiles = profiles;
        this.clients = clients;
        this.region = region;
        this.used = used;
        this.clock = clock;
    }

    /** Throws on first use, and not before, when the profile does not exist or has no credentials. */
    AwsCredentialsProvider of(String name, Optional<OneTimeCode> mfaCode) {
        return new Deferred(() -> provider(name, mfaCode, new HashSet<>()));
    }

    private AwsCredentialsProvider provider(String name, Optional<OneTimeCode> mfaCode, Set<String> visited) {
        var profile = profiles.profile(name)
                .orElseThrow(() -> unusable("Profile '" + name + "' is not in the AWS configuration files"));
        if (!visited.add(name)) {
            throw unusable("The source profiles of '" + name + "' form a circle");
        }
        if (MfaRole.serial(profile).isPresent()) {
            return new MfaRole(profile, mfaCode, () -> sts(source(profile, visited), Purpose.CHANGE), clock, used);
        }
        if (has(profile, ProfileProperty.ROLE_ARN)
                && (has(profile, ProfileProperty.SOURCE_PROFILE) || has(profile, ProfileProperty.CREDENTIAL_SOURCE))) {
            return role(profile, sts(used.noting(source(profile, visited)), Purpose.READ));
        }
        if (has(profile, ProfileProperty.WEB_IDENTITY_TOKEN_FILE) && has(profile, ProfileProperty.ROLE_ARN)) {
            return webIdentity(
                    Path.of(text(profile, ProfileProperty.WEB_IDENTITY_TOKEN_FILE)),
                    text(profile, ProfileProperty.ROLE_ARN),
                    profile.property(ProfileProperty.ROLE_SESSION_NAME));
        }
        if (has(profile, SSO_SESSION) || has(profile, ProfileProperty.SSO_START_URL)) {
            return singleSignOn(profile);
        }
        if (has(profile, ProfileProperty.CREDENTIAL_PROCESS)) {
            return new ProcessCredentials(text(profile, ProfileProperty.CREDENTIAL_PROCESS), clock);
        }
        return keys(profile);
    }

    /** The credentials that may assume the profile's role. */
    private AwsCredentialsProvider source(Profile profile, Set<String> visited) {
        var place = profile.property(ProfileProperty.CREDENTIAL_SOURCE);
        if (place.isPresent()) {
            return switch (place.get().strip()) {
                case "Environment" -> EnvironmentVariableCredentialsProvider.create();
                case "EcsContainer" -> container();
                case "Ec2InstanceMetadata" -> metadata(profile);
                default -> throw unusable("The credential_source of '" + profile.name() + "' is unknown");
            };
        }
        var source = profile.property(ProfileProperty.SOURCE_PROFILE).orElse(profile.name());
        return source.equals(profile.name()) ? keys(profile) : provider(source, Optional.empty(), visited);
    }

    AwsCredentialsProvider container() {
        AwsAddresses.requireSecureContainer(clock);
        return new ContainerCredentials(clients.local(), clock);
    }

    private AwsCredentialsProvider metadata(Profile profile) {
        AwsAddresses.requireSecureContainer(clock);
        return new MachineCredentials(
                clients.local(),
                profile.property(ProfileProperty.EC2_METADATA_SERVICE_ENDPOINT),
                profile.property(ProfileProperty.EC2_METADATA_SERVICE_ENDPOINT_MODE),
                clock);
    }

    private static AwsCredentialsProvider role(Profile profile, StsClient sts) {
        var request = AssumeRoleRequest.builder()
                .roleArn(text(profile, ProfileProperty.ROLE_ARN))
                .roleSessionName(
                        profile.property(ProfileProperty.ROLE_SESSION_NAME).orElse(SESSION_NAME));
        profile.property(ProfileProperty.EXTERNAL_ID).ifPresent(request::externalId);
        MfaRole.duration(profile).ifPresent(request::durationSeconds);
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request.build())
                .build();
    }

    AwsCredentialsProvider webIdentity(Path tokenFile, String roleArn, Optional<String> sessionName) {
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts(AnonymousCredentialsProvider.create(), Purpose.READ))
                .webIdentityTokenFile(tokenFile)
                .roleArn(roleArn)
                .roleSessionName(sessionName.orElse(SESSION_NAME))
                .build();
    }

    private AwsCredentialsProvider singleSignOn(Profile profile) {
        var session = profile.property(SSO_SESSION)
                .map(name -> profiles.getSection("sso-session", name)
                        .orElseThrow(() -> unusable("There is no sso-session '" + name + "'")));
        var home = session.orElse(profile);
        var ssoRegion = text(home, ProfileProperty.SSO_REGION);
        SdkTokenProvider tokens = session.<SdkTokenProvider>map(s -> SsoOidcTokenProvider.builder()
                        .sessionName(s.name())
                        .ssoOidcClient(clients.make(
                                SsoOidcClient.builder(),
                                Service.SSO_OIDC,
                                ssoRegion,
                                Purpose.READ,
                                AnonymousCredentialsProvider.create()))
                        .build())
                .orElseGet(() -> new SsoAccessTokenProvider(SsoTokenFileUtils.generateCachedTokenPath(
                        text(profile, ProfileProperty.SSO_START_URL), SSO_CACHE)));
        var account = text(profile, ProfileProperty.SSO_ACCOUNT_ID);
        var roleName = text(profile, ProfileProperty.SSO_ROLE_NAME);
        SsoCredentialsProvider.Builder credentials = SsoCredentialsProvider.builder();
        return credentials
                .ssoClient(clients.make(
                        SsoClient.builder(),
                        Service.SSO,
                        ssoRegion,
                        Purpose.READ,
                        AnonymousCredentialsProvider.create()))
                .refreshRequest(() -> software.amazon.awssdk.services.sso.model.GetRoleCredentialsRequest.builder()
                        .accountId(account)
                        .roleName(roleName)
                        .accessToken(noted(tokens.resolveToken().token()))
                        .build())
                .build();
    }

    private String noted(String token) {
        used.add(token);
        return token;
    }

    private StsClient sts(AwsCredentialsProvider credentials, Purpose purpose) {
        return clients.make(StsClient.builder(), Service.STS, region, purpose, used.noting(credentials));
    }

    private static AwsCredentialsProvider keys(Profile profile) {
        var id = text(profile, ProfileProperty.AWS_ACCESS_KEY_ID);
        var secret = text(profile, ProfileProperty.AWS_SECRET_ACCESS_KEY);
        return StaticCredentialsProvider.create(profile.property(ProfileProperty.AWS_SESSION_TOKEN)
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
    }

    private static boolean has(Profile profile, String property) {
        return profile.property(property).filter(text -> !text.isBlank()).isPresent();
    }

    private static String text(Profile profile, String property) {
        return profile.property(property)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> unusable("Profile '" + profile.name() + "' has no " + property));
    }

    private static SdkClientException unusable(String why) {
        return SdkClientException.create(why);
    }
}
