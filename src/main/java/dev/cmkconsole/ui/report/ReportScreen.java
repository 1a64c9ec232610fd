package dev.cmkconsole.ui.report;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import javafx.scene.Parent;

/** The report of one run. */
public final class ReportScreen implements Screen {

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.Report;
    }

    @Override
    public Place area() {
        return Place.History.ALL;
    }

    /** One page for all reports: each is read anew when it is shown. */
    @Override
    public Page open(ScreenContext context, Place place) {
        var model = new ReportViewModel(context.frame(), context.service());
        var view = new ReportView(model, context.views());
        var node = view.load();
        return new Page() {
            @Override
            public Parent node() {
                return node;
            }

            @Override
            public String helpKey() {
                return "help.report";
            }

            @Override
            public void shown(Place where) {
                model.show(((Place.Report) where).runId());
            }

            @Override
            public void readAgain() {
                model.readAgain();
            }

            @Override
            public void dispose() {
                model.dispose();
            }
        };
    }
}
