package dev.cmkconsole.ui.access;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.wizard.WizardPage.Footer;

/** The buttons under the pages of a wizard that makes changes. */
public final class Buttons {
    private Buttons() {}

    public static Footer question(Messages messages, boolean back) {
        return new Footer(
                messages.get("wizard.next"),
                false,
                back,
                messages.get("wizard.stop"),
                messages.get("wizard.nothingSent"));
    }

    /** Returns the same buttons for a page that may follow a sent request. */
    static Footer question(AccessFlow<?> flow) {
        return new Footer(
                flow.messages().get("wizard.next"), false, true, flow.messages().get("wizard.stop"), flow.note());
    }

    static Footer commit(AccessFlow<?> flow) {
        return new Footer(flow.verb(), true, true, flow.messages().get("wizard.stop"), flow.note());
    }

    /** Returns the buttons for an irreversible step: Enter leaves the page. */
    public static Footer irreversible(Messages messages, String verb) {
        return new Footer(
                verb, true, true, messages.get("wizard.cancel"), messages.get("wizard.nothingIrreversible"), true);
    }

    /** Returns the buttons for a run in progress or a paused run: leaving does not end it. */
    public static Footer away(Messages messages, boolean underWay) {
        return new Footer(
                "",
                false,
                false,
                messages.get("wizard.leave"),
                messages.get(underWay ? "wizard.goesOn" : "wizard.kept"));
    }
}
