package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.AtlasCloud;
import dev.cmkconsole.sandbox.atlas.AtlasOverview;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.state.AtlasStorage;
import dev.cmkconsole.sandbox.atlas.state.World;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.Faults;
import dev.cmkconsole.sandbox.http.LoopbackServer;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.sandbox.http.SelfSignedCertificate;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running sandbox: Atlas and AWS on loopback ports, with their clock, faults and stored state. */
public final class Sandbox implements AutoCloseable {
    private static final String META = "sandbox";

    private final SandboxOptions options;
    /** The same for every scenario until the sandbox ends, so that a reset signs nobody out. */
    private final FreshSecrets secrets;
    /** Null without a data directory. Each loaded scenario has its own instance. */
    private volatile StateFiles files;

    private final SandboxClock clock;
    private final Switches switches = new Switches();
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final AtomicReference<Running> running = new AtomicReference<>();
    private final AtomicReference<Duration> latency;
    private final LoopbackServer atlasServer;
    private final LoopbackServer atlasHttpsServer;
    private final LoopbackServer awsServer;
    private final SelfSignedCertificate certificate;

    /**
     * @param door the service that the server calls for Atlas
     * @param aws the service that the server calls for AWS: the cloud itself, or the wrapper that writes it to disk
     */
    private record Running(
            String scenario,
            JsonNode operator,
            AtlasCloud atlas,
            SimulatedService door,
            AwsCloud cloud,
            SimulatedService aws) {}

