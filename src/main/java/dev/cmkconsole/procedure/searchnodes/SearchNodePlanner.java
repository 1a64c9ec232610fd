package dev.cmkconsole.procedure.searchnodes;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.SearchNodeSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;

/** Plans to turn encryption of search nodes with the project's key on or off. Search is away until they are back. */
public final class SearchNodePlanner implements Planner<SearchNodeChoices> {
    private final WaitSettings waits;

    public SearchNodePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return SearchNodeProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(SearchNodeChoices choices) {
        return choices.on()
                ? ReadScope.CONFIGURED.with(ReadScope.More.SEARCH_NODES, ReadScope.More.POLICIES)
                : ReadScope.CONFIGURED.with(ReadScope.More.SEARCH_NODES, ReadScope.More.RULES);
    }

    @Override
    public Plan plan(ProjectSnapshot now, SearchNodeChoices want) {
        var nodes = new SearchNodeSteps(now, want.on(), waits);
        boolean over = nodes.satisfied();
        var steps = new ArrayList<Step>();
        steps.add(check(now, want, over));
        if (!over) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        var rules = new RuleSteps(now, want, over);
        var change = List.of(CedarQuestion.searchNodes(now.project().id(), want.on()));
        if (want.on()) {
            rules.organizationOfMore(change).ifPresent(steps::add);
        } else {
            steps.add(rules.organization(change));
        }
        steps.add(nodes.known());
        steps.add(nodes.change());
        steps.add(nodes.back());
        return new Plan(SearchNodeProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of(want.on() ? "procedure.search-nodes.on" : "procedure.search-nodes.off"));
    }

    private static Step check(ProjectSnapshot now, SearchNodeChoices want, boolean over) {
        Status status = now.posture()
                .map(posture -> status(now, want, posture))
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return Step.check(AccessSteps.CONFIGURATION)
                .words("searchNodes.check")
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }

    private static Status status(ProjectSnapshot now, SearchNodeChoices want, Posture posture) {
        return switch (posture) {
            case ROLE_BASED, ON_CREDENTIALS -> Status.DONE;
            case NOT_SET_UP, OTHER_PROVIDER ->
                want.on() ? new Status.Blocked(Text.of("searchNodes.check.notSetUp")) : Status.DONE;
            case KEY_IN_DOUBT ->
                want.unlessAccepted(
                        AccessSteps.CONFIGURATION,
                        Text.of(
                                "searchNodes.check.keyInDoubt",
                                now.state().key().reason()));
            case KEY_INVALID -> new Status.Blocked(Text.of("searchNodes.check.keyInvalid"));
        };
    }
}
