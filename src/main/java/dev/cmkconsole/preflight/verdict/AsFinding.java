package dev.cmkconsole.preflight.verdict;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Finding;
import java.util.Optional;

/** Converts the result of a check to the form that plans take. */
public final class AsFinding {
    private AsFinding() {}

    public static Finding of(CheckResult result) {
        var verdict = result.verdict();
        return new Finding(
                result.id(),
                verdict.outcome(),
                verdict.symptom(),
                result.question(),
                verdict.reason(),
                verdict.fixes().stream().findFirst().map(Fix::advice),
                verdict.fixes().stream().findFirst().flatMap(AsFinding::remedy));
    }

    private static Optional<Finding.Remedy> remedy(Fix fix) {
        return switch (fix) {
            case Fix.PolicyChange change ->
                Optional.of(new Finding.Remedy(
                        Optional.of(change.request().operation()),
                        Optional.of(change.command()),
                        Optional.of(new Finding.PolicyRevision(change.before(), change.after()))));
            case Fix.Command(var _, var command, var _) ->
                Optional.of(new Finding.Remedy(Optional.empty(), Optional.of(command), Optional.empty()));
            case Fix.Button(var _, var action) ->
                Optional.of(new Finding.Remedy(Optional.of(action.id()), Optional.empty(), Optional.empty()));
            case Fix.Advice(var _, var keys) ->
                keys.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Finding.Remedy.allowing(
                                keys.stream().map(KeyArn::toString).toList()));
        };
    }
}
