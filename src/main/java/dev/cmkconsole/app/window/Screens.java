package dev.cmkconsole.app.window;

import dev.cmkconsole.ui.check.CheckTab;
import dev.cmkconsole.ui.clusters.ClustersTab;
import dev.cmkconsole.ui.enable.EnableTab;
import dev.cmkconsole.ui.history.HistoryScreen;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.oldkeys.OldKeysTab;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.report.ReportScreen;
import dev.cmkconsole.ui.rotate.RotateTab;
import dev.cmkconsole.ui.settings.SettingsScreen;
import dev.cmkconsole.ui.switching.SwitchTab;
import dev.cmkconsole.ui.theme.Theme;
import java.util.List;

/** Every screen of the window: what is built is listed here, what is not listed does not exist for the user. */
public final class Screens {
    private Screens() {}

    public static List<Screen> all(Theme theme) {
        return List.of(
                new ProjectsScreen(),
                new ProjectScreen(List.of(
                        new EnableTab(),
                        new SwitchTab(),
                        new ClustersTab(),
                        new RotateTab(),
                        new CheckTab(),
                        new OldKeysTab())),
                new HistoryScreen(),
                new ReportScreen(),
                new SettingsScreen(theme));
    }
}
