package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.Optional;
import javafx.beans.value.ObservableValue;

/**
 * The objects that a project tab is built from.
 *
 * @param snapshot what is known about the project, where the newest read wins; null until something is known
 * @param readAgain reads the project in the background and then updates the snapshot
 */
public record ProjectContext(
        Frame frame,
        ViewLoader views,
        EncryptionService service,
        String projectId,
        ObservableValue<ProjectSnapshot> snapshot,
        Runnable readAgain) {

    public Optional<ProjectSnapshot> now() {
        return Optional.ofNullable(snapshot.getValue());
    }

    public void showTab(String tab) {
        frame.navigator().showProject(projectId, tab);
    }
}
