package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.alerts.AlertsProcedure;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.clusters.ClusterProcedure;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.procedure.disable.DisableProcedure;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.procedure.drill.DrillPlanner;
import dev.cmkconsole.procedure.drill.DrillProcedure;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.procedure.network.NetworkProcedure;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.procedure.roles.RecordProcedure;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.procedure.rotate.RegionProcedure;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.rotate.RotateProcedure;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.procedure.searchnodes.SearchNodeProcedure;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.procedure.switching.SwitchProcedure;
import dev.cmkconsole.procedure.terraform.TerraformTruth;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.roles.RolesReading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks through sandboxes while other people make changes. Every unblocked plan runs to its end. Atlas refuses
 * nothing on the way, except while IAM settles. Organization policies, which an account cannot read, stay unchanged.
 * {@code -Dwalks=N} takes N walks through every scenario.
 */
@Alongside
class OfferedPlansTest {
    private static final List<String> SCENARIOS = List.of(
            "default",
            "fresh",
            "legacy",
            "interrupted",
            "multi-region",
            "private-network",
            "key-pending-deletion",
            "broken-role");
    private static final Set<String> SETTLING = Set.of(
            "CANNOT_ASSUME_ROLE",
            "INVALID_AWS_CREDENTIALS",
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
            "NO_PERMISSION_TO_ENCRYPT_DECRYPT");
    private static final int ORDERS = 12;
    /** The user's advance acceptance of everything that is unknown. */
    static final Set<StepId> ACCEPTED = Stream.concat(
                    Preflight.CHECKS.stream().map(Check::id).map(StepId::ofCheck),
                    Stream.of(
                                    "check-access",
                                    "check-owner",
                                    "check-key",
                                    "check-access",
                                    "set-up-role",
                                    "allow-key",
                                    "key-policy")
                            .map(StepId::of))
            .collect(Collectors.toSet());

    private static final Map<ProcedureType<?>, Integer> OFFERED = new HashMap<>();

    @TempDir
    Path dir;

    private record Order<C extends Choices<C>>(Planner<C> planner, C choices) {}

    static Stream<Arguments> walks() {
        return SCENARIOS.stream()
                .flatMap(scenario -> LongStream.rangeClosed(1, Long.getLong("walks", 1))
                        .boxed()
                        .flatMap(seed -> Stream.of(Duration.ZERO, Duration.ofSeconds(8))
                                .map(settling -> Arguments.of(scenario, seed, settling))));
    }

