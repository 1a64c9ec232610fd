package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Frame;

/** The report of a run as text, prepared before the user presses Copy. */
final class ReportText {
    private final EncryptionService service;
    private final Frame frame;
    private String text = "";

    ReportText(EncryptionService service, Frame frame) {
        this.service = service;
        this.frame = frame;
    }

    /** Fetches the report. The headline replaces it until it arrives, or if it cannot be read. */
    void of(String runId, String headline) {
        text = headline;
        frame.tasks()
                .run(
                        () -> ReportFormat.TEXT.write(service.history().report(runId), frame.messages()),
                        whole -> text = whole,
                        _ -> {});
    }

    /** Describes a run that could not start and so is not in the journal. */
    void of(String headline, Problem why) {
        var words = frame.messages().explain(why);
        text = String.join("\n", headline, words.what(), words.means(), words.next(), words.details()) + "\n";
    }

    String text() {
        return text;
    }
}
