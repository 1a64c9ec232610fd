package dev.cmkconsole.model.record;

import java.util.function.UnaryOperator;

/**
 * The run that an entry belongs to: which procedure, by whom and for which project.
 *
 * @param procedure {@code enable}, {@code clusters}, ...
 * @param actor the Atlas credential's public name, and the AWS caller where one was used
 * @param connection {@code practice}, or the base URL of the real service
 */
public record RunOrigin(
        String runId, String procedure, String actor, String connection, String projectId, String projectName) {

    RunOrigin mapTexts(UnaryOperator<String> change) {
        return new RunOrigin(
                change.apply(runId),
                change.apply(procedure),
                change.apply(actor),
                change.apply(connection),
                change.apply(projectId),
                change.apply(projectName));
    }
}
