package dev.cmkconsole.app.window;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.ui.history.HistoryScreen;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.report.ReportScreen;
import dev.cmkconsole.ui.settings.SettingsScreen;
import dev.cmkconsole.ui.theme.Theme;
import java.util.List;

/** Lists the screens. A screen missing from this list is unreachable for the user. */
public final class Screens {
    private Screens() {}

    public static List<Screen> all(Theme theme) {
        return List.of(
                new ProjectsScreen(),
                new ProjectScreen(Procedures.tabs()),
                new HistoryScreen(),
                new ReportScreen(),
                new SettingsScreen(theme));
    }
}
