package dev.cmkconsole.sandbox.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Patience;
import dev.cmkconsole.aws.signing.OwnClockSigning;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.Faults;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.LoopbackServer;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A simulated AWS over HTTP with AWS SDK clients, two customer accounts, Atlas' account, and a clock that moves only
 * on request. On closing, every reply must satisfy {@link StrictReplies}.
 */
final class AwsFixture implements AutoCloseable {

    static final String ACCOUNT = "111122223333";
    static final String OTHER = "444455556666";
    static final String ATLAS = "536727724300";
    static final String GOV = "777788889999";
    static final String REGION = "us-east-1";
    static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/" + KEY_ID;
    static final String MRK_ID = "mrk-1234abcd12ab34cd56ef1234567890ab";
    static final String MRK = "arn:aws:kms:us-east-1:111122223333:key/" + MRK_ID;
    static final String ROLE = "arn:aws:iam::111122223333:role/atlas/AtlasKeys";
    static final String EXTERNAL_ID = "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e";
    static final String SEED = "JBSWY3DPEHPK3PXP";
    static final AwsBasicCredentials ADMIN =
            AwsBasicCredentials.create("AKIAADMINADMINADMIN1", "admin/secret/admin/secret/admin/secret/1");
    static final AwsBasicCredentials READER = AwsBasicCredentials.create("AKIAREADERREADERREA1", "reader-secret");
    static final AwsBasicCredentials OTHER_ADMIN = AwsBasicCredentials.create("AKIAOTHEROTHEROTHER1", "other-secret");
    static final AwsBasicCredentials LEGACY = AwsBasicCredentials.create("AKIALEGACYLEGACYLEG1", "legacy-secret");
    static final AwsBasicCredentials GOV_ADMIN = AwsBasicCredentials.create("AKIAGOVGOVGOVGOVGOV1", "gov-secret");
    static final AwsBasicCredentials ROOT = AwsBasicCredentials.create("AKIAROOTROOTROOTROO1", "root-secret");

    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String SCENARIO =
            """
            {"accounts": [
              {"id": "%1$s", "name": "customer", "organization": "o-customer01",
               "policies": [{"name": "OnlyKms", "document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}}],
               "users": [
                 {"name": "admin", "managedPolicies": ["%2$s"], "tags": {"team": "security"}, "mfa": {"serial": "arn:aws:iam::%1$s:mfa/admin", "seed": "%3$s"},
                  "accessKeys": [{"id": "AKIAADMINADMINADMIN1", "secret": "admin/secret/admin/secret/admin/secret/1"}]},
                 {"name": "reader", "managedPolicies": ["arn:aws:iam::aws:policy/IAMReadOnlyAccess"],
                  "accessKeys": [{"id": "AKIAREADERREADERREA1", "secret": "reader-secret"}]},
                 {"name": "old-atlas", "path": "/legacy/", "inlinePolicies": {"kms": {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Action": ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"], "Resource": "arn:aws:kms:us-east-1:%1$s:key/%4$s"}]}},
                  "accessKeys": [{"id": "AKIALEGACYLEGACYLEG1", "secret": "legacy-secret"}]}],
               "rootAccessKeys": [{"id": "AKIAROOTROOTROOTROO1", "secret": "root-secret"}],
               "roles": [
                 {"name": "AtlasKeys", "path": "/atlas/", "trustPolicy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                     "Principal": {"AWS": "arn:aws:iam::%5$s:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "%6$s"}}}]},
                  "inlinePolicies": {"AtlasEncryptionAtRest": {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Action": ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"], "Resource": "arn:aws:kms:us-east-1:%1$s:key/%4$s"}]}}},
                 {"name": "Operator", "managedPolicies": ["%2$s"], "maxSessionDuration": 7200, "trustPolicy": {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%1$s:root"}, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}]}}],
               "keys": [
                 {"id": "%4$s", "region": "us-east-1", "aliases": ["alias/atlas"], "description": "payments", "tags": {"env": "prod"}},
                 {"id": "%7$s", "region": "us-east-1", "aliases": ["alias/multi"]},
                 {"id": "%7$s", "region": "eu-west-1", "primaryRegion": "us-east-1"},
                 {"id": "00000000-0000-0000-0000-000000000001", "region": "us-east-1", "state": "Disabled"},
                 {"id": "00000000-0000-0000-0000-000000000002", "region": "us-east-1", "state": "PendingDeletion", "deletionDate": "P7D"},
                 {"id": "00000000-0000-0000-0000-000000000003", "region": "us-east-1", "spec": "RSA_2048", "usage": "SIGN_VERIFY"},
                 {"id": "00000000-0000-0000-0000-000000000004", "region": "us-east-1", "origin": "EXTERNAL", "validTo": "P10D"},
                 {"id": "00000000-0000-0000-0000-000000000005", "region": "us-east-1", "state": "Unavailable"}]},
              {"id": "%8$s", "name": "foreign", "users": [{"name": "admin", "managedPolicies": ["%2$s"],
                  "accessKeys": [{"id": "AKIAOTHEROTHEROTHER1", "secret": "other-secret"}]}], "keys": [{"id": "00000000-0000-0000-0000-0000000000aa", "region": "us-east-1"}]},
              {"id": "%5$s", "name": "MongoDB Atlas", "atlas": true},
              {"id": "%9$s", "partition": "aws-us-gov", "users": [{"name": "admin", "managedPolicies": ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess"],
                  "accessKeys": [{"id": "AKIAGOVGOVGOVGOVGOV1", "secret": "gov-secret"}]}], "keys": [{"id": "00000000-0000-0000-0000-0000000000bb", "region": "us-gov-west-1"}]}
            ]}\
            """.formatted(ACCOUNT, ADMINISTRATOR, SEED, KEY_ID, ATLAS, EXTERNAL_ID, MRK_ID, OTHER, GOV);

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T12:00:00Z"));
    final AwsCloud cloud;
    /** Every reply that was sent, for checking members that no client reads. */
    final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private final LoopbackServer server;
    private final SdkHttpClient http = Patience.sdk()
            .proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariablesValues(false)
                    .build())
            .build();
    private final List<AutoCloseable> open = new ArrayList<>();

    record Exchange(HttpCall call, HttpReply reply) {}

    AwsFixture() {
        this(AwsSettings.defaults(Clock.systemUTC()), SCENARIO);
    }

    AwsFixture(AwsSettings settings, String scenario) {
        cloud = new AwsCloud(clock, settings);
        cloud.load(json(scenario));
        var recorded = new SimulatedService() {
            @Override
            public String operation(HttpCall call) {
                return cloud.operation(call);
            }

            @Override
            public HttpReply handle(HttpCall call) {
                var reply = cloud.handle(call);
                exchanges.add(new Exchange(call, reply));
                return reply;
            }
        };
        server = new LoopbackServer(
                "aws",
                0,
                null,
                () -> recorded,
                new LoopbackServer.Surroundings(
                        clock, new Faults(), new RequestLog(), new AtomicReference<>(Duration.ZERO)));
    }

    URI uri() {
        return server.uri();
    }

    KmsClient kms() {
        return kms(ADMIN);
    }

    KmsClient kms(AwsCredentials who) {
        return kms(who, REGION);
    }

    KmsClient kms(AwsCredentials who, String region) {
        return client(KmsClient.builder(), who, region);
    }

    StsClient sts(AwsCredentials who) {
        return client(StsClient.builder(), who, REGION);
    }

    IamClient iam() {
        return iam(ADMIN);
    }

    IamClient iam(AwsCredentials who) {
        return client(IamClient.builder(), who, "aws-global");
    }

    /** The admin with the credentials of a role. */
    AwsSessionCredentials as(String roleArn) {
        return session(sts(ADMIN)
                .assumeRole(r -> r.roleArn(roleArn).roleSessionName("test"))
                .credentials());
    }

    static AwsSessionCredentials session(Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends AutoCloseable> C client(
            B builder, AwsCredentials who, String region) {
        var client = builder.httpClient(http)
                .endpointOverride(uri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(who))
                // What a client of another test learned of its simulated clock is nothing to this one.
                .putAuthScheme(new OwnClockSigning(Clock.systemUTC()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(Patience.LIMIT)
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .build())
                .build();
        open.add(client);
        return client;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Waits until IAM changes are visible everywhere. */
    void settle() {
        clock.advance(Duration.ofSeconds(9));
    }

    @Override
    public void close() throws Exception {
        for (var client : open) {
            client.close();
        }
        http.close();
        server.close();
        exchanges.forEach(exchange -> StrictReplies.check(cloud.operation(exchange.call()), exchange.reply()));
    }

    static String refusal(Supplier<?> call) {
        try {
            call.get();
        } catch (software.amazon.awssdk.awscore.exception.AwsServiceException e) {
            return e.awsErrorDetails().errorCode() + " " + e.statusCode() + ": "
                    + e.awsErrorDetails().errorMessage();
        }
        return "no refusal";
    }

    static final class ManualClock extends Clock {
        private volatile Instant now;

        ManualClock(Instant start) {
            now = start;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
