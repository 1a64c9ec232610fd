package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Finding.Remedy;
import dev.cmkconsole.model.outcome.Finding.Word;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checks as steps of a plan. What fails and is not put right by a step of the plan blocks before anything is
 * sent; what such a step puts right has to hold once it is done. What cannot be told is never a pass: before
 * something that can be undone the user goes past all of it with one word, before something that cannot, past each
 * with its own.
 */
public final class FindingSteps {

    /** Can never be told before Atlas itself tries, so there is no use in waiting for the role. */
    private static final String HIDDEN = "hidden-policies";
    /**
     * What no reading answers where it is open, and Atlas' own try does: said, and not asked, where that try can be
     * undone.
     */
    private static final Set<String> ONLY_ATLAS_CAN_TELL = Set.of(HIDDEN, "service-control-policies");
    /** Whether this program may make the changes: no question once they are made, or where somebody else makes them. */
    private static final Set<String> OPERATOR = Set.of("operator-may-write", "no-lock-out");
    /** Whose credentials these are is worth a word and no reason to refuse what can be undone. */
    private static final String CALLER = "who-am-i";
    /**
     * About clusters that could be encrypted one day, not about access to the key; and what every plan waits for at
     * its end.
     */
    private static final Set<String> BESIDE_THE_POINT = Set.of("cluster-tier", "backup-kind", "atlas-used-key");
    /** Checks for which a plan has a step of its own. */
    private static final Map<String, StepId> OWN_STEP = Map.of(
            "project-owner",
            AccessChecks.OWNER,
            "key-exists",
            AccessChecks.KEY,
            "key-type",
            AccessChecks.KEY,
            "key-state",
            AccessChecks.KEY,
            "key-policy",
            AccessSteps.KEY_POLICY);
    /** Which step does what a check proposes. */
    private static final Map<String, StepId> MENDING = Map.of(
            "iam:CreateRole",
            AccessSteps.SET_UP_ROLE,
            "iam:UpdateAssumeRolePolicy",
            AccessSteps.SET_UP_ROLE,
            "iam:PutRolePolicy",
            AccessSteps.ALLOW_KEY,
            "kms:PutKeyPolicy",
            AccessSteps.KEY_POLICY,
            "create-access-role",
            AccessSteps.CREATE_RECORD,
            "enable",
            AccessSteps.SET_UP_ROLE,
            "authorize-role",
            AccessSteps.AUTHORIZE);
    /** A plan adds to what a role trusts; it never closes what was open before. */
    private static final String CONFUSED_DEPUTY = "confused-deputy";

    private final Observed<List<Finding>> checks;
    private final AccessChoices want;
    private final List<Step> preparing;
    private final boolean over;

    /**
     * @param preparing the plan's steps up to the request that the checks are for
     * @param over whether Atlas says that what the checks are for works
     */
    public FindingSteps(Observed<List<Finding>> checks, AccessChoices want, List<Step> preparing, boolean over) {
        this.checks = checks;
        this.want = want;
        this.preparing = List.copyOf(preparing);
        this.over = over;
    }

    /** Whether the answer of this check has a step. */
    public static boolean asks(String check) {
        return !BESIDE_THE_POINT.contains(check);
    }

    /** For what cannot be undone: every check a step. Checks that were not made block. */
    public List<Step> each() {
        return switch (checks) {
            case Observed.Known<List<Finding>> _ ->
                findings().stream()
                        .map(f -> step(f, over ? Status.DONE : strictly(f), Text.of("checks.reason")))
                        .toList();
            case Observed.Failed<List<Finding>>(var problem, var _) -> unread(problem.code());
            case Observed.NotRead<List<Finding>> _ -> unread("-");
        };
    }

    private List<Step> unread(String code) {
        return over
                ? List.of()
                : List.of(new Step.CheckStep(
                        StepId.ofCheck("access"),
                        Text.of("checks.unread.title"),
                        Text.of("checks.reason"),
                        new Status.Blocked(Text.of("checks.unread", code)),
                        Rendering.of(Text.of("checks.explain")),
                        ""));
    }

    private Status strictly(Finding finding) {
        boolean othersWrite = OPERATOR.contains(finding.id())
                && !prepared()
                && (want.trustBy() == Actor.USER || want.accessBy() == Actor.USER);
        return switch (finding.word()) {
            case PASS -> Status.DONE;
            case FAIL -> mended(finding) || othersWrite ? Status.TO_DO : new Status.Blocked(said(finding));
            case CANNOT_TELL ->
                want.accepted().contains(StepId.ofCheck(finding.id()))
                        ? Status.DONE
                        : !prepared()
                                        && (finding.ofRole() || othersWrite)
                                        && !finding.id().equals(HIDDEN)
                                ? Status.TO_DO
                                : new Status.CannotTell(said(finding));
        };
    }

    /**
     * For what can be undone: a step for each failure that no step of the plan puts right; to come before anything
     * is sent.
     */
    public List<Step> blocking() {
        return over
                ? List.of()
                : findings().stream()
                        .filter(this::blocks)
                        .map(f -> step(f, new Status.Blocked(said(f)), Text.of("checks.blocking.reason")))
                        .toList();
    }

