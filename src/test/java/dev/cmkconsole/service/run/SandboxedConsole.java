package dev.cmkconsole.service.run;

import dev.cmkconsole.AwsMemory;
import dev.cmkconsole.Hurried;
import dev.cmkconsole.Patience;
import dev.cmkconsole.Remembering;
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
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunControl;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.text.Messages;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The console's engine on real gateways, without a window and with short waits, for tests against a sandbox. */
public final class SandboxedConsole implements AutoCloseable {
    public static final String ROLE_NAME = "atlas-killed";
    public static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 100, Duration.ofMillis(50));
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    public final EncryptionService service;
    public final AtlasGateway atlas;
    public final AwsGateway aws;
    private final Journal journal;
    private final Gateways gateways;
    private final boolean owner;
    private final Time time;

    /**
     * The program's clock, and what waiting means.
     *
     * @param passing takes the time that somebody waits; empty where it passes by itself
     */
    private record Time(Clock clock, Optional<Consumer<Duration>> passing) {
        static Time passingByItself(Clock clock) {
            return new Time(clock, Optional.empty());
        }
    }

    /** Where a sandbox is and how to sign in, as words that a child process can be started with. */
    public record Address(
            String atlas, String publicKey, String privateKey, String aws, String accessKeyId, String secretAccessKey) {
        public static Address of(Sandbox sandbox) {
            var key = sandbox.apiKey();
            var operator = sandbox.awsOperator();
            return new Address(
                    sandbox.atlasUri().toString(),
                    key.user(),
                    key.secret(),
                    sandbox.awsUri().toString(),
                    operator.accessKeyId(),
                    operator.secretAccessKey());
        }

        static Address of(List<String> words) {
            return new Address(words.get(0), words.get(1), words.get(2), words.get(3), words.get(4), words.get(5));
        }

        List<String> words() {
            return List.of(atlas, publicKey, privateKey, aws, accessKeyId, secretAccessKey);
        }
    }

    public SandboxedConsole(Address at, Journal journal) {
        this(at, journal, Patience.atlas(3), Patience.aws());
    }

    public SandboxedConsole(Address at, Journal journal, AtlasSettings forAtlas, AwsSettings forAws) {
        this(
                Gateways.open(at, forAtlas, forAws, new Remembering(false)),
                journal,
                true,
                Time.passingByItself(Clock.systemUTC()));
    }

    /** Without sockets, for tests that ask a great many questions and are not about the wire. */
    public static SandboxedConsole within(Sandbox sandbox, Journal journal) {
        return within(sandbox, journal, Patience.atlas(3), Patience.aws());
    }

    public static SandboxedConsole within(
            Sandbox sandbox, Journal journal, AtlasSettings forAtlas, AwsSettings forAws) {
        var path = Within.of(sandbox);
        return new SandboxedConsole(Address.of(sandbox), journal, forAtlas.through(path), forAws.through(path));
    }

    /** Lives in the sandbox's time, which a test may advance. */
    public static SandboxedConsole inTimeOf(Sandbox sandbox, Journal journal) {
        return new SandboxedConsole(
                Gateways.within(sandbox, new Remembering(false)), journal, true, Time.passingByItself(sandbox.clock()));
    }

    /**
     * For a sandbox whose time stands still. It passes only while this program waits, so that a question is asked once
     * until then, or until a request is sent. Whoever else changes something says so by {@link #forget}.
     *
     * @param speed how much longer than the program's own waiting the sandbox's time is
     */
    public static SandboxedConsole inStillTimeOf(Sandbox sandbox, Journal journal, int speed) {
        return inStillTimeOf(sandbox, journal, speed, new Remembering(true));
    }

    /** The same, and AWS is asked again only where what it holds changed: for tests that make a great many plans. */
    public static SandboxedConsole whereAwsIsKnown(Sandbox sandbox, Journal journal, int speed) {
        return inStillTimeOf(sandbox, journal, speed, new Remembering(new AwsMemory(sandbox)));
    }

    private static SandboxedConsole inStillTimeOf(Sandbox sandbox, Journal journal, int speed, Remembering memory) {
        var gateways = Gateways.within(sandbox, memory);
        return new SandboxedConsole(gateways, journal, true, new Time(sandbox.clock(), Optional.of(waited -> {
            sandbox.advance(waited.multipliedBy(speed));
            gateways.memory().forget();
        })));
    }

    /** Gives up early on the one operation that the sandbox answers late, once the test makes it late. */
    public static SandboxedConsole hurried(Sandbox sandbox, Journal journal) {
        var at = Address.of(sandbox);
        var hurry = new Hurried(sandbox, Hurried.Effect.LATER);
        var patient = Gateways.open(at, Patience.atlas(3), Patience.aws(), new Remembering(false));
        var hurried = Gateways.open(at, Hurried.atlas(1), Hurried.aws(), new Remembering(false));
        return new SandboxedConsole(
                Gateways.of(
                        hurry.atlas(patient.atlas(), hurried.atlas()),
                        hurry.aws(patient.aws(), hurried.aws()),
                        patient.executor(),
                        new Remembering(false)),
                journal,
                true,
                Time.passingByItself(Clock.systemUTC()));
    }

    private SandboxedConsole(Gateways gateways, Journal journal, boolean owner, Time time) {
        this.time = time;
        this.gateways = gateways;
        this.journal = journal;
        this.atlas = gateways.atlas();
        this.aws = gateways.aws();
        this.owner = owner;
        var nothing = new NoCache(journal);
        service = new EncryptionService(
                new EncryptionService.Ports(
                        gateways.atlas(),
                        gateways.aws(),
                        journal,
                        nothing,
                        nothing,
                        null,
                        new Messages(Locale.ENGLISH, ZoneOffset.UTC)),
                Procedures.types(),
                new ConnectionInfo(true, "practice"),
                WAITS,
                time.clock());
    }

    /**
     * The restarted program on the same connections. They stay open when it closes, because opening them takes most of
     * a short test.
     */
    public SandboxedConsole again(Journal another) {
        return new SandboxedConsole(gateways, another, false, time);
    }

    /** The program's. */
    public Clock clock() {
        return time.clock();
    }

    /** Somebody else changed something in a sandbox whose time stands still. */
    public void forget() {
        gateways.memory().forget();
    }

    /** Plans without asking anything twice. Nothing is sent meanwhile, and nobody else changes anything. */
    public <T> T still(Supplier<T> planning) {
        return gateways.memory().still(planning);
    }

    private record Gateways(AtlasGateway atlas, AwsGateway aws, ExecutorService executor, Remembering memory) {
        static Gateways of(AtlasGateway atlas, AwsGateway aws, ExecutorService executor, Remembering memory) {
            return new Gateways(
                    memory.gateway(AtlasGateway.class, atlas), memory.gateway(AwsGateway.class, aws), executor, memory);
        }

        static Gateways within(Sandbox sandbox, Remembering memory) {
            var path = Within.of(sandbox);
            return open(
                    Address.of(sandbox),
                    Patience.atlas(3).through(path),
                    Patience.aws().through(path),
                    memory);
        }

        static Gateways open(Address at, AtlasSettings forAtlas, AwsSettings forAws, Remembering memory) {
            var clock = Clock.systemUTC();
            var executor = Executors.newVirtualThreadPerTaskExecutor();
            var atlas = new AtlasClient(
                    AtlasAddress.of(at.atlas(), clock),
                    new AtlasCredential.ApiKey(at.publicKey(), Secret.of(at.privateKey())),
                    forAtlas,
                    clock,
                    new Random(1),
                    Pause.REAL);
            var aws = new AwsGatewayClient(
                    new AwsConnection.Sandbox(
                            URI.create(at.aws()),
                            at.accessKeyId(),
                            Secret.of(at.secretAccessKey()),
                            new AwsRegion("us-east-1")),
                    forAws,
                    executor,
                    clock);
            return of(atlas, aws, executor, memory);
        }
    }

    public RunResult enable(String projectId, KeyArn key) {
        return service.run(
                new EnablePlanner(WAITS),
                EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(key)),
                projectId,
                Confirmation.PLAIN,
                _ -> {},
                new Hasty(time));
    }

    public <C extends Choices<C>> RunResult run(
            Planner<C> planner, C choices, String projectId, Confirmation confirmation) {
        return service.run(planner, choices, projectId, confirmation, _ -> {}, new Hasty(time));
    }

    /** Runs until the given step is next. */
    public <C extends Choices<C>> RunResult run(
            Planner<C> planner, C choices, String projectId, Confirmation confirmation, StopBefore stop) {
        var hand = new Hasty(time);
        return service.run(
                planner,
                choices,
                projectId,
                confirmation,
                event -> {
                    if (event instanceof RunEvent.Planned(var plan, var _)
                            && plan.next(Set.of())
                                    .filter(s -> s.id().equals(stop.step()))
                                    .isPresent()) {
                        hand.signal.stop();
                    }
                },
                hand);
    }

    /** Runs until the first event of that kind, and then as long as a stopped run takes. */
    public <C extends Choices<C>> RunResult run(
            Planner<C> planner, C choices, String projectId, Confirmation confirmation, Predicate<RunEvent> stop) {
        var hand = new Hasty(time);
        return service.run(
                planner,
                choices,
                projectId,
                confirmation,
                event -> {
                    if (stop.test(event)) {
                        hand.signal.stop();
                    }
                },
                hand);
    }

    public record StopBefore(StepId step) {}

    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        if (owner) {
            service.close();
            gateways.executor().close();
        } else {
            journal.close();
        }
    }

    /** Waits as a person would who cannot: never long. */
    private static final class Hasty implements RunControl {
        private final SignalRunControl signal = new SignalRunControl();
        private final Time passes;

        private Hasty(Time time) {
            this.passes = time;
        }

        @Override
        public boolean stopRequested() {
            return signal.stopRequested();
        }

        @Override
        public void await(Duration time) {
            var waited = time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT;
            passes.passing().ifPresentOrElse(pass -> pass.accept(waited), () -> signal.await(waited));
        }

        @Override
        public void pause(Duration time) {
            await(time);
        }
    }
}
