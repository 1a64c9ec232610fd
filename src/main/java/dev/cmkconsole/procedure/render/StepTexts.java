package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The texts of a plan's steps for tools outside of the program, made from the requests that the steps send. Typed one
 * after the other into one shell they do what a run does: a text takes what a later one needs from the answer to its
 * own request into a variable.
 */
public final class StepTexts {
    /** The first release with the final names of {@code atlas api} (changelog of the Atlas CLI). */
    public static final String ATLAS_CLI = "1.49.0";

    private static final String TAKEN = " &&\n";

    private final Plan plan;
    private final Curl curl;
    private final Function<Text, String> words;

    /** @param words says a text in the user's language */
    public StepTexts(Plan plan, SignIn signIn, Function<Text, String> words) {
        this.plan = plan;
        this.curl = new Curl(signIn);
        this.words = words;
    }

    /** The step as curl commands for the Atlas Admin API. */
    public Optional<String> api(Step step) {
        return step instanceof Step.AtlasStep atlas
                ? atlas.described()
                        .map(request -> standing(step)
                                + Shell.comment(words.apply(Text.of("texts.curl")))
                                + needs(request.toString())
                                + curl.preparation()
                                + taken(step, curl.request(request)))
                : Optional.empty();
    }

    /** The step as a command of the Atlas CLI or the AWS CLI. */
    public Optional<String> cli(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas -> atlas.described().map(request -> atlas(step, request));
            case Step.AwsStep aws -> aws.described().map(request -> aws(step, request));
            case Step.ManualStep manual -> manual.described().map(request -> aws(step, request));
            case Step.WaitStep _, Step.CheckStep _ -> Optional.empty();
        };
    }

    private String atlas(Step step, AtlasRequest request) {
        return standing(step)
                + Shell.comment(words.apply(Text.of("texts.atlas", ATLAS_CLI)))
                + needs(request.toString())
                + taken(step, Commands.atlas(request));
    }

    private String aws(Step step, AwsRequest request) {
        String command = Commands.aws(request);
        return standing(step)
                + needs(request.toString())
                + taken(step, yielded(step).isEmpty() ? command : command + " --output json");
    }

    /** What the user copies for a step: its documents, and the command that does it. */
    public List<Step.Copyable> copyables(Step step) {
        return switch (step) {
            case Step.ManualStep manual -> {
                var all = new ArrayList<>(manual.copyables());
                cli(manual).ifPresent(command -> all.add(new Step.Copyable(Text.of("copy.awsCommand"), command)));
                yield all;
            }
            case Step.CheckStep check -> check.copyables();
            case Step.AtlasStep _, Step.AwsStep _, Step.WaitStep _ -> List.of();
        };
    }

    /** A first line for a step that is done already, or behind a gate that is blocked or cannot be told. */
    private String standing(Step step) {
        if (step.status().done()) {
            return Shell.comment(words.apply(Text.of("texts.done")));
        }
        return gate(plan, step)
                .map(gate -> switch (gate.status()) {
                    case Status.Blocked(var reason) -> Text.of("texts.blocked", gate.id(), gate.title(), reason);
                    case Status.CannotTell(var reason) -> Text.of("texts.cannotTell", gate.id(), gate.title(), reason);
                    case Status.Done _, Status.NotNeeded _, Status.ToDo _ -> Text.of("texts.done");
                })
                .map(text -> Shell.comment(words.apply(text)))
                .orElse("");
    }

    /** What keeps a run from this step: the step itself, an earlier one of its lane, or the whole plan's obstacle. */
    public static Optional<Step> gate(Plan plan, Step step) {
        return plan.steps().stream()
                .limit(plan.steps().indexOf(step) + 1L)
                .filter(s -> s.lane().equals(step.lane()))
                .filter(s -> s.status() instanceof Status.Blocked || s.status() instanceof Status.CannotTell)
                .findFirst()
                .or(plan::obstacle);
    }

    /** Stops a text whose variables are not set. */
    private String needs(String request) {
        return Output.in(request).stream()
                .map(o -> ": \"${" + o.name() + ":?" + from(o) + "}\"" + TAKEN)
                .collect(Collectors.joining());
    }

    /** Only words that mean nothing to a shell. */
    private String from(Output output) {
        return words.apply(Text.of("texts.from", output.from().value())).replaceAll("[^A-Za-z0-9 ,.-]", " ");
    }

    private String taken(Step step, String command) {
        var yielded = yielded(step);
        if (yielded.isEmpty()) {
            return command.stripTrailing();
        }
        return "answer=$(\n" + command.stripTrailing() + "\n)" + TAKEN
                + yielded.stream().map(StepTexts::take).collect(Collectors.joining(TAKEN));
    }

    /** Takes a value from the JSON text in {@code $answer}. */
    static String take(Output output) {
        return output.name() + "=$(printf '%s\\n' \"$answer\" | jq -er ." + output.member() + ")";
    }

    /** What later steps need of this step's answer. */
    private List<Output> yielded(Step step) {
        return yielded(plan, step);
    }

    /** What later steps need of a step's answer. */
    public static List<Output> yielded(Plan plan, Step step) {
        return plan.steps().stream()
                .skip(plan.steps().indexOf(step) + 1L)
                .flatMap(later -> Output.in(described(later)).stream())
                .filter(o -> o.from().equals(step.id()))
                .distinct()
                .toList();
    }

    private static String described(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas ->
                atlas.described().map(AtlasRequest::toString).orElse("");
            case Step.AwsStep aws -> aws.described().map(AwsRequest::toString).orElse("");
            case Step.ManualStep manual ->
                manual.described().map(AwsRequest::toString).orElse("");
            case Step.WaitStep _, Step.CheckStep _ -> "";
        };
    }
}