    /**
     * Those of {@link #blocking} that no step of the plan is about; for a plan after which all checks are made
     * again.
     */
    public List<Step> hopeless() {
        return over
                ? List.of()
                : findings().stream()
                        .filter(f -> blocks(f) && mending(f).isEmpty())
                        .map(f -> step(f, new Status.Blocked(said(f)), Text.of("checks.blocking.reason")))
                        .toList();
    }

    /**
     * For what can be undone: everything else in one step; to come right before the request that the checks are for.
     *
     * @param taken whether Atlas took that request, whether or not it works yet
     */
    public Step access(boolean taken) {
        return new Step.CheckStep(
                AccessSteps.ACCESS,
                Text.of("checks.access.title"),
                Text.of("checks.access.reason"),
                over || taken ? Status.DONE : accessStatus(),
                Rendering.of(explained()),
                "");
    }

    private Status accessStatus() {
        return switch (checks) {
            case Observed.Known<List<Finding>> _ ->
                doubts().isEmpty()
                        ? Status.when(prepared() && blocking().isEmpty())
                        : accepted(new Status.CannotTell(Text.of(
                                "checks.access.open",
                                together(
                                        doubts().stream().map(Finding::question).toList()))));
            case Observed.Failed<List<Finding>>(var problem, var _) ->
                accepted(new Status.CannotTell(Text.of("checks.access.unread", problem.code())));
            case Observed.NotRead<List<Finding>> _ -> Status.TO_DO;
        };
    }

    /**
     * The user's word does not make a step done before its time: what comes to light on the way has to be looked
     * at.
     */
    private Status accepted(Status.CannotTell doubt) {
        return want.accepted().contains(AccessSteps.ACCESS) ? Status.when(prepared()) : doubt;
    }

    private Text explained() {
        if (checks.value().isEmpty()) {
            return Text.of("checks.access.explain");
        }
        var doubts = doubts();
        long passed = findings().stream().filter(f -> f.word() == Word.PASS).count();
        return doubts.isEmpty()
                ? Text.of("checks.access.explainNow", passed)
                : Text.of(
                        "checks.access.explainOpen",
                        passed,
                        together(doubts.stream().map(FindingSteps::said).toList()));
    }

    private List<Finding> findings() {
        return checks.value().orElse(List.of()).stream()
                .filter(f -> asks(f.id()))
                .toList();
    }

    private boolean prepared() {
        return preparing.stream().allMatch(s -> s.status().done());
    }

    private boolean blocks(Finding finding) {
        return finding.word() == Word.FAIL && !softer(finding) && !mended(finding) && !spokenFor(finding);
    }

    /** What cannot be told, and failures that do not keep Atlas from the key. */
    private List<Finding> doubts() {
        return findings().stream()
                .filter(f -> f.word() == Word.CANNOT_TELL && !ONLY_ATLAS_CAN_TELL.contains(f.id())
                        || f.word() == Word.FAIL && softer(f))
                .filter(f -> !mended(f) && !spokenFor(f))
                .toList();
    }

    private boolean softer(Finding finding) {
        return finding.id().equals(CALLER)
                || OPERATOR.contains(finding.id()) && (want.trustBy() == Actor.USER || want.accessBy() == Actor.USER);
    }

    /** Whether a step that is still to be taken does what the check proposes, so that the check will pass. */
    private boolean mended(Finding finding) {
        return mending(finding).filter(s -> s.status() instanceof Status.ToDo).isPresent();
    }

    private Optional<Step> mending(Finding finding) {
        return finding.id().equals(CONFUSED_DEPUTY)
                ? Optional.empty()
                : finding.remedy().flatMap(Remedy::act).map(MENDING::get).flatMap(this::step);
    }

    /** Whether a step of the plan says the same already. */
    private boolean spokenFor(Finding finding) {
        return Optional.ofNullable(OWN_STEP.get(finding.id()))
                .flatMap(this::step)
                .filter(s -> switch (s.status()) {
                    case Status.Blocked _ -> true;
                    case Status.CannotTell _ -> finding.word() == Word.CANNOT_TELL;
                    case Status.Done _, Status.ToDo _ ->
                        finding.word() == Word.CANNOT_TELL && want.accepted().contains(s.id());
                })
                .isPresent();
    }

    private Optional<Step> step(StepId id) {
        return preparing.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    private static Text said(Finding finding) {
        return finding.advice()
                .map(advice -> Text.of("checks.withAdvice", finding.reason(), advice))
                .orElse(finding.reason());
    }

    private static Text together(List<Text> some) {
        return some.stream()
                .reduce((a, b) -> Text.of("checks.withAdvice", a, b))
                .orElseThrow();
    }

    private static Step step(Finding finding, Status status, Text reason) {
        var remedy = status.done() ? Optional.<Remedy>empty() : finding.remedy();
        var copyables = new ArrayList<Step.Copyable>();
        remedy.flatMap(Remedy::document)
                .ifPresent(d -> copyables.add(new Step.Copyable(Text.of("copy.policy"), d.after())));
        remedy.flatMap(Remedy::command).ifPresent(c -> copyables.add(new Step.Copyable(Text.of("copy.awsCommand"), c)));
        return new Step.CheckStep(
                StepId.ofCheck(finding.id()),
                finding.question(),
                reason,
                status,
                Rendering.of(Text.of("checks.explain")),
                "",
                copyables,
                remedy.flatMap(Remedy::document).map(d -> new Step.Diff(d.before(), d.after())));
    }
}
