package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.SandboxGateways;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport.Conclusion;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.run.OtherHands;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.project.OverviewViewModel;
import dev.cmkconsole.ui.project.ProjectViewModel;
import dev.cmkconsole.ui.projects.ProjectRow;
import dev.cmkconsole.ui.projects.ProjectsViewModel;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The program's surfaces over one sandbox, without a toolkit. */
final class Surfaces implements AutoCloseable {
    /** Atlas' alerts that it cannot use the key (MongoDB, alert conditions). */
    private static final Set<String> CANNOT_USE = Set.of(
            "AWS_ENCRYPTION_KEY_INVALID",
            "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID",
            "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED");

    /** Surfaces that are asked besides, each of which takes as long again. LIFE: the rescue, the alerts, the roles and the network. */
    enum Besides {
        LIFE,
        CARE
    }

    /** The contract's guard watches every other sandbox; here it would take a third of the time. */
    private final Sandbox sandbox = Sandbox.start(
            SandboxOptions.defaults(Clock.systemUTC()).scenario("fresh").around(UnaryOperator.identity()));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OtherHands others = new OtherHands(sandbox);
    private final RunActs runs = new RunActs(sandbox, new MemoryJournal(sandbox.clock(), new ArrayList<>()));
    private final AtlasGateway atlas;
    private final AwsGateway aws;

