package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.kms;
import static dev.cmkconsole.aws.AwsDouble.kmsError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.ServiceClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two consoles made a key each for one wish. Both see the same winner, and the other key. */
@Tag("alone")
class CreatedKeyTest {
    private static final String PROJECT = "6a793f362c88faeba59b8a26";
    private static final AwsRegion REGION = new AwsRegion("eu-west-1");
    private static final NewKey WISH = NewKey.sought(PROJECT, "alias/orders", REGION);

    /** By id: when it was made, in seconds, and for which project. The list of KMS has no order. */
    private static final Map<String, Made> KEYS = Map.of(
            "11111111-1111-1111-1111-111111111111", new Made(1_800_000_020, PROJECT),
            "22222222-2222-2222-2222-222222222222", new Made(1_800_000_010, PROJECT),
            "33333333-3333-3333-3333-333333333333", new Made(1_800_000_010, PROJECT),
            "44444444-4444-4444-4444-444444444444", new Made(1_800_000_000, "6a793f362c88faeba59b8a27"));

    private record Made(long at, String project) {}

    private static String arn(String id) {
        return "arn:aws:kms:eu-west-1:111122223333:key/" + id;
    }

    private static Reply answer(String action, Request request) {
        var id = KEYS.keySet().stream().filter(request.body()::contains).findFirst();
        return switch (action) {
            case "ListKeys" ->
                kms("{\"Keys\":["
                        + String.join(
                                ",",
                                KEYS.keySet().stream()
                                        .map(k -> "{\"KeyId\":\"" + k + "\",\"KeyArn\":\"" + arn(k) + "\"}")
                                        .toList())
                        + "],\"Truncated\":false}");
            case "ListAliases" -> kms("{\"Aliases\":[],\"Truncated\":false}");
            case "GetKeyRotationStatus" -> kms("{\"KeyRotationEnabled\":false}");
            case "ListResourceTags" ->
                kms("{\"Tags\":[{\"TagKey\":\"ManagedBy\",\"TagValue\":\"cmk-console\"},"
                        + "{\"TagKey\":\"CmkConsoleAlias\",\"TagValue\":\"alias/orders\"},"
                        + "{\"TagKey\":\"AtlasProject\",\"TagValue\":\""
                        + KEYS.get(id.orElseThrow()).project() + "\"}],\"Truncated\":false}");
            case "DescribeKey" ->
                id.map(k -> kms("{\"KeyMetadata\":{\"AWSAccountId\":\"111122223333\",\"KeyId\":\"" + k
                                + "\",\"Arn\":\"" + arn(k) + "\",\"CreationDate\":"
                                + KEYS.get(k).at()
                                + ",\"Enabled\":true,\"KeyUsage\":\"ENCRYPT_DECRYPT\",\"KeyState\":\"Enabled\","
                                + "\"Origin\":\"AWS_KMS\",\"KeyManager\":\"CUSTOMER\",\"MultiRegion\":false,"
                                + "\"KeySpec\":\"SYMMETRIC_DEFAULT\"}}"))
                        .orElseGet(() -> kmsError(400, "NotFoundException", "no such alias"));
            default -> throw new IllegalArgumentException(action);
        };
    }

    @Test
    void theEarliestKeyWinsAndTheSmallerIdAmongThoseOfOneSecond() {
        try (var aws = new AwsDouble(CreatedKeyTest::answer)) {
            assertThat(aws.gateway.madeKey(WISH).arn()).hasToString(arn("22222222-2222-2222-2222-222222222222"));
        }
    }

    /** A key that is left without the alias does not hide whose the alias is. */
    @Test
    void anAliasOfAnotherKeyIsTakenThoughAKeyWasMade() {
        var foreign = "44444444-4444-4444-4444-444444444444";
        try (var aws = new AwsDouble((action, request) ->
                action.equals("DescribeKey") && request.body().contains("alias/orders")
                        ? answer(action, new Request(request.method(), request.target(), request.headers(), foreign))
                        : answer(action, request))) {
            assertThatThrownBy(() -> aws.gateway.madeKey(WISH)).isInstanceOfSatisfying(ServiceException.class, e -> {
                assertThat(e.problem().code()).isEqualTo(AwsErrorCode.ALIAS_TAKEN);
                assertThat(e.problem().detail()).isEqualTo(arn(foreign));
            });
        }
    }

    @Test
    void everyKeyOfTheProjectWithoutAnAliasIsNamed() {
        try (var aws = new AwsDouble(CreatedKeyTest::answer)) {
            var spares = aws.gateway.spareKeys(PROJECT, REGION);
            assertThat(spares)
                    .extracting(s -> s.arn().keyId().substring(0, 1))
                    .as("not the key of another project")
                    .containsExactly("2", "3", "1");
            assertThat(spares).extracting(SpareKey::alias).containsOnly("alias/orders");
            assertThat(spares.getFirst().created()).isEqualTo(Instant.ofEpochSecond(1_800_000_010));
        }
    }

    @Test
    void theDateOfAnAnswerTeachesTheClock() {
        var clock = new ServiceClock(AwsDouble.CLOCK);
        try (var aws = new AwsDouble((_, _) -> new Reply.Answer(
                        200,
                        Map.of("Content-Type", "application/x-amz-json-1.1", "Date", "Wed, 12 May 2027 18:00:00 GMT"),
                        "{\"Tags\":[],\"Truncated\":false}"));
                var gateway = new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                aws.server.uri(), "AKIAIOSFODNN7EXAMPLE", Secret.of(AwsDouble.SECRET_KEY), REGION),
                        AwsDouble.SETTINGS,
                        aws.executor,
                        clock)) {
            assertThat(gateway.keyTags(KeyArn.of(arn("11111111-1111-1111-1111-111111111111"))))
                    .isEmpty();
        }
        assertThat(clock.difference()).contains(new ClockDifference(Origin.AWS, Duration.ofHours(8)));
    }
}
