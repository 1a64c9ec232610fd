package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.KeyBackup.Sharding;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Atlas' answers about backups, what keeps and reads them, and the activity feed, as values of the model. */
final class BackupAnswers {
    private BackupAnswers() {}

    /**
     * Empty for a failed backup. A backup in progress names no key yet; it gets its state in place of a key name, so
     * that it counts for every key.
     */
    static Optional<KeyBackup> backup(Json json, String cluster) throws Json.WrongShape {
        var status = json.at("status").text().orElse("completed");
        if (status.equals("failed")) {
            return Optional.empty();
        }
        var named = json.at("masterKeyUUID").text().filter(key -> !key.isEmpty());
        return Optional.of(new KeyBackup(
                cluster,
                json.at("id").requiredText(),
                named.isPresent() || status.equals("completed") ? named : Optional.of(status),
                json.at("createdAt").instant(),
                json.at("expiresAt").instant(),
                sharding(json)));
    }

    private static Optional<Sharding> sharding(Json json) throws Json.WrongShape {
        return json.at("type").text().filter("shardedCluster"::equals).isPresent()
                ? Optional.of(new Sharding(
                        json.at("members").items().size(),
                        json.at("configServerType").text()))
                : Optional.empty();
    }

    static List<KeyBackup> backups(Json json, String cluster) throws Json.WrongShape {
        if (!json.at("results").present()) {
            throw json.at("results").expected("an array");
        }
        var all = new ArrayList<KeyBackup>();
        for (var item : json.at("results").items()) {
            backup(item, cluster).ifPresent(all::add);
        }
        return all;
    }

    static BackupSchedule schedule(Json json) throws Json.WrongShape {
        var items = new ArrayList<Json>();
        for (var policy : json.at("policies").items()) {
            items.addAll(policy.at("policyItems").items());
        }
        var extra = extraDays(json);
        return new BackupSchedule(window(json), longest(items).flatMap(days -> extra.map(days::plus)), copies(json));
    }

    /** The most that snapshots of one frequency are kept beyond their policy item. */
    private static Optional<Duration> extraDays(Json json) throws Json.WrongShape {
        double most = 0;
        for (var setting : json.at("extraRetentionSettings").items()) {
            double days = setting.at("retentionDays").number(-1);
            if (days < 0) {
                return Optional.empty();
            }
            most = Math.max(most, days);
        }
        return Optional.of(Duration.ofDays((long) Math.ceil(most)));
    }

    /** Only copies by {@code copyPolicyItems} have a retention of their own; the others end with their snapshot. */
    private static Optional<Duration> copies(Json json) throws Json.WrongShape {
        var items = new ArrayList<Json>();
        for (var setting : json.at("copySettings").items()) {
            items.addAll(setting.at("copyPolicyItems").items());
        }
        return items.isEmpty() ? Optional.of(Duration.ZERO) : longest(items);
    }

    /** Empty if the project has no policy. */
    static Optional<CompliancePolicy> compliancePolicy(Json json) throws Json.WrongShape {
        var state = json.at("state").text();
        if (state.isEmpty()) {
            return Optional.empty();
        }
        var items = new ArrayList<>(json.at("scheduledPolicyItems").items());
        if (json.at("onDemandPolicyItem").present()) {
            items.add(json.at("onDemandPolicyItem"));
        }
        return Optional.of(new CompliancePolicy(
                state.get(),
                json.at("pitEnabled").flag(false) ? window(json) : Optional.empty(),
                longest(items),
                json.at("encryptionAtRestEnabled").flag(false)));
    }

    /** A restore that failed may have a time of its end too. */
    static RestoreJob restoreJob(Json json, String cluster) throws Json.WrongShape {
        var ended = json.at("finishedAt").instant();
        var state = ended.isPresent() ? RestoreState.FINISHED : RestoreState.RUNNING;
        if (json.at("failed").flag(false)) {
            state = RestoreState.FAILED;
        } else if (json.at("cancelled").flag(false)) {
            state = RestoreState.CANCELLED;
        } else if (ended.isEmpty() && json.at("expired").flag(false)) {
            state = RestoreState.EXPIRED;
        }
        var project = json.at("targetGroupId").text();
        var target = json.at("targetClusterName").text();
        return new RestoreJob(
                cluster,
                json.at("id").requiredText(),
                json.at("snapshotId").text(),
                project.flatMap(p -> target.map(t -> new RestoreTarget(p, t))),
                state,
                ended);
    }

    private static Optional<Duration> window(Json json) throws Json.WrongShape {
        double days = json.at("restoreWindowDays").number(-1);
        return days < 0 ? Optional.empty() : Optional.of(Duration.ofMinutes((long) Math.ceil(days * 24 * 60)));
    }

    /** Months and years are counted at their longest. An unknown unit makes the whole unknown. */
    private static Optional<Duration> longest(List<Json> items) throws Json.WrongShape {
        long longest = 0;
        for (var item : items) {
            int days = switch (item.at("retentionUnit").text().orElse("")) {
                case "days" -> 1;
                case "weeks" -> 7;
                case "months" -> 31;
                case "years" -> 366;
                default -> -1;
            };
            double value = item.at("retentionValue").number(-1);
            if (days < 0 || value < 0) {
                return Optional.empty();
            }
            longest = Math.max(longest, (long) Math.ceil(value) * days);
        }
        return longest == 0 ? Optional.empty() : Optional.of(Duration.ofDays(longest));
    }

    static ProjectEvent event(Json json) throws Json.WrongShape {
        return new ProjectEvent(
                json.at("eventTypeName").requiredText(),
                json.at("clusterName").text(),
                json.at("created").requiredInstant());
    }
}
