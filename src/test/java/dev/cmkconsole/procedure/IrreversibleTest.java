package dev.cmkconsole.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AtlasRequests;
import dev.cmkconsole.procedure.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Irreversible steps: their confirmation and their timing. */
class IrreversibleTest {
    private static final StepId BURN = StepId.of("burn");
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Bench bench = new Bench();

    /** One request, done once the project has as many role records. */
    private record ForEver(int records) implements Planner<NoChoices> {
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
            return new Plan(
                    EnableProcedure.TYPE,
                    now.project(),
                    now.at(),
                    List.of(Step.atlas(BURN)
                            .words("enable.save")
                            .reversibility(Reversibility.NEVER)
                            .status(Status.when(
                                    now.roles().value().orElse(List.of()).size() >= records))
                            .request(
                                    AtlasRequests.createAccessRole(now.project().id()))
                            .retry(Retry.once(SETTLING))
                            .build()));
        }
    }

    @Test
    void itNeedsTheProjectsName() {
        var result = bench.run(new ForEver(1), new NoChoices(), bench.hand);

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("NOT_CONFIRMED");
        assertThat(bench.world.sent()).isZero();
    }

    @Test
    void itWaitsForWhatARunBeforeChangedInAws() {
        bench.enable();
        var changed = bench.journal.entries().stream()
                .filter(e -> e.what().kind() == EntryKind.INTENT
                        && e.what()
                                .recordedRequest()
                                .filter(RecordedRequest::toAws)
                                .isPresent())
                .map(JournalEntry::at)
                .reduce((_, later) -> later)
                .orElseThrow();

        assertThat(bench.runForEver(new ForEver(2), new NoChoices()).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        var sent = bench.journal.entries().stream()
                .filter(e ->
                        e.what().kind() == EntryKind.INTENT && e.what().step().equals(Optional.of(BURN.value())))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(changed, sent.at())).isGreaterThanOrEqualTo(SETTLING);
    }

    @Test
    void whereAwsWasNotChangedItWaitsOnlyToGetOutOfStepWithAnotherConsole() {
        assertThat(bench.runForEver(new ForEver(1), new NoChoices()).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.hand.waits())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(SETTLING.dividedBy(3)));
    }

    /** Saves the settings with the project's only role record, done once they require private networking. */
    private record WithRole() implements Planner<NoChoices> {
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
            var present = now.encryption().value().orElseThrow().awsKms();
            var role = now.roles().value().orElseThrow().getFirst().roleId();
            return new Plan(
                    EnableProcedure.TYPE,
                    now.project(),
                    now.at(),
                    List.of(Step.atlas(BURN)
                            .words("enable.save")
                            .reversibility(Reversibility.NEVER)
                            .status(Status.when(present.requirePrivateNetworking()))
                            .request(AtlasRequests.saveEncryption(
                                    now.project().id(), role, Situation.KEY.toString(), Situation.KEY.region(), true))
                            .retry(Retry.once(SETTLING))
                            .build()));
        }
    }

    private Duration pause() {
        int before = bench.hand.waits().size();
        assertThat(bench.runForEver(new WithRole(), new NoChoices()).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        return bench.hand.waits().subList(before, bench.hand.waits().size()).stream()
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The record of somebody else, with which the same IAM role works too. */
    private void madeElsewhere(Duration ago) {
        var own = bench.world.records.getFirst();
        bench.world.records.set(
                0,
                new AccessRole(
                        "6a793f88c0eb9e7a177165ff",
                        own.atlasAccountArn(),
                        own.externalId(),
                        own.iamRoleArn(),
                        bench.clock.instant().minus(ago),
                        own.authorized(),
                        own.featureUsages()));
    }

    /** Of two consoles with one record exactly one has made it, and sends while the other still waits. */
    @Test
    void theConsoleThatMadeTheRoleRecordGoesFirst() {
        bench.enable();
        bench.clock.pass(Duration.ofHours(1));
        assertThat(pause()).isLessThan(SETTLING.dividedBy(3));
    }

    @Test
    void anotherConsoleGoesAfterTheOneThatMayHaveMadeTheRecord() {
        bench.enable();
        bench.clock.pass(Duration.ofHours(1));
        madeElsewhere(Duration.ofDays(9));
        assertThat(pause()).isBetween(SETTLING.dividedBy(3), SETTLING.plus(SETTLING.dividedBy(3)));
    }

    /** The maker may have changed AWS last, and waits until that shows everywhere. */
    @Test
    void whereTheRecordHasJustAppearedItsMakerHasTheTimeToSettle() {
        bench.enable();
        bench.clock.pass(Duration.ofHours(1));
        madeElsewhere(Duration.ofSeconds(20));
        assertThat(pause()).isBetween(SETTLING.plus(SETTLING.dividedBy(3)), SETTLING.multipliedBy(3));
    }
}
