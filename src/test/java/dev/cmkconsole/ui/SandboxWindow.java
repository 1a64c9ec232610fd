package dev.cmkconsole.ui;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.atlas.AtlasOverview;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.store.H2Store;
import dev.cmkconsole.ui.task.ScreenThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** View models on the real service, real gateways, a real cache and a sandbox over HTTP. Only the window is missing. */
public final class SandboxWindow implements AutoCloseable {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 60, Duration.ofMillis(50));
    private static final Duration ROOMY = Duration.ofSeconds(20);

    public final Sandbox sandbox;
    public final TestFrame window = new TestFrame(Clock.systemUTC());
    public final EncryptionService service;
    public final Journal journal;
    public final AtlasGateway atlas;
    public final AwsGateway aws;
    private final H2Store store;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService storeThread = Executors.newSingleThreadExecutor();

    /**
     * @param silence longest wait for an answer; with {@link #patient} far more than anything takes
     * @param folder exists; keeps the cache
     */
    public SandboxWindow(Sandbox sandbox, Journal journal, Path folder, Duration silence) {
        this(sandbox, sandbox.apiKey(), journal, folder, silence);
    }

    /** @param key who asks Atlas */
    public SandboxWindow(Sandbox sandbox, AtlasOverview.Login key, Journal journal, Path folder, Duration silence) {
        var clock = Clock.systemUTC();
        this.sandbox = sandbox;
        this.journal = journal;
        var operator = sandbox.awsOperator();
        atlas = new AtlasClient(
                new AtlasAddress(sandbox.atlasUri()),
                new AtlasCredential.ApiKey(key.user(), Secret.of(key.secret())),
                atlas(silence),
                clock,
                new Random(1),
                Pause.REAL);
        aws = new AwsGatewayClient(
                new AwsConnection.Sandbox(
                        sandbox.awsUri(),
                        operator.accessKeyId(),
                        Secret.of(operator.secretAccessKey()),
                        new AwsRegion(operator.region())),
                new AwsSettings(ROOMY, silence, silence.multipliedBy(2), 8),
                threads,
                clock);
        store = H2Store.open(folder.resolve("cache.mv.db"), journal, clock, storeThread, _ -> {});
        service = new EncryptionService(
                ScreenThread.keptFree(new EncryptionService.Ports(
                        atlas,
                        aws,
                        journal,
                        store,
                        store,
                        new dev.cmkconsole.journal.JournalHistoryFile(folder.resolve("journal.jsonl"), clock),
                        window.messages)),
                Procedures.types(),
                new ConnectionInfo(true, "practice"),
                WAITS,
                clock);
    }

    /** Sandbox time runs fast, so that seconds in AWS and Atlas pass almost immediately. */
    public static Sandbox quickSandbox() {
        return Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(100));
    }

    public static Duration patient() {
        return ROOMY;
    }

    /** A read is tried twice; what Atlas asks to wait longer than an instant is said at once. */
    private static AtlasSettings atlas(Duration silence) {
        return new AtlasSettings(
                new AtlasSettings.Timeouts(ROOMY, silence, silence, ROOMY),
                new AtlasSettings.ReadRetries(2, Duration.ofMillis(5), Duration.ofMillis(50)),
                "test");
    }

    /** The current project, read independently of any screen. */
    public ProjectSnapshot observe(String name) {
        return ScreenThread.away(() -> service.observe(project(name), ReadScope.CONFIGURED));
    }

    public String project(String name) {
        return sandbox.projectId(name);
    }

    /** Does something that blocks while somebody presses a button over and over. */
    public void impatiently(Duration every, Supplier<Runnable> button, Runnable blocking) {
        try (var presser = Executors.newSingleThreadScheduledExecutor()) {
            presser.scheduleWithFixedDelay(
                    () -> button.get().run(), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
            try {
                blocking.run();
            } finally {
                presser.shutdownNow();
            }
        }
    }

    @Override
    public void close() {
        service.close();
        store.close();
        storeThread.shutdown();
        threads.shutdownNow();
    }
}
