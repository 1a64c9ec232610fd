package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds a {@link Step}. A step is to do, in the trunk and without a request or a retry unless the builder is told
 * otherwise.
 *
 * @param <B> the builder of one kind of step
 */
public abstract sealed class StepBuilder<B extends StepBuilder<B>> {
    private final StepId id;
    private Optional<Text> title = Optional.empty();
    private Optional<Text> reason = Optional.empty();
    private Optional<Text> explanation = Optional.empty();
    private String lane = "";
    private Status status = Status.TO_DO;

    private StepBuilder(StepId id) {
        this.id = id;
    }

    abstract B self();

    /** Takes title, reason and explanation from the texts {@code <key>.title}, {@code .reason} and {@code .explain}. */
    public B words(String key) {
        return title(Text.of(key + ".title")).reason(Text.of(key + ".reason")).explanation(Text.of(key + ".explain"));
    }

    public B title(Text text) {
        title = Optional.of(text);
        return self();
    }

    /** Gives the title that was set before its arguments. */
    public B inTitle(Object... args) {
        return title(Text.of(title.orElseThrow(() -> missing("title")).key(), shown(args)));
    }

    public B reason(Text text) {
        reason = Optional.of(text);
        return self();
    }

    /** Gives the reason that was set before its arguments. */
    public B inReason(Object... args) {
        return reason(Text.of(reason.orElseThrow(() -> missing("reason")).key(), shown(args)));
    }

    public B explanation(Text text) {
        explanation = Optional.of(text);
        return self();
    }

    /** Gives the explanation that was set before its arguments. */
    public B inExplanation(Object... args) {
        return explanation(
                Text.of(explanation.orElseThrow(() -> missing("explanation")).key(), shown(args)));
    }

    /** People are not shown the tokens of outputs. */
    private static Object[] shown(Object... args) {
        return Stream.of(args)
                .map(a -> a instanceof String text ? Output.shown(text) : a)
                .toArray();
    }

    public B lane(String cluster) {
        lane = cluster;
        return self();
    }

    public B status(Status how) {
        status = how;
        return self();
    }

    final Status status() {
        return status;
    }

    final Step.Description description(Reversibility reversibility) {
        var rendering = new Rendering(explanation.orElseThrow(() -> missing("explanation")));
        return new Step.Description(
                id,
                title.orElseThrow(() -> missing("title")),
                reason.orElseThrow(() -> missing("reason")),
                reversibility,
                rendering,
                lane);
    }

    final IllegalStateException missing(String what) {
        return new IllegalStateException("step " + id + " has no " + what);
    }

    /** Builds a request to Atlas. */
    public static final class Atlas extends StepBuilder<Atlas> {
        private Optional<Reversibility> reversibility = Optional.empty();
        private Optional<AtlasRequest> request = Optional.empty();
        private Optional<String> before = Optional.empty();
        private boolean held;
        private Optional<String> target = Optional.empty();
        private Retry retry = Retry.NEVER;

        Atlas(StepId id) {
            super(id);
        }

        @Override
        Atlas self() {
            return this;
        }

        public Atlas reversibility(Reversibility how) {
            reversibility = Optional.of(how);
            return this;
        }

        /** Describes the request, with the tokens of outputs for what is not known yet. */
        public Atlas request(AtlasRequest what) {
            request = Optional.of(what);
            return this;
        }

        /** What the request was made for, as a part of Atlas' JSON text. */
        public Atlas before(String json) {
            before = Optional.of(json);
            return this;
        }

        /** Whether the request may not leave yet, although it is complete. */
        public Atlas held(boolean back) {
            held = back;
            return this;
        }

        public Atlas target(String name) {
            target = Optional.of(name);
            return this;
        }

        public Atlas retry(Retry when) {
            retry = when;
            return this;
        }

        public Step.AtlasStep build() {
            return new Step.AtlasStep(
                    description(reversibility.orElseThrow(() -> missing("reversibility"))),
                    status(),
                    request,
                    before,
                    held,
                    target,
                    retry);
        }
    }

    /** Builds a request to AWS, or the same change made by the user. */
    public static final class Aws extends StepBuilder<Aws> {
        private Optional<Reversibility> reversibility = Optional.empty();
        private Optional<AwsRequest> request = Optional.empty();
        private Optional<Step.Diff> diff = Optional.empty();
        private Retry retry = Retry.NEVER;
        private final List<Step.Copyable> copyables = new ArrayList<>();

        Aws(StepId id) {
            super(id);
        }

        @Override
        Aws self() {
            return this;
        }

        public Aws reversibility(Reversibility how) {
            reversibility = Optional.of(how);
            return this;
        }

        /** Describes the request, with the tokens of outputs for what is not known yet. */
        public Aws request(AwsRequest what) {
            request = Optional.of(what);
            return this;
        }

        public Aws diff(Step.Diff change) {
            diff = Optional.of(new Step.Diff(Output.shown(change.before()), Output.shown(change.after())));
            return this;
        }

        public Aws retry(Retry when) {
            retry = when;
            return this;
        }

        /** Adds something that the user copies when the user makes the change. */
        public Aws copyable(Text label, String content) {
            copyables.add(new Step.Copyable(label, Output.shown(content)));
            return this;
        }

        public Step.AwsStep build() {
            return new Step.AwsStep(
                    description(reversibility.orElseThrow(() -> missing("reversibility"))),
                    status(),
                    request,
                    retry,
                    diff);
        }

        public Step.ManualStep buildManual() {
            return new Step.ManualStep(
                    description(reversibility.orElseThrow(() -> missing("reversibility"))),
                    status(),
                    request,
                    copyables);
        }
    }

    /** Builds a wait. */
    public static final class Wait extends StepBuilder<Wait> {
        private Optional<Duration> poll = Optional.empty();
        private Optional<Awaited> until = Optional.empty();

        Wait(StepId id) {
            super(id);
        }

        @Override
        Wait self() {
            return this;
        }

        /** Sets what the wait is for. */
        public Wait until(Awaited what) {
            until = Optional.of(what);
            return this;
        }

        /** Sets the pause between two looks. */
        public Wait poll(Duration pause) {
            poll = Optional.of(pause);
            return this;
        }

        public Step.WaitStep build() {
            return new Step.WaitStep(
                    description(Reversibility.NOTHING),
                    status(),
                    until.orElseThrow(() -> missing("until")),
                    poll.orElseThrow(() -> missing("poll")));
        }
    }

    /** Builds a check. */
    public static final class Check extends StepBuilder<Check> {
        private final List<Step.Copyable> copyables = new ArrayList<>();
        private Optional<Step.Diff> diff = Optional.empty();

        Check(StepId id) {
            super(id);
        }

        @Override
        Check self() {
            return this;
        }

        /** Adds something that would put it right. */
        public Check copyable(Text label, String content) {
            copyables.add(new Step.Copyable(label, content));
            return this;
        }

        /** Sets the change of a document that would put it right. */
        public Check diff(Step.Diff change) {
            diff = Optional.of(change);
            return this;
        }

        public Step.CheckStep build() {
            return new Step.CheckStep(description(Reversibility.NOTHING), status(), copyables, diff);
        }
    }
}
