package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;

/** The icons of step states; the word always appears beside the icon. */
final class StepMarks {
    private StepMarks() {}

    static Badge badge(StepLine line) {
        return switch (line.mark()) {
            case DONE -> new Badge(Tone.OK, "fth-check-circle", line.state());
            case NOT_NEEDED -> new Badge(Tone.NEUTRAL, "fth-minus-circle", line.state());
            case TO_DO -> new Badge(Tone.NEUTRAL, "fth-circle", line.state());
            case BLOCKED -> new Badge(Tone.DANGER, "fth-slash", line.state());
            case CANNOT_TELL -> new Badge(Tone.CAUTION, "fth-help-circle", line.state());
            case LEFT_OVER -> new Badge(Tone.CAUTION, "fth-info", line.state());
            case RUNNING -> new Badge(Tone.INFO, "fth-play-circle", line.state());
            case RETRYING -> new Badge(Tone.CAUTION, "fth-rotate-cw", line.state());
            case WAITING -> new Badge(Tone.INFO, "fth-clock", line.state());
            case HANDS -> new Badge(Tone.CAUTION, "fth-user", line.state());
            case FAILED -> new Badge(Tone.DANGER, "fth-alert-octagon", line.state());
        };
    }
}
