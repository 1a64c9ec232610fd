package dev.cmkconsole.procedure.drill;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.OtherProjects;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold before a drill makes a project's data unreadable. */
final class DrillChecks {
    private static final StepId TEST = StepId.of("check-test-project");
    private static final StepId CLUSTERS = StepId.of("check-clusters");
    private static final StepId KEY = StepId.of("check-key");
    /** Names by which people call what others depend on. */
    private static final Pattern PRODUCTION = Pattern.compile("(?i)(^|[^a-z])(prod|production|prd|live)($|[^a-z])");

    private final ProjectSnapshot now;
    private final DrillChoices want;
    private final boolean begun;

    /** @param begun whether this drill disabled the key already, so that nothing here can hold it back */
    DrillChecks(ProjectSnapshot now, DrillChoices want, boolean begun) {
        this.now = now;
        this.want = want;
        this.begun = begun;
    }

    List<Step> steps(Optional<KeyArn> key) {
        return List.of(
                check(AccessSteps.CONFIGURATION, "drill.configuration", configuration()),
                check(TEST, "drill.test", test()),
                check(CLUSTERS, "drill.clusters", clusters()),
                check(AccessSteps.OTHER_PROJECTS, "drill.elsewhere", elsewhere(key)),
                check(KEY, "drill.key", key()));
    }

    private Step check(StepId id, String words, Status status) {
        return Step.check(id)
                .words(words)
                .status(begun ? Status.NOT_NEEDED : status)
                .build();
    }

    private Status configuration() {
        return now.posture()
                .<Status>map(posture -> switch (posture) {
                    case ROLE_BASED, ON_CREDENTIALS -> Status.DONE;
                    case KEY_IN_DOUBT ->
                        new Status.Blocked(Text.of(
                                "drill.configuration.inDoubt", now.state().key().reason()));
                    case KEY_INVALID -> new Status.Blocked(Text.of("drill.configuration.invalid"));
                    case NOT_SET_UP, OTHER_PROVIDER -> new Status.Blocked(Text.of("drill.configuration.notSetUp"));
                })
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
    }

    private Status test() {
        return Stream.concat(
                        Stream.of(now.project().name()),
                        now.clusters().value().orElse(List.of()).stream().map(Cluster::name))
                .filter(name -> PRODUCTION.matcher(name).find())
                .findFirst()
                .<Status>map(name -> new Status.Blocked(Text.of("drill.test.production", name)))
                .orElse(Status.DONE);
    }

    private Status clusters() {
        return now.clusters().fold(this::clusters, _ -> new Status.Blocked(Text.of("plan.unreadable.clusters")));
    }

    private Status clusters(List<Cluster> all) {
        var encrypted = all.stream().filter(Cluster::encrypted).toList();
        if (encrypted.isEmpty()) {
            return new Status.Blocked(Text.of("drill.clusters.none"));
        }
        var busy = encrypted.stream()
                .filter(c -> !c.idle() || c.paused())
                .map(Cluster::name)
                .toList();
        return busy.isEmpty()
                ? Status.DONE
                : new Status.Blocked(Text.of("drill.clusters.busy", String.join(", ", busy)));
    }

    private Status elsewhere(Optional<KeyArn> key) {
        return key.map(k -> OtherProjects.unused(now, kms -> OldKeys.mayUse(kms, k), "drill", want))
                .orElse(Status.DONE);
    }

    private Status key() {
        return now.aws()
                .key()
                .fold(
                        this::key,
                        code -> new Status.Blocked(
                                now.aws().signIn().orElseGet(() -> Text.of("drill.key.unread", code))));
    }

    private Status key(CustomerKey key) {
        var account = now.aws().caller().value().map(c -> c.account());
        if (account.filter(key.arn().account()::equals).isEmpty()) {
            return new Status.Blocked(
                    Text.of("drill.key.otherAccount", key.arn().account(), account.orElse("-")));
        }
        var outOfReach = KeyStanding.outOfReach(key);
        if (outOfReach.isPresent()) {
            return new Status.Blocked(outOfReach.get());
        }
        return key.state().enabled()
                ? Status.DONE
                : new Status.Blocked(Text.of("drill.key.notEnabled", key.state().text()));
    }
}
