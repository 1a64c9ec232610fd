package dev.cmkconsole.ui.dialog;

import java.util.List;

/**
 * A confirmation request; all texts are ready to display.
 *
 * @param title verb and object
 * @param subject the name of the affected object, set off from the rest; may be empty
 * @param consequences what changes and what stays, one sentence each
 * @param verb text of the button that performs the action
 * @param destructive whether something is lost
 */
public record Question(String title, String subject, List<String> consequences, String verb, boolean destructive) {
    public Question {
        consequences = List.copyOf(consequences);
    }
}
