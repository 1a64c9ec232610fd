package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The whole program with known secrets: commands that succeed, fail and are interrupted. The test searches every
 * remaining byte: journal, cache, logs of all levels, exports, reports and output.
 */
@Alongside
@ResourceLock(Alongside.LOGS)
class CanaryTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(50));
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String LEDGER_SECRET = "sandbox/ledger/opens/nothing/real/000000";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/";

    @TempDir
    Path data;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final Logger ours = Logger.getLogger("dev.cmkconsole");
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
            // No text is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final StringBuilder printed = new StringBuilder();
    private Sandbox sandbox;

    @BeforeEach
    void listen() {
        recorder.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        ours.addHandler(recorder);
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    }

    @AfterEach
    void stop() {
        ours.removeHandler(recorder);
        ours.setLevel(null);
        sandbox.close();
    }

    private String run(String... args) {
        var environment = Map.of(
                "MONGODB_ATLAS_BASE_URL",
                sandbox.atlasUri() + "/",
                "MONGODB_ATLAS_PUBLIC_API_KEY",
                sandbox.apiKey().user(),
                "MONGODB_ATLAS_PRIVATE_API_KEY",
                sandbox.apiKey().secret(),
                "AWS_ENDPOINT_URL",
                sandbox.awsUri().toString(),
                "AWS_ACCESS_KEY_ID",
                sandbox.awsOperator().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                sandbox.awsOperator().secretAccessKey(),
                "AWS_REGION",
                "eu-west-1");
        var out = new ByteArrayOutputStream();
        var both = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--connection", "env", "--data", data.resolve("data").toString()));
        ConsoleCommand.execute(
                new Program(
                        environment,
                        Map.of("os.name", "Linux", "user.home", data.toString()),
                        both,
                        both,
                        Clock.systemUTC(),
                        new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                        new Program.Practice(100, WAITS, WAITS)),
                all.toArray(String[]::new));
        var text = out.toString(StandardCharsets.UTF_8);
        printed.append(text);
        return text;
    }

    private List<String> secrets() {
        var plain = List.of(sandbox.apiKey().secret(), sandbox.awsOperator().secretAccessKey(), LEDGER_SECRET);
        var pair = sandbox.apiKey().user() + ":" + sandbox.apiKey().secret();
        return Stream.concat(
                        plain.stream(),
                        Stream.of(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /** What people paste elsewhere, and a project that is on credentials as it is. */
    private void texts(String project) {
        run("plan", "switch", "--project", project, "--texts");
        for (var format : List.of("script", "terraform")) {
            run(
                    "plan",
                    "switch",
                    "--project",
                    project,
                    "--format",
                    format,
                    "--out",
                    data.resolve("plan." + format).toString());
        }
        run("export", "terraform", "--project", project);
        run(
                "export",
                "terraform",
                "--project",
                project,
                "--out",
                data.resolve("adopted").toString());
    }

    @Test
    void nothingThatIsLeftBehindHoldsASecret() throws IOException {
        String legacy = sandbox.projectId("ledger-legacy");
        run("check", "--project", legacy);
        run("check", "--project", legacy, "--format", "json");
        run("plan", "switch", "--project", legacy, "--format", "json");
        texts(legacy);
        for (var kind : List.of(Fault.FaultKind.DROP_AFTER, Fault.FaultKind.STATUS)) {
            sandbox.faults()
                    .inject(new Fault(
                            "createCloudProviderAccess",
                            1,
                            1,
                            kind,
                            500,
                            sandbox.apiKey().secret().substring(0, 8),
                            Duration.ZERO));
            sandbox.faults().inject(new Fault("iam:CreateRole", 1, 1, kind, 500, "ServiceFailure", Duration.ZERO));
            run("run", "switch", "--project", legacy, "--confirm", "ledger-legacy");
        }
        run(
                "run",
                "switch",
                "--project",
                legacy,
                "--confirm",
                "ledger-legacy",
                "--accept",
                "check:hidden-policies,check:service-control-policies");
        run("run", "fix", "--project", legacy, "--check", "trust-policy");
        run("plan", "enable", "--project", legacy, "--key", KEY + "nothing");
        run("run", "retire", "--project", legacy);
        var listed = run("history", "list", "--format", "json");
        for (var format : List.of("text", "html", "json", "csv")) {
            run(
                    "history",
                    "export",
                    "--format",
                    format,
                    "--out",
                    data.resolve("export." + format).toString());
        }
        var id = RUN.matcher(listed);
        assertThat(id.find()).as("a run was recorded: %s", listed).isTrue();
        for (var format : List.of("text", "html", "json")) {
            run(
                    "history",
                    "report",
                    "--run",
                    id.group(),
                    "--format",
                    format,
                    "--out",
                    data.resolve("report." + format).toString());
        }

        assertThat(secrets())
                .allSatisfy(
                        secret -> assertThat(printed.toString()).as("printed").doesNotContain(secret));
        assertThat(log).isNotEmpty().allSatisfy(line -> assertThat(secrets()).noneMatch(line::contains));
        try (var files = Files.walk(data)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .extracting(f -> f.getFileName().toString())
                    .as("record, cache, exports")
                    .anyMatch(f -> f.endsWith(".jsonl"))
                    .anyMatch(f -> f.endsWith(".mv.db"))
                    .contains(
                            "plan.script",
                            "versions.tf",
                            "export.csv",
                            "export.html",
                            "export.json",
                            "export.text",
                            "report.html",
                            "report.json");
            for (var file : all) {
                var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                var wide = new String(Files.readAllBytes(file), StandardCharsets.UTF_16LE);
                assertThat(secrets())
                        .as(file.toString())
                        .noneMatch(bytes::contains)
                        .noneMatch(wide::contains);
            }
        }
    }
}
