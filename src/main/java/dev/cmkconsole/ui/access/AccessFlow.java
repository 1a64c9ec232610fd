package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
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
import java.util.Optional;
import java.util.Set;

/**
 * What the pages of one wizard that lets a role use a key share: the project as it was read, and what was chosen so
 * far. Lives as long as the wizard. What differs between the procedures, their planner, choices and words, comes from
 * the flow of each.
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
     * @param anew reads the project again and begins from what is there then; what was typed on the first page
     * stays
     */
    protected AccessFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        this.service = service;
        this.frame = frame;
        this.snapshot = snapshot;
        this.anew = anew;
        this.trustWay = awsCaller().isPresent() ? ChangeMode.CONSOLE : ChangeMode.USER;
        this.accessWay = trustWay;
    }

    /** Plans what the review shows and the run does. */
    public abstract Planner<C> planner();

    /**
     * The choices made, with others in place of who acts; only to be asked for once the pages before have been
     * answered.
     */
    public abstract C choices(Actor trustBy, Actor accessBy);

    /** Called with the choices of each run, and again whenever the user decides about a step on the way. */
    protected void decided(C choices) {}

    /**
     * Whether a role record that Atlas may use already, and nothing does, is rather something begun here than
     * something left over.
     */
    public boolean goesOnWithAuthorized() {
        return false;
    }

    /** What the button under the review says: the verb and the object. */
    public abstract String verb();

    /** What the page of the run says while it goes on. */
    public abstract String running();

    public final C choices() {
        return choices(trustWay.actor(), accessWay.actor());
    }

    /** What was reviewed and confirmed, for the run. */
    public final RunOrder<C> order(Set<StepId> accepted, Confirmation confirmation) {
        started = true;
        var confirmed = choices().alsoAccepting(accepted);
        decided(confirmed);
        return RunOrder.of(planner(), confirmed, project(), confirmation)
                .withVisible(AccessFlow::visible)
                .withListener(this::decided);
    }

    /** What leaving the wizard means, before a run and after one. */
    final String note() {
        return messages().get(started ? "wizard.nothingIrreversible" : "wizard.nothingSent");
    }

    /** Whether what somebody did by hand can be seen from here. */
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
     * What of the project the questions stand on and could not be read: the role records, or who we are in AWS. To
     * have no AWS credentials is an answer; to get none is not, since everything would have to be done by hand for a
     * passing fault.
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

    /** Who we are in AWS; empty where AWS cannot be reached from here, and then nothing in AWS can be read or done. */
    public final Optional<AwsCaller> awsCaller() {
        return snapshot.aws().caller().value();
    }

    /** @param arn where it is known before AWS is asked */
    public final void role(RoleChoice choice, Optional<RoleArn> arn) {
        role = choice;
        namedArn = arn.orElse(null);
    }

    public final Optional<RoleChoice> role() {
        return Optional.ofNullable(role);
    }

    /** The ARN that the user gave the role by hand, because AWS cannot be read from here. */
    protected final Optional<RoleArn> namedArn() {
        return Optional.ofNullable(namedArn);
    }

    /** The role's ARN as far as the choice tells it. */
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
