package dev.cmkconsole.procedure.requirekeys;

import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OpenCluster;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.organization.PolicyLine;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans a resource policy that requires customer keys. Atlas refuses every later change of a cluster that does not comply,
 * except the one that makes it comply, so what does not comply is named before anything is sent.
 */
public final class RequireKeysPlanner implements Planner<RequireKeysChoices> {
    static final StepId POLICIES = StepId.of("check-policies");
    static final StepId VALIDATE = StepId.of("check-statement");
    static final StepId OPEN = StepId.of("check-open-clusters");

    @Override
    public ProcedureType<?> procedure() {
        return RequireKeysProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RequireKeysChoices want) {
        // The statement of one project differs from the next in its ID alone, so any ID serves to validate it.
        var bodies = want.statements().stream()
                .map(s -> want.everywhere() ? s.everywhere() : s.in("000000000000000000000000"))
                .toList();
        return ReadScope.CONFIGURED
                .with(ReadScope.More.POLICIES, ReadScope.More.KEY_RULES)
                .withPolicy(
                        want.on() ? Optional.of(new PolicyDraft(want.name(), bodies)) : Optional.empty(),
                        want.everywhere());
    }

    @Override
    public Plan plan(ProjectSnapshot now, RequireKeysChoices want) {
        var steps = new ArrayList<Step>();
        steps.add(policies(now));
        if (now.setup().policies().value().isPresent()) {
            var rules = new Rules(now, want);
            if (want.on()) {
                steps.add(validated(now, rules));
                steps.add(open(now, want, rules));
                rules.require().ifPresent(steps::add);
            } else {
                steps.add(open(now, want, rules));
                steps.addAll(rules.release());
            }
        }
        return new Plan(RequireKeysProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of(want.on() ? "procedure.require-keys.on" : "procedure.require-keys.off"));
    }

    private static Step policies(ProjectSnapshot now) {
        var policies = now.setup().policies();
        var lines = ProjectPolicies.of(now).value().orElse(List.of());
        return Step.check(POLICIES)
                .words("requireKeys.policies")
                .reason(lines.stream()
                        .map(PolicyLine::said)
                        .reduce((a, b) -> Text.of("checks.withAdvice", a, b))
                        .map(all -> Text.of("requireKeys.policies.reason", all))
                        .orElseGet(() -> Text.of(
                                policies.value().isPresent()
                                        ? "requireKeys.policies.none"
                                        : "requireKeys.policies.unknown")))
                .status(policies.fold(
                        _ -> Status.DONE, code -> new Status.Blocked(Text.of("requireKeys.policies.unread", code))))
                .build();
    }

    private static Step validated(ProjectSnapshot now, Rules rules) {
        Status status = now.setup()
                .keyRules()
                .refusal()
                .fold(
                        refusal -> refusal.<Status>map(
                                        why -> new Status.Blocked(Text.of("requireKeys.validate.refused", why)))
                                .orElse(Status.DONE),
                        code -> new Status.Blocked(Text.of("requireKeys.validate.unread", code)));
        return Step.check(VALIDATE)
                .words("requireKeys.validate")
                .status(rules.required() ? Status.NOT_NEEDED : status)
                .build();
    }

    /** Names what does not comply, in the scope of the rule, and what Atlas itself says of the rules that are there. */
    private static Step open(ProjectSnapshot now, RequireKeysChoices want, Rules rules) {
        var key = want.on() ? "requireKeys.open" : "requireKeys.released";
        return Step.check(OPEN)
                .words(key)
                .reason(want.on() ? consequences(now) : Text.of("requireKeys.released.reason"))
                .inExplanation(said(now))
                .status(want.on() ? status(now, want, rules) : Status.DONE)
                .build();
    }

    private static Text consequences(ProjectSnapshot now) {
        return now.setup()
                .keyRules()
                .open()
                .fold(
                        open -> open.isEmpty()
                                ? Text.of("requireKeys.open.none")
                                : Text.of(
                                        "requireKeys.open.some",
                                        open.size(),
                                        open.stream()
                                                .map(RequireKeysPlanner::named)
                                                .collect(Collectors.joining(", "))),
                        code -> Text.of("requireKeys.open.unread", code));
    }

    private static String named(OpenCluster one) {
        return one.cluster() + " (" + one.project() + ")";
    }

    private static Status status(ProjectSnapshot now, RequireKeysChoices want, Rules rules) {
        return now.setup()
                .keyRules()
                .open()
                .fold(
                        _ -> Status.DONE,
                        code -> rules.required()
                                ? Status.NOT_NEEDED
                                : want.unlessAccepted(OPEN, Text.of("requireKeys.open.unread", code)));
    }

    private static Text said(ProjectSnapshot now) {
        return now.setup()
                .keyRules()
                .nonCompliant()
                .fold(
                        all -> all.isEmpty()
                                ? Text.of("requireKeys.nonCompliant.none")
                                : Text.of("requireKeys.nonCompliant", named(all)),
                        code -> Text.of("requireKeys.nonCompliant.unread", code));
    }

    private static String named(List<NonCompliantResource> all) {
        return all.stream()
                .flatMap(r -> Stream.of(r.name() + " (" + String.join(", ", r.policies()) + ")"))
                .collect(Collectors.joining(", "));
    }
}
