package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Finding;
import dev.cmkconsole.model.Observed;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.Text;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The checks before something that cannot be undone, each a step of its own. A failure blocks, whatever was accepted; what cannot be told needs the user's
 * word; checks that were not made block too.
 */
final class FindingSteps {
    /** Can never be told before Atlas itself tries, so there is no use in waiting for the role. */
    private static final String HIDDEN = "hidden-policies";
    /** Whether this program may make the changes: no question once they are made, or where somebody else makes them. */
    private static final String OPERATOR = "operator-may-write";
    /** About clusters that could be encrypted one day, not about access to the key. */
    private static final Set<String> BESIDE_THE_POINT = Set.of("cluster-tier", "backup-kind");

    private final ProjectSnapshot now;
    private final AccessChoices want;
    private final boolean prepared;
    private final boolean over;

    /**
     * @param prepared whether role, trust and permissions are in place, so that what is about them counts
     * @param over whether Atlas has already taken what the checks are for
     */
    FindingSteps(ProjectSnapshot now, AccessChoices want, boolean prepared, boolean over) {
        this.now = now;
        this.want = want;
        this.prepared = prepared;
        this.over = over;
    }

    /** Whether the answer of this check has a step. */
    static boolean asks(String check) {
        return !BESIDE_THE_POINT.contains(check);
    }

    static StepId id(String check) {
        return StepId.of("check", check);
    }

    List<Step> all() {
        return switch (now.checks()) {
            case Observed.Known<List<Finding>>(var findings, var _) -> findings.stream().filter(f -> asks(f.id())).map(this::step).toList();
            case Observed.Failed<List<Finding>>(var problem, var _) -> unread(problem.code());
            case Observed.NotRead<List<Finding>> _ -> unread("-");
        };
    }

    private List<Step> unread(String code) {
        var steps = new ArrayList<Step>();
        if (!over) {
            steps.add(check("access", Text.of("checks.unread.title"), new Status.Blocked(Text.of("checks.unread", code))));
        }
        return steps;
    }

    private Step step(Finding finding) {
        return check(finding.id(), finding.question(), over ? Status.DONE : status(finding));
    }

    private Status status(Finding finding) {
        boolean early = !prepared && (finding.ofRole() || finding.id().equals(OPERATOR) && (want.trustBy() == Actor.USER || want.accessBy() == Actor.USER));
        Text reason = finding.advice().map(advice -> Text.of("checks.withAdvice", finding.reason(), advice)).orElse(finding.reason());
        return switch (finding.word()) {
            case PASS -> Status.DONE;
            case FAIL -> early ? Status.TO_DO : new Status.Blocked(reason);
            case CANNOT_TELL -> want.accepted().contains(id(finding.id())) ? Status.DONE
                    : early && !finding.id().equals(HIDDEN) ? Status.TO_DO : new Status.CannotTell(reason);
        };
    }

    private static Step check(String id, Text title, Status status) {
        return new Step.CheckStep(id(id), title, Text.of("checks.reason"), status, Rendering.of(Text.of("checks.explain")), "");
    }
}
