package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a cluster's snapshots are taken and how long they are kept: Atlas' default items, or those that a caller set.
 * The sandbox takes at most one snapshot a day, and keeps it as the longest item that is due says.
 */
public record BackupSchedule(List<Item> items) {
    private static final int LAST_DAY_OF_MONTH = 40;

    /**
     * One policy item.
     *
     * @param interval hours between snapshots, day of the week from Monday, day of the month, or month of the year
     */
    public record Item(String id, String frequency, int interval, int keep, String unit) {

        public static Item of(JsonNode item) {
            return new Item(
                    item.path("id").asText(),
                    item.path("frequencyType").asText(),
                    item.path("frequencyInterval").asInt(),
                    item.path("retentionValue").asInt(),
                    item.path("retentionUnit").asText());
        }

        public ObjectNode json() {
            return Json.object()
                    .put("frequencyInterval", interval)
                    .put("frequencyType", frequency)
                    .put("id", id)
                    .put("retentionUnit", unit)
                    .put("retentionValue", keep);
        }

        public Instant expiry(Instant taken) {
            var at = taken.atOffset(ZoneOffset.UTC);
            return (switch (unit) {
                        case "weeks" -> at.plusWeeks(keep);
                        case "months" -> at.plusMonths(keep);
                        case "years" -> at.plusYears(keep);
                        default -> at.plusDays(keep);
                    })
                    .toInstant();
        }

        private boolean due(OffsetDateTime day) {
            return switch (frequency) {
                case "weekly" -> day.getDayOfWeek().getValue() == interval;
                case "monthly" ->
                    interval == LAST_DAY_OF_MONTH
                            ? day.plusDays(1).getDayOfMonth() == 1
                            : day.getDayOfMonth() == interval;
                case "yearly" -> day.getMonthValue() == interval && day.getDayOfMonth() == 1;
                default -> true;
            };
        }
    }

    public static BackupSchedule of(Project project, Cluster cluster, Switches switches) {
        if (cluster.schedule != null && cluster.schedule.has("policyItems")) {
            return of(cluster.schedule.path("policyItems"));
        }
        int daily = switches.dailySnapshotRetentionDays;
        var items = new ArrayList<Item>();
        if (daily > 0) {
            items.add(item(project, "hourly", 6, daily, "days"));
            items.add(item(project, "daily", 1, daily, "days"));
            if (switches.longSnapshots) {
                items.add(item(project, "weekly", 6, 4, "weeks"));
                items.add(item(project, "monthly", LAST_DAY_OF_MONTH, 12, "months"));
                items.add(item(project, "yearly", 12, 1, "years"));
            }
        }
        return new BackupSchedule(List.copyOf(items));
    }

    public static BackupSchedule of(JsonNode policyItems) {
        var items = new ArrayList<Item>();
        policyItems.forEach(i -> items.add(Item.of(i)));
        return new BackupSchedule(List.copyOf(items));
    }

    private static Item item(Project project, String frequency, int interval, int keep, String unit) {
        return new Item(Ids.named(project.id, "policy", frequency), frequency, interval, keep, unit);
    }

    /** The item that keeps a snapshot of that moment longest; of two alike, the less frequent one. */
    Optional<Item> due(Instant at) {
        var day = at.atOffset(ZoneOffset.UTC);
        return items.stream()
                .filter(i -> i.due(day))
                .max(Comparator.comparing((Item i) -> i.expiry(at)).thenComparingInt(i -> rank(i.frequency())));
    }

    private static int rank(String frequency) {
        return List.of("hourly", "daily", "weekly", "monthly", "yearly").indexOf(frequency);
    }

    /** The item that a scheduled snapshot of that frequency is kept by. */
    public Optional<Item> of(String frequency) {
        return items.stream()
                .filter(i -> i.frequency().equals(frequency))
                .max(Comparator.comparing(i -> i.expiry(Instant.EPOCH)));
    }

    public ArrayNode json() {
        return Json.array(items.stream().map(Item::json).toList());
    }
}
