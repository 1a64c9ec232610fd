package dev.cmkconsole.ui.report;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;

/** The screen with the report of one run. */
public final class ReportScreen implements Screen {

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.Report;
    }

    @Override
    public Place area() {
        return Place.History.ALL;
    }

    /** Uses one page for all reports, which reads a report each time it is shown. */
    @Override
    public Page open(ScreenContext context, Place place) {
        var model = new ReportViewModel(context.frame(), context.service());
        var view = new ReportView(model, context.views());
        var node = view.load();
        return Page.of(node, "help.report")
                .onShown(where -> model.show(((Place.Report) where).runId()))
                .onReadAgain(model::readAgain)
                .onDispose(model::dispose);
    }
}
