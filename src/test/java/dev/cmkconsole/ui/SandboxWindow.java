package dev.cmkconsole.ui;

import dev.cmkconsole.Hurried;
import dev.cmkconsole.Patience;
import dev.cmkconsole.Within;
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
import java.util.function.Function;
import java.util.function.Supplier;

/** View models on the real service, real gateways, a real cache and a sandbox over HTTP. Only the window is missing. */
public final class SandboxWindow implements AutoCloseable {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 60, Duration.ofMillis(50));

    /** A read is tried twice; what Atlas asks to wait longer than an instant is said at once. */
    private static final AtlasSettings PATIENT = new AtlasSettings(
            Patience.atlas(2).timeouts(),
            new AtlasSettings.ReadRetries(2, Duration.ofMillis(5), Duration.ofMillis(50)),
            "test");

    public final Sandbox sandbox;
    public final TestFrame window = new TestFrame(Clock.systemUTC());
    public final EncryptionService service;
    public final Journal journal;
    public final AtlasGateway atlas;
    public final AwsGateway aws;
    private final H2Store store;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService storeThread = Executors.newSingleThreadExecutor();

    /** @param folder exists; keeps the cache */
    public SandboxWindow(Sandbox sandbox, Journal journal, Path folder) {
        this(sandbox, sandbox.apiKey(), journal, folder);
    }

    /** @param key who asks Atlas */
    public SandboxWindow(Sandbox sandbox, AtlasOverview.Login key, Journal journal, Path folder) {
        this(sandbox, journal, folder, threads -> {
            var path = Within.of(sandbox);
            return Ways.to(sandbox, key, PATIENT.through(path), Patience.aws().through(path), threads);
        });
    }

    /** For a sandbox that goes away. */
    public static SandboxWindow overTheWire(Sandbox sandbox, Journal journal, Path folder) {
        return new SandboxWindow(
                sandbox,
                journal,
                folder,
                threads -> Ways.to(sandbox, sandbox.apiKey(), PATIENT, Patience.aws(), threads));
    }

    /** Gives up early on the one operation that the sandbox answers late. */
    public static SandboxWindow hurried(Sandbox sandbox, Journal journal, Path folder) {
        var hurry = new Hurried(sandbox, Hurried.Effect.UNSEEN);
        return new SandboxWindow(sandbox, journal, folder, threads -> {
            var patient = Ways.to(sandbox, sandbox.apiKey(), PATIENT, Patience.aws(), threads);
            var hurried = Ways.to(sandbox, sandbox.apiKey(), Hurried.atlas(2), Hurried.aws(), threads);
            return new Ways(hurry.atlas(patient.atlas(), hurried.atlas()), hurry.aws(patient.aws(), hurried.aws()));
        });
    }

    private SandboxWindow(Sandbox sandbox, Journal journal, Path folder, Function<ExecutorService, Ways> gateways) {
        var clock = Clock.systemUTC();
        this.sandbox = sandbox;
        this.journal = journal;
        var ways = gateways.apply(threads);
        atlas = ways.atlas();
        aws = ways.aws();
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

    private record Ways(AtlasGateway atlas, AwsGateway aws) {
        static Ways to(
                Sandbox sandbox,
                AtlasOverview.Login key,
                AtlasSettings forAtlas,
                AwsSettings forAws,
                ExecutorService threads) {
            var clock = Clock.systemUTC();
            var operator = sandbox.awsOperator();
            return new Ways(
                    new AtlasClient(
                            new AtlasAddress(sandbox.atlasUri()),
                            new AtlasCredential.ApiKey(key.user(), Secret.of(key.secret())),
                            forAtlas,
                            clock,
                            new Random(1),
                            Pause.REAL),
                    new AwsGatewayClient(
                            new AwsConnection.Sandbox(
                                    sandbox.awsUri(),
                                    operator.accessKeyId(),
                                    Secret.of(operator.secretAccessKey()),
                                    new AwsRegion(operator.region())),
                            forAws,
                            threads,
                            clock));
        }
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
