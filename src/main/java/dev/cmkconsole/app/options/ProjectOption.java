package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import picocli.CommandLine.Option;

/** The project that a procedure changes. */
public final class ProjectOption {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    /** @throws dev.cmkconsole.model.outcome.InputException for a text that is not an ID */
    public String id() {
        return Project.checkId(project);
    }
}
