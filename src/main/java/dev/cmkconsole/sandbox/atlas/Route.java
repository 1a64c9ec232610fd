package dev.cmkconsole.sandbox.atlas;

import java.util.List;

/**
 * One operation of the API.
 *
 * @param template  path below the API's base, parameters in braces
 * @param operation the contract's operation id, in the form clients use
 */
record Route(
        String method,
        String template,
        List<String> segments,
        String operation,
        Access access,
        Versions versions,
        Handler handler) {

    /** Answers a call; for operations below a project, with that project locked and up to date. */
    @FunctionalInterface
    interface Handler {
        Answer answer(AtlasCall call, Project project);
    }

    boolean belowProject() {
        return template.startsWith("/groups/{groupId}");
    }

    boolean changes() {
        return !method.equals("GET");
    }
}
