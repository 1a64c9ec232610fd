package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.organization.PolicyLine;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.PlanViewModel;
import dev.cmkconsole.ui.plan.RunOrder;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.plan.TerraformViewModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The clusters of one project: the user's choice for each, its meaning in words, and the run. */
public final class ClustersViewModel {

    /** The visible part of the tab: the table, the form for a new cluster, the plan before the run, or the run. */
    public enum Stage {
        TABLE,
        NEW_CLUSTER,
        REVIEW,
        RUN
    }

    private final EncryptionService service;
    private final Frame frame;
    private final Messages messages;
    private final ClusterPlanner planner;
    private final String projectId;
    private final Runnable readAgain;
    private final ObservableList<ClusterRow> rows = FXCollections.observableArrayList();
    private final Map<String, Boolean> wishes = new HashMap<>();
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(this, "stage", Stage.TABLE);
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper changes = new ReadOnlyStringWrapper(this, "changes", "");
    private final ReadOnlyStringWrapper policies = new ReadOnlyStringWrapper(this, "policies", "");
    private final ReadOnlyStringWrapper commit = new ReadOnlyStringWrapper(this, "commit", "");
    private final ObservableList<String> consequences = FXCollections.observableArrayList();
    private final PlanViewModel plan;
    private final NewClusterViewModel newCluster;
    private ProjectSnapshot snapshot;
    private ClusterChoices choices;

    public ClustersViewModel(EncryptionService service, Frame frame, String projectId, Runnable readAgain) {
        this.service = service;
        this.frame = frame;
        this.messages = frame.messages();
        this.planner = new ClusterPlanner(service.waits());
        this.projectId = projectId;
        this.readAgain = readAgain;
        this.plan = new PlanViewModel(
                frame, service.connection().signIn(), new TerraformViewModel(frame, service::terraform));
        this.newCluster = new NewClusterViewModel(messages);
    }

    /** Shows the latest snapshot; choices stay if they are still possible. */
    public void show(ProjectSnapshot fresh) {
        if (fresh == null) {
            return;
        }
        snapshot = fresh;
        problem.set(fresh.clusters()
                .problem()
                .or(() -> fresh.encryption().problem())
                .orElse(null));
        fresh.clusters().value().ifPresent(this::show);
        policies.set(policies(fresh));
    }

    /** What the organization requires of clusters; empty where it requires nothing, and where nobody asked. */
    private String policies(ProjectSnapshot now) {
        return switch (ProjectPolicies.of(now)) {
            case Observed.Known<List<PolicyLine>>(var lines, var _) ->
                lines.stream()
                        .filter(line -> line.meaning() != PolicyLine.Meaning.SILENT)
                        .map(line -> messages.say(line.said()))
                        .collect(Collectors.joining(" "));
            case Observed.Failed<List<PolicyLine>>(var cause, var _) ->
                messages.get("organization.unread", cause.code());
            case Observed.NotRead<List<PolicyLine>> _ -> "";
        };
    }

    private void show(List<Cluster> clusters) {
        rows.setAll(clusters.stream()
                .sorted(Comparator.comparing((Cluster c) -> !c.eligibleTier())
                        .thenComparing(Cluster::name, String.CASE_INSENSITIVE_ORDER))
                .map(c -> ClusterRow.of(
                        c,
                        wishes.getOrDefault(c.name(), encrypted(c)),
                        snapshot.state().key(),
                        messages))
                .toList());
        rows.replaceAll(r -> r.changeable() ? r : r.wanting(encrypted(r.cluster())));
        newCluster.taken(clusters.stream().map(Cluster::name).toList());
        count();
    }

    private static boolean encrypted(Cluster cluster) {
        return cluster.encryption() == EncryptionProvider.AWS;
    }

