package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessChoices;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.ReminderSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.access.SaveSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every change of the key in a role-based project has in common: the role that the project has stays and may use
 * the key that comes beside all it could use before, Atlas is given the key, and every cluster is waited for.
 */
final class KeyChange {
    /** What a change of the key may send. */
    static final Set<RecordedOperation> REQUESTS = requests();

    static final StepId CONFIGURATION = StepId.of("check-configuration");

    /** Checks whose answer is the same for every key. */
    private static final Set<String> WHATEVER_THE_KEY =
            Set.of("project-owner", "role-exists", "trust-policy", "confused-deputy", "atlas-assumed-role");

    private KeyChange() {}

    /** The role that the project has, and what the user chose. */
    private record PresentRole(RoleChoice role, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted)
            implements AccessChoices {
        @Override
        public Optional<RoleArn> roleArn() {
            return Optional.empty();
        }

        @Override
        public Actor trustBy() {
            return Actor.CONSOLE;
        }
    }

    private static Set<RecordedOperation> requests() {
        var all = EnumSet.of(
                RecordedOperation.CREATE_KEY,
                RecordedOperation.CREATE_ALIAS,
                RecordedOperation.ENABLE_KEY_ROTATION,
                RecordedOperation.CREATE_ALERT,
                RecordedOperation.UPDATE_ALERT);
        all.addAll(AccessSteps.REQUESTS);
        return Set.copyOf(all);
    }

    /**
     * @param own what this change asks of the present configuration beside what all ask
     * @param words what the text keys of its own begin with, dot included
     */
    static Plan plan(
            ProcedureType<?> procedure,
            ProjectSnapshot now,
            KeyChangeChoices want,
            Optional<Text> own,
            String words,
            WaitSettings pace) {
        var key = want.keyIn(now);
        var refusal = refusal(now, key).or(() -> own);
        var state = state(now, want);
        var steps = new ArrayList<Step>();
        steps.add(configuration(
                refusal.isEmpty() && state.isEmpty()
                        ? Optional.of(Text.of(
                                "keyChange.noRole",
                                now.configuredRole().map(AccessRole::roleId).orElse("?")))
                        : refusal,
                Text.of(words + "checkConfiguration.reason")));
        if (state.isPresent()) {
            var f = state.get();
            var settling = new Retry(AccessSteps.SETTLING, pace.retryDelay(), pace.retryAttempts());
            var access = new KeyAccessSteps(f, settling);
            var save = new SaveSteps(f, want.sent(now), words + "save", pace);
            var making = want.newKey().map(wish -> new NewKeySteps(f, wish, settling));
            boolean made = making.filter(m -> !m.made()).isEmpty();
            steps.add(AccessChecks.owner(f));
            if (made) {
                steps.add(AccessChecks.key(f));
            }
            var preparing = new ArrayList<Step>();
            making.ifPresent(m -> preparing.addAll(m.all()));
            if (!made) {
                preparing.add(NewKeySteps.later(AccessChecks.key(f)));
            }
            preparing.addAll(later(made, List.of(access.allow(), access.keyPolicy())));
            var checks = new FindingSteps(
                    made ? now.checks() : beforeTheKey(now.checks()), f.want(), both(steps, preparing), f.proved());
            steps.addAll(checks.blocking());
            steps.addAll(preparing);
            steps.add(checks.access(f.saved()));
            steps.addAll(later(made, List.of(save.save(), save.valid(), save.deployed())));
            want.reminder().ifPresent(wish -> steps.add(ReminderSteps.set(now, wish, want.accepted())));
        }
        return new Plan(procedure, now.project(), now.at(), steps);
    }

    /** Empty where the project's role cannot be told, and then nothing can be planned. */
    private static Optional<AccessState> state(ProjectSnapshot now, KeyChangeChoices want) {
        return now.configuredRole()
                .flatMap(r -> r.iamRoleArn()
                        .flatMap(RoleArn::parse)
                        .map(arn -> RoleChoice.resume(r.roleId(), new RoleChoice.ExistingRole(arn))))
                .map(role -> new AccessState(
                        now,
                        new PresentRole(role, want.accessBy(), want.doneByHand(), want.accepted()),
                        want.keyIn(now)));
    }

    /**
     * A key that is not made yet cannot be asked about; what else there is to check is checked with the key that
     * the project has.
     */
    static Optional<CheckRequest> inquiry(ProjectSnapshot now, KeyChangeChoices want) {
        return state(now, want)
                .flatMap(f -> want.newKey().isEmpty() || now.aws().key().value().isPresent()
                        ? Optional.of(f.inquiry())
                        : PresentKey.of(now, Optional.empty())
                                .map(present -> new CheckRequest(
                                        f.record().map(AccessRole::roleId),
                                        f.roleArn(),
                                        present.reference(f.roleArn()),
                                        present.region())));
    }

    private static Observed<List<Finding>> beforeTheKey(Observed<List<Finding>> checks) {
        return checks instanceof Observed.Known<List<Finding>>(var all, var at)
                ? new Observed.Known<>(
                        all.stream()
                                .filter(f -> WHATEVER_THE_KEY.contains(f.id()))
                                .toList(),
                        at)
                : checks;
    }

    private static List<Step> later(boolean made, List<Step> some) {
        return made ? some : some.stream().map(NewKeySteps::later).toList();
    }

    private static List<Step> both(List<Step> some, List<Step> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Optional<Text> refusal(ProjectSnapshot now, KeyArn wanted) {
        if (now.encryption().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.encryption"));
        }
        if (now.roles().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.roles"));
        }
        if (now.clusters().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.clusters"));
        }
        var aws = now.encryption().value().get().awsKms();
        if (!aws.enabled()) {
            return Optional.of(Text.of("keyChange.notSetUp"));
        }
        if (aws.onCredentials()) {
            return Optional.of(Text.of("keyChange.onCredentials"));
        }
        if (!aws.valid()) {
            return Optional.of(
                    Text.of("keyChange.keyInvalid", aws.customerMasterKeyId().orElse("?")));
        }
        boolean otherRegion = aws.region().filter(wanted.region()::equals).isEmpty();
        return aws.requirePrivateNetworking() && otherRegion
                ? Optional.of(
                        Text.of("keyChange.privateNetworking", wanted.region().id()))
                : Optional.empty();
    }

    private static Step configuration(Optional<Text> refusal, Text reason) {
        return new Step.CheckStep(
                CONFIGURATION,
                Text.of("keyChange.checkConfiguration.title"),
                reason,
                refusal.<Status>map(Status.Blocked::new).orElse(Status.DONE),
                Rendering.of(Text.of("switch.checkConfiguration.explain")),
                "");
    }

    /** The present key's id, whichever form Atlas holds. */
    static Optional<String> presentId(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .map(e -> e.awsKms())
                .flatMap(AwsKms::customerMasterKeyId)
                .map(k -> k.substring(k.lastIndexOf('/') + 1));
    }
}
