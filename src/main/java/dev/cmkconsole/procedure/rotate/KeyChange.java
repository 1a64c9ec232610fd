package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.PresentRole;
import dev.cmkconsole.procedure.access.ReminderSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.SaveSteps;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.procedure.newkey.SpareKeys;
import dev.cmkconsole.procedure.newkey.WantedKey;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.replica.ReplicaSteps;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plan that every change of the key in a role-based project shares. The project's role stays and may use the new
 * key as well as the keys before it; Atlas gets the new key; the plan then waits for every cluster.
 */
final class KeyChange {
    /** What a change of the key may send. */
    static final Set<RecordedOperation> REQUESTS = requests();

    private KeyChange() {}

    private static Set<RecordedOperation> requests() {
        var all = EnumSet.of(
                RecordedOperation.CREATE_ALERT, RecordedOperation.UPDATE_ALERT, RecordedOperation.TOGGLE_ALERT);
        all.addAll(NewKeySteps.REQUESTS);
        all.add(RecordedOperation.REPLICATE_KEY);
        all.addAll(AccessSteps.REQUESTS);
        return Set.copyOf(all);
    }

    /**
     * What one procedure that changes the key adds to the common plan.
     *
     * @param refusal why this procedure refuses the present configuration
     * @param outage why a present key that does not work is no obstacle; it is said in the plan
     * @param words what the keys of the procedure's own texts begin with, the dot included
     * @param save what the keys of the texts of saving begin with
     */
    record Variant(
            ProcedureType<?> procedure, Optional<Text> refusal, Optional<Text> outage, String words, String save) {}

    static Plan plan(Variant variant, ProjectSnapshot now, KeyChangeChoices want, WaitSettings waits) {
        var state = state(now, want);
        var refusal = refusal(now, want, variant.outage().isPresent()).or(variant::refusal);
        if (refusal.isEmpty() && state.isEmpty()) {
            refusal = Optional.of(noRole(now));
        }
        var reason = variant.outage().orElseGet(() -> Text.of(variant.words() + "checkConfiguration.reason"));
        var configuration = refusal.map(text -> configuration(new Status.Blocked(text), reason))
                .orElseGet(() -> configuration(Status.DONE, reason));
        return new Plan(
                        variant.procedure(),
                        now.project(),
                        now.at(),
                        state.map(known -> steps(variant, configuration, known, want, waits))
                                .orElse(List.of(configuration)))
                .withLeftovers(leftovers(now, want));
    }

    private static List<Leftover> leftovers(ProjectSnapshot now, KeyChangeChoices want) {
        var all = new ArrayList<>(new SpareKeys(now, want.keyIn(now), want.newKey()).all());
        all.addAll(UnusedRecords.of(now, now.configuredRole()));
        return all;
    }

    private static Text noRole(ProjectSnapshot now) {
        return Text.of("keyChange.noRole", PresentRole.unknown(now));
    }

    private static List<Step> steps(
            Variant variant, Step configuration, AccessState state, KeyChangeChoices want, WaitSettings waits) {
        var now = state.now();
        var settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
        var key = new WantedKey(state, want.newKey(), settling);
        var save = new SaveSteps(state, want.sent(now).orElseGet(key::stored), variant.save(), waits);
        var steps = new ArrayList<>(List.of(configuration));
        if (variant.outage().isEmpty() && configuration.status().done()) {
            AccessChecks.presentKey(state).ifPresent(steps::add);
        }
        steps.add(AccessChecks.owner(state));
        new RuleSteps(now, want.accepted(), state.saved())
                .organizationOfMore(RuleSteps.configuration(now))
                .ifPresent(steps::add);
        new ReplicatedKey(now, state.key().region())
                .singleRegion(multiRegion(now, want), state.saved(), want.accepted())
                .ifPresent(steps::add);
        key.boundary().ifPresent(steps::add);
        var preparing = new ArrayList<>(key.create());
        (key.exists() ? steps : preparing).add(key.check());
        var replicas = replicas(variant, state, want, waits, key.exists());
        replicas.check().ifPresent(key.exists() ? steps::add : preparing::add);
        var everywhere = replicas.steps();
        preparing.addAll(everywhere.isEmpty() ? List.of(key.allow()) : everywhere);
        preparing.add(key.keyPolicy());
        var checks = new FindingSteps(key.findings(), state.want(), both(steps, preparing), state.proved());
        steps.addAll(checks.blocking());
        steps.addAll(preparing);
        steps.add(checks.access(state.saved()));
        Stream.of(save.save(), save.valid(), save.deployed())
                .map(key::whenItExists)
                .forEach(steps::add);
        want.reminder().ifPresent(wish -> steps.add(ReminderSteps.set(now, wish, want.accepted())));
        return steps;
    }

    private static ReplicaSteps replicas(
            Variant variant, AccessState state, KeyChangeChoices want, WaitSettings waits, boolean exists) {
        var now = state.now();
        var wish = new ReplicatedKey(now, state.key().region())
                .wish(multiRegion(now, want), variant.outage().isPresent(), want);
        return new ReplicaSteps(now, Optional.of(state), wish, exists, waits);
    }

    private static boolean multiRegion(ProjectSnapshot now, KeyChangeChoices want) {
        return want.newKey()
                .map(NewKey::multiRegion)
                .orElseGet(() -> want.keyIn(now).multiRegion());
    }

    /** Empty when the project's role is not known; then nothing can be planned. */
    private static Optional<AccessState> state(ProjectSnapshot now, KeyChangeChoices want) {
        return PresentRole.toKey(now, want.keyIn(now), want.accessBy(), want.doneByHand(), want.accepted());
    }

    /**
     * The role and the key that the checks examine. Nothing can be asked about a key that does not exist yet, so the
     * checks use the present key until then.
     */
    static Optional<CheckRequest> checkRequest(ProjectSnapshot now, KeyChangeChoices want) {
        return state(now, want)
                .flatMap(state -> WantedKey.exists(now, want.newKey())
                        ? Optional.of(state.checkRequest())
                        : aboutPresentKey(state));
    }

    private static Optional<CheckRequest> aboutPresentKey(AccessState state) {
        return PresentKey.of(state.now(), Optional.empty())
                .map(present -> new CheckRequest(
                        state.record().map(AccessRole::roleId),
                        state.roleArn(),
                        present.reference(state.roleArn()),
                        present.region()));
    }

    private static List<Step> both(List<Step> some, List<Step> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Optional<Text> refusal(ProjectSnapshot now, KeyChangeChoices want, boolean outage) {
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
        if (!aws.valid() && !outage) {
            return Optional.of(
                    Text.of("keyChange.keyInvalid", aws.customerMasterKeyId().orElse("?")));
        }
        var wanted = want.keyIn(now);
        return new EndpointGate(now).obstacle(wanted.region(), multiRegion(now, want));
    }

    private static Step configuration(Status status, Text reason) {
        return Step.check(AccessSteps.CONFIGURATION)
                .title(Text.of("keyChange.checkConfiguration.title"))
                .reason(reason)
                .explanation(Text.of("switch.checkConfiguration.explain"))
                .status(status)
                .build();
    }

    /** The present key's id, whether Atlas holds an ARN or an id. */
    static Optional<String> presentId(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .map(e -> e.awsKms())
                .flatMap(AwsKms::customerMasterKeyId)
                .map(k -> k.substring(k.lastIndexOf('/') + 1));
    }
}
