package dev.cmkconsole.ui.wizard;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * The user's position in a sequence of pages. Next always has an effect: a page that cannot be left shows the reason.
 */
public final class WizardViewModel {

    /** The position of a page relative to the current one. */
    public enum Standing {
        BEHIND,
        HERE,
        AHEAD
    }

    private final String title;
    private final List<WizardPage> pages;
    private final Runnable onStop;
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(this, "current", -1);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private int visit;

    /**
     * @param onStop called when the user leaves the wizard; entries and finished work stay
     */
    public WizardViewModel(String title, List<? extends WizardPage> pages, Runnable onStop) {
        this.title = title;
        this.pages = List.copyOf(pages);
        this.onStop = onStop;
    }

    public void begin() {
        show(0);
    }

    /** Shows a page without asking the current one; for flows that continue automatically. */
    public void show(String pageId) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).id().equals(pageId)) {
                show(i);
                return;
            }
        }
        throw new IllegalArgumentException("no page " + pageId);
    }

    private void show(int index) {
        visit++;
        busy.set(false);
        current.set(index);
        pages.get(index).entered();
    }

    public void next() {
        if (busy.get() || page().footer().getValue().next().isEmpty()) {
            return;
        }
        busy.set(true);
        int asked = visit;
        page().leave(new WizardPage.Departure() {
            @Override
            public void goOn() {
                if (asked == visit && current.get() + 1 < pages.size()) {
                    show(current.get() + 1);
                }
            }

            @Override
            public void stay() {
                if (asked == visit) {
                    busy.set(false);
                }
            }
        });
    }

    /** Going back cancels a pending answer of the page to Next. */
    public void back() {
        if (canGoBack()) {
            show(before());
        }
    }

    /** Returns the index of the nearest earlier page that can be shown again; -1 if there is none. */
    private int before() {
        int index = current.get() - 1;
        while (index >= 0 && !pages.get(index).returnable()) {
            index--;
        }
        return index;
    }

    public boolean canGoBack() {
        return before() >= 0 && page().footer().getValue().back();
    }

    /** Returns to a page from the list of steps that the user has already passed. */
    public void returnTo(int index) {
        if (canGoBack()
                && index < current.get()
                && index >= 0
                && pages.get(index).returnable()) {
            show(index);
        }
    }

    public void stop() {
        visit++;
        busy.set(false);
        onStop.run();
    }

    public Standing standing(int index) {
        return index < current.get() ? Standing.BEHIND : index == current.get() ? Standing.HERE : Standing.AHEAD;
    }

    public WizardPage page() {
        return pages.get(current.get());
    }

    public List<WizardPage> pages() {
        return pages;
    }

    public String title() {
        return title;
    }

    public ReadOnlyIntegerProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Whether a page has a pending answer to Next. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
