package dev.cmkconsole.ui.report;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.ReportPage;
import dev.cmkconsole.report.ReportWords;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.report.TextReport;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The report of one run: reads it from the journal, shows, copies and saves it. */
public final class ReportViewModel {

    /** The tabs that the follow-up actions of a report can open. A report uses the tab ids as places. */
    private static final Set<String> TABS =
            Set.of(Place.OfProject.CLUSTERS, Place.OfProject.SWITCH, Place.OfProject.OLD_KEYS, Place.OfProject.CHECK);

    private record Read(RunReport report, ReportPage page) {}

    private final Frame frame;
    private final EncryptionService service;
    private final ReadOnlyObjectWrapper<ReportPage> page = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private TaskHandle reading = TaskHandle.ENDED;
    private String runId = "";
    private RunReport report;

    public ReportViewModel(Frame frame, EncryptionService service) {
        this.frame = frame;
        this.service = service;
    }

    public void show(String wanted) {
        if (!wanted.equals(runId)) {
            page.set(null);
            report = null;
            message.set("");
        }
        runId = wanted;
        readAgain();
    }

    public void readAgain() {
        reading.cancel();
        problem.set(null);
        String wanted = runId;
        reading = frame.tasks()
                .run(
                        () -> {
                            var read = service.history().report(wanted);
                            return new Read(read, new ReportWords(frame.messages()).page(read));
                        },
                        read -> {
                            report = read.report;
                            page.set(read.page);
                        },
                        problem::set);
    }

    /** Asks for a file and writes the report to it. */
    public void save(ReportFormat format) {
        if (report != null) {
            new SavedReport(frame)
                    .save(report, format, file -> message.set(frame.messages().get("report.written", file.toString())));
        }
    }

    /** Empty until the report was read. */
    public String text() {
        return page.get() == null ? "" : TextReport.of(page.get());
    }

    public void showInHistory() {
        frame.navigator().showRun(runId);
    }

    public void showProject() {
        if (report != null) {
            frame.navigator().showProject(report.origin().projectId(), Place.OfProject.OVERVIEW);
        }
    }

    /** Returns the text of the button that opens a place; empty if there is no place to open. */
    public Optional<String> verb(Optional<String> place) {
        return place.filter(TABS::contains).map(p -> frame.messages().get("report.place." + p));
    }

    public void go(String place) {
        if (report != null) {
            frame.navigator().showProject(report.origin().projectId(), place);
        }
    }

    public void dispose() {
        reading.cancel();
    }

    /** Null until the report was read. */
    public ReadOnlyObjectProperty<ReportPage> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Why the report could not be read. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** A text that names the saved file; empty if nothing was saved. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
