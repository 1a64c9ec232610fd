package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.problemOf;
import static dev.cmkconsole.aws.AwsDouble.query;
import static dev.cmkconsole.aws.AwsDouble.queryError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("alone")
class AwsProfilesTest {
    @TempDir
    private Path home;

    @BeforeEach
    void pointTheSdkHere() {
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
    }

    @AfterEach
    void pointItBack() {
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve("config"), text);
    }

    @Test
    void aProfileGivesCredentialsAndRegion() throws IOException {
        config("[default]\n"
                + "region = us-east-2\n"
                + "[profile work]\n"
                + "region = eu-west-1\n"
                + "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"
                + "aws_secret_access_key = planted\n"
                + "retry_mode = legacy\n");
        assertThat(AwsProfiles.names()).containsExactly("default", "work");
        try (var aws = new AwsDouble((action, _) ->
                        query(action, "<Arn>arn:aws:iam::1:user/op</Arn><UserId>u</UserId><Account>1</Account>"));
                var work = aws.gateway(
                        new AwsConnection.Profile("work", Optional.empty(), AwsEndpoints.at(aws.server.uri())));
                var other = aws.gateway(new AwsConnection.Profile(
                        "default", Optional.of(new AwsRegion("us-west-2")), AwsEndpoints.at(aws.server.uri())))) {
            assertThat(work.defaultRegion()).contains(new AwsRegion("eu-west-1"));
            assertThat(work.caller().account()).isEqualTo("1");
            assertThat(aws.server.requests().getLast().header("authorization"))
                    .contains("Credential=AKIAIOSFODNN7EXAMPLE/")
                    .contains("/eu-west-1/sts/");
            assertThat(other.defaultRegion()).contains(new AwsRegion("us-west-2"));
            assertThat(problemOf(other::caller).code()).isEqualTo("NO_AWS_CREDENTIALS");
        }
    }

    @Test
    void singleSignOnThatHasEndedSaysSo() throws IOException {
        config("[profile sso]\n"
                + "sso_start_url = https://example.awsapps.com/start\n"
                + "sso_region = us-east-1\n"
                + "sso_account_id = 111122223333\n"
                + "sso_role_name = R\n"
                + "region = us-east-1\n");
        try (var aws = new AwsDouble((_, _) -> query("X", ""));
                var sso = aws.gateway(
                        new AwsConnection.Profile("sso", Optional.empty(), AwsEndpoints.at(aws.server.uri())))) {
            var problem = problemOf(sso::caller);
            assertThat(problem.code()).isEqualTo("SSO_SIGN_IN_NEEDED");
            assertThat(problem.detail()).isEqualTo("aws sso login --profile sso");
        }
    }

    @Test
    void aStoredSessionThatEndedIsNotSignedIn() throws IOException {
        config("[profile stored]\n"
                + "region = us-east-1\n"
                + "aws_access_key_id = ASIAIOSFODNN7EXAMPLE\n"
                + "aws_secret_access_key = planted\n"
                + "aws_session_token = planted\n");
        try (var aws = new AwsDouble((_, _) -> queryError(403, "ExpiredToken", "The token is expired"));
                var stored = aws.gateway(
                        new AwsConnection.Profile("stored", Optional.empty(), AwsEndpoints.at(aws.server.uri())))) {
            var problem = problemOf(stored::caller);
            assertThat(problem).isInstanceOf(Problem.NotSignedIn.class);
            assertThat(SignInCause.of(problem)).contains(SignInCause.ENDED);
        }
    }

    /** The codes of AWS' lists of common errors of STS, IAM and KMS. */
    @ParameterizedTest
    @CsvSource({
        "ExpiredToken, ENDED",
        "ExpiredTokenException, ENDED",
        "RequestExpired, ENDED",
        "InvalidClientTokenId, NOT_RECOGNIZED",
        "UnrecognizedClientException, NOT_RECOGNIZED",
        "OptInRequired, NOT_RECOGNIZED",
        "MissingAuthenticationToken, NOT_RECOGNIZED",
        "SignatureDoesNotMatch, SIGNATURE",
        "InvalidSignatureException, SIGNATURE",
        "IncompleteSignature, SIGNATURE",
        "AccessDenied,",
        "AccessDeniedException,",
        "ThrottlingException,",
        "KMSInvalidStateException,"
    })
    void whyAwsAcceptsNoRequest(String code, SignInCause cause) {
        assertThat(SignInCause.ofCode(code)).isEqualTo(Optional.ofNullable(cause));
    }

    @Test
    void malformedFilesAreAProblemOfTheCallNotOfTheStart() throws IOException {
        config("this is no profile\n");
        assertThat(AwsProfiles.names()).isEmpty();
        try (var aws = new AwsDouble((_, _) -> query("X", ""));
                var gateway = aws.gateway(
                        new AwsConnection.Profile("work", Optional.empty(), AwsEndpoints.at(aws.server.uri())))) {
            assertThat(problemOf(gateway::caller).code()).isEqualTo("NO_AWS_CREDENTIALS");
            assertThat(problemOf(gateway::caller).detail()).contains("config");
        }
    }

    /** In the C locale, a home with other letters fails as a zero character does. */
    @Test
    void aPlaceOfTheFilesThatIsNoPathIsSaidAtOnce() {
        System.setProperty("aws.sharedCredentialsFile", "/\0/credentials");
        var problem = problemOf(() -> new AwsDouble((_, _) -> query("X", "")));
        assertThat(problem.code()).isEqualTo("AWS_FILES_UNUSABLE");
    }
}
