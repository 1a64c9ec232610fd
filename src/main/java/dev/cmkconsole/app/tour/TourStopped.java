package dev.cmkconsole.app.tour;
/** A screen did not become what the tour expected. */
final class TourStopped extends RuntimeException {
    TourStopped(String what) {
        super(what);
    }
}
