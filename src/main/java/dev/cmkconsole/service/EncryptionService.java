package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.UserAccessKey;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeyQuestion;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.LastCheck;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Permit;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.IndexedJournal;
import dev.cmkconsole.procedure.run.RunControl;
import dev.cmkconsole.procedure.run.RunErrorCode;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.Runner;
import dev.cmkconsole.procedure.terraform.NamedByPlan;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.service.history.History;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The single entry point of the screens. Every method blocks and belongs on a background thread. */
public final class EncryptionService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionService.class);

    private final Ports ports;
    private final List<ProcedureType<?>> procedures;
    private final Clock clock;
    private final ConnectionInfo connection;
    private final WaitSettings waits;
    private final SnapshotReader reader;
    private final KeyReader keyReader;
    private final Runner runner;
    private final KnownProjects known;
    private final AcceptedDoubts accepted;
    private final History history;
    private final Runner.Observer observer = new Runner.Observer() {
        @Override
        public ProjectSnapshot observe(String projectId, ReadScope focus) {
            return EncryptionService.this.observe(projectId, focus);
        }

        @Override
        public Observed<KeySurvey> survey(ProjectSnapshot now, KeySurveyRequest focus) {
            return new Observed.Known<>(keyReader.read(now, focus), clock.instant());
        }

        @Override
        public ProjectSnapshot check(ProjectSnapshot now, CheckRequest request) {
            return Findings.into(now, () -> read(now.project().id(), CheckFocus.of(request), _ -> {}), accepted, clock);
        }

        @Override
        public Observed<CustomerKey> key(KeyQuestion question) {
            return reader.key(question);
        }

        @Override
        public Observed<List<SpareKey>> spareKeys(String projectId, AwsRegion region) {
            return reader.spareKeys(projectId, region);
        }
    };

    /** The ports that the service depends on. The wiring chooses the implementations. */
    public record Ports(
            AtlasGateway atlas,
            AwsGateway aws,
            Journal journal,
            SnapshotCache cache,
            HistoryIndex index,
            HistoryFile history,
            Phrasebook phrasebook) {}

    /** @param procedures every procedure of the program, in display order */
    public EncryptionService(
            Ports ports,
            List<ProcedureType<?>> procedures,
            ConnectionInfo connection,
            WaitSettings waits,
            Clock clock) {
        this.ports = ports;
        this.procedures = List.copyOf(procedures);
        this.clock = clock;
        this.connection = connection;
        this.waits = waits;
        this.known = new KnownProjects(ports.cache());
        this.accepted = new AcceptedDoubts(ports.journal(), ports.phrasebook());
        this.reader = new SnapshotReader(ports.atlas(), ports.aws(), clock);
        this.keyReader = new KeyReader(ports.atlas(), ports.aws(), ports.cache(), ports.journal(), clock);
        this.runner = new Runner(
                observer,
                ports.atlas(),
                ports.aws(),
                new IndexedJournal(ports.journal(), ports.index()),
                ports.phrasebook(),
                clock,
                () -> UUID.randomUUID().toString());
        this.history =
                new History(ports.journal(), ports.index(), ports.history(), this.procedures, runner::underWay, clock);
    }

    public ConnectionInfo connection() {
        return connection;
    }

    /** The current time by the service's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** The time by the services. Where none has answered yet, it reads the project, because every answer has a date. */
    public Instant serviceTime(String projectId) {
        if (!ServiceDates.of(clock).settled()) {
            var _ = ports.atlas().project(projectId);
        }
        return clock.instant();
    }

    /** Empty unless this computer's clock is more than five minutes from that of Atlas or AWS. */
    public Optional<ClockDifference> clockDifference() {
        return ServiceDates.of(clock).difference();
    }

    public WaitSettings waits() {
        return waits;
    }

    public List<ProcedureType<?>> procedures() {
        return procedures;
    }

    /** The caller's identity in Atlas and AWS. Never throws: a part that cannot be read states the reason. */
    public Identity identity() {
        return Identity.read(ports.atlas(), ports.aws(), clock);
    }

    /** Every project the caller can see, by name. Removes projects that no longer exist from the cache. */
    public List<Project> projects() {
        var all = ports.atlas().projects().stream()
                .sorted(java.util.Comparator.comparing(Project::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        known.retain(all.stream().map(Project::id).collect(Collectors.toSet()));
        return all;
    }

    /** The cached snapshot of each project. */
    public List<ProjectSnapshot> cached() {
        return ports.cache().loadAll();
    }

    /** What is known of a project: from this connection, or else from the cache. */
    public Optional<ProjectSnapshot> cached(String projectId) {
        return known.of(projectId);
    }

    /** The latest check of any process of the configuration that was read now. It is said only with its age. */
    public Optional<LastCheck> lastCheck(ProjectSnapshot now) {
        return known.lastCheck(now);
    }

    /**
     * Tells of every project that a reading, a check or a run learns something about from now on. The follower is
     * called on any thread and returns at once.
     *
     * @return ends it
     */
    public Runnable follow(Consumer<ProjectSnapshot> follower) {
        return known.follow(follower);
    }

    /**
     * Reads one project now and caches the snapshot.
     *
     * @throws ServiceException when the project itself cannot be read
     */
    public ProjectSnapshot observe(String projectId, ReadScope focus) {
        var before = known.of(projectId);
        return known.read(focus, before, reader.read(projectId, focus, before));
    }

    /**
     * Reads a project and everything known of its present and former keys: what needs each key, what AWS reports about
     * it, and the access key that a role replaced.
     *
     * @throws ServiceException when the project itself cannot be read; any other part that fails states so in its place
     */
    public ProjectSnapshot survey(String projectId, KeySurveyRequest focus) {
        var before = known.of(projectId);
        var now = observe(projectId, ReadScope.CONFIGURED);
        return now.withSurvey(new Observed.Known<>(keyReader.read(now, focus, before), clock.instant()));
    }

    /** Access keys of an IAM user; empty when there is no such user in the caller's account. */
    public Optional<List<UserAccessKey>> accessKeys(String userName) {
        return ports.aws().accessKeys(userName);
    }

    /**
     * Checks whether Atlas can use a key with a role. Reads only.
     *
     * @param asTheyArrive receives each result as soon as it is known, on this thread
     * @throws ServiceException when the project itself cannot be read, or the thread is interrupted
     */
    public PreflightReport check(String projectId, CheckFocus focus, Consumer<CheckResult> asTheyArrive) {
        return accepted.into(
                read(projectId, focus, new Preflight(asTheyArrive)::consider).report());
    }

    /** The same for a caller that waits for the whole report. */
    public PreflightReport check(String projectId, CheckFocus focus) {
        return accepted.into(read(projectId, focus, _ -> {}).report());
    }

    private Findings.Judged read(String projectId, CheckFocus focus, Consumer<AccessFacts> progress) {
        var facts = new AccessReader(
                        ports.atlas(),
                        ports.aws(),
                        new RefusalHistory(ports.journal(), clock)::last,
                        new PastKeys(keyReader, known.of(projectId)),
                        clock)
                .read(projectId, focus, progress)
                .facts();
        var judged = new Findings.Judged(facts, PreflightReport.of(facts));
        known.checked(judged);
        return judged;
    }

    /** Roles of the caller's AWS account. */
    public List<RoleArn> iamRoles() {
        return ports.aws().roles();
    }

    public Optional<IamRole> iamRole(String name) {
        return ports.aws().role(name);
    }

    /** Keys of the caller's AWS account in a region. */
    public List<CustomerKey> keys(AwsRegion region) {
        return ports.aws().keys(region);
    }

    public CustomerKey key(KeyReference reference, AwsRegion region) {
        return ports.aws().key(reference, region);
    }

    /**
     * Looks for a multi-Region key in other Regions, all in parallel. An outage in one Region delays only that Region's
     * answer.
     *
     * @return the answer of each Region; Regions without the key are left out
     */
    public Map<AwsRegion, Observed<CustomerKey>> replicas(KeyArn present, List<AwsRegion> regions) {
        return reader.replicas(present, regions);
    }

    public Optional<AwsRegion> defaultRegion() {
        return ports.aws().defaultRegion();
    }

    /** Reads the project and plans, without changing anything. */
    public <C extends Choices<C>> Plan plan(Planner<C> planner, C choices, String projectId) {
        var now = observer.observe(projectId, planner, choices);
        return new EffectReader(ports.atlas(), ports.aws(), keyReader, clock).judged(planner.plan(now, choices), now);
    }

    /**
     * Runs a procedure.
     *
     * @throws ServiceException when the project cannot be read, the journal cannot be written at the start, or the
     *     confirmation does not cover the irreversible steps; nothing was sent then
     */
    public <C extends Choices<C>> RunResult run(
            Planner<C> planner,
            C choices,
            String projectId,
            Confirmation confirmation,
            Consumer<RunEvent> listener,
            RunControl control) {
        return run(planner, choices, projectId, confirmation, Optional.empty(), listener, control);
    }

    /**
     * Runs the next part of a procedure, after a person acted by hand or decided.
     *
     * @param continues the run that paused, for the record
     * @throws ServiceException as the other overload
     */
    public <C extends Choices<C>> RunResult run(
            Planner<C> planner,
            C choices,
            String projectId,
            Confirmation confirmation,
            Optional<String> continues,
            Consumer<RunEvent> listener,
            RunControl control) {
        var plan = plan(planner, choices, projectId);
        plan.judged()
                .filter(j -> !j.effect().acts().isEmpty())
                .ifPresent(j -> listener.accept(new RunEvent.EffectKnown(j.effect(), clock.instant())));
        if (!confirmation.covers(plan)) {
            throw new ServiceException(new Problem.Local(
                    "run " + planner.procedure().id(),
                    RunErrorCode.NOT_CONFIRMED,
                    ports.phrasebook().say(Confirmation.missing(plan)),
                    clock.instant()));
        }
        boolean doubted = known.forgetChecks(projectId);
        var result = runner.run(
                new Runner.Order<>(
                        planner,
                        choices,
                        projectId,
                        identity().actor(),
                        connection.label(),
                        Permit.of(plan, confirmation.typedProjectName()),
                        continues),
                listener,
                control);
        observeQuietly(projectId, doubted);
        return result;
    }

    /**
     * The project as it is, as one Terraform configuration. Reads everything that Terraform can describe.
     *
     * @throws ServiceException when the project itself cannot be read
     */
    public TerraformConfiguration terraform(String projectId) {
        return TerraformConfiguration.of(reading(projectId, NamedByPlan.NOTHING), ports.phrasebook());
    }

    /**
     * The project as a plan leaves it, as one Terraform configuration.
     *
     * @throws ServiceException when the project itself cannot be read
     */
    public TerraformConfiguration terraform(Plan plan) {
        return TerraformConfiguration.of(reading(plan.project().id(), NamedByPlan.of(plan)), plan, ports.phrasebook());
    }

    private ProjectReading reading(String projectId, NamedByPlan named) {
        return new ConfigurationReader(ports.atlas(), ports.aws(), clock).read(projectId, named.roles(), named.keys());
    }

    /** The last use of a key by anyone, as AWS records it. Empty when there was none or none is known. */
    public Optional<KeyUse> lastUse(KeyArn key) {
        return ports.aws().lastUse(key);
    }

    /** The last use of an IAM user's access key. */
    public Optional<KeyUse> accessKeyLastUse(String accessKeyId) {
        return ports.aws().accessKeyLastUse(accessKeyId);
    }

    /** The backups of one cluster that are encrypted with a customer-managed key, each with its key. */
    public List<SnapshotKey> snapshotKeys(String projectId, Cluster cluster) {
        return ports.atlas().snapshotKeys(projectId, cluster);
    }

    /** Reads what a run left. Where a check had failed or warned, the run may have been its fix, so it is checked again. */
    private void observeQuietly(String projectId, boolean doubted) {
        try {
            var now = observe(projectId, ReadScope.CONFIGURED);
            var state = now.state();
            if (doubted || !state.findings().isEmpty() || !state.warnings().isEmpty()) {
                check(projectId, CheckFocus.CONFIGURED);
            }
        } catch (ServiceException e) {
            LOG.info("not remembered after the run: {}", e.problem().code());
        }
    }

    /** Everything that was recorded, in all projects. */
    public History history() {
        return history;
    }

    @Override
    public void close() {
        ports.atlas().close();
        ports.aws().close();
        ports.journal().close();
    }
}
