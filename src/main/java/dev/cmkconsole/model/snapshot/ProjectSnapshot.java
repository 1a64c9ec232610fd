package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.state.AccessCheck;
import dev.cmkconsole.model.state.NeededRegions;
import dev.cmkconsole.model.state.ProjectState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything observed about one project at one time: the only input of a planner apart from the user's choices.
 *
 * @param at when reading began
 * @param answers what is read only for plans that ask for it
 */
public record ProjectSnapshot(Project project, Instant at, AtlasSide atlas, AwsSide aws, PlanAnswers answers) {

    public Observed<Boolean> projectOwner() {
        return atlas.projectOwner();
    }

    public Observed<List<AccessRole>> roles() {
        return atlas.roles();
    }

    public Observed<EncryptionAtRest> encryption() {
        return atlas.encryption();
    }

    public Observed<List<Cluster>> clusters() {
        return atlas.clusters();
    }

    public Observed<List<Alert>> alerts() {
        return atlas.alerts();
    }

    public ProjectSetup setup() {
        return atlas.setup();
    }

    public Observed<List<Finding>> checks() {
        return answers.checks();
    }

    public Observed<Optional<RotationReminder>> reminder() {
        return answers.reminder();
    }

    public Observed<KeySurvey> survey() {
        return answers.survey();
    }

    public Observed<AccessCheck> access() {
        return answers.access();
    }

    public ProjectSnapshot withChecks(Observed<List<Finding>> seen) {
        return with(answers.withChecks(seen));
    }

    public ProjectSnapshot withReminder(Observed<Optional<RotationReminder>> seen) {
        return with(answers.withReminder(seen));
    }

    public ProjectSnapshot withSurvey(Observed<KeySurvey> seen) {
        return with(answers.withSurvey(seen));
    }

    /** Empty evidence counts as not read. */
    public ProjectSnapshot withEvidence(Optional<AccessEvidence> read) {
        return with(answers.withEvidence(read));
    }

    public ProjectSnapshot withAccepted(Map<CheckId, EarlierAcceptance> earlier) {
        return with(answers.withAccepted(earlier));
    }

    public ProjectSnapshot withPresentKey(Observed<CustomerKey> seen) {
        return with(answers.withPresentKey(seen));
    }

    public ProjectSnapshot withSpareKeys(Observed<List<SpareKey>> seen) {
        return with(answers.withSpareKeys(seen));
    }

    public ProjectSnapshot withAccess(Observed<AccessCheck> seen) {
        return with(answers.withAccess(seen));
    }

    /** The project as it would be seen with the configured key's replica in another region in place of the key. */
    public ProjectSnapshot about(RegionalKey other) {
        return new ProjectSnapshot(project, at, atlas, aws.about(other), answers);
    }

    /** The project as it would be with this setting of private networking. */
    public ProjectSnapshot withPrivateNetworking(boolean on) {
        return new ProjectSnapshot(project, at, atlas.withPrivateNetworking(on), aws, answers);
    }

    private ProjectSnapshot with(PlanAnswers others) {
        return new ProjectSnapshot(project, at, atlas, aws, others);
    }

    /** What the project is now, judged from everything that was read. */
    public ProjectState state() {
        return ProjectState.of(encryption(), alerts(), aws.key(), access(), neededRegions());
    }

    /** What is known of what the nodes of encrypted clusters need in each region. */
    public NeededRegions neededRegions() {
        return encryption()
                .value()
                .map(e -> NeededRegions.of(
                        e.awsKms(), clusters().value().orElse(List.of()), aws.regional(), setup().endpoints()))
                .orElse(NeededRegions.NONE);
    }

    /**
     * Whether single regions alone cast doubt on the key. The plan that brings replicas and endpoints deals with that
     * doubt itself.
     */
    public boolean onlyRegionsInDoubt() {
        var alone = access().map(AccessCheck::withoutRegions);
        return !state().key().usable()
                && ProjectState.of(encryption(), alerts(), aws.key(), alone, NeededRegions.NONE)
                        .key()
                        .usable();
    }

    public Optional<Posture> posture() {
        return state().posture();
    }

    /** The access role with which Atlas uses the project's key. */
    public Optional<AccessRole> configuredRole() {
        return encryption()
                .value()
                .flatMap(e -> e.awsKms().roleId())
                .flatMap(id -> roles().value()
                        .flatMap(all ->
                                all.stream().filter(r -> r.roleId().equals(id)).findFirst()));
    }

    public Optional<Cluster> cluster(String name) {
        return clusters()
                .value()
                .flatMap(all -> all.stream().filter(c -> c.name().equals(name)).findFirst());
    }

    /** How many clusters the project's key encrypts. A cluster that is being changed does not count yet. */
    public long encryptedClusters() {
        return clusters(Cluster.Coverage.ENCRYPTED);
    }

    public long clusters(Cluster.Coverage coverage) {
        return clusters().value().orElse(List.of()).stream()
                .filter(c -> c.coverage() == coverage)
                .count();
    }

    public long eligibleClusters() {
        return clusters().value().orElse(List.of()).stream()
                .filter(Cluster::eligibleTier)
                .count();
    }
}
