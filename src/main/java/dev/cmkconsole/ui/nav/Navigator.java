package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** Moves between screens, which do not know each other. */
public interface Navigator {

    void go(Place place);

    /** Returns to the previous place; does nothing at the beginning. */
    void back();

    default void showProjects() {
        go(new Place.Projects());
    }

    default void showProject(String projectId, String tab) {
        go(new Place.OfProject(projectId, tab));
    }

    default void showHistoryOfProject(String projectId) {
        go(new Place.History(Optional.of(projectId), Optional.empty()));
    }

    default void showRun(String runId) {
        go(new Place.History(Optional.empty(), Optional.of(runId)));
    }

    default void showSettings() {
        go(new Place.Settings());
    }
}
