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
 * What the pages of the switch share. Its review and first run prepare, which can be undone; the second run sends the
 * one request that cannot. What the user said on the way to the first, that something was done by hand or may stay
 * unknown, holds for the second too.
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

    /** How the project reached its key when the wizard began. */
    AwsKms before() {
        return before;
    }

    /** The present key's ARN, where the user had to say it. */
    void key(KeyArn present) {
        key = present;
    }

    /** The present key, as far as Atlas, AWS or the user says which it is. */
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

    /** Checks that the user knowingly goes past, in place of those accepted before. */
    void acceptedChecks(Set<StepId> checks) {
        acceptedChecks = Set.copyOf(checks);
    }

    /** What was said to be done by hand is looked at again: something turned out not to be as it was said. */
    void prepareAgain() {
        doneByHand.clear();
        acceptedSteps.clear();
    }

    /** What the preflight is about; empty while the key's ARN is not known. */
    Optional<CheckRequest> checkRequest() {
        return SwitchPlanner.access(snapshot(), choices());
    }

    Planner<SwitchChoices> committing() {
        return committing;
    }

    SwitchChoices committed() {
        return choices().alsoAccepting(acceptedChecks);
    }

    /** The second run. Doubts that turn up in it are not accepted on the way: they go back to the checks. */
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