    /** AWS credentials of the scenario's operator. They never print themselves. */
    public record AwsOperator(String accessKeyId, String secretAccessKey, String region) {
        @Override
        public String toString() {
            return accessKeyId + " in " + region;
        }
    }

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.secrets = new FreshSecrets(options.doors().secrets());
        var making = options.https() ? certificate(options) : null;
        this.files = options.data() == null ? null : new StateFiles(options.data());
        var meta = files == null ? Optional.<JsonNode>empty() : files.one(META).map(Sandbox::parse);
        this.clock = meta.map(m -> restoredClock(m, options))
                .orElseGet(() -> new SandboxClock(
                        options.timing().base(), options.timing().speed()));
        this.latency = new AtomicReference<>(options.timing().latency());
        if (meta.isEmpty() || !restore(meta.get())) {
            load(options.scenario());
        }
        this.certificate = making == null ? null : made(making);
        var around = new LoopbackServer.Surroundings(clock, faults, log, latency);
        Supplier<SimulatedService> door = () -> running.get().door();
        Supplier<SimulatedService> front = options.control() ? controlled(door) : door;
        this.atlasServer = new LoopbackServer("atlas", options.ports().atlas(), null, front, around);
        this.atlasHttpsServer = certificate == null
                ? null
                : new LoopbackServer("atlas", options.ports().atlasHttps(), certificate.context(), front, around);
        this.awsServer = new LoopbackServer(
                "aws", options.ports().aws(), null, () -> running.get().aws(), around);
    }

    private Supplier<SimulatedService> controlled(Supplier<SimulatedService> door) {
        var front = new ControlEndpoint(this, door);
        return () -> front;
    }

    /**
     * Starts a sandbox. Returns when every port answers.
     *
     * @throws UncheckedIOException when a port is taken or the data directory cannot be used
     * @throws IllegalArgumentException when there is no such scenario
     */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    public URI atlasUri() {
        return atlasServer.uri();
    }

    /** For callers in this process. */
    public LoopbackServer atlasServer() {
        return atlasServer;
    }

    /** For callers in this process. */
    public LoopbackServer awsServer() {
        return awsServer;
    }

    /** Empty unless the options ask for HTTPS. */
    public Optional<URI> atlasHttpsUri() {
        return Optional.ofNullable(atlasHttpsServer).map(LoopbackServer::uri);
    }

    /** PEM file that HTTPS clients must trust. */
    public Optional<Path> certificate() {
        return Optional.ofNullable(certificate).map(SelfSignedCertificate::file);
    }

    /** One address for KMS, STS and IAM of every region. */
    public URI awsUri() {
        return awsServer.uri();
    }

    public SandboxClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requestLog() {
        return log;
    }

    public Switches switches() {
        return switches;
    }

    /** Organizations, projects, logins, and facts that the API does not return. */
    public AtlasOverview atlas() {
        return running.get().atlas().overview();
    }

    public AwsCloud aws() {
        return running.get().cloud();
    }

    public AwsOperator awsOperator() {
        var operator = running.get().operator();
        return new AwsOperator(
                operator.path("accessKeyId").asText(),
                operator.path("secretAccessKey").asText(),
                operator.path("region").asText("us-east-1"));
    }

    /** An API key that owns every project of the scenario. */
    public AtlasOverview.Login apiKey() {
        return atlas().apiKeys().getFirst();
    }

    /** A read-only API key. */
    public AtlasOverview.Login readOnlyKey() {
        return atlas().apiKey("read-only").orElseThrow();
    }

    public AtlasOverview.Login serviceAccount() {
        return atlas().serviceAccounts().getFirst();
    }

    public String orgId() {
        return atlas().organizations().getFirst().id();
    }

    /** @throws java.util.NoSuchElementException when the scenario has no project of that name */
    public String projectId(String name) {
        return atlas().project(name).orElseThrow().id();
    }

    public String scenario() {
        return running.get().scenario();
    }

    public SandboxReport report() {
        return new SandboxReport(this);
    }

    /** Operation names, as faults and the request log use them. */
    public List<String> operations() {
        return running.get().atlas().operations();
    }

    public void latency(Duration each) {
        latency.set(each);
    }

    public synchronized void advance(Duration by) {
        clock.advance(by);
        saveMeta();
    }

    public synchronized void speed(double factor) {
        clock.speed(factor);
        saveMeta();
    }

    /** Sets switches by name; see {@link Switches}. */
    public synchronized void change(JsonNode values) {
        switches.set(values);
        saveMeta();
    }

    /** Sets the state of a KMS key, named as in {@code DescribeKey}. No permission is checked. */
    public void keyState(String arn, String state) {
        running.get().cloud().setKeyState(arn, state);
        persistAws();
    }

    /**
     * Resets the sandbox to the beginning of the current scenario. Time continues; faults and the request log are
     * cleared.
     */
    public void reset() {
        load(scenario());
    }

    /** Replaces the whole state with a scenario. Requests in progress finish on the old state. */
    public synchronized void load(String scenario) {
        var definition = secrets.ofScenario(Scenarios.load(scenario));
        switches.reset();
        if (definition.has("switches")) {
            switches.set(definition.path("switches"));
        }
        faults.clear();
        log.clear();
        if (files != null) {
            files.retire();
            files = new StateFiles(options.data());
            files.clear();
            files.seeding(true);
        }
        var aws = newAws();
        aws.load(definition.path("aws"));
        var atlas = AtlasCloud.seed(definition.path("atlas"), aws, atlasSurroundings());
        install(scenario, definition.path("operator"), atlas, aws);
        persistAws();
        if (files != null) {
            files.seeding(false);
        }
        saveMeta();
    }

    @Override
    public void close() {
        atlasServer.close();
        awsServer.close();
        if (atlasHttpsServer != null) {
            atlasHttpsServer.close();
        }
    }

    private AwsCloud newAws() {
        var timing = options.timing();
        return new AwsCloud(clock, AwsSettings.defaults(timing.base()).withIamPropagation(timing.settling()));
    }

    private void install(String scenario, JsonNode operator, AtlasCloud atlas, AwsCloud aws) {
        running.set(new Running(
                scenario,
                operator,
                atlas,
                options.around().apply(atlas),
                aws,
                files == null ? aws : new PersistedAws(aws, files)));
    }

    private boolean restore(JsonNode meta) {
        var saved = files.one(PersistedAws.FILE);
        if (saved.isEmpty()) {
            return false;
        }
        switches.set(meta.path("switches"));
        var aws = newAws();
        renewSecrets(meta);
        aws.restore(secrets.in(parse(saved.get())));
        var atlas = AtlasCloud.restore(aws, atlasSurroundings());
        if (atlas.isEmpty()) {
            return false;
        }
        install(meta.path("scenario").asText(), secrets.in(meta.path("operator")), atlas.get(), aws);
        persistAws();
        saveMeta();
        return true;
    }

    /** Secrets that the user made in an earlier run stay as they are; only the scenario's own are new. */
    private void renewSecrets(JsonNode meta) {
        secrets.replace(meta.path("operator").path("secretAccessKey"));
        var atlas = Scenarios.load(meta.path("scenario").asText()).path("atlas");
        var names = Stream.of("apiKeys/publicKey", "serviceAccounts/clientId")
                .flatMap(path -> atlas
                        .path(path.substring(0, path.indexOf('/')))
                        .findValuesAsText(path.substring(path.indexOf('/') + 1))
                        .stream())
                .collect(Collectors.toSet());
        files.one(World.DIRECTORY).map(Sandbox::parse).ifPresent(directory -> {
            directory.path("identities").forEach(one -> {
                if (names.contains(one.path("publicKey").asText())) {
                    secrets.replace(one.path("secret"));
                }
            });
            files.put(World.DIRECTORY, Json.bytes(secrets.in(directory)));
        });
    }

    private AtlasCloud.Surroundings atlasSurroundings() {
        var storage = files == null ? AtlasStorage.NONE : files;
        return new AtlasCloud.Surroundings(clock, options.timing().base(), switches, storage);
    }

    private void persistAws() {
        if (running.get().aws() instanceof PersistedAws persisted) {
            persisted.save();
        }
    }

    private void saveMeta() {
        if (files == null) {
            return;
        }
        var anchor = clock.anchor();
        ObjectNode meta = Json.object().put("scenario", scenario());
        meta.set("operator", running.get().operator());
        meta.set("switches", Json.MAPPER.valueToTree(switches.values()));
        meta.putObject("clock")
                .put("real", anchor.real().toString())
                .put("simulated", anchor.simulated().toString())
                .put("speed", anchor.speed());
        files.put(META, Json.bytes(meta));
    }

    /** Simulated time continued while the sandbox was stopped, at its last speed. */
    private static SandboxClock restoredClock(JsonNode meta, SandboxOptions options) {
        var clock = meta.path("clock");
        var restored = new SandboxClock(
                options.timing().base(),
                new SandboxClock.Anchor(
                        Instant.parse(clock.path("real").asText()),
                        Instant.parse(clock.path("simulated").asText()),
                        clock.path("speed").asDouble(1)));
        restored.speed(options.timing().speed());
        return restored;
    }

    private static JsonNode parse(byte[] document) {
        try {
            return Json.MAPPER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's data cannot be read: " + e.getMessage(), e);
        }
    }

    /** A separate process makes the certificate while the scenario loads. */
    private static FutureTask<SelfSignedCertificate> certificate(SandboxOptions options) {
        var making = new FutureTask<>(() -> SelfSignedCertificate.in(
                options.data() == null ? temporary() : options.data(),
                options.timing().base()));
        Thread.ofVirtual().name("certificate").start(making);
        return making;
    }

    private static SelfSignedCertificate made(FutureTask<SelfSignedCertificate> making) {
        try {
            return making.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the certificate was made", e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("cmk-sandbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
