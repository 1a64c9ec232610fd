package dev.cmkconsole.ui.wizard;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The common parts of every page: an id, a name, a heading and the buttons. */
public abstract class QuestionPage implements WizardPage {
    private final String id;
    private final String name;
    private final ReadOnlyStringWrapper heading;
    private final ReadOnlyObjectWrapper<Footer> footer;

    protected QuestionPage(String id, String name, String heading, Footer footer) {
        this.id = id;
        this.name = name;
        this.heading = new ReadOnlyStringWrapper(heading);
        this.footer = new ReadOnlyObjectWrapper<>(footer);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ReadOnlyStringProperty heading() {
        return heading.getReadOnlyProperty();
    }

    @Override
    public final ReadOnlyObjectProperty<Footer> footer() {
        return footer.getReadOnlyProperty();
    }

    protected final void heading(String question) {
        heading.set(question);
    }

    protected final void footer(Footer buttons) {
        footer.set(buttons);
    }
}
