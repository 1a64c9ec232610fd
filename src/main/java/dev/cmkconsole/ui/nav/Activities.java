package dev.cmkconsole.ui.nav;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The changes in progress. While there is one, its page stays alive, the window asks before it closes, and the
 * connection stays.
 */
public final class Activities {
    private final ObservableList<Activity> running = FXCollections.observableArrayList();
    private final ObservableList<Activity> view = FXCollections.unmodifiableObservableList(running);

    /**
     * A change that is in progress until {@link #close()}: its title, such as "Enable for payments-prod", and its
     * place.
     */
    public final class Activity implements AutoCloseable {
        private final String title;
        private final Place place;

        private Activity(String title, Place place) {
            this.title = title;
            this.place = place;
        }

        public String title() {
            return title;
        }

        public Place place() {
            return place;
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }

    public Activity begin(String title, Place place) {
        var activity = new Activity(title, place);
        running.add(activity);
        return activity;
    }

    public ObservableList<Activity> running() {
        return view;
    }
}
