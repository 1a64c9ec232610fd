package dev.cmkconsole.aws.source;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The credentials that a profile's {@code credential_process} prints. */
public final class ProcessCredentials extends CredentialSource {
    private static final String SOURCE = "credential_process";
    private static final int LARGEST_OUTPUT = 64 << 10;
    /** Such a program may wait for a person: a browser, or the touch of a security key. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final List<String> command;
    private final Duration longest;

    /** @param line for the shell */
    public ProcessCredentials(String line, Clock clock) {
        this(line, LONGEST, clock);
    }

    ProcessCredentials(String line, Duration longest, Clock clock) {
        super(clock);
        this.command = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                ? List.of("cmd.exe", "/C", line)
                : List.of("sh", "-c", line);
        this.longest = longest;
    }

    @Override
    GivenCredentials ask() {
        try {
            // What it writes as an error may contain a secret.
            var process =
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
            return GivenCredentials.read(SOURCE, output(process), "SessionToken");
        } catch (IOException e) {
            throw SdkClientException.create(
                    SOURCE + " could not be run (" + e.getClass().getSimpleName() + ")");
        }
    }

    private String output(Process process) throws IOException {
        var late = new AtomicBoolean();
        var deadline = new CompletableFuture<Void>().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
        var watch = deadline.whenComplete((_, timeout) -> {
            if (timeout instanceof TimeoutException) {
                late.set(true);
                end(process);
            }
        });
        try (var in = process.getInputStream()) {
            process.getOutputStream().close();
            var output = in.readNBytes(LARGEST_OUTPUT + 1);
            if (output.length > LARGEST_OUTPUT) {
                throw SdkClientException.create(SOURCE + " wrote more than " + (LARGEST_OUTPUT >> 10) + " KB");
            }
            var status = process.waitFor();
            if (late.get()) {
                throw late();
            }
            if (status != 0) {
                throw SdkClientException.create(SOURCE + " ended with status " + status);
            }
            return new String(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (late.get()) {
                throw late();
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("stopped while " + SOURCE + " was running");
        } finally {
            deadline.complete(null);
            watch.cancel(false);
            end(process);
        }
    }

    private SdkClientException late() {
        return SdkClientException.create(SOURCE + " gave nothing within " + longest.toSeconds() + " s");
    }

    /** What the shell started holds the output open after the shell itself has ended. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