    @ParameterizedTest(name = "{0}, walk {1}, IAM settles in {2}")
    @MethodSource("walks")
    void whatIsOfferedRunsToItsEnd(String scenario, long seed, Duration settling) {
        var random = new Random(seed * 37 + scenario.hashCode());
        var done = new ArrayList<String>();
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario(scenario)
                        .speed(400)
                        .settling(settling));
                var console = new SandboxedConsole(
                        SandboxedConsole.Address.of(sandbox),
                        FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}));
                var others = new OtherHands(sandbox)) {
            for (int i = 0; i < ORDERS; i++) {
                var project = OtherHands.any(random, console.service.projects()).orElseThrow();
                if (i > 0 && random.nextInt(3) > 0) {
                    others.act(
                                    OtherHands.any(random, List.of(OtherHands.Act.values()))
                                            .orElseThrow(),
                                    project.id(),
                                    random)
                            .ifPresent(done::add);
                }
                var order = order(random, sandbox, console, project.id());
                if (ran(sandbox, console, order, project.id(), settling, done)) {
                    OFFERED.merge(order.planner().procedure(), 1, Integer::sum);
                }
                sandbox.advance(Duration.ofMinutes(random.nextInt(40)));
            }
        }
    }

    @AfterAll
    static void everyProcedureWasOfferedSomewhere() {
        assertThat(OFFERED)
                .containsOnlyKeys(
                        EnableProcedure.TYPE,
                        ClusterProcedure.TYPE,
                        SwitchProcedure.TYPE,
                        RotateProcedure.TYPE,
                        RegionProcedure.TYPE,
                        SearchNodeProcedure.TYPE,
                        NetworkProcedure.TYPE,
                        DisableProcedure.TYPE,
                        RecordProcedure.TYPE,
                        AlertsProcedure.TYPE,
                        DrillProcedure.TYPE);
    }

    /** @return whether the plan could be offered */
    private static <C extends Choices<C>> boolean ran(
            Sandbox sandbox,
            SandboxedConsole console,
            Order<C> order,
            String project,
            Duration settling,
            List<String> done) {
        var plan = console.service.plan(order.planner(), order.choices(), project);
        if (plan.steps().stream()
                .anyMatch(s -> s.status() instanceof Status.Blocked || s.status() instanceof Status.CannotTell)) {
            return false;
        }
        done.add(order.planner().procedure() + " of " + plan.project().name() + " with "
                + order.choices().toString().replaceAll(", accepted=\\[.*?]", ""));
        // Half of the walks are enough for the text, which takes a full reading.
        var terraform = settling.isZero() ? console.service.terraform(plan).whole() : "";
        sandbox.requestLog().clear();
        long entries = console.journal().last().map(JournalEntry::seq).orElse(0L);
        var result = console.run(
                order.planner(),
                order.choices(),
                project,
                Confirmation.typed(plan.project().name()),
                event -> event instanceof RunEvent.Waiting(var _, var since, var _, var at)
                        && since.plus(Patience.LIMIT).isBefore(at));
        var refused = console.journal().entries().stream()
                .filter(e -> e.seq() > entries)
                .map(JournalEntry::what)
                .filter(d -> d.outcome().equals(Optional.of(Outcome.REFUSED))
                        && d.status().isPresent())
                .toList();
        assertThat(refused.stream()
                        .filter(d ->
                                settling.isZero() || !SETTLING.contains(d.code().orElse("-")))
                        .map(d -> d.step() + " " + d.code() + " " + d.answer()))
                .as("refused, after %s", lines(done))
                .isEmpty();
        assertThat(result.kind())
                .as("after %s%nat %s: %s", lines(done), result.at(), result.problem())
                .isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(sandbox.requestLog().entries().stream()
                        .filter(e -> e.service().equals("atlas")
                                && e.status() >= 400
                                && e.status() < 500
                                && e.status() != 401)
                        .map(RequestLog.Entry::operation))
                .as("refused by Atlas and not by word of the journal, after %s", lines(done))
                .hasSize(
                        (int) refused.stream().filter(OfferedPlansTest::ofAtlas).count());
        assertThat(console.journal().openIntents(project)).isEmpty();
        assertThat(settling.isZero() ? TerraformTruth.faults(terraform, sandbox, project) : List.of())
                .as("Terraform describes what the run left, after %s", lines(done))
                .isEmpty();
        return true;
    }

    private static boolean ofAtlas(JournalDraft draft) {
        return SETTLING.contains(draft.code().orElse("-"));
    }

    private static String lines(List<String> done) {
        return String.join("\n  ", done);
    }

    private static Order<?> order(Random random, Sandbox sandbox, SandboxedConsole console, String project) {
        var now = console.service.observe(project, ReadScope.CONFIGURED);
        var keys = sandbox.aws().keys().stream().map(k -> KeyArn.of(k.arn())).toList();
        var key = OtherHands.any(random, keys).orElseThrow();
        var role = role(random, console, now.roles().value().orElse(List.of()));
        var accepted = accepted(key, role.iam().roleName());
        var present = now.encryption().value().flatMap(e -> e.awsKms().keyArn()).orElse(key);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                new Order<>(
                        new EnablePlanner(SandboxedConsole.WAITS),
                        EnableChoices.byConsole(role, new KeyChoice.Existing(key))
                                .withAccepted(accepted));
            case 10 ->
                new Order<>(
                        new DrillPlanner(SandboxedConsole.WAITS),
                        DrillChoices.after(console.service.trials().drill(project)));
            case 11 ->
                new Order<>(
                        new AlertsPlanner(),
                        AlertsChoices.TURN_ON.after(100 + random.nextInt(200)).withAccepted(accepted));
            case 8 -> setup(random, accepted);
            case 9 -> record(random, console, project);
            case 3 ->
                new Order<>(
                        new SwitchPlanner(SandboxedConsole.WAITS),
                        SwitchChoices.byConsole(role).withAccepted(accepted));
            case 4, 5 ->
                present.multiRegion()
                        ? elsewhere(
                                present,
                                OtherHands.any(
                                        random,
                                        keys.stream()
                                                .filter(k -> k.keyId().equals(present.keyId()))
                                                .toList()))
                        : new Order<>(
                                new RotatePlanner(SandboxedConsole.WAITS),
                                RotateChoices.byConsole(new KeyChoice.Existing(key))
                                        .withAccepted(accepted(
                                                key,
                                                now.configuredRole()
                                                        .flatMap(AccessRole::iamRoleArn)
                                                        .orElse(""))));
            default ->
                new Order<>(
                        new ClusterPlanner(SandboxedConsole.WAITS),
                        clusters(random, now.clusters().value().orElse(List.of())));
        };
    }

    /** A record of the project, or trust that is left over. */
    private static Order<RecordChoices> record(Random random, SandboxedConsole console, String project) {
        var reading = RolesReading.of(console.service, project);
        var cleanUp =
                OtherHands.any(random, List.of(RecordChoices.CleanUp.values())).orElseThrow();
        var left = OtherHands.any(random, reading.roles().leftOver());
        var choices = left.isPresent() && random.nextBoolean()
                ? RecordChoices.leftOver(left.get(), RecordChoices.CleanUp.TRUST)
                : reading.deauthorize(
                        OtherHands.any(random, reading.roles().records())
                                .map(r -> r.record().roleId())
                                .orElse("none"),
                        cleanUp);
        return new Order<>(
                new RecordPlanner(SandboxedConsole.WAITS),
                choices.withAccepted(
                        Set.of(RecordPlanner.AGE, RecordPlanner.BACKUPS, StepId.of("check-role-last-use"))));
    }

    private static Order<?> setup(Random random, Set<StepId> accepted) {
        return switch (random.nextInt(3)) {
            case 0 ->
                new Order<>(
                        new SearchNodePlanner(SandboxedConsole.WAITS),
                        new SearchNodeChoices(random.nextBoolean(), accepted));
            case 1 ->
                new Order<>(
                        new NetworkPlanner(SandboxedConsole.WAITS),
                        NetworkChoices.of(random.nextInt(3) > 0).withAccepted(accepted));
            default -> new Order<>(new DisablePlanner(SandboxedConsole.WAITS), new DisableChoices(accepted));
        };
    }

    private static Order<RegionChoices> elsewhere(KeyArn present, Optional<KeyArn> replica) {
        var choices = RegionChoices.byConsole(present, replica.orElse(present).region());
        return new Order<>(
                new RegionPlanner(SandboxedConsole.WAITS),
                new RegionChoices(choices.key(), Actor.CONSOLE, Set.of(), ACCEPTED));
    }

    /**
     * The other account's key is for one role, which is all that its owners told: about any other role nobody says
     * that it may.
     */
    private static Set<StepId> accepted(KeyArn key, String role) {
        return key.account().equals(OtherHands.OURS) || role.endsWith("atlas-global") ? ACCEPTED : Set.of();
    }

    private static RoleChoice role(Random random, SandboxedConsole console, List<AccessRole> records) {
        var fresh = RoleChoice.newRole("atlas-walk-" + random.nextInt(3));
        var existing = OtherHands.any(random, console.service.iamRoles())
                .map(RoleChoice::existing)
                .orElse(fresh);
        return switch (random.nextInt(4)) {
            case 0 -> existing;
            case 1 ->
                OtherHands.any(random, records)
                        .map(r -> RoleChoice.resume(r.roleId(), random.nextBoolean() ? fresh.iam() : existing.iam()))
                        .orElse(fresh);
            default -> fresh;
        };
    }

    /** The clusters that the screen lets the user select. */
    private static ClusterChoices clusters(Random random, List<Cluster> all) {
        Map<String, Boolean> wanted = all.stream()
                .filter(c -> c.obstacle().isEmpty())
                .collect(Collectors.toMap(Cluster::name, _ -> random.nextInt(3) > 0));
        return random.nextInt(4) > 0
                ? new ClusterChoices(wanted, Optional.empty())
                : ClusterChoices.create(
                        new NewCluster("walk-" + random.nextInt(3), "AWS", "US_EAST_1", "M10", random.nextBoolean()));
    }
}
