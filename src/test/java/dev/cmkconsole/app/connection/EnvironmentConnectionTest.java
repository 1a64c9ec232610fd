package dev.cmkconsole.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.app.connection.EnvironmentConnection.Variable;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentConnectionTest {
    private static final Map<String, String> KEYS =
            Map.of("MONGODB_ATLAS_PUBLIC_API_KEY", "abcdefgh", "MONGODB_ATLAS_PRIVATE_API_KEY", "canary-private");

    private static EnvironmentConnection read(Map<String, String> base, String... more) {
        var all = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return EnvironmentConnection.from(all, Clock.systemUTC());
    }

    private static ServiceException refused(Map<String, String> base, String... more) {
        return catchThrowableOfType(ServiceException.class, () -> read(base, more));
    }

    @Test
    void anApiKeyAndTheDefaultsAreEnough() {
        var connection = read(KEYS);
        assertThat(connection.atlasAddress()).isEqualTo(AtlasAddress.COMMERCIAL);
        assertThat(connection.atlasCredential())
                .isEqualTo(new AtlasCredential.ApiKey("abcdefgh", Secret.of("canary-private")));
        assertThat(connection.aws()).isEqualTo(new AwsConnection.DefaultChain(Optional.empty(), AwsEndpoints.NONE));
        assertThat(connection.variables())
                .containsExactly(
                        new Variable("MONGODB_ATLAS_PUBLIC_API_KEY", "abcdefgh", true),
                        new Variable("MONGODB_ATLAS_PRIVATE_API_KEY", "set", true));
    }

    @ParameterizedTest
    @CsvSource({
        "MONGODB_ATLAS_PUBLIC_KEY,MONGODB_ATLAS_PRIVATE_KEY",
        "MCLI_PUBLIC_API_KEY,MCLI_PRIVATE_API_KEY",
        "MONGODB_ATLAS_PUBLIC_API_KEY,MCLI_PRIVATE_API_KEY"
    })
    void everySpellingIsKnown(String publicKey, String privateKey) {
        assertThat(read(Map.of(publicKey, "p", privateKey, "s")).atlasCredential())
                .isEqualTo(new AtlasCredential.ApiKey("p", Secret.of("s")));
    }

    @Test
    void aTokenGoesFirstThenAServiceAccount() {
        var account =
                read(KEYS, "MONGODB_ATLAS_CLIENT_ID", "mdb_sa_id_1", "MONGODB_ATLAS_CLIENT_SECRET", "mdb_sa_sk_canary");
        assertThat(account.atlasCredential())
                .isEqualTo(new AtlasCredential.ServiceAccount("mdb_sa_id_1", Secret.of("mdb_sa_sk_canary")));
        assertThat(account.variables())
                .contains(
                        new Variable("MONGODB_ATLAS_PUBLIC_API_KEY", "abcdefgh", false),
                        new Variable("MONGODB_ATLAS_PRIVATE_API_KEY", "set", false));
        var token = read(KEYS, "MONGODB_ATLAS_ACCESS_TOKEN", "canary-token", "MONGODB_ATLAS_CLIENT_ID", "mdb_sa_id_1");
        assertThat(token.atlasCredential()).isEqualTo(new AtlasCredential.AccessToken(Secret.of("canary-token")));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ENDPOINT_URL,http://user:canary@127.0.0.1:1",
        "AWS_ENDPOINT_URL_KMS,https://canary@kms.example",
        "MONGODB_ATLAS_BASE_URL,https://user:canary@cloud.mongodb.com",
        "MCLI_OPS_MANAGER_URL,https://user:can/canary@cloud.mongodb.com"
    })
    void anAddressWithAPasswordIsRefusedWithoutRepeatingIt(String name, String address) {
        var problem = refused(KEYS, name, address).problem();
        assertThat(problem.detail()).contains(name).contains("without user").doesNotContain("canary");
    }

    @Test
    void addressesOfEveryProgramAreKnown() {
        assertThat(read(KEYS, "MONGODB_ATLAS_OPS_MANAGER_URL", "http://localhost:8080/")
                        .atlasAddress())
                .hasToString("http://localhost:8080");
        assertThat(read(KEYS, "MCLI_OPS_MANAGER_URL", "https://x/atlas").atlasAddress())
                .hasToString("https://x/atlas");
        assertThat(read(KEYS, "MONGODB_ATLAS_SERVICE", "cloudgov").atlasAddress())
                .isEqualTo(AtlasAddress.GOVERNMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "MONGODB_ATLAS_BASE_URL,http://elsewhere,ATLAS_ADDRESS_NOT_SECURE",
        "MONGODB_ATLAS_BASE_URL,nonsense,ATLAS_ADDRESS_MALFORMED",
        "MONGODB_ATLAS_CLIENT_ID,x,CREDENTIALS_INCOMPLETE",
        "MONGODB_ATLAS_CLIENT_SECRET,x,CREDENTIALS_INCOMPLETE",
        "MONGODB_ATLAS_PUBLIC_KEY,different,VARIABLES_CONTRADICT",
        "MONGODB_ATLAS_SERVICE,cloudx,VARIABLE_MALFORMED",
        "AWS_ACCESS_KEY_ID,AKIA,CREDENTIALS_INCOMPLETE",
        "AWS_SECRET_ACCESS_KEY,canary-aws,CREDENTIALS_INCOMPLETE",
        "AWS_REGION,Mars,VARIABLE_MALFORMED",
        "MONGODB_ATLAS_BASE_URL,https://atlas.test:99999,ATLAS_ADDRESS_MALFORMED",
        "AWS_ENDPOINT_URL_STS,http://127.0.0.1:65536,VARIABLE_MALFORMED",
        "AWS_ENDPOINT_URL,https://aws.test:0,VARIABLE_MALFORMED",
        "AWS_ENDPOINT_URL,localhost:4566,VARIABLE_MALFORMED",
        "AWS_ENDPOINT_URL_KMS,'http://a b',VARIABLE_MALFORMED"
    })
    void aProblemNamesTheVariable(String name, String value, String code) {
        var problem = refused(KEYS, name, value).problem();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.detail()).contains(name).doesNotContain("canary");
    }

    @Test
    void addressesThatContradictAreNotGuessedAt() {
        var problem = refused(KEYS, "MONGODB_ATLAS_BASE_URL", "https://a", "MCLI_OPS_MANAGER_URL", "https://b")
                .problem();
        assertThat(problem.code()).isEqualTo("VARIABLES_CONTRADICT");
        assertThat(problem.detail()).contains("MONGODB_ATLAS_BASE_URL", "MCLI_OPS_MANAGER_URL");
        assertThat(read(KEYS, "MONGODB_ATLAS_BASE_URL", "https://a", "MCLI_OPS_MANAGER_URL", "https://a")
                        .atlasAddress())
                .hasToString("https://a");
    }

    @Test
    void withoutAtlasCredentialsItSaysWhatToSet() {
        assertThat(refused(Map.of("MONGODB_ATLAS_PUBLIC_API_KEY", " "))
                        .problem()
                        .code())
                .isEqualTo("NO_ATLAS_CREDENTIALS");
        assertThat(refused(Map.of()).problem().detail())
                .contains("MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_PUBLIC_API_KEY");
        assertThat(refused(Map.of("MONGODB_ATLAS_PUBLIC_API_KEY", "p"))
                        .problem()
                        .code())
                .isEqualTo("CREDENTIALS_INCOMPLETE");
    }

    @Test
    void awsKeysGoBeforeAProfile() {
        var connection = read(
                KEYS,
                "AWS_ACCESS_KEY_ID",
                "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "canary-aws",
                "AWS_SESSION_TOKEN",
                "canary-session",
                "AWS_PROFILE",
                "work",
                "AWS_REGION",
                "eu-west-1",
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:4566");
        assertThat(connection.aws())
                .isEqualTo(new AwsConnection.AccessKey(
                        "AKIAIOSFODNN7EXAMPLE",
                        Secret.of("canary-aws"),
                        Optional.of(Secret.of("canary-session")),
                        Optional.of(new AwsRegion("eu-west-1")),
                        AwsEndpoints.at(URI.create("http://127.0.0.1:4566"))));
        assertThat(connection.variables())
                .contains(
                        new Variable("AWS_PROFILE", "work", false),
                        new Variable("AWS_SECRET_ACCESS_KEY", "set", true),
                        new Variable("AWS_ENDPOINT_URL", "http://127.0.0.1:4566", true),
                        new Variable("AWS_REGION", "eu-west-1", true),
                        new Variable("AWS_DEFAULT_REGION", "us-east-1", false));
        assertThat(connection.toString()).doesNotContain("canary");
    }

    @Test
    void aProfileKeepsItsRegionUnlessOneIsSet() {
        assertThat(read(KEYS, "AWS_PROFILE", "work").aws())
                .isEqualTo(new AwsConnection.Profile("work", Optional.empty(), AwsEndpoints.NONE));
        assertThat(read(KEYS, "AWS_PROFILE", "work", "AWS_DEFAULT_REGION", "us-east-1")
                        .aws()
                        .region())
                .contains(new AwsRegion("us-east-1"));
    }
}
