package dev.cmkconsole.ui.access;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.wizard.WizardPage.Footer;

/** The buttons under the pages of a wizard that changes something. */
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

    /** The same, where something may have been sent before. */
    static Footer question(AccessFlow<?> flow) {
        return new Footer(
                flow.messages().get("wizard.next"), false, true, flow.messages().get("wizard.stop"), flow.note());
    }

    static Footer commit(AccessFlow<?> flow) {
        return new Footer(flow.verb(), true, true, flow.messages().get("wizard.stop"), flow.note());
    }

    /** Under a page whose button cannot be taken back: leaving is what Enter does. */
    public static Footer irreversible(Messages messages, String verb) {
        return new Footer(
                verb, true, true, messages.get("wizard.cancel"), messages.get("wizard.nothingIrreversible"), true);
    }

    /** While a run goes on or pauses: leaving does not end it. */
    public static Footer away(Messages messages, boolean underWay) {
        return new Footer(
                "",
                false,
                false,
                messages.get("wizard.leave"),
                messages.get(underWay ? "wizard.goesOn" : "wizard.kept"));
    }
}
