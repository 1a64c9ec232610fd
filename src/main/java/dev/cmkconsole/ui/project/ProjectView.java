package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.view.CopyableId;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RelativeTime;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Shows a project's header and its tabs. Each tab is created when it is first shown. */
final class ProjectView {
    private final ProjectViewModel model;
    private final ProjectContext context;
    private final Map<String, Page> open = new HashMap<>();
    private Place.InProject place;
    private TabButtons tabs;

    @FXML
    private Button back;

    @FXML
    private Label name;

    @FXML
    private StatusBadge posture;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label readLabel;

    @FXML
    private RelativeTime readAt;

    @FXML
    private Button refresh;

    @FXML
    private CopyableId id;

    @FXML
    private ProblemBanner problem;

    @FXML
    private VBox tabBar;

    @FXML
    private StackPane content;

    @FXML
    private EmptyState instead;

    ProjectView(ProjectViewModel model, ProjectContext context) {
        this.model = model;
        this.context = context;
    }

    Parent load() {
        ViewLoader views = context.views();
        return views.load(this);
    }

    private Frame frame() {
        return context.frame();
    }

    @FXML
    private void initialize() {
        back.setOnAction(_ -> frame().navigator().showProjects());
        Nodes.name(back, frame().messages().get("project.back"));
        refresh.setOnAction(_ -> model.readAgain());
        id.setValue(model.projectId());
        Nodes.showIf(progress, model.readingProperty());
        Nodes.showIf(
                readLabel,
                model.readingProperty().not().and(model.snapshotProperty().isNotNull()));
        Nodes.showIf(readAt, readLabel.visibleProperty());
        progress.progressProperty()
                .bind(model.readingProperty().map(r -> r ? ProgressBar.INDETERMINATE_PROGRESS : 0.0));
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::readAgain);
        tabs = new TabButtons(model, frame().messages());
        tabBar.getChildren().setAll(tabs.row(), tabs.sections());
        model.snapshotProperty().subscribe(this::follow);
        model.readingProperty().subscribe(_ -> showTab(false));
        model.staleProperty().subscribe(this::markStale);
        model.tabProperty().subscribe(_ -> showTab(true));
    }

    /**
     * Selects the place's tab. If that tab is already in front and the place contains more detail, its page receives
     * the place.
     */
    void go(Place.InProject where) {
        place = where;
        var before = model.tabProperty().get();
        model.select(where.tab());
        if (before == model.tabProperty().get() && !where.equals(ofTab())) {
            current().ifPresent(page -> page.shown(where));
        }
    }

    private Place.InProject ofTab() {
        return new Place.OfProject(model.projectId(), model.tabProperty().get().id());
    }

    /** Returns the current place, as the page in front receives it. */
    private Place here() {
        return place != null && place.tab().equals(model.tabProperty().get().id()) ? place : ofTab();
    }

    private void follow(ProjectSnapshot now) {
        if (now == null) {
            name.setText(model.projectId());
            return;
        }
        name.setText(now.project().name());
        posture.setBadge(model.badge(now));
        readAt.setInstant(now.at());
        showTab(false);
    }

    private void markStale(boolean stale) {
        posture.getStyleClass().remove("stale");
        if (stale) {
            posture.getStyleClass().add("stale");
        }
    }

    /**
     * @param chosen whether the user navigated to the tab rather than refreshed it; a page that no longer applies is
     *     then replaced
     */
    private void showTab(boolean chosen) {
        var tab = model.tabProperty().get();
        tabs.mark();
        var why = model.notApplicable(tab);
        if (chosen && why.isPresent() && open.containsKey(tab.id()) && !model.busy(tab)) {
            open.remove(tab.id()).dispose();
        }
        if (!open.containsKey(tab.id()) && (model.snapshotProperty().get() == null || why.isPresent())) {
            showInstead(why);
            return;
        }
        var page = open.computeIfAbsent(tab.id(), _ -> tab.open(context));
        if (!content.getChildren().contains(page.node())) {
            content.getChildren().setAll(page.node());
            page.shown(here());
        } else if (chosen) {
            page.shown(here());
        }
    }

    private void showInstead(Optional<ProjectTab.NotApplicable> why) {
        content.getChildren().setAll(instead);
        var messages = frame().messages();
        why.ifPresentOrElse(
                w -> {
                    instead.setIcon("fth-info");
                    instead.setHeading(messages.say(w.reason()));
                    instead.setText(messages.say(w.remedy()));
                    model.tabs().stream()
                            .filter(t -> t.id().equals(w.tab()))
                            .findFirst()
                            .ifPresentOrElse(
                                    other -> instead.offer(
                                            messages.get("project.openTab", messages.get(other.titleKey())),
                                            () -> model.choose(other)),
                                    instead::offerNothing);
                },
                () -> {
                    instead.setIcon("fth-loader");
                    instead.setHeading(
                            messages.get(model.readingProperty().get() ? "project.reading" : "project.notRead"));
                    instead.setText("");
                    instead.offerNothing();
                });
    }

    Optional<Page> current() {
        return Optional.ofNullable(open.get(model.tabProperty().get().id()));
    }

    void dispose() {
        open.values().forEach(Page::dispose);
        open.clear();
    }
}
