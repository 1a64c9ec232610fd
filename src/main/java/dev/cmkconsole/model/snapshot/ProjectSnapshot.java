package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything observed about one project at one time: the only input of a planner beside the user's choices.
 *
 * @param at when reading began
 * @param projectOwner whether the caller is Project Owner; not readable is not "no"
 * @param clusters dedicated, shared and flex clusters together
 * @param checks answers to what a plan wants checked; read only for plans that ask
 * @param reminder Atlas' reminder to rotate the key; read only for plans that ask, and known to be empty where
 *     the project has none
 * @param survey what is known of the keys the project ever used; read only for plans that ask
 */
public record ProjectSnapshot(
        Project project,
        Instant at,
        Observed<Boolean> projectOwner,
        Observed<List<AccessRole>> roles,
        Observed<EncryptionAtRest> encryption,
        Observed<List<Cluster>> clusters,
        Observed<List<Alert>> alerts,
        AwsSide aws,
        Observed<List<Finding>> checks,
        Observed<Optional<RotationReminder>> reminder,
        Observed<KeySurvey> survey) {

    public ProjectSnapshot(
            Project project,
            Instant at,
            Observed<Boolean> projectOwner,
            Observed<List<AccessRole>> roles,
            Observed<EncryptionAtRest> encryption,
            Observed<List<Cluster>> clusters,
            Observed<List<Alert>> alerts,
            AwsSide aws) {
        this(
                project,
                at,
                projectOwner,
                roles,
                encryption,
                clusters,
                alerts,
                aws,
                Observed.notRead(),
                Observed.notRead(),
                Observed.notRead());
    }

    public ProjectSnapshot withChecks(Observed<List<Finding>> answers) {
        return new ProjectSnapshot(
                project, at, projectOwner, roles, encryption, clusters, alerts, aws, answers, reminder, survey);
    }

    public ProjectSnapshot withReminder(Observed<Optional<RotationReminder>> seen) {
        return new ProjectSnapshot(
                project, at, projectOwner, roles, encryption, clusters, alerts, aws, checks, seen, survey);
    }

    public ProjectSnapshot withSurvey(Observed<KeySurvey> found) {
        return new ProjectSnapshot(
                project, at, projectOwner, roles, encryption, clusters, alerts, aws, checks, reminder, found);
    }

    public Optional<Posture> posture() {
        return encryption.map(EncryptionAtRest::posture);
    }

    /** The access role the project's key is used with. */
    public Optional<AccessRole> configuredRole() {
        return encryption
                .value()
                .flatMap(e -> e.awsKms().roleId())
                .flatMap(id -> roles.value()
                        .flatMap(all ->
                                all.stream().filter(r -> r.roleId().equals(id)).findFirst()));
    }

    public Optional<Cluster> cluster(String name) {
        return clusters.value()
                .flatMap(all -> all.stream().filter(c -> c.name().equals(name)).findFirst());
    }

    public long encryptedClusters() {
        return clusters.value().orElse(List.of()).stream()
                .filter(Cluster::encrypted)
                .count();
    }

    public long eligibleClusters() {
        return clusters.value().orElse(List.of()).stream()
                .filter(Cluster::eligibleTier)
                .count();
    }
}
