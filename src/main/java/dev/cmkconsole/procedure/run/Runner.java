package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeyQuestion;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Permit;
import dev.cmkconsole.procedure.plan.Planner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries plans out: intent to the journal, request, read back, outcome to the journal, and then a fresh plan from what
 * is there now. No program counter is stored. A crash, a second operator and a click in the Atlas UI look the same: what
 * is done is ticked.
 */
public final class Runner {

    /** Reads a project; throws {@link dev.cmkconsole.model.outcome.ServiceException} when the project itself cannot be read. */
    @FunctionalInterface
    public interface Observer {
        ProjectSnapshot observe(String projectId, ReadScope scope);

        /** The snapshot with the checks' findings and evidence. Never throws: what could not be checked says why. */
        default ProjectSnapshot check(ProjectSnapshot now, CheckRequest request) {
            return now;
        }

        /** Never throws: every part says for itself why it was not read. */
        default Observed<KeySurvey> survey(ProjectSnapshot now, KeySurveyRequest request) {
            return Observed.notRead();
        }

        /** Never throws: a region that does not answer says so. */
        default Observed<CustomerKey> key(KeyQuestion question) {
            return Observed.notRead();
        }

        /** Never throws: what could not be read says why. */
        default Observed<List<SpareKey>> spareKeys(String projectId, AwsRegion region) {
            return Observed.notRead();
        }

        /** Everything that a plan is made from. */
        default <C extends Choices<C>> ProjectSnapshot observe(String projectId, Planner<C> planner, C choices) {
            var read = observe(projectId, planner.readScope(choices));
            var seen = planner.keyQuestion(read, choices)
                    .map(question -> read.withPresentKey(key(question)))
                    .orElse(read);
            var surveyed = planner.keySurveyRequest(choices)
                    .map(request -> seen.withSurvey(survey(seen, request)))
                    .orElse(seen);
            var now = planner.spareKeysIn(choices)
                    .map(region -> surveyed.withSpareKeys(spareKeys(projectId, region)))
                    .orElse(surveyed);
            return planner.checkRequest(now, choices)
                    .map(request -> check(now, request))
                    .orElse(now);
        }
    }

    /**
     * An order for one run.
     *
     * @param actor public names of who acts, for the journal
     * @param connection where, for the journal
     * @param permit what the user confirmed; nothing else that takes something away is sent
     * @param continues the run that this run continues, after somebody acted by hand or decided; for the journal
     */
    public record Order<C extends Choices<C>>(
            Planner<C> planner,
            C choices,
            String projectId,
            String actor,
            String connection,
            Permit permit,
            Optional<String> continues) {

        public Order(Planner<C> planner, C choices, String projectId, String actor, String connection, Permit permit) {
            this(planner, choices, projectId, actor, connection, permit, Optional.empty());
        }
    }

    /** What a run works with. */
    record Tools(
            Observer observer,
            AtlasGateway atlas,
            AwsGateway aws,
            Journal journal,
            Phrasebook phrasebook,
            Clock clock,
            ActiveRuns active) {}

    private final Tools tools;
    private final Supplier<String> runIds;

    public Runner(
            Observer observer,
            AtlasGateway atlas,
            AwsGateway aws,
            Journal journal,
            Phrasebook phrasebook,
            Clock clock,
            Supplier<String> runIds) {
        this.tools = new Tools(observer, atlas, aws, journal, phrasebook, clock, new ActiveRuns());
        this.runIds = runIds;
    }

    /** Whether this run is in progress in this process. */
    public boolean underWay(String runId) {
        return tools.active().contains(runId);
    }

    /**
     * Runs until everything is done, something stops the run, or the user does. Blocks; events come on the calling
     * thread.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException when the project cannot be read at the start, the journal not
     *     be written, or another run is under way in the project (code {@code RUN_UNDER_WAY}): then nothing was sent
     */
    public <C extends Choices<C>> RunResult run(Order<C> order, Consumer<RunEvent> listener, RunControl control) {
        String runId = runIds.get();
        if (!tools.active().begin(runId, order.projectId(), order.planner().procedure())) {
            throw new ServiceException(new Problem.Local(
                    "run " + order.planner().procedure().id(),
                    RunErrorCode.RUN_UNDER_WAY,
                    "Another run is in progress in project " + order.projectId() + ".",
                    tools.clock().instant()));
        }
        try {
            return new Run<>(new RunContext<>(tools, order, runId, listener, control)).run();
        } finally {
            tools.active().end(runId);
        }
    }
}
