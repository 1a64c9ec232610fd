package dev.cmkconsole.sandbox.atlas.route;

import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.List;

/**
 * One operation of the API.
 *
 * @param template path below the API's base, parameters in braces
 * @param operation the contract's operation id, in the form that clients use
 */
public record Route(
        String method,
        String template,
        List<String> segments,
        String operation,
        Access access,
        Versions versions,
        Handler handler) {

    /** Answers a call. For an operation below a project, that project is locked and up to date. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(AtlasCall call, Project project);
    }

    public boolean belowProject() {
        return template.startsWith("/groups/{groupId}");
    }

    public boolean changes() {
        return !method.equals("GET");
    }
}
