package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** One screen of the window. */
public interface Screen {

    boolean shows(Place place);

    /** Returns the page key. Places with the same key share one page, which stays alive while others are shown. */
    default Object key(Place place) {
        return getClass();
    }

    /** Returns the screen's entry in the left rail. */
    default Optional<RailEntry> rail() {
        return Optional.empty();
    }

    /** Returns the place whose rail entry represents a screen that has no entry. */
    default Place area() {
        return new Place.Projects();
    }

    /** Returns whether the screen needs an open connection. */
    default boolean needsConnection() {
        return true;
    }

    Page open(ScreenContext context, Place place);

    /**
     * @param icon Ikonli literal
     * @param rank position in the rail, ascending
     */
    record RailEntry(String titleKey, String icon, int rank, Place place) {}
}
