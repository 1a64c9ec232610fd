package dev.cmkconsole.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.OneTimeCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever names an address of AWS: credentials never go there in the clear, and the user learns of it. */
@Tag("alone")
class AwsAddressesTest {
    private static final String KEYS = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = planted\n";
    private static final String CALLER =
            "<Arn>arn:aws:iam::111122223333:user/op</Arn><UserId>AIDA</UserId><Account>111122223333</Account>";

    private static final AwsSettings ROOMY = Patience.aws();

    @TempDir
    private Path home;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void pointTheSdkHere() {
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
    }

    @AfterEach
    void pointItBack() {
        List.of("aws.configFile", "aws.sharedCredentialsFile", "aws.containerCredentialsFullUri")
                .forEach(System::clearProperty);
        threads.shutdownNow();
    }

    private AwsGatewayClient profile(String config) throws IOException {
        return profile(config, AwsEndpoints.NONE, Optional.empty());
    }

    private AwsGatewayClient profile(String config, AwsEndpoints endpoints, Optional<OneTimeCode> code)
            throws IOException {
        Files.writeString(home.resolve("config"), "[profile work]\nregion = us-east-1\n" + config);
        return new AwsGatewayClient(
                new AwsConnection.Profile("work", Optional.empty(), endpoints, code), ROOMY, threads, AwsDouble.CLOCK);
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable made) {
        var problem = catchThrowableOfType(ServiceException.class, made).problem();
        assertThat(problem.code()).isEqualTo("AWS_ADDRESS_NOT_SECURE");
        return problem.detail();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint_url = http://kms.other.test\n",
                "endpoint_url = http://10.0.0.7:8080\n",
                "endpoint_url = http://127.0.0.1.other.test\n",
                "endpoint_url = http://kms.localhost\n",
                "services = s\n[services s]\nkms =\n  endpoint_url = http://kms.other.test\n",
                "services = s\n[services s]\nsts =\n  endpoint_url = http://sts.other.test\n",
                "services = s\n[services s]\niam =\n  endpoint_url = http://iam.other.test\n",
                "services = s\n[services s]\nsso =\n  endpoint_url = http://portal.other.test\n",
                "services = s\n[services s]\nsso_oidc =\n  endpoint_url = http://oidc.other.test\n",
                "ec2_metadata_service_endpoint = http://metadata.other.test\n"
            })
    void aProfileCannotSendCredentialsInTheClear(String lines) {
        var settings = lines.split("\\[", 2);
        var more = settings.length > 1 ? "[" + settings[1] : "";
        assertThat(refusal(() -> profile(settings[0] + KEYS + more))).contains("to this computer only, not to");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ENDPOINT_URL, http://kms.other.test, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_KMS, http://kms.other.test, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_STS, HTTP://sts.other.test, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_IAM, http://192.0.2.1:80, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_SSO, http://portal.other.test, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_SSO_OIDC, http://oidc.other.test, AWS_ADDRESS_NOT_SECURE",
        "AWS_ENDPOINT_URL_KMS, ftp://kms.other.test, VARIABLE_MALFORMED"
    })
    void aVariableCannotEither(String name, String value, String code) {
        var refused = catchThrowableOfType(
                java.net.URISyntaxException.class, () -> AwsEndpoints.from(java.util.Map.of(name, value)));
        assertThat(AwsEndpoints.code(refused)).isEqualTo(code);
        assertThat(refused.getInput()).isEqualTo(name);
    }

    @Test
    void containerCredentialsComeFromHereOrOverHttps() throws IOException {
        Files.writeString(home.resolve("config"), "");
        for (var bad : List.of("http://vault.other.test/keys", "http://169.254.170.3/")) {
            System.setProperty("aws.containerCredentialsFullUri", bad);
            assertThat(refusal(this::chain)).contains("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        }
        for (var good : List.of("http://127.0.0.1:1338/x", "https://vault.other.test/x", "http://169.254.170.23/v1")) {
            System.setProperty("aws.containerCredentialsFullUri", good);
            assertThatCode(() -> chain().close()).doesNotThrowAnyException();
        }
    }

    private AwsGatewayClient chain() {
        return new AwsGatewayClient(
                new AwsConnection.DefaultChain(Optional.empty(), AwsEndpoints.NONE),
                AwsDouble.SETTINGS,
                threads,
                AwsDouble.CLOCK);
    }

    @Test
    void anAddressOfAProfileIsNamedAndAServicesSectionComesFirst() throws IOException {
        try (var gateway = profile("endpoint_url = https://all.other.test\nservices = s\n" + KEYS
                + "[services s]\nkms =\n  endpoint_url = http://127.0.0.1:4566\n")) {
            assertThat(gateway.addresses())
                    .contains(
                            new AwsAddress("KMS", URI.create("http://127.0.0.1:4566"), Optional.of("work")),
                            new AwsAddress("STS", URI.create("https://all.other.test"), Optional.of("work")),
                            new AwsAddress("SSO OIDC", URI.create("https://all.other.test"), Optional.of("work")));
        }
        try (var gateway = profile(
                "endpoint_url = http://all.other.test\n" + KEYS,
                AwsEndpoints.at(URI.create("http://127.0.0.1:1")),
                Optional.empty())) {
            assertThat(gateway.addresses())
                    .hasSize(5)
                    .allMatch(address -> address.profile().isEmpty());
        }
        try (var gateway =
                profile("endpoint_url = http://all.other.test\nignore_configured_endpoint_urls = true\n" + KEYS)) {
            assertThat(gateway.addresses()).isEmpty();
        }
    }

    /** The role of a profile is assumed where the profile says, with the source's credentials, and never elsewhere. */
    @Test
    void aChainOfRolesUsesTheProfilesAddress() throws IOException {
        try (var server = new ScriptedServer(
                        request -> AwsDouble.operation(request).equals("AssumeRole")
                                ? AwsDouble.query(
                                        "AssumeRole",
                                        "<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                                            + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                                            + "</Credentials>")
                                : AwsDouble.query("GetCallerIdentity", CALLER));
                var gateway = profile("endpoint_url = " + server.uri()
                        + "\nrole_arn = arn:aws:iam::111122223333:role/Admin\nsource_profile = middle\n"
                        + "external_id = here\n"
                        + "[profile middle]\nrole_arn = arn:aws:iam::111122223333:role/Middle\n"
                        + "source_profile = base\n[profile base]\n" + KEYS)) {
            assertThat(gateway.caller().account()).isEqualTo("111122223333");
            assertThat(server.requests())
                    .extracting(AwsDouble::operation)
                    .containsExactly("AssumeRole", "AssumeRole", "GetCallerIdentity");
            assertThat(server.requests().get(0).header("authorization")).contains("AKIAIOSFODNN7EXAMPLE");
            assertThat(AwsDouble.form(server.requests().get(1))).containsEntry("ExternalId", "here");
            assertThat(server.requests().get(2).header("authorization")).contains("ASIAEXAMPLE");
        }
    }

    @Test
    void profilesThatNameEachOtherAreNoCredentials() throws IOException {
        try (var gateway = profile("role_arn = arn:aws:iam::1:role/A\nsource_profile = other\n"
                + "[profile other]\nrole_arn = arn:aws:iam::1:role/B\nsource_profile = work\n")) {
            assertThat(AwsDouble.problemOf(gateway::caller).code()).isEqualTo("NO_AWS_CREDENTIALS");
        }
    }
}
