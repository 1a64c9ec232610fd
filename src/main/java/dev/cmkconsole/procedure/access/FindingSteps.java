package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Finding.Remedy;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the findings of the checks into steps of a plan. A failure that no step of the plan mends blocks the plan
 * before anything is sent. A check without an answer never counts as passed: the user accepts all of them together
 * before a change that can be undone, and each one alone before a change that cannot. What can be undone is prepared
 * first, so that all open checks are asked at once.
 */
public final class FindingSteps {
    /**
     * Checks that reading cannot answer and that Atlas' own attempt does. They are shown, and the user is not asked,
     * when that attempt can be undone.
     */
    private static final Set<CheckId> ONLY_ATLAS_CAN_TELL =
            Set.of(CheckId.HIDDEN_POLICIES, CheckId.SERVICE_CONTROL_POLICIES);
    /** Whether the program may make the changes; this does not matter once they are made or when others make them. */
    private static final Set<CheckId> OPERATOR = Set.of(CheckId.OPERATOR_MAY_WRITE, CheckId.NO_LOCK_OUT);
    /** Whose credentials these are; a failure is shown and does not block a change that can be undone. */
    private static final CheckId CALLER = CheckId.WHO_AM_I;

    private static final String SIGN_IN = "sign-in";
    /** Checks that are not about access to the key, or whose condition every plan waits for at its end. */
    private static final Set<CheckId> IRRELEVANT = Set.of(
            CheckId.CLUSTER_TIER,
            CheckId.BACKUP_KIND,
            CheckId.ATLAS_USED_KEY,
            CheckId.KEY_ALERTS,
            CheckId.PRIVATE_ENDPOINTS,
            CheckId.KEY_REPLICAS);
    /** Checks for which a plan has a step of its own. */
    private static final Map<CheckId, StepId> OWN_STEP = Map.of(
            CheckId.PROJECT_OWNER,
            AccessSteps.OWNER,
            CheckId.KEY_EXISTS,
            AccessSteps.KEY,
            CheckId.KEY_TYPE,
            AccessSteps.KEY,
            CheckId.KEY_STATE,
            AccessSteps.KEY,
            CheckId.KEY_POLICY,
            AccessSteps.KEY_POLICY,
            CheckId.TRUST_POLICY,
            AccessSteps.SET_UP_ROLE);
    /** The step that does what a check proposes, by the proposed act. */
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
            Remedy.ALLOW_KEYS,
            AccessSteps.ALLOW_KEY,
            "role-first",
            AccessSteps.KEY_POLICY,
            "authorize-role",
            AccessSteps.AUTHORIZE);
    /** No step mends this check: a plan adds to what a role trusts, and never removes a statement. */
    private static final CheckId CONFUSED_DEPUTY = CheckId.CONFUSED_DEPUTY;

    private final Observed<List<Finding>> checks;
    private final AccessChoices want;
    private final List<Step> preparing;
    private final boolean over;
    private final Map<CheckId, EarlierAcceptance> earlier;

    /**
     * @param preparing the plan's steps up to the request that the checks are for
     * @param over whether Atlas already uses the key with the role, so that nothing is left to check
     */
    public FindingSteps(Observed<List<Finding>> checks, AccessChoices want, List<Step> preparing, boolean over) {
        this(checks, want, preparing, over, Map.of());
    }

    private FindingSteps(
            Observed<List<Finding>> checks,
            AccessChoices want,
            List<Step> preparing,
            boolean over,
            Map<CheckId, EarlierAcceptance> earlier) {
        this.earlier = earlier;
        this.checks = checks;
        this.want = want;
        this.preparing = List.copyOf(preparing);
        this.over = over;
    }

    /** Does not ask again what somebody accepted in an earlier run of the same project, role and key. */
    public FindingSteps acceptedEarlier(Map<CheckId, EarlierAcceptance> acceptances) {
        return new FindingSteps(checks, want, preparing, over, acceptances);
    }

    /** Whether a plan has a step for this check. */
    public static boolean asks(CheckId check) {
        return !IRRELEVANT.contains(check);
    }

    /** One step for each check, before a change that cannot be undone. Checks that were not made block the plan. */
    public List<Step> each() {
        return checks.fold(
                _ -> findings().stream()
                        .map(f -> step(f, over ? Status.NOT_NEEDED : strictly(f), Text.of("checks.reason")))
                        .toList(),
                this::unread);
    }

    private List<Step> unread(String code) {
        return over
                ? List.of()
                : List.of(Step.check(StepId.of("check", "access"))
                        .title(Text.of("checks.unread.title"))
                        .reason(Text.of("checks.reason"))
                        .explanation(Text.of("checks.explain"))
                        .status(new Status.Blocked(Text.of("checks.unread", code)))
                        .build());
    }

    private Status strictly(Finding finding) {
        return switch (finding.outcome()) {
            case PASS, WARN -> Status.DONE;
            case FAIL -> mended(finding) || othersWrite(finding) ? Status.TO_DO : new Status.Blocked(said(finding));
            case CANNOT_TELL -> strictDoubt(finding);
        };
    }

    private Status strictDoubt(Finding finding) {
        var own = Optional.ofNullable(OWN_STEP.get(finding.id())).flatMap(this::step);
        if (want.accepted().contains(StepId.ofCheck(finding.id()))
                || own.filter(s -> want.accepted().contains(s.id())).isPresent()) {
            return Status.accepted(said(finding));
        }
        var before = earlier.get(finding.id());
        if (before != null) {
            return Status.accepted(Text.of("checks.acceptedEarlier", finding.reason(), before.at(), before.by()));
        }
        if (own.filter(s -> s.status() instanceof Status.CannotTell).isPresent()) {
            return Status.TO_DO;
        }
        return othersWrite(finding) || !prepared() ? Status.TO_DO : new Status.CannotTell(said(finding));
    }

    /** Whether the finding is about the program's own permissions and somebody else makes the changes. */
    private boolean othersWrite(Finding finding) {
        return OPERATOR.contains(finding.id()) && !prepared() && userActs();
    }

    private boolean userActs() {
        return want.trustBy() == Actor.USER || want.accessBy() == Actor.USER;
    }

    /**
     * One blocked step for each failure that no step of the plan mends, before a change that can be undone. These
     * steps come first in the plan.
     */
    public List<Step> blocking() {
        return over
                ? List.of()
                : findings().stream()
                        .filter(this::blocks)
                        .map(FindingSteps::blocked)
                        .toList();
    }

    /**
     * Those of {@link #blocking} that no step of the plan deals with at all; for a plan after which all checks are
     * made again.
     */
    public List<Step> hopeless() {
        return over
                ? List.of()
                : findings().stream()
                        .filter(f -> blocks(f) && mending(f).isEmpty())
                        .map(FindingSteps::blocked)
                        .toList();
    }

    /**
     * All other checks in one step, before a change that can be undone. It comes right before the request that the
     * checks are for.
     *
     * @param taken whether Atlas has accepted that request, working or not
     */
    public Step access(boolean taken) {
        return Step.check(AccessSteps.ACCESS)
                .title(Text.of("checks.access.title"))
                .reason(Text.of("checks.access.reason"))
                .explanation(explained())
                .status(over || taken ? Status.NOT_NEEDED : accessStatus())
                .build();
    }

    private Status accessStatus() {
        return switch (checks) {
            case Observed.Known<List<Finding>> _ ->
                doubts().isEmpty()
                        ? Status.when(prepared() && blocking().isEmpty())
                        : accepted(new Status.CannotTell(Text.of(
                                aboutOlderKeys() ? "checks.access.openOlder" : "checks.access.open",
                                together(
                                        doubts().stream().map(Finding::question).toList()))));
            case Observed.Failed<List<Finding>>(var problem, var _) ->
                accepted(new Status.CannotTell(Text.of("checks.access.unread", problem.code())));
            case Observed.NotRead<List<Finding>> _ -> Status.TO_DO;
        };
    }

    /** Atlas does not notice that a role may not use an older key, before it needs that key. */
    private boolean aboutOlderKeys() {
        return doubts().stream().anyMatch(f -> f.id() == CheckId.OLD_KEYS);
    }

    /** Acceptance takes effect once the preparation is done, because the preparation can bring new doubts. */
    private Status accepted(Status.CannotTell doubt) {
        if (!want.accepted().contains(AccessSteps.ACCESS)) {
            return doubt;
        }
        return prepared() ? Status.accepted(doubt.reason()) : Status.TO_DO;
    }

    private Text explained() {
        if (checks.value().isEmpty()) {
            return Text.of("checks.access.explain");
        }
        var doubts = doubts();
        long passed = findings().stream()
                .filter(f -> f.outcome() == CheckOutcome.PASS)
                .count();
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
        return finding.outcome() == CheckOutcome.FAIL && !softer(finding) && !mended(finding) && !spokenFor(finding);
    }

    /** Checks without an answer, and failures that do not keep Atlas from the key. */
    private List<Finding> doubts() {
        return findings().stream()
                .filter(f -> f.outcome() == CheckOutcome.CANNOT_TELL && !ONLY_ATLAS_CAN_TELL.contains(f.id())
                        || f.outcome() == CheckOutcome.FAIL && softer(f))
                .filter(f -> !mended(f) && !spokenFor(f))
                .toList();
    }

    private boolean softer(Finding finding) {
        return finding.id() == CALLER && !sessionOver(finding) || OPERATOR.contains(finding.id()) && userActs();
    }

    /** Nothing else about AWS was checked then, so nobody can accept this one for all the others. */
    private static boolean sessionOver(Finding finding) {
        return finding.remedy().flatMap(Remedy::act).filter(SIGN_IN::equals).isPresent();
    }

    /**
     * Whether a step that is still to do does what the check proposes, so that the check will pass. A step may wait for
     * somebody's consent first.
     */
    private boolean mended(Finding finding) {
        return mending(finding)
                .filter(s -> s.status() instanceof Status.ToDo || s.status() instanceof Status.CannotTell)
                .isPresent();
    }

    private Optional<Step> mending(Finding finding) {
        return finding.id() == CONFUSED_DEPUTY
                ? Optional.empty()
                : finding.remedy().flatMap(Remedy::act).map(MENDING::get).flatMap(this::step);
    }

    /** Whether a step of the plan says the same already. */
    private boolean spokenFor(Finding finding) {
        return Optional.ofNullable(OWN_STEP.get(finding.id()))
                .flatMap(this::step)
                .filter(s -> switch (s.status()) {
                    case Status.Blocked _ -> true;
                    case Status.CannotTell _ -> finding.outcome() == CheckOutcome.CANNOT_TELL;
                    case Status.Done _, Status.NotNeeded _, Status.ToDo _ ->
                        finding.outcome() == CheckOutcome.CANNOT_TELL
                                && want.accepted().contains(s.id());
                })
                .isPresent();
    }

    private Optional<Step> step(StepId id) {
        return preparing.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** A blocked step for a check that fails, before a change that can be undone. */
    public static Step blocked(Finding finding) {
        return step(finding, new Status.Blocked(said(finding)), Text.of("checks.blocking.reason"));
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
        var step = Step.check(StepId.ofCheck(finding.id()))
                .title(finding.question())
                .reason(reason)
                .explanation(Text.of("checks.explain"))
                .status(status);
        remedy.flatMap(Remedy::document)
                .ifPresent(d ->
                        step.copyable(Text.of("copy.policy"), d.after()).diff(new Step.Diff(d.before(), d.after())));
        remedy.flatMap(Remedy::command).ifPresent(c -> step.copyable(Text.of("copy.awsCommand"), c));
        return step.build();
    }
}
