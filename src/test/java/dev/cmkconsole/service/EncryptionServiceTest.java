package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.NoChoices;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The single entry point: its confirmation of irreversible steps, its memory, and failures that must not stop a run.
 */
class EncryptionServiceTest {
    private final MovingClock clock = new MovingClock();
    private final MemoryJournal journal = new MemoryJournal(clock, new ArrayList<>());
    private final Shelf shelf = new Shelf();
    private final AtomicInteger sent = new AtomicInteger();
    private final EncryptionService service = new EncryptionService(
            new EncryptionService.Ports(
                    gateway(AtlasGateway.class), gateway(AwsGateway.class), journal, shelf, shelf, null, Text::key),
            Procedures.types(),
            new ConnectionInfo(true, "practice"),
            WaitSettings.REAL,
            clock);

    /** Cache and index in one, which can break. */
    private static final class Shelf implements SnapshotCache, HistoryIndex {
        private final List<ProjectSnapshot> snapshots = new ArrayList<>();
        private final List<JournalEntry> entries = new ArrayList<>();
        private boolean broken;

        private void check() {
            if (broken) {
                throw new IllegalStateException("the database is gone");
            }
        }

        @Override
        public void save(ProjectSnapshot snapshot) {
            check();
            snapshots.add(snapshot);
        }

        @Override
        public Optional<ProjectSnapshot> load(String projectId) {
            check();
            return snapshots.stream().findFirst();
        }

        @Override
        public List<ProjectSnapshot> loadAll() {
            return snapshots;
        }

        @Override
        public void retain(Set<String> projectIds) {
            check();
        }

        @Override
        public void add(JournalEntry entry) {
            check();
            entries.add(entry);
        }

        @Override
        public List<JournalEntry> find(Query query) {
            return entries;
        }
    }

    private <T> T gateway(Class<T> port) {
        var answers = Map.<String, Object>of(
                "project",
                Situation.PROJECT,
                "projects",
                List.of(Situation.PROJECT),
                "accessRoles",
                List.<AccessRole>of(),
                "encryptionAtRest",
                new EncryptionAtRest(AwsKms.OFF, Set.of(), false),
                "isProjectOwner",
                true,
                "caller",
                Situation.CALLER,
                "whoAmI",
                new SignedIn(SignedIn.CredentialKind.API_KEY, "abcdefgh", Optional.empty(), Set.of()));
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            if (method.getName().equals("send")) {
                sent.incrementAndGet();
                return new Answer(200, "{}", Optional.empty());
            }
            return answers.getOrDefault(method.getName(), List.of());
        }));
    }

    /** One irreversible request, which is done once it was sent. */
    private final class ForEver implements Planner<NoChoices> {
        @Override
        public ProcedureType<?> procedure() {
            return EnableProcedure.TYPE;
        }

        @Override
        public ReadScope readScope(NoChoices choices) {
            return ReadScope.CONFIGURED;
        }

        @Override
        public Plan plan(ProjectSnapshot now, NoChoices choices) {
            Project project = now.project();
            var request = new AtlasRequest(
                    "burn",
                    "PATCH",
                    "/api/atlas/v2/groups/" + project.id() + "/encryptionAtRest",
                    "2023-01-01",
                    Optional.of("{}"));
            return new Plan(
                    procedure(),
                    project,
                    now.at(),
                    List.of(Step.atlas(StepId.of("burn"))
                            .words("t")
                            .reversibility(Reversibility.NEVER)
                            .status(Status.when(sent.get() > 0))
                            .request(request)
                            .build()));
        }
    }

    private RunResult run(Confirmation confirmation) {
        return service.run(
                new ForEver(), new NoChoices(), Situation.PROJECT.id(), confirmation, _ -> {}, new SignalRunControl());
    }

    @Test
    void whatIsForEverNeedsTheNameExactly() {
        for (var wrong : List.of(
                Confirmation.PLAIN,
                Confirmation.typed(""),
                Confirmation.typed("Payments-Prod"),
                Confirmation.typed("payments"))) {
            assertThatThrownBy(() -> run(wrong))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("NOT_CONFIRMED"));
        }
        assertThat(sent).hasValue(0);
        assertThat(journal.entries()).isEmpty();
        assertThat(run(Confirmation.typed(" payments-prod ")).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
    }

    @Test
    void everyEntryGoesToTheIndexToo() {
        run(Confirmation.typed("payments-prod"));

        assertThat(shelf.entries).isEqualTo(journal.entries());
        assertThat(journal.entries())
                .first()
                .satisfies(
                        e -> assertThat(e.what().actor()).isEqualTo("Atlas abcdefgh, AWS " + Situation.CALLER.arn()));
        assertThat(service.history().ofRun(journal.entries().getFirst().what().runId()))
                .isEqualTo(journal.entries());
    }

    @Test
    void aBrokenCacheAndIndexStopNothing() {
        shelf.broken = true;

        assertThat(run(Confirmation.typed("payments-prod")).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(journal.entries()).hasSize(4);
        assertThat(service.projects()).containsExactly(Situation.PROJECT);
    }

    @Test
    void whatIsReadIsRemembered() {
        service.observe(Situation.PROJECT.id(), ReadScope.CONFIGURED);

        assertThat(service.cached(Situation.PROJECT.id())).isPresent();
        assertThat(service.cached()).hasSize(1);
    }
}
