package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.plan.RunOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The shared state of the switch's pages. The review and the first run prepare reversibly; the second run sends the one
 * irreversible request. The user's decisions during the first run also apply to the second.
 */
final class SwitchFlow extends AccessFlow<SwitchChoices> {
    private final SwitchPlanner preparing;
    private final SwitchPlanner committing;
    private final AwsKms before;
    private final Set<StepId> doneByHand = new HashSet<>();
    private final Set<StepId> acceptedSteps = new HashSet<>();
    private KeyArn key;
    private Set<StepId> acceptedChecks = Set.of();

    SwitchFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.preparing = SwitchPlanner.preparing(service.waits());
        this.committing = SwitchPlanner.committing(service.waits());
        this.before = snapshot.encryption().value().map(e -> e.awsKms()).orElse(AwsKms.OFF);
    }

    /** Returns the project's AWS KMS configuration when the wizard began. */
    AwsKms before() {
        return before;
    }

    /** Stores the present key's ARN that the user entered. */
    void key(KeyArn present) {
        key = present;
    }

    /** Returns the present key if Atlas, AWS or the user identified it. */
    Optional<KeyArn> presentKey() {
        return before.keyArn()
                .or(() -> Optional.ofNullable(key))
                .or(() -> snapshot().aws().key().value().map(CustomerKey::arn).filter(before::usesKey));
    }

    @Override
    public SwitchPlanner planner() {
        return preparing;
    }

    @Override
    public SwitchChoices choices(Actor trustBy, Actor accessBy) {
        var choices = SwitchChoices.byConsole(role().orElseThrow())
                .withActors(trustBy, accessBy)
                .withDoneByHand(doneByHand)
                .withAccepted(acceptedSteps);
        var named = namedArn().map(choices::withRoleArn).orElse(choices);
        return key == null ? named : named.withKey(key);
    }

    @Override
    protected void decided(SwitchChoices choices) {
        doneByHand.addAll(choices.doneByHand());
        acceptedSteps.addAll(choices.accepted());
    }

    /** Replaces the set of checks that the user accepts without a result. */
    void acceptedChecks(Set<StepId> checks) {
        acceptedChecks = Set.copyOf(checks);
    }

    /** Discards the manual steps reported as done and the accepted steps, so that they are checked again. */
    void prepareAgain() {
        doneByHand.clear();
        acceptedSteps.clear();
    }

    /** Returns the preflight's request; empty while the key's ARN is unknown. */
    Optional<CheckRequest> checkRequest() {
        return SwitchPlanner.access(snapshot(), choices());
    }

    Planner<SwitchChoices> committing() {
        return committing;
    }

    SwitchChoices committed() {
        return choices().alsoAccepting(acceptedChecks);
    }

    /**
     * Returns the order for the second run. Checks that lose their result during it are not accepted there; the user
     * decides on the checks page.
     */
    RunOrder<SwitchChoices> commitment(Confirmation confirmation) {
        return RunOrder.of(committing, committed(), project(), confirmation).withoutDecisions();
    }

    @Override
    public boolean goesOnWithAuthorized() {
        return true;
    }

    @Override
    public String verb() {
        return messages().get("switching.review.commit", project().name());
    }

    @Override
    public String running() {
        return messages().get("switching.prepare.heading", project().name());
    }

    String commitVerb() {
        return messages().get("switching.commit.verb", project().name());
    }
}
