package dev.cmkconsole.aws.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The credentials that a profile's {@code credential_process} prints. */
public final class ProcessCredentials extends CredentialSource {
    private static final String SOURCE = "credential_process";
    private static final int LARGEST_OUTPUT = 64 << 10;
    /** Such a program may wait for a person: a browser, or the touch of a security key. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** How often its output is taken while it runs, so that it never waits for a reader. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

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

    /**
     * What the program wrote until it ended. A process that it leaves behind may hold the output open for ever, so
     * nothing here waits for the end of the output.
     */
    private String output(Process process) throws IOException {
        var deadline = System.nanoTime() + longest.toNanos();
        var written = new ByteArrayOutputStream();
        try (var in = process.getInputStream()) {
            process.getOutputStream().close();
            boolean over;
            do {
                over = process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                written.write(in.readNBytes(Math.min(in.available(), LARGEST_OUTPUT + 1)));
                if (written.size() > LARGEST_OUTPUT) {
                    throw SdkClientException.create(SOURCE + " wrote more than " + (LARGEST_OUTPUT >> 10) + " KB");
                }
                if (!over && System.nanoTime() - deadline > 0) {
                    throw SdkClientException.create(SOURCE + " gave nothing within " + longest.toSeconds() + " s");
                }
            } while (!over);
            if (process.exitValue() != 0) {
                throw SdkClientException.create(SOURCE + " ended with status " + process.exitValue());
            }
            return written.toString(StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("stopped while " + SOURCE + " was running");
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
