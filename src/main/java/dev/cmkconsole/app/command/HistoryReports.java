package dev.cmkconsole.app.command;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.HistoryFilter;
import dev.cmkconsole.journal.JournalReader;
import dev.cmkconsole.journal.Verification;
import dev.cmkconsole.journal.WholeHistory;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.report.HtmlReport;
import dev.cmkconsole.report.ReportPage;
import dev.cmkconsole.report.ReportWords;
import dev.cmkconsole.report.RunPlaces;
import dev.cmkconsole.report.RunReports;
import dev.cmkconsole.report.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Reports of many runs in one file. Only the run that is being written is in memory. */
final class HistoryReports {
    private final WholeHistory history;
    private final Phrasebook words;
    private final RunReports.UnderWay underWay;

    HistoryReports(WholeHistory history, Phrasebook words, RunReports.UnderWay underWay) {
        this.history = history;
        this.words = words;
        this.underWay = underWay;
    }

    void text(HistoryFilter filter, Verification found, OutputStream to) throws IOException {
        var pages = pages(filter, found);
        boolean first = true;
        while (pages.hasNext()) {
            to.write(((first ? "" : "\n\n") + TextReport.of(pages.next())).getBytes(StandardCharsets.UTF_8));
            first = false;
        }
    }

    void html(HistoryFilter filter, Verification found, OutputStream to) throws IOException {
        var writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        HtmlReport.write(pages(filter, found), writer);
        writer.flush();
    }

    /** Reports of a journal file, for one run at a time. */
    static RunReports of(Path journal, Verification found) {
        return new RunReports(
                        new JournalReader(journal)::forEachWithArchived,
                        Optional.of(found.check()),
                        Procedures.followUps())
                .knowing(underWay(journal));
    }

    /** A run without an end that began after the process opened the journal that writes it now. */
    static RunReports.UnderWay underWay(Path journal) {
        var writtenSince = new JournalReader(journal).writtenSince();
        return (_, began) ->
                writtenSince.filter(since -> !began.isBefore(since)).isPresent();
    }

    private Iterator<ReportPage> pages(HistoryFilter filter, Verification found) {
        var places = new RunPlaces(history::at);
        var wanted = new LinkedHashSet<String>();
        history.forEach(placed -> {
            places.see(placed);
            if (filter.takes(placed.entry())) {
                wanted.add(placed.entry().what().runId());
            }
        });
        var reports = RunReports.from(places, Optional.of(found.check()), Procedures.followUps())
                .knowing(underWay);
        var phrasebook = new ReportWords(words);
        return wanted.stream()
                .flatMap(run -> reports.of(run).stream())
                .map(phrasebook::page)
                .iterator();
    }
}
