package dev.cmkconsole.ui.shell;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.ui.nav.Activities.Activity;
import dev.cmkconsole.ui.nav.Connections.State;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import dev.cmkconsole.ui.view.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Shows the frame of the window. */
public final class ShellView {
    private final ShellViewModel model;
    private final ScreenContext context;
    private final Pages pages;
    private final List<Screen> screens;
    private final List<ToggleButton> areas = new ArrayList<>();
    private Page current;

    @FXML
    private HBox stripe;

    @FXML
    private Button reset;

    @FXML
    private Button connect;

    @FXML
    private VBox rail;

    @FXML
    private Label where;

    @FXML
    private Button activity;

    @FXML
    private Label atlas;

    @FXML
    private Label aws;

    @FXML
    private Button help;

    @FXML
    private VBox banners;

    @FXML
    private StackPane content;

    @FXML
    private VBox starting;

    @FXML
    private ProgressIndicator progress;

    @FXML
    private Label startingWhat;

    @FXML
    private VBox failed;

    @FXML
    private dev.cmkconsole.ui.view.ProblemBanner failure;

    @FXML
    private Button toSettings;

    @FXML
    private Button toPractice;

    @FXML
    private VBox helpPane;

    @FXML
    private Label helpText;

    @FXML
    private Button helpClose;

    public ShellView(ShellViewModel model, ScreenContext context, List<Screen> screens) {
        this.model = model;
        this.context = context;
        this.screens = screens;
        this.pages = new Pages(screens, context);
    }

    public Parent load() {
        return context.views().load(this);
    }

    @FXML
    private void initialize() {
        Nodes.showIf(stripe, model.practiceProperty());
        reset.setOnAction(_ -> model.resetPractice());
        connect.setOnAction(_ -> model.showSettings());
        where.textProperty().bind(model.whereProperty());
        who(atlas, model.atlasProperty());
        who(aws, model.awsProperty());
        model.rootProperty().subscribe(root -> {
            aws.getStyleClass().remove("who-root");
            if (root) {
                aws.getStyleClass().add("who-root");
            }
        });
        fillRail();
        showActivity();
        new Banners(banners, model, context.views()).follow();
        help.setOnAction(_ -> toggleHelp());
        helpClose.setOnAction(_ -> toggleHelp());
        Nodes.show(helpPane, false);
        toSettings.setOnAction(_ -> model.showSettings());
        toPractice.setOnAction(_ -> model.connections().connect(new ConnectionRequest.Practice()));
        model.connections().state().subscribe(state -> {
            pages.discardAll();
            current = null;
            show();
        });
        model.placeProperty().subscribe(_ -> show());
    }

    private static void who(Label label, javafx.beans.value.ObservableValue<String> text) {
        label.textProperty().bind(text);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.tooltipProperty().bind(text.map(Tooltip::new));
        Nodes.showIf(label, text.map(t -> !t.isEmpty()));
    }

    private void fillRail() {
        var entries = screens.stream()
                .flatMap(s -> s.rail().stream())
                .sorted(Comparator.comparingInt(Screen.RailEntry::rank))
                .toList();
        for (var entry : entries) {
            var button = new ToggleButton(context.frame().messages().get(entry.titleKey()), Nodes.icon(entry.icon()));
            button.getStyleClass().add("rail-button");
            button.setMaxWidth(Double.MAX_VALUE);
            button.setUserData(entry.place());
            button.setOnAction(_ -> {
                model.go(entry.place());
                mark();
            });
            areas.add(button);
        }
        rail.getChildren().setAll(areas);
    }

    private void showActivity() {
        var running = model.activities().running();
        activity.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> running.isEmpty()
                                ? ""
                                : context.frame()
                                        .messages()
                                        .get(
                                                "shell.activity",
                                                running.getFirst().title()),
                        running));
        Nodes.showIf(activity, Bindings.isNotEmpty(running));
        activity.setOnAction(
                _ -> running.stream().findFirst().map(Activity::place).ifPresent(model::go));
        reset.disableProperty().bind(Bindings.isNotEmpty(running));
    }

    private void show() {
        var state = model.connections().state().get();
        var place = model.placeProperty().get();
        boolean ready = state instanceof State.Connected || !pages.screen(place).needsConnection();
        Nodes.show(content, ready);
        Nodes.show(starting, !ready && state instanceof State.Starting);
        Nodes.show(failed, !ready && state instanceof State.Failed);
        progress.setProgress(starting.isVisible() ? ProgressIndicator.INDETERMINATE_PROGRESS : 0);
        startingWhat.setText(model.whereProperty().get());
        if (state instanceof State.Failed(var request, var problem)) {
            failure.problemProperty().set(problem);
            failure.againProperty().set(() -> model.connections().connect(request));
        }
        if (ready) {
            showPage(place);
        }
        mark();
    }

    private void showPage(Place place) {
        current = pages.page(place);
        content.getChildren().setAll(current.node());
        helpText.setText(context.frame().messages().get(current.helpKey()));
        focusHeading();
        current.shown(place);
    }

    /** Focuses the page heading, where screen readers begin and from where Tab enters the page. */
    private void focusHeading() {
        var heading = content.lookup(".page-heading");
        if (heading != null) {
            heading.setFocusTraversable(true);
            heading.requestFocus();
        }
    }

    private void mark() {
        var screen = pages.screen(model.placeProperty().get());
        for (var area : areas) {
            var place = (Place) area.getUserData();
            area.setSelected(pages.screen(place) == screen || screen.rail().isEmpty() && place.equals(screen.area()));
        }
    }

    void toggleHelp() {
        Nodes.show(helpPane, !helpPane.isVisible());
        (helpPane.isVisible() ? helpClose : help).requestFocus();
    }

    boolean helpShown() {
        return helpPane.isVisible();
    }

    List<ToggleButton> areas() {
        return areas;
    }

    java.util.Optional<Page> current() {
        return java.util.Optional.ofNullable(current);
    }
}
