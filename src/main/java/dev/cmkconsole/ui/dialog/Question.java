package dev.cmkconsole.ui.dialog;

import java.util.List;

/**
 * What is asked before something is done; all texts are ready to be shown.
 *
 * @param title verb and object
 * @param subject the name of what it is about, set off from the rest; may be empty
 * @param consequences what will be so, and what stays, a sentence each
 * @param verb on the button that does it
 * @param destructive whether something is lost
 */
public record Question(String title, String subject, List<String> consequences, String verb, boolean destructive) {
    public Question {
        consequences = List.copyOf(consequences);
    }
}
