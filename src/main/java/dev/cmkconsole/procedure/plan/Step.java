package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a procedure does, with its explanation and its present status. Immutable: a fresh snapshot gives a
 * fresh plan with fresh steps.
 */
public sealed interface Step {

    Description description();

    Status status();

    /** The same step with another status. */
    Step withStatus(Status status);

    /**
     * What is true of a step whatever the snapshot says.
     *
     * @param reason why the step is needed
     * @param lane the cluster whose steps depend on each other; the empty lane is the trunk. A failure stops its own
     *     lane only, and in the trunk it stops the whole plan.
     */
    record Description(
            StepId id, Text title, Text reason, Reversibility reversibility, Rendering rendering, String lane) {}

    default StepId id() {
        return description().id();
    }

    default Text title() {
        return description().title();
    }

    default Text reason() {
        return description().reason();
    }

    default Reversibility reversibility() {
        return description().reversibility();
    }

    default Rendering rendering() {
        return description().rendering();
    }

    default String lane() {
        return description().lane();
    }

    /** The same step as a condition: it must be found as described, and nothing is sent for it. */
    default CheckStep asCheck(Status how) {
        var same = new Description(id(), title(), reason(), Reversibility.NOTHING, rendering(), "");
        return new CheckStep(same, how, List.of(), Optional.empty());
    }

    /**
     * A request to the Atlas Admin API.
     *
     * @param described what the step sends, with an {@link Output} for each value that an earlier step has yet to
     *     produce; empty where nothing is left to send, or where it is not known what
     * @param before what the request was made for, as a part of Atlas' JSON text; a script sends nothing where that has
     *     changed
     * @param held whether the request may not leave yet, although it is complete
     * @param target what the journal names as the request's object
     */
    record AtlasStep(
            Description description,
            Status status,
            Optional<AtlasRequest> described,
            Optional<String> before,
            boolean held,
            Optional<String> target,
            Retry retry)
            implements Step {
        /** What can be sent now. */
        public Optional<AtlasRequest> request() {
            return described
                    .filter(_ -> !held)
                    .filter(r -> Output.in(r.toString()).isEmpty());
        }

        @Override
        public AtlasStep withStatus(Status other) {
            return new AtlasStep(description, other, described, before, held, target, retry);
        }
    }

    /**
     * A request to AWS.
     *
     * @param described as in {@link AtlasStep}
     * @param diff the document that the request changes
     */
    record AwsStep(
            Description description, Status status, Optional<AwsRequest> described, Retry retry, Optional<Diff> diff)
            implements Step {
        /** What can be sent now. */
        public Optional<AwsRequest> request() {
            return described.filter(r -> Output.in(r.toString()).isEmpty());
        }

        /** What the request may take away; empty where it only adds. */
        public Optional<Act> act() {
            return request().flatMap(r -> Act.of(r, diff.map(Diff::before).orElse("")));
        }

        @Override
        public AwsStep withStatus(Status other) {
            return new AwsStep(description, other, described, retry, diff);
        }
    }

    /** Sends nothing: the snapshot is read again until the condition holds. */
    record WaitStep(Description description, Status status, Awaited until, Duration poll) implements Step {
        @Override
        public WaitStep withStatus(Status other) {
            return new WaitStep(description, other, until, poll);
        }
    }

    /**
     * Something that the user does outside the program.
     *
     * @param described the request that does it, as in {@link AtlasStep}
     * @param copyables what the user needs for it, to copy
     */
    record ManualStep(Description description, Status status, Optional<AwsRequest> described, List<Copyable> copyables)
            implements Step {
        public ManualStep {
            copyables = List.copyOf(copyables);
        }

        @Override
        public ManualStep withStatus(Status other) {
            return new ManualStep(description, other, described, copyables);
        }
    }

    /**
     * A condition that must hold; nobody does anything for it.
     *
     * @param copyables what would put it right, to copy
     * @param diff the change of a document that would put it right
     */
    record CheckStep(Description description, Status status, List<Copyable> copyables, Optional<Diff> diff)
            implements Step {
        public CheckStep {
            copyables = List.copyOf(copyables);
        }

        @Override
        public CheckStep withStatus(Status other) {
            return new CheckStep(description, other, copyables, diff);
        }
    }

    /** A labelled text to paste elsewhere. */
    record Copyable(Text label, String content) {}

    /** A document before and after; {@code before} is empty when there was none. */
    record Diff(String before, String after) {}

    static StepBuilder.Atlas atlas(StepId id) {
        return new StepBuilder.Atlas(id);
    }

    static StepBuilder.Aws aws(StepId id) {
        return new StepBuilder.Aws(id);
    }

    static StepBuilder.Wait waiting(StepId id) {
        return new StepBuilder.Wait(id);
    }

    static StepBuilder.Check check(StepId id) {
        return new StepBuilder.Check(id);
    }
}
