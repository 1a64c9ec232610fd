package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.CLOCK;
import static dev.cmkconsole.atlas.AtlasFixture.KEY;
import static dev.cmkconsole.atlas.AtlasFixture.PRIVATE_KEY;
import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.atlas.AtlasFixture.PUBLIC_KEY;
import static dev.cmkconsole.atlas.AtlasFixture.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.model.outcome.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt ends reads that wait for Atlas or for a connection. The next reads find the whole pool. */
@Timeout(Patience.SECONDS)
class AtlasInterruptTest {
    /** The size of the pool. */
    private static final int CONNECTIONS = 16;

    private static final int READERS = 60;
    /** So long that only the interrupt ends a read. */
    private static final AtlasSettings PATIENT = new AtlasSettings(
            new AtlasSettings.Timeouts(
                    Duration.ofSeconds(100), Duration.ofSeconds(100), Duration.ofSeconds(100), Duration.ofSeconds(100)),
            new AtlasSettings.ReadRetries(1, Duration.ofMillis(100), Duration.ofSeconds(10)),
            "test");

    @Test
    void readsThatHangEndAndCostNoConnection() throws Exception {
        var silent = new AtomicBoolean();
        var arrived = new CountDownLatch(CONNECTIONS);
        var together = new CountDownLatch(CONNECTIONS);
        var digest = new DigestDouble(PUBLIC_KEY, PRIVATE_KEY, _ -> {
            if (silent.get()) {
                arrived.countDown();
                return new Reply.Silence();
            }
            return new Reply.Answer(200, Map.of("Content-Type", "application/json"), "{\"awsIamRoles\":[]}");
        });
        try (var server = new ScriptedServer(digest);
                var client = new AtlasClient(
                        AtlasAddress.of(server.uri().toString(), CLOCK), KEY, PATIENT, CLOCK, new Random(1), _ -> {});
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.accessRoles(PROJECT);
            silent.set(true);
            var problems = new ConcurrentLinkedQueue<Problem>();
            var readers = IntStream.range(0, READERS)
                    .mapToObj(_ ->
                            Thread.ofVirtual().start(() -> problems.add(problemOf(() -> client.accessRoles(PROJECT)))))
                    .toList();
            arrived.await();
            readers.forEach(Thread::interrupt);
            for (var reader : readers) {
                reader.join();
            }
            assertThat(problems)
                    .hasSize(READERS)
                    .allSatisfy(p -> assertThat(p.code()).isEqualTo("INTERRUPTED"));

            silent.set(false);
            var reads = IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return client.accessRoles(PROJECT);
                    }))
                    .toList();
            for (var read : reads) {
                assertThat(read.get()).isEmpty();
            }
        }
    }
}
