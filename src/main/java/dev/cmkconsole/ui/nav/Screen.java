package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** One screen, as the window learns of it. */
public interface Screen {

    boolean shows(Place place);

    /** Places with the same key share one page, which stays alive while others are shown. */
    default Object key(Place place) {
        return getClass();
    }

    /** Its place in the left rail. */
    default Optional<RailEntry> rail() {
        return Optional.empty();
    }

    /** The area whose entry in the rail stands for a screen that has none. */
    default Place area() {
        return new Place.Projects();
    }

    /** Whether it has nothing to show before a connection stands. */
    default boolean needsConnection() {
        return true;
    }

    Page open(ScreenContext context, Place place);

    /**
     * @param icon Ikonli literal
     * @param rank order in the rail, ascending
     */
    record RailEntry(String titleKey, String icon, int rank, Place place) {}
}
