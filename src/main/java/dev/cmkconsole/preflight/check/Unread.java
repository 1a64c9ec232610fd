package dev.cmkconsole.preflight.check;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.verdict.CheckVerdict.CannotTell;
import dev.cmkconsole.preflight.verdict.Fix;
import java.util.List;
import java.util.Optional;

/**
 * The answer for evidence that could not be read, by the cause. Only a refusal for want of a permission asks for a
 * permission.
 */
final class Unread {
    private static final int FORBIDDEN = 403;

    private Unread() {}

    /** Empty where the session is over, which {@code who-am-i} says once for all checks. */
    static Optional<CannotTell> answer(AccessFacts facts, Problem problem) {
        var cause = SignInCause.of(problem);
        if (cause.isPresent() && facts.signIn().isPresent()) {
            return Optional.empty();
        }
        if (cause.filter(c -> c == SignInCause.NOT_RECOGNIZED).isPresent()) {
            return Optional.of(region(facts, problem));
        }
        return Optional.of(problem.code().equals(AwsErrorCode.NO_CREDENTIALS) ? noCredentials() : ofKind(problem));
    }

    /** Evidence that was not asked for, because what names it is not known. */
    static CannotTell notAsked() {
        return new CannotTell(
                Text.of("check.unread.notAsked"),
                List.of(),
                List.of(new Fix.Advice(Text.of("check.unread.notAsked.fix"))));
    }

    private static CannotTell noCredentials() {
        return new CannotTell(
                Symptom.NOT_LOOKED_AT,
                Text.of("check.noCredentials"),
                List.of(),
                List.of(new Fix.Button(Text.of("check.noCredentials.fix"), Fix.Action.CONNECT_AWS)));
    }

    /** AWS knows these credentials elsewhere: a region that is not enabled answers as if it did not. */
    private static CannotTell region(AccessFacts facts, Problem problem) {
        var region = facts.keyArn()
                .map(k -> k.region())
                .or(facts::statedRegion)
                .map(r -> r.id())
                .orElse("?");
        return new CannotTell(
                Text.of("check.unread.region", region, problem.operation(), problem.code()),
                List.of(),
                List.of(new Fix.Advice(Text.of("check.unread.region.fix", region))));
    }

    private static CannotTell ofKind(Problem problem) {
        var service = Text.of("origin." + problem.origin().name());
        return switch (problem) {
            case Problem.RateLimited _ -> again("check.unread.throttled", problem, service);
            case Problem.ServerFault _ -> again("check.unread.fault", problem, service);
            case Problem.TimedOut _ -> again("check.unread.timedOut", problem, service);
            case Problem.Unreachable u when u.obstacle().isPresent() -> kept(problem, service);
            case Problem.Unreachable _ -> told("check.unread.unreachable", problem, service);
            case Problem.Unreadable _ -> told("check.unread.incomplete", problem, service);
            case Problem.NotSignedIn _ -> told("check.unread.signature", problem, service);
            case Problem.Refused r
            when r.origin() == Origin.ATLAS && r.status() == FORBIDDEN ->
                said(Symptom.NONE, "check.unread.atlas", problem, service);
            case Problem.Refused _, Problem.Local _ ->
                problem.code().startsWith("AccessDenied")
                        ? said(Symptom.NOT_LOOKED_AT, "check.unread", problem, service)
                        : told("check.unread.refused", problem, service);
        };
    }

    private static CannotTell again(String words, Problem problem, Text service) {
        return new CannotTell(
                Text.of(words, problem.code(), problem.operation(), service),
                List.of(),
                List.of(new Fix.Button(Text.of("check.unread.again"), Fix.Action.CHECK_AGAIN)));
    }

    private static CannotTell told(String words, Problem problem, Text service) {
        return new CannotTell(
                Text.of(words, problem.code(), problem.operation(), service),
                List.of(),
                List.of(new Fix.Advice(Text.of(words + ".fix", problem.operation(), service))));
    }

    /** A certificate or a proxy kept the request from being sent: the words are those of the problem itself. */
    private static CannotTell kept(Problem problem, Text service) {
        var words = "problem." + problem.code();
        return new CannotTell(
                Text.of(
                        "check.unread.kept",
                        problem.operation(),
                        Text.of(words + ".what", service, problem.operation(), problem.code(), problem.detail())),
                List.of(Text.of("check.unread.connection", service, problem.detail())),
                List.of(new Fix.Advice(Text.of(words + ".next", service))));
    }

    /** With the service's own words, which name the policy that denies if one does. */
    private static CannotTell said(Symptom symptom, String words, Problem problem, Text service) {
        return new CannotTell(
                symptom,
                Text.of(words, problem.code(), problem.operation(), service),
                problem.detail().isBlank()
                        ? List.of()
                        : List.of(Text.of("check.unread.said", service, problem.detail())),
                List.of(new Fix.Advice(Text.of(words + ".fix", problem.operation(), service))));
    }
}
