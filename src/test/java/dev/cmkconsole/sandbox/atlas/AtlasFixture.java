package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.state.AtlasStorage;
import dev.cmkconsole.sandbox.http.Faults;
import dev.cmkconsole.sandbox.http.LoopbackServer;
import dev.cmkconsole.sandbox.http.RequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A small Atlas over real HTTP with a clock that only moves when told. */
final class AtlasFixture implements AutoCloseable {
    static final String ROLE_ARN = "arn:aws:iam::111122223333:role/atlas";
    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String OTHER_KEY = "arn:aws:kms:us-east-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab";
    static final String EXTERNAL_ID = "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e";
    static final String SCENARIO = """
        {
          "organizations": [{"name": "Test", "id": "5f00000000000000000000aa"}],
          "apiKeys": [
            {"name": "owner", "publicKey": "ownerkey", "privateKey": "11111111-2222-4333-8444-555555555555",
             "roles": [{"role": "ORG_OWNER"}, {"role": "GROUP_OWNER", "project": "*"}]},
            {"name": "reader", "publicKey": "readonly", "privateKey": "21111111-2222-4333-8444-555555555555",
             "roles": [{"role": "GROUP_READ_ONLY", "project": "on"}]},
            {"name": "elsewhere", "publicKey": "elsewher", "privateKey": "31111111-2222-4333-8444-555555555555",
             "roles": [{"role": "ORG_OWNER"}], "accessList": ["203.0.113.0/24"]},
            {"name": "chief", "publicKey": "chiefkey", "privateKey": "41111111-2222-4333-8444-555555555555",
             "roles": [{"role": "ORG_OWNER"}]}
          ],
          "serviceAccounts": [{"name": "robot", "clientId": "mdb_sa_id_5f00000000000000000000bb", "clientSecret": "mdb_sa_sk_abcdefghijklmnop",
             "roles": [{"role": "GROUP_OWNER", "project": "*"}]}],
          "users": [{"username": "ada@example.com", "firstName": "Ada", "lastName": "L", "roles": [{"role": "GROUP_OWNER", "project": "on"}]}],
          "projects": [
            {"name": "fresh", "id": "5f0000000000000000000001",
             "clusters": [
               {"name": "free", "size": "M0"},
               {"name": "rs", "size": "M10"},
               {"name": "sh", "size": "M30", "shards": 2},
               {"name": "asleep", "size": "M10", "paused": true},
               {"name": "blue", "size": "M10", "provider": "AZURE", "region": "EUROPE_WEST"}],
             "flexClusters": [{"name": "bendy"}]},
            {"name": "on", "id": "5f0000000000000000000002",
             "roles": [{"name": "r", "arn": "%s", "externalId": "%s"}],
             "encryption": {"role": "r", "key": "%s", "region": "US_EAST_1"},
             "clusters": [{"name": "one", "size": "M10", "encrypted": true}, {"name": "two", "size": "M30", "shards": 2, "encrypted": true, "searchNodes": 2}],
             "snapshots": [{"cluster": "one", "daysAgo": 1, "key": "%s"}]},
            {"name": "legacy", "id": "5f0000000000000000000003",
             "encryption": {"accessKeyID": "AKIAIOSFODNN7EXAMPLE", "secretAccessKey": "secret", "key": "%s", "region": "US_EAST_1"},
             "clusters": [{"name": "old", "size": "M10", "encrypted": true}]},
            {"name": "empty", "id": "5f0000000000000000000004"}
          ]
        }
        """.formatted(ROLE_ARN, EXTERNAL_ID, KEY, OTHER_KEY, KEY);
    static final String FRESH = "/groups/5f0000000000000000000001";
    static final String ON = "/groups/5f0000000000000000000002";
    static final String LEGACY = "/groups/5f0000000000000000000003";
    static final String EMPTY = "/groups/5f0000000000000000000004";

    final Hand clock = new Hand();
    /** The callers' clock. It stands still, so what ages by it does not age with {@link #clock}. */
    final Hand realClock = new Hand();

    final FakeAws aws = new FakeAws();
    final Switches switches = new Switches();
    final Faults faults = new Faults();
    final RequestLog log = new RequestLog();
    final AtlasCloud cloud;
    final LoopbackServer server;
    final AtlasTestClient owner;
    final AtlasTestClient reader;

    /** Moves by hand. */
    public static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-08-10T03:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    AtlasFixture() {
        this(AtlasStorage.NONE);
    }

    AtlasFixture(AtlasStorage storage) {
        aws.trusted.put(ROLE_ARN, EXTERNAL_ID);
        switches.dailySnapshotRetentionDays = 0;
        try {
            cloud = AtlasCloud.seed(
                    Json.LENIENT.readTree(SCENARIO),
                    aws,
                    new AtlasCloud.Surroundings(clock, realClock, switches, storage));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        server = new LoopbackServer(
                "atlas",
                0,
                null,
                () -> cloud,
                new LoopbackServer.Surroundings(clock, faults, log, new AtomicReference<>(Duration.ZERO)));
        owner = new AtlasTestClient(server.uri(), "ownerkey", "11111111-2222-4333-8444-555555555555");
        reader = new AtlasTestClient(server.uri(), "readonly", "21111111-2222-4333-8444-555555555555");
    }

    /** A client with the API key of that name. */
    AtlasTestClient login(String name) {
        var key = cloud.overview().apiKey(name).orElseThrow();
        return new AtlasTestClient(server.uri(), key.user(), key.secret());
    }

    void seconds(long count) {
        clock.advance(Duration.ofSeconds(count));
    }

    @Override
    public void close() {
        server.close();
    }
}
