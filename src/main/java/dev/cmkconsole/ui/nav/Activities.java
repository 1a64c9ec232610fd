package dev.cmkconsole.ui.nav;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What is being changed right now. While there is something, its page stays alive, the window asks before it
 * closes, and the connection stays.
 */
public final class Activities {
    private final ObservableList<Activity> running = FXCollections.observableArrayList();
    private final ObservableList<Activity> view = FXCollections.unmodifiableObservableList(running);

    /** Something that goes on until {@link #close()}: its title, such as "Enable for payments-prod", and where it is shown. */
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
