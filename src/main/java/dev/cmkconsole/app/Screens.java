package dev.cmkconsole.app;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.settings.SettingsScreen;
import dev.cmkconsole.ui.theme.Theme;
import java.util.List;

/** Every screen of the window: what is built is listed here, what is not listed does not exist for the user. */
public final class Screens {
    private Screens() {}

    public static List<Screen> all(Theme theme, DataDirectory data) {
        return List.of(new ProjectsScreen(), new ProjectScreen(tabs()), new SettingsScreen(theme));
    }

    /** Every tab of a project beside the overview. */
    private static List<ProjectTab> tabs() {
        return List.of();
    }
}
