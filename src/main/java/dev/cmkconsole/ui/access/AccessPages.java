package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.plan.RunView;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** Creates the views of the pages in this package. */
public final class AccessPages {
    private final ViewLoader views;
    private final SavedReport report;

    public AccessPages(ViewLoader views, SavedReport report) {
        this.views = views;
        this.report = report;
    }

    /** Returns the view of a shared page; empty for a page that belongs to the procedure's own wizard. */
    public Optional<Node> view(WizardPage page) {
        return Optional.ofNullable(
                switch (page) {
                    case RolePageViewModel role -> new RolePageView(views, role).node();
                    case KeyPageViewModel key -> new KeyPageView(views, key).node();
                    case NewKeyPageViewModel newKey -> new NewKeyPageView(views, newKey).node();
                    case ManualStepsPageViewModel hands -> new ManualStepsPageView(views, hands).node();
                    case ReviewPageViewModel review -> new ReviewPageView(views, review).node();
                    case RunPageViewModel run -> run(run);
                    default -> null;
                });
    }

    /** A second run in the same wizard gets its own view. */
    private Node run(RunPageViewModel page) {
        var place = new StackPane();
        page.runProperty().subscribe(run -> place.getChildren().setAll(run == null ? List.of() : List.of(view(run))));
        return place;
    }

    private Node view(RunViewModel run) {
        return new RunView(views, run, () -> report.save(run)).node();
    }
}
