package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.procedure.EnableChoices;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import dev.cmkconsole.procedure.EnablePlanner;
import dev.cmkconsole.procedure.RoleChoice;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.task.Tasks;
import java.util.Optional;
import java.util.Set;

/** What the pages of the enable wizard share: the project as it was read, and what was chosen so far. Lives as long as the wizard. */
final class EnableFlow {

    /** The three ways offered wherever something is to be done in AWS. COLLEAGUE differs from USER only in what is offered to copy. */
    enum Way {
        CONSOLE, USER, COLLEAGUE;

        Actor actor() {
            return this == CONSOLE ? Actor.CONSOLE : Actor.USER;
        }
    }

    private final EncryptionService service;
    private final Frame frame;
    private final EnablePlanner planner;
    private final Runnable anew;
    private ProjectSnapshot snapshot;
    private RoleChoice role;
    private RoleArn roleArn;
    private KeyArn key;
    private Way trustWay;
    private Way accessWay;

    /** @param anew reads the project again and begins from what is there then; what was typed on the first page stays */
    EnableFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        this.anew = anew;
        this.service = service;
        this.frame = frame;
        this.planner = new EnablePlanner(service.pace());
        this.snapshot = snapshot;
        this.trustWay = awsCaller().isPresent() ? Way.CONSOLE : Way.USER;
        this.accessWay = trustWay;
    }

    EncryptionService service() {
        return service;
    }

    Frame frame() {
        return frame;
    }

    Tasks tasks() {
        return frame.tasks();
    }

    Messages messages() {
        return frame.messages();
    }

    EnablePlanner planner() {
        return planner;
    }

    Project project() {
        return snapshot.project();
    }

    ProjectSnapshot snapshot() {
        return snapshot;
    }

    void snapshot(ProjectSnapshot fresh) {
        snapshot = fresh;
    }

    /**
     * What of the project the questions stand on and could not be read: the role records, or who we are in AWS. To have no AWS credentials is an answer;
     * to get none is not, since everything would have to be done by hand for a passing fault.
     */
    Optional<Problem> unread() {
        return snapshot.roles().problem().or(() -> snapshot.aws().caller().problem().filter(p -> !p.code().equals("NO_AWS_CREDENTIALS")));
    }

    void readAnew() {
        anew.run();
    }

    /** Who we are in AWS; empty where AWS cannot be reached from here, and then nothing in AWS can be read or done. */
    Optional<AwsCaller> awsCaller() {
        return snapshot.aws().caller().value();
    }

    /** @param arn where it is known before AWS is asked */
    void role(RoleChoice choice, Optional<RoleArn> arn) {
        role = choice;
        roleArn = arn.orElse(null);
    }

    Optional<RoleChoice> role() {
        return Optional.ofNullable(role);
    }

    /** The role's ARN as far as the choice tells it. */
    Optional<RoleArn> roleArn() {
        return Optional.ofNullable(roleArn)
                .or(() -> role().flatMap(r -> r.iam() instanceof RoleChoice.ExistingRole(var arn) ? Optional.of(arn) : Optional.empty()))
                .or(() -> role().flatMap(r -> awsCaller().map(c -> new RoleArn(c.partition(), c.account(), "/", r.iam().roleName()))));
    }

    void key(KeyArn choice) {
        key = choice;
    }

    Optional<KeyArn> key() {
        return Optional.ofNullable(key);
    }

    void trustWay(Way way) {
        trustWay = way;
    }

    Way trustWay() {
        return trustWay;
    }

    void accessWay(Way way) {
        accessWay = way;
    }

    Way accessWay() {
        return accessWay;
    }

    /** The choices made, with others in place of who acts; only to be asked for once role and key are chosen. */
    EnableChoices choices(Actor trustBy, Actor accessBy) {
        return new EnableChoices(role, key, Optional.ofNullable(roleArn), trustBy, accessBy, Set.of(), Set.of());
    }

    EnableChoices choices() {
        return choices(trustWay.actor(), accessWay.actor());
    }
}
