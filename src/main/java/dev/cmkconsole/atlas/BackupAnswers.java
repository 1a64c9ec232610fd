package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.KeyBackup;
import dev.cmkconsole.model.atlas.ProjectEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Atlas' answers about backups, the restore window and the activity feed, as values of the model. */
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
                json.at("expiresAt").instant()));
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

    static Optional<Duration> restoreWindow(Json json) throws Json.WrongShape {
        double days = json.at("restoreWindowDays").number(-1);
        return days < 0 ? Optional.empty() : Optional.of(Duration.ofMinutes((long) Math.ceil(days * 24 * 60)));
    }

    static ProjectEvent event(Json json) throws Json.WrongShape {
        return new ProjectEvent(
                json.at("eventTypeName").requiredText(),
                json.at("clusterName").text(),
                json.at("created").requiredInstant());
    }
}
