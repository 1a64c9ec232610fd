package dev.cmkconsole.app.tour;
/** A screen did not reach the state that the tour expected. */
final class TourStopped extends RuntimeException {
    TourStopped(String what) {
        super(what);
    }
}