    Surfaces() {
        var gateways = SandboxGateways.within(sandbox, sandbox.clock(), threads);
        atlas = gateways.atlas();
        aws = gateways.aws();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    RandomState arrangeCare(int number, Random random) {
        return RandomState.ofCare(sandbox, others, runs, number, random);
    }

    RandomState arrange(String scenario, Random random) {
        return RandomState.in(sandbox, others, runs, scenario, random);
    }

    /** @return the project's id */
    String onCredentialsWithAnInactiveAccessKey() {
        sandbox.load("legacy");
        var id = sandbox.projectId("ledger-legacy");
        new RareActs(sandbox, others)
                .act(RareActs.Act.ACCESS_KEY_INACTIVE, id, new Random(1))
                .orElseThrow();
        return id;
    }

    /** Opens the project, checks it, plans for it and lists its keys, as a user would. */
    Said ask(String projectId) {
        return ask(projectId, new MemoryJournal(sandbox.clock(), new ArrayList<>()), EnumSet.allOf(Besides.class));
    }

    Said ask(String projectId, Journal journal, Set<Besides> besides) {
        var nothing = new NoCache(journal);
        var service = new EncryptionService(
                new EncryptionService.Ports(
                        OneMoment.of(AtlasGateway.class, atlas),
                        OneMoment.of(AwsGateway.class, aws),
                        journal,
                        nothing,
                        nothing,
                        null,
                        new Messages(Locale.ENGLISH, ZoneOffset.UTC)),
                Procedures.types(),
                new ConnectionInfo(true, "practice"),
                SandboxedConsole.WAITS,
                sandbox.clock());
        var frame = new TestFrame(sandbox.clock()).frame();
        var projects = new ProjectsViewModel(frame, service);
        projects.start();
        var header = new ProjectViewModel(frame, service, projectId, Procedures.tabs());
        header.start();
        var report = service.check(projectId, CheckFocus.CONFIGURED);
        var keys = service.survey(projectId, KeySurveyRequest.LISTING);
        var open = keys.clusters().value().orElseThrow().stream()
                .filter(c -> c.obstacle().isEmpty() && !c.encrypted())
                .findFirst();
        var plan = open.map(c -> service.plan(
                new ClusterPlanner(SandboxedConsole.WAITS),
                new ClusterChoices(Map.of(c.name(), true), Optional.empty()),
                projectId));
        var shown = header.snapshotProperty().get();
        var overview = new OverviewViewModel(
                        new ProjectContext(frame, null, service, projectId, header.snapshotProperty(), () -> {}))
                .overviewProperty()
                .get();
        var clusters = new ClustersViewModel(service, frame, projectId, () -> {});
        clusters.show(shown);
        var said = new KeysSaid(keys, oldKeyPlans(service, keys), report);
        return new Said(
                new Said.Shown(
                        row(projects, projectId), new Said.Header(shown, header.badge(shown)), overview, clusters),
                report,
                plan,
                said,
                besides.contains(Besides.LIFE) ? Optional.of(LifeSaid.of(service, projectId)) : Optional.empty(),
                besides.contains(Besides.CARE) ? Optional.of(CareSaid.of(service, projectId, said)) : Optional.empty());
    }

    /** The project's row, if the list could be read. */
    private static Optional<Said.Row> row(ProjectsViewModel projects, String projectId) {
        return projects.rows().stream()
                .filter(r -> r.id().equals(projectId))
                .filter(r -> r.reading() == ProjectRow.Reading.FRESH)
                .findFirst()
                .map(r -> new Said.Row(r, projects.next(r)));
    }

    private static Map<KeyArn, Plan> oldKeyPlans(EncryptionService service, ProjectSnapshot keys) {
        return keys.survey().value().orElseThrow().keys().stream()
                .filter(k -> !k.configured())
                .flatMap(k -> k.arn().stream())
                .collect(Collectors.toMap(
                        arn -> arn,
                        arn -> service.plan(
                                new OldKeyPlanner(SandboxedConsole.WAITS),
                                OldKeyChoices.of(arn, OldKeyChoices.OldKeyAct.DISABLE),
                                keys.project().id())));
    }

    /** A resource control policy keeps Atlas from this role, which nobody outside the organization can read. */
    private boolean hiddenDenial(String id) {
        return sandbox.scenario().equals("rescue")
                && sandbox.projectId("organization-suspected").equals(id);
    }

    /** Holds what was said against what Atlas answers, now and a day later. */
    void hearAtlas(Said said, String where) {
        var id = said.projectId();
        if (said.invalid()) {
            assertThat(!atlas.encryptionAtRest(id).awsKms().valid()
                            || said.disabledInAws(sandbox.aws().keys()))
                    .as("the key is not usable: %s", where)
                    .isTrue();
        }
        boolean passes = said.report().conclusion() == Conclusion.PASSES;
        sandbox.advance(Duration.ofMinutes(2));
        said.trusted().filter(_ -> !hiddenDenial(id)).ifPresent(record -> {
            var arn = record.iamRoleArn().orElseThrow();
            assertThat(sandbox.aws().assumeRole(arn, record.externalId()))
                    .as("trust-policy passes: %s", where)
                    .isEmpty();
            said.allowedKey()
                    .ifPresent(key -> assertThat(sandbox.aws()
                                    .useKeyWithRole(
                                            arn,
                                            record.externalId(),
                                            key.toString(),
                                            key.region().id()))
                            .as("every policy passes: %s", where)
                            .isEmpty());
        });
        if (passes) {
            for (var later : new Duration[] {Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofHours(23)}) {
                sandbox.advance(later);
                assertThat(atlas.encryptionAtRest(id).awsKms().valid())
                        .as("all checks pass, after %s: %s", later, where)
                        .isTrue();
                assertThat(atlas.openAlerts(id).stream().map(Alert::eventType).filter(CANNOT_USE::contains))
                        .as("all checks pass, after %s: %s", later, where)
                        .isEmpty();
            }
        }
        said.life().ifPresent(life -> life.hear(sandbox, atlas, others, said, where));
        said.care().ifPresent(care -> care.hear(aws, others, said, where));
        var safe = said.keys().safe();
        if (!safe.isEmpty()) {
            boolean valid = atlas.encryptionAtRest(id).awsKms().valid();
            // KMS may have deleted one meanwhile.
            sandbox.aws().keys().stream()
                    .map(AwsCloud.KeyView::arn)
                    .filter(arn -> safe.contains(KeyArn.of(arn)))
                    .forEach(arn -> sandbox.keyState(arn, "Disabled"));
            sandbox.advance(Duration.ofHours(24));
            assertThat(atlas.encryptionAtRest(id).awsKms().valid())
                    .as("safe: %s, %s", safe, where)
                    .isEqualTo(valid);
            for (var cluster : atlas.clustersWithKeptBackups(id)) {
                assertThat(atlas.backups(id, cluster).stream()
                                .flatMap(b -> b.masterKey().stream())
                                .filter(name -> safe.stream().anyMatch(k -> Said.same(k, name))))
                        .as("safe: %s, %s", safe, where)
                        .isEmpty();
            }
        }
    }

    static boolean passes(dev.cmkconsole.preflight.PreflightReport report, CheckId id) {
        return report.result(id)
                .filter(r -> r.verdict().outcome() == CheckOutcome.PASS)
                .isPresent();
    }

    @Override
    public void close() {
        others.close();
        runs.close();
        atlas.close();
        aws.close();
        threads.shutdown();
        sandbox.close();
    }
}
