package dev.cmkconsole.ui.dialog;

import dev.cmkconsole.model.outcome.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Questions to the user. No method waits for the answer: what follows is called back, and nothing is when the user
 * says no.
 */
public interface Dialogs {

    /** Cancel is the default button. */
    void confirm(Question question, Runnable confirmed);

    /**
     * For what cannot be taken back: a name must be typed exactly, blanks around it aside.
     *
     * @param confirmed is given what was typed
     */
    void confirmTyped(Question question, String name, Consumer<String> confirmed);

    /** What happened, what it means, what to do next, with details to copy. */
    void error(Problem problem);

    void saveFile(SaveFile file, Consumer<Path> chosen);
}
