package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.CLOCK;
import static dev.cmkconsole.aws.AwsDouble.REGION;
import static dev.cmkconsole.aws.AwsDouble.SECRET_KEY;
import static dev.cmkconsole.aws.AwsDouble.problemOf;
import static dev.cmkconsole.aws.AwsDouble.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.secret.Secret;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt ends calls that wait for AWS. The next calls find connections. */
@Timeout(Patience.SECONDS)
class AwsInterruptTest {
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    /** So long that only the interrupt ends a call. */
    private static final AwsSettings PATIENT =
            new AwsSettings(Duration.ofSeconds(100), Duration.ofSeconds(100), Duration.ofSeconds(110), 4);

    private static final int READERS = 60;

    @Test
    void aCallThatHangsEndsAndCostsNoConnection() throws Exception {
        var silent = new AtomicBoolean(true);
        var arrived = new CountDownLatch(READERS);
        try (var server = new ScriptedServer(request -> {
                    arrived.countDown();
                    return silent.get()
                            ? new Reply.Silence()
                            : query(
                                    AwsDouble.operation(request),
                                    "<Arn>arn:aws:iam::111122223333:user/op</Arn><UserId>AIDA</UserId><Account>111122223333</Account>");
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var gateway = new AwsGatewayClient(sandbox(server), PATIENT, threads, CLOCK)) {
            var problems = new ConcurrentLinkedQueue<Problem>();
            var readers = IntStream.range(0, READERS)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> problems.add(problemOf(gateway::caller))))
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
            var callers = IntStream.range(0, READERS)
                    .mapToObj(_ -> threads.submit(gateway::caller))
                    .toList();
            for (var caller : callers) {
                assertThat(caller.get().account()).isEqualTo("111122223333");
            }
        }
    }

    @Test
    void whatWasStartedBesideACallEndsWithIt() throws Exception {
        var arrived = new CountDownLatch(3);
        try (var server = new ScriptedServer(_ -> {
                    arrived.countDown();
                    return new Reply.Silence();
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var gateway = new AwsGatewayClient(sandbox(server), PATIENT, threads, CLOCK)) {
            var reader = Thread.ofVirtual()
                    .start(() -> problemOf(() -> gateway.key(new KeyReference.ByArn(KEY), KEY.region())));
            arrived.await();
            assertThat(server.requests())
                    .extracting(AwsDouble::operation)
                    .containsExactlyInAnyOrder("DescribeKey", "ListAliases", "GetKeyRotationStatus");
            reader.interrupt();
            reader.join();
            // Waits for all three, so it ends only if each was interrupted.
            threads.close();
        }
    }

    @Test
    void oneRefusalEndsWhatWasStartedBesideIt() {
        var others = new CountDownLatch(2);
        try (var server = new ScriptedServer(request -> {
                    if (!AwsDouble.operation(request).equals("DescribeKey")) {
                        others.countDown();
                        return new Reply.Silence();
                    }
                    try {
                        others.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return AwsDouble.kmsError(400, "NotFoundException", "no");
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var gateway = new AwsGatewayClient(sandbox(server), PATIENT, threads, CLOCK)) {
            assertThat(problemOf(() -> gateway.key(new KeyReference.ByArn(KEY), KEY.region()))
                            .code())
                    .isEqualTo("NotFoundException");
            threads.close();
        }
    }

    private static AwsConnection sandbox(ScriptedServer server) {
        return new AwsConnection.Sandbox(server.uri(), "AKIAIOSFODNN7EXAMPLE", Secret.of(SECRET_KEY), REGION);
    }
}
