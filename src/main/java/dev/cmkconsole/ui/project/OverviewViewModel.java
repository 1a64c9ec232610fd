package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.plan.TerraformFolder;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.CloudRegions;
import dev.cmkconsole.ui.view.ClusterBadges;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.view.Tone;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The known facts of a project as text, and the next sensible step. */
public final class OverviewViewModel {

    /**
     * @param verb text of the primary button; empty if nothing is left to do here
     */
    public record Advice(Tone tone, String heading, String text, Optional<String> verb) {}

    public record ClusterLine(String name, String kind, Badge badge) {}

    public record Overview(
            Advice advice,
            List<OverviewTasks.Task> tasks,
            List<OverviewFacts.Section> sections,
            List<ClusterLine> clusters,
            Optional<Fact> clustersProblem,
            boolean keyConfigured) {}

    private final ProjectContext context;
    private final Messages messages;
    private final ReadOnlyObjectWrapper<Overview> overview = new ReadOnlyObjectWrapper<>();

    public OverviewViewModel(ProjectContext context) {
        this.context = context;
        this.messages = context.frame().messages();
        overview.bind(context.snapshot().map(this::overview));
    }

    private Overview overview(ProjectSnapshot now) {
        var clusters = now.clusters().value().orElse(List.of()).stream()
                .map(cluster -> line(cluster, now.state().key()))
                .toList();
        return new Overview(
                advice(now),
                new OverviewTasks(messages, context.service().procedures()).of(now),
                new OverviewFacts(messages, now).sections(),
                clusters,
                now.clusters().problem().map(p -> Fact.unreadable(messages.get("overview.clusters"), p)),
                now.encryption().value().filter(e -> e.awsKms().enabled()).isPresent());
    }

    private Advice advice(ProjectSnapshot now) {
        var next = next(now);
        String key = next.map(n -> "overview.advice." + n.advice())
                .orElse(now.posture()
                        .map(p -> "overview.advice.none." + p.name() + (openClusters(p, now) ? ".open" : ""))
                        .orElse("overview.advice.unknown"));
        Tone tone = now.posture()
                .map(p -> switch (p) {
                    case KEY_INVALID -> now.state().waitsForAtlas() ? Tone.CAUTION : Tone.DANGER;
                    case ON_CREDENTIALS, KEY_IN_DOUBT -> Tone.CAUTION;
                    case ROLE_BASED -> next.isEmpty() && !openClusters(p, now) ? Tone.OK : Tone.INFO;
                    case NOT_SET_UP, OTHER_PROVIDER -> Tone.INFO;
                })
                .orElse(Tone.CAUTION);
        var verb = next.map(n -> messages.get("overview.verb." + n.advice()));
        var deletion = now.state().deletion();
        return new Advice(
                deletion.isPresent() ? Tone.DANGER : tone,
                messages.get(key),
                messages.get(
                        key + ".text",
                        now.encryptedClusters(),
                        now.eligibleClusters(),
                        now.project().name(),
                        now.clusters(Cluster.Coverage.CHANGING),
                        KeyWords.reasons(now.state().key(), messages),
                        now.state().findings().size(),
                        deletion.map(d -> messages.say(d.said(now.at()))).orElse("")),
                verb);
    }

    /** Whether it is not known that the clusters of a project with a role use its key. */
    private static boolean openClusters(Posture posture, ProjectSnapshot now) {
        return posture == Posture.ROLE_BASED && now.clusters().value().isEmpty();
    }

    private Optional<NextStep> next(ProjectSnapshot now) {
        return NextStep.of(now, context.service().procedures());
    }

    /** Runs the action of the primary button. */
    public void doNext() {
        context.now().flatMap(this::next).ifPresent(n -> context.showTab(n.tab()));
    }

    /** Writes the project as it is as a Terraform configuration. */
    public void exportTerraform() {
        new TerraformFolder(context.frame()).save(() -> context.service().terraform(context.projectId()));
    }

    /** Leads to the tab or section with this id. */
    public void open(String tab) {
        context.showTab(tab);
    }

    /** Leads to turning the project's own key off. */
    public void openDisable() {
        context.showTab(Place.OfProject.DISABLE);
    }

    public void showHistory() {
        context.frame().navigator().showHistoryOfProject(context.projectId());
    }

    private ClusterLine line(Cluster cluster, KeyStanding key) {
        String kind = cluster.kind() == Cluster.TierKind.DEDICATED && cluster.shards() > 1
                ? messages.get("overview.cluster.sharded", cluster.instanceSize(), cluster.shards())
                : cluster.kind() == Cluster.TierKind.DEDICATED
                        ? cluster.instanceSize()
                        : messages.get("overview.cluster." + cluster.kind().name());
        if (cluster.eligibleTier()) {
            kind = messages.get("clusters.row.edition." + cluster.edition(), kind);
        }
        var where = CloudRegions.of(cluster);
        return new ClusterLine(cluster.name(), where.isEmpty() ? kind : kind + ", " + where, badge(cluster, key));
    }

    private Badge badge(Cluster cluster, KeyStanding key) {
        return switch (cluster.coverage()) {
            case ENCRYPTED -> ClusterBadges.encrypted(key, messages);
            case CHANGING ->
                new Badge(
                        Tone.INFO,
                        "fth-clock",
                        messages.get(
                                "overview.cluster.encryptedBusy",
                                messages.say(cluster.status().text())));
            case OPEN, OTHER_PROVIDER, NOT_POSSIBLE -> withoutKey(cluster);
        };
    }

    private Badge withoutKey(Cluster cluster) {
        return cluster.obstacle()
                .map(o -> new Badge(
                        Tone.NEUTRAL, "fth-minus-circle", messages.get("overview.cluster.obstacle." + o.name())))
                .orElseGet(() -> new Badge(Tone.CAUTION, "fth-unlock", messages.get("overview.cluster.open")));
    }

    public ReadOnlyObjectProperty<Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }
}
