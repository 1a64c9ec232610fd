package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What of a project cannot be read now, and what follows if nothing changes. Atlas has no field for a cluster whose
 * processes it shut down, so this follows from Atlas' report on the key and from its documented rule.
 *
 * @param now what is dark now
 * @param next what becomes dark, and when
 */
public record Darkness(List<Text> now, List<Text> next) {
    /** Atlas checks every key this often, in minutes (MongoDB documentation, encryption at rest). */
    public static final int CHECK_MINUTES = 15;

    public Darkness {
        now = List.copyOf(now);
        next = List.copyOf(next);
    }

    public static Darkness of(ProjectSnapshot now, Diagnosis diagnosis) {
        if (!diagnosis.configured()) {
            return new Darkness(List.of(), List.of());
        }
        var kms = now.encryption().value().map(EncryptionAtRest::awsKms).orElse(AwsKms.OFF);
        var dark = new ArrayList<Text>();
        var next = new ArrayList<Text>();
        now.state().deletion().ifPresent(d -> next.add(d.consequence(now.at())));
        if (now.clusters().value().isEmpty()) {
            dark.add(Text.of("rescue.dark.unread", now.clusters().unreadCode()));
            return new Darkness(dark, next);
        }
        var encrypted =
                now.clusters().value().get().stream().filter(Cluster::encrypted).toList();
        if (encrypted.isEmpty()) {
            dark.add(Text.of("rescue.dark.none"));
            return new Darkness(dark, next);
        }
        var running = names(encrypted.stream().filter(c -> !c.paused()).toList());
        var paused = names(encrypted.stream().filter(Cluster::paused).toList());
        boolean unreachable = now.alerts().value().orElse(List.of()).stream().anyMatch(Alert::networkDenied);
        if (!kms.valid()) {
            invalid(now, running, dark, next);
        } else if (unreachable) {
            dark.add(Text.of("rescue.dark.running", running));
            next.add(Text.of("rescue.next.restart", running));
        } else if (diagnosis.cause().filter(Cause::ofRegion).isPresent()) {
            dark.add(Text.of("rescue.dark.running", running));
            next.add(Text.of("rescue.next.restart", names(needing(now, encrypted))));
        } else if (!diagnosis.nothingToRepair()) {
            dark.add(Text.of("rescue.dark.running", running));
            next.add(Text.of("rescue.next.check", CHECK_MINUTES, running));
        }
        if (!paused.isEmpty() && diagnosis.cause().isPresent()) {
            next.add(Text.of("rescue.next.paused", paused));
        }
        return new Darkness(dark, next);
    }

    /** The clusters with nodes where the key cannot be had. */
    private static List<Cluster> needing(ProjectSnapshot now, List<Cluster> encrypted) {
        var regions = now.neededRegions().inDoubt();
        return encrypted.stream()
                .filter(c -> !Collections.disjoint(c.awsRegions(), regions))
                .toList();
    }

    private static void invalid(ProjectSnapshot now, String running, List<Text> dark, List<Text> next) {
        if (!running.isEmpty()) {
            dark.add(Text.of("rescue.dark.shutDown", running));
        }
        var search = now.setup().searchNodes().value().orElse(List.of()).stream()
                .map(SearchNodes::cluster)
                .toList();
        if (!search.isEmpty()
                && now.encryption()
                        .value()
                        .filter(EncryptionAtRest::enabledForSearchNodes)
                        .isPresent()) {
            dark.add(Text.of("rescue.dark.search", String.join(", ", search)));
        }
        dark.add(Text.of("rescue.dark.backups"));
        next.add(Text.of("rescue.next.stays"));
    }

    private static String names(List<Cluster> clusters) {
        return String.join(", ", clusters.stream().map(Cluster::name).toList());
    }
}