    /** Sets the choice for one cluster; it has no effect on a cluster that cannot be changed now. */
    public void want(String name, boolean on) {
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.name().equals(name) && row.changeable() && row.wanted() != on) {
                wishes.put(name, on);
                rows.set(i, row.wanting(on));
            }
        }
        count();
    }

    /** Selects all eligible clusters. */
    public void wantAll() {
        List.copyOf(rows).forEach(r -> want(r.name(), true));
    }

    public void forgetWishes() {
        wishes.clear();
        rows.replaceAll(r -> r.wanting(encrypted(r.cluster())));
        count();
    }

    private void count() {
        error.set("");
        long changing = rows.stream().filter(ClusterRow::changes).count();
        changes.set(messages.get("clusters.changes", changing));
    }

    /**
     * Returns whether the project's key is known to be unable to encrypt clusters now. Turning encryption off remains
     * possible.
     */
    public boolean keyBroken() {
        return snapshot != null
                && snapshot.posture()
                        .filter(p -> p != Posture.ROLE_BASED && p != Posture.ON_CREDENTIALS)
                        .isPresent();
    }

    public void review() {
        var wanted = new TreeMap<String, Boolean>();
        rows.stream().filter(ClusterRow::changes).forEach(r -> wanted.put(r.name(), r.wanted()));
        if (wanted.isEmpty()) {
            error.set(messages.get("clusters.nothingWanted"));
            return;
        }
        review(new ClusterChoices(wanted, Optional.empty()));
    }

    public void openNewCluster() {
        newCluster.suggest(snapshot);
        stage.set(Stage.NEW_CLUSTER);
    }

    /** Reviews the entered cluster. If a field is invalid, it shows the error beside the field. */
    public void reviewNewCluster() {
        newCluster.read().ifPresent(cluster -> review(ClusterChoices.create(cluster)));
    }

    private void review(ClusterChoices wanted) {
        problem.set(null);
        error.set("");
        plan.clear();
        frame.tasks()
                .run(
                        () -> service.plan(planner, wanted, projectId),
                        fresh -> {
                            choices = wanted;
                            plan.show(fresh);
                            words(wanted);
                            stage.set(Stage.REVIEW);
                        },
                        problem::set);
    }

    /** What Atlas does to the chosen clusters, for each edition among them. */
    private List<String> effects(ClusterChoices wanted) {
        var editions = rows.stream()
                .map(ClusterRow::cluster)
                .filter(c -> wanted.wanted().containsKey(c.name()))
                .collect(Collectors.groupingBy(
                        Cluster::edition, TreeMap::new, Collectors.mapping(Cluster::name, Collectors.joining(", "))));
        var lines = new ArrayList<String>();
        editions.forEach((edition, names) -> {
            lines.add(messages.get("clusters.means.sync." + edition, names));
            if (edition == DatabaseEdition.CORE) {
                lines.add(messages.get("clusters.means.search", names));
                lines.add(messages.get("clusters.means.elections", names));
            }
        });
        return lines;
    }

    private void words(ClusterChoices wanted) {
        var on = wanted.wanted().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        var off = wanted.wanted().entrySet().stream()
                .filter(e -> !e.getValue())
                .map(Map.Entry::getKey)
                .toList();
        var lines = new ArrayList<String>();
        if (!on.isEmpty()) {
            lines.add(messages.get("clusters.means.on", on.size(), String.join(", ", on)));
        }
        if (!off.isEmpty()) {
            lines.add(messages.get("clusters.means.off", off.size(), String.join(", ", off)));
        }
        if (wanted.wanted().isEmpty()) {
            lines.add(messages.get(
                    "clusters.means.create", wanted.create().orElseThrow().name()));
        } else {
            lines.addAll(effects(wanted));
        }
        lines.add(messages.get("clusters.means.charges"));
        consequences.setAll(lines);
        commit.set(wanted.create()
                .map(c -> messages.get("clusters.commit.create", c.name()))
                .orElseGet(() -> off.isEmpty()
                        ? messages.get("clusters.commit.on", on.size(), on.getFirst())
                        : on.isEmpty()
                                ? messages.get("clusters.commit.off", off.size(), off.getFirst())
                                : messages.get("clusters.commit.both", on.size() + off.size())));
    }

    /** Runs the reviewed plan. */
    public void apply() {
        if (!plan.blocked().isEmpty()) {
            error.set(messages.get(
                    "accessPages.review.blocked", plan.blocked().getFirst().note()));
            return;
        }
        if (!plan.everythingDecided()) {
            error.set(messages.get("accessPages.review.undecided"));
            return;
        }
        var started = new RunViewModel(
                RunOrder.of(planner, choices.alsoAccepting(plan.accepted()), project(), Confirmation.PLAIN),
                service,
                frame,
                messages.get("clusters.activity", commit.get(), project().name()),
                new Place.OfProject(projectId, Place.OfProject.CLUSTERS));
        run.set(started);
        started.phaseProperty().addListener((_, _, phase) -> {
            if (phase == RunViewModel.Phase.ENDED) {
                // Choices that were not carried out stay selected.
                if (started.result() != null && started.result().kind() == RunResult.RunOutcomeKind.DONE) {
                    wishes.clear();
                }
                readAgain.run();
            }
        });
        stage.set(Stage.RUN);
        started.start();
    }

    private Project project() {
        return plan.planProperty().get().project();
    }

    /**
     * Returns to the table, or from the review of a new cluster to its form; entries stay. A run continues and can be
     * opened again.
     */
    public void back() {
        problem.set(null);
        stage.set(stage.get() == Stage.REVIEW && choices.create().isPresent() ? Stage.NEW_CLUSTER : Stage.TABLE);
        if (stage.get() == Stage.TABLE) {
            show(snapshot);
        }
    }

    public void showRun() {
        if (run.get() != null) {
            stage.set(Stage.RUN);
        }
    }

    public void saveReport() {
        new SavedReport(frame).save(run.get());
    }

    public ObservableList<ClusterRow> rows() {
        return rows;
    }

    public PlanViewModel plan() {
        return plan;
    }

    public NewClusterViewModel newCluster() {
        return newCluster;
    }

    /** The consequences of the reviewed change, one sentence each. */
    public ObservableList<String> consequences() {
        return consequences;
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** Why the clusters could not be read, or the plan could not be made. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The most recent run; null before the first one. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }

    /** Why the button has no effect. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The number of clusters that would change. */
    public ReadOnlyStringProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** What the resource policies of the organization require. */
    public ReadOnlyStringProperty policiesProperty() {
        return policies.getReadOnlyProperty();
    }

    /** The button text: verb and object. */
    public ReadOnlyStringProperty commitProperty() {
        return commit.getReadOnlyProperty();
    }
}
