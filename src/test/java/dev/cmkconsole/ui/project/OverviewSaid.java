package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.view.Tone;

/** What an overview says, for tests of other packages. */
public final class OverviewSaid {
    private OverviewSaid() {}

    /** Tasks that are told as a danger. */
    public static long dangers(Overview overview) {
        return overview.tasks().stream()
                .filter(task -> task.badge().tone() == Tone.DANGER)
                .count();
    }

    /** Tasks that lead to the alerts. */
    public static long alerts(Overview overview) {
        return overview.tasks().stream()
                .filter(task -> task.tab().equals(Place.OfProject.ALERTS))
                .count();
    }
}
