package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts of one step for tools outside of the program, made from the request that the step sends. */
public final class StepTexts {
    private StepTexts() {}

    /** The step as a curl command for the Atlas Admin API. */
    public static Optional<String> api(Step step) {
        return step instanceof Step.AtlasStep atlas
                ? atlas.described().map(Commands::curl).map(Output::shown)
                : Optional.empty();
    }

    /** The step as a command of the Atlas CLI or the AWS CLI. */
    public static Optional<String> cli(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas -> atlas.described().map(Commands::atlas).map(Output::shown);
            case Step.AwsStep aws -> aws.described().map(Commands::aws).map(Output::shown);
            case Step.ManualStep manual -> manual.described().map(Commands::aws).map(Output::shown);
            case Step.WaitStep _, Step.CheckStep _ -> Optional.empty();
        };
    }

    /** What the user copies for a step: its documents, and the command that does it. */
    public static List<Step.Copyable> copyables(Step step) {
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
}
