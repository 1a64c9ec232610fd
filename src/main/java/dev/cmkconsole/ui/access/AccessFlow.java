package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.plan.RunOrder;
import dev.cmkconsole.ui.task.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shared state of a wizard that gives a role access to a key: the project as read, and the choices so far. It lives
 * as long as the wizard. Each procedure's flow adds its planner, choices and texts.
 *
 * @param <C> the procedure's choices
 */
public abstract class AccessFlow<C extends Choices<C>> {
    private final EncryptionService service;
    private final Frame frame;
    private final Runnable anew;
    private ProjectSnapshot snapshot;
    private RoleChoice role;
    private RoleArn namedArn;
    private ChangeMode trustWay;
    private ChangeMode accessWay;
    private boolean started;

    /**
     * @param anew reads the project again and restarts the wizard; entries on the first page stay
     */
    protected AccessFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        this.service = service;
        this.frame = frame;
        this.snapshot = snapshot;
        this.anew = anew;
        this.trustWay = awsCaller().isPresent() ? ChangeMode.CONSOLE : ChangeMode.USER;
        this.accessWay = trustWay;
    }

    /** Returns the planner for the review and the run. */
    public abstract Planner<C> planner();

    /** Returns the choices with the given actors. Call this only after the previous pages are complete. */
    public abstract C choices(Actor trustBy, Actor accessBy);

    /** Called with the choices of each run, and again whenever the user decides about a step during the run. */
    protected void decided(C choices) {}

    /** Returns whether an authorized, unused role record counts as work in progress here rather than as a leftover. */
    public boolean goesOnWithAuthorized() {
        return false;
    }

    /** Returns the button text under the review: the verb and the object. */
    public abstract String verb();

    /** Returns the text of the run page while the run is in progress. */
    public abstract String running();

    public final C choices() {
        return choices(trustWay.actor(), accessWay.actor());
    }

    /** Returns the reviewed and confirmed order for the run. */
    public final RunOrder<C> order(Set<StepId> accepted, Confirmation confirmation) {
        started = true;
        var confirmed = choices().alsoAccepting(accepted);
        decided(confirmed);
        return RunOrder.of(planner(), confirmed, project(), confirmation)
                .withVisible(AccessFlow::visible)
                .withListener(this::decided);
    }

    /** Explains what leaving the wizard means, before a run and after one. */
    final String note() {
        return messages().get(started ? "wizard.nothingIrreversible" : "wizard.nothingSent");
    }

    /** Returns whether the console can see the result of a manual step. */
    private static boolean visible(ProjectSnapshot now, StepId step) {
        return step.equals(AccessSteps.KEY_POLICY)
                ? now.aws().keyPolicy().value().isPresent()
                : now.aws().role().value().isPresent();
    }

    public final EncryptionService service() {
        return service;
    }

    public final Frame frame() {
        return frame;
    }

    public final Tasks tasks() {
        return frame.tasks();
    }

    public final Messages messages() {
        return frame.messages();
    }

    public final Project project() {
        return snapshot.project();
    }

    public final ProjectSnapshot snapshot() {
        return snapshot;
    }

    public final void snapshot(ProjectSnapshot fresh) {
        snapshot = fresh;
    }

    /**
     * Returns the problem that prevented reading the role records or the AWS identity. Missing AWS credentials are a
     * valid answer. A failed read is not, because a passing fault would then force every step to be manual.
     */
    public final Optional<Problem> unread() {
        return snapshot.roles()
                .problem()
                .or(() ->
                        snapshot.aws().caller().problem().filter(p -> !p.code().equals(AwsErrorCode.NO_CREDENTIALS)));
    }

    public final void readAnew() {
        anew.run();
    }

    /**
     * Returns the AWS identity; empty if AWS is unreachable from here. The console can then read and change nothing in
     * AWS.
     */
    public final Optional<AwsCaller> awsCaller() {
        return snapshot.aws().caller().value();
    }

    /** Returns the regions that Atlas accepts for a key, in the partition of the AWS identity. */
    final List<AwsRegion> regions() {
        String partition = awsCaller().map(AwsCaller::partition).orElse("aws");
        return KmsRegions.ALL.stream()
                .filter(r -> r.partition().equals(partition))
                .toList();
    }

    /**
     * @param arn the role's ARN, if it is known before AWS is read
     */
    public final void role(RoleChoice choice, Optional<RoleArn> arn) {
        role = choice;
        namedArn = arn.orElse(null);
    }

    public final Optional<RoleChoice> role() {
        return Optional.ofNullable(role);
    }

    /** Returns the role ARN that the user entered because the console cannot read AWS. */
    protected final Optional<RoleArn> namedArn() {
        return Optional.ofNullable(namedArn);
    }

    /** Returns the role's ARN if the choice contains it. */
    public final Optional<RoleArn> roleArn() {
        return namedArn()
                .or(() -> role().flatMap(r ->
                        r.iam() instanceof RoleChoice.ExistingRole(var arn) ? Optional.of(arn) : Optional.empty()))
                .or(() -> role().flatMap(r -> awsCaller()
                        .map(c -> new RoleArn(
                                c.partition(), c.account(), "/", r.iam().roleName()))));
    }

    public final void trustWay(ChangeMode way) {
        trustWay = way;
    }

    public final ChangeMode trustWay() {
        return trustWay;
    }

    public final void accessWay(ChangeMode way) {
        accessWay = way;
    }

    public final ChangeMode accessWay() {
        return accessWay;
    }
}
