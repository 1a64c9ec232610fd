package dev.cmkconsole.ui.dialog;

import dev.cmkconsole.model.outcome.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Questions to the user. No method waits for the answer: a callback continues, and it is not called when the user
 * declines.
 */
public interface Dialogs {

    /** Cancel is the default button. */
    void confirm(Question question, Runnable confirmed);

    /**
     * Confirms an irreversible step: the user must type a name exactly; surrounding blanks are ignored.
     *
     * @param confirmed receives the typed text
     */
    void confirmTyped(Question question, String name, Consumer<String> confirmed);

    /** Shows what happened, what it means and what to do next, with details to copy. */
    void error(Problem problem);

    void saveFile(SaveFile file, Consumer<Path> chosen);

    /** Asks for a folder to write to. */
    void folder(String title, Consumer<Path> chosen);
}
