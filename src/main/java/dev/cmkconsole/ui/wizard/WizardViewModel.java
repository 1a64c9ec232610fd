package dev.cmkconsole.ui.wizard;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** Where the user is in a row of pages. Next is never silently dead: a page that cannot be left says why. */
public final class WizardViewModel {

    /** How a page stands to the present one. */
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

    /** @param onStop the user leaves the wizard; what was entered and done stays */
    public WizardViewModel(String title, List<? extends WizardPage> pages, Runnable onStop) {
        this.title = title;
        this.pages = List.copyOf(pages);
        this.onStop = onStop;
    }

    public void begin() {
        show(0);
    }

    /** Shows a page without asking the present one; for flows that go on by themselves. */
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

    /** While a page still thinks about Next, going back takes the question back. */
    public void back() {
        if (canGoBack()) {
            show(before());
        }
    }

    /** The nearest page before this one that may be shown again; -1 when there is none. */
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

    /** Back to a page already passed, from the list of steps. */
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

    /** Whether a page is thinking about Next. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
