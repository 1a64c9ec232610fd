package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;

/** One run from its first reading of the project to its end in the journal. Lives on one thread. */
final class Run<C extends Choices<C>> {
    private final RunContext<C> context;

    Run(RunContext<C> context) {
        this.context = context;
    }

    RunResult run() {
        try {
            var observation = new Observation<>(context);
            var tools = context.tools();
            var record = new RunRecord(
                    tools, context.order(), context.runId(), observation.now().project());
            var settling = settling(record);
            reconcile(observation, record);
            record.started(observation.plan(), observation.now());
            var changes = new ChangeSender<>(context, observation, record, settling);
            var result = recorded(new RunLoop<>(context, observation, changes, settling).run(), record);
            context.tell(new RunEvent.Ended(result, context.time()));
            return result;
        } finally {
            context.restoreInterrupt();
        }
    }

    /** A change that the journal dates after now tells nothing: this computer's clock was set back. */
    private AwsSettling settling(RunRecord record) {
        var now = context.time();
        return record.lastAwsChange()
                .filter(at -> !at.isAfter(now))
                .map(AwsSettling::since)
                .orElseGet(AwsSettling::nothingChanged);
    }

    /** Closes what earlier runs in the project left open, because the program ended before they could. */
    private void reconcile(Observation<C> observation, RunRecord record) {
        var tools = context.tools();
        var reconciler = new IntentReconciler(observation.now(), tools.atlas(), tools.aws(), tools.journal());
        for (var intent : tools.journal().openIntents(context.order().projectId())) {
            if (!tools.active().contains(intent.what().runId())) {
                var outcome = reconciler.of(intent);
                record.reconciled(intent, outcome);
                context.tell(
                        new RunEvent.Reconciled(StepId.of(intent.what().step().orElse("")), outcome, context.time()));
            }
        }
    }

    private static RunResult recorded(RunResult result, RunRecord record) {
        try {
            record.ended(result);
            return result;
        } catch (ServiceException e) {
            return result.problem().isPresent() ? result : result.endNotRecorded(e.problem());
        }
    }
}
