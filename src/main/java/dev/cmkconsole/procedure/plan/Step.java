package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing a procedure does, carrying its own explanation and how it stands. Immutable: a fresh snapshot gives a
 * fresh plan with fresh steps.
 */
public sealed interface Step {

    StepId id();

    Text title();

    /** Why it is needed. */
    Text reason();

    Reversibility reversibility();

    Status status();

    Rendering rendering();

    /**
     * Steps of one lane depend on those before them in the lane; a failure stops its lane only. The empty lane is
     * the trunk: its failure stops all.
     */
    default String lane() {
        return "";
    }

    /** @param request empty while an earlier step has yet to produce what it needs */
    record AtlasStep(
            StepId id,
            Text title,
            Text reason,
            Reversibility reversibility,
            Status status,
            Rendering rendering,
            Optional<AtlasRequest> request,
            Optional<String> target,
            Retry retry,
            String lane)
            implements Step {}

    record AwsStep(
            StepId id,
            Text title,
            Text reason,
            Reversibility reversibility,
            Status status,
            Rendering rendering,
            Optional<AwsRequest> request,
            Retry retry,
            Optional<Diff> diff)
            implements Step {}

    /** Nothing to send: the snapshot is read again until the condition holds. */
    record WaitStep(StepId id, Text title, Text reason, Status status, Rendering rendering, Duration poll, String lane)
            implements Step {
        @Override
        public Reversibility reversibility() {
            return Reversibility.NOTHING;
        }
    }

    /** @param copyables what the user needs for it, to copy */
    record ManualStep(
            StepId id,
            Text title,
            Text reason,
            Reversibility reversibility,
            Status status,
            Rendering rendering,
            List<Copyable> copyables)
            implements Step {
        public ManualStep {
            copyables = List.copyOf(copyables);
        }
    }

    /**
     * @param copyables what would put it right, to copy
     * @param diff the change of a document that would put it right
     */
    record CheckStep(
            StepId id,
            Text title,
            Text reason,
            Status status,
            Rendering rendering,
            String lane,
            List<Copyable> copyables,
            Optional<Diff> diff)
            implements Step {
        public CheckStep {
            copyables = List.copyOf(copyables);
        }

        public CheckStep(StepId id, Text title, Text reason, Status status, Rendering rendering, String lane) {
            this(id, title, reason, status, rendering, lane, List.of(), Optional.empty());
        }

        @Override
        public Reversibility reversibility() {
            return Reversibility.NOTHING;
        }
    }

    /** A labelled text to paste elsewhere. */
    record Copyable(Text label, String content) {}

    /** A document before and after; {@code before} is empty when there was none. */
    record Diff(String before, String after) {}

    /** Whether this step sends something that changes the world. */
    default boolean mutates() {
        return this instanceof AtlasStep || this instanceof AwsStep;
    }
}
