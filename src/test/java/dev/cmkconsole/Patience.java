package dev.cmkconsole;

import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The one time limit of the tests. It only ends a hang: a test waits for a condition, however long a busy machine
 * takes for it.
 */
public final class Patience {
    public static final long SECONDS = 180;
    public static final Duration LIMIT = Duration.ofSeconds(SECONDS);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Patience() {}

    /** One attempt of a client has all the time that a busy machine needs. */
    public static AtlasSettings atlas(int attempts) {
        return new AtlasSettings(
                new AtlasSettings.Timeouts(LIMIT, LIMIT, LIMIT, LIMIT),
                new AtlasSettings.ReadRetries(attempts, Duration.ofMillis(5), Duration.ofSeconds(2)),
                "test");
    }

    public static AwsSettings aws() {
        return new AwsSettings(LIMIT, LIMIT, LIMIT, 8);
    }

    /** For clients of the AWS SDK that are not the program's. By themselves they wait 30 seconds for an answer. */
    public static UrlConnectionHttpClient.Builder sdk() {
        return UrlConnectionHttpClient.builder().connectionTimeout(LIMIT).socketTimeout(LIMIT);
    }

    /** False means that it hangs, or that the thread was interrupted. */
    public static boolean await(CountDownLatch latch) {
        try {
            return latch.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static boolean await(Condition condition) throws InterruptedException {
        return condition.await(SECONDS, TimeUnit.SECONDS);
    }

    public static void await(CyclicBarrier barrier) throws Exception {
        barrier.await(SECONDS, TimeUnit.SECONDS);
    }

    public static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    public static boolean end(Process process) throws InterruptedException {
        return process.waitFor(SECONDS, TimeUnit.SECONDS);
    }

    public static boolean end(ExecutorService executor) throws InterruptedException {
        return executor.awaitTermination(SECONDS, TimeUnit.SECONDS);
    }

    public static boolean end(Thread thread) throws InterruptedException {
        return thread.join(LIMIT);
    }

    /** For what nobody announces. */
    public static void until(String what, BooleanSupplier condition) {
        var never = new CountDownLatch(1);
        for (long looks = LIMIT.dividedBy(BETWEEN_LOOKS); !condition.getAsBoolean(); looks--) {
            try {
                if (looks == 0 || never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("does not come: " + what);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }
}
