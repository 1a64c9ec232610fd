package dev.cmkconsole.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A termination signal ends the window and waits until its files are closed, but not for ever. */
@Timeout(Patience.SECONDS)
class EndOnSignalTest {
    @Test
    void aSignalEndsTheWindowAndWaitsForItsFiles() {
        var window = new CompletableFuture<Integer>();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var signal = new EndOnSignal(() -> window.complete(0), Duration.ofSeconds(50));
            var hook = CompletableFuture.runAsync(signal::signaled, threads);
            window.join();
            assertThat(hook).as("the files are still open").isNotDone();
            signal.close();
            hook.join();
        }
    }

    @Test
    void theWaitIsLimited() {
        new EndOnSignal(() -> {}, Duration.ofMillis(1)).signaled();
    }
}
