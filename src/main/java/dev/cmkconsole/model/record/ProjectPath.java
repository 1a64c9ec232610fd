package dev.cmkconsole.model.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of an Atlas request about one project.
 *
 * @param resource such as {@code clusters}, {@code encryptionAtRest/AWS/privateEndpoints} or, for a deletion, {@code
 *     cloudProviderAccess/AWS}
 * @param member the one of them that the request is about; empty where it is about all, or creates one. Of the restores
 *     of a cluster it is the cluster
 */
public record ProjectPath(String projectId, String resource, Optional<String> member) {
    private static final Pattern FORM = Pattern.compile("/api/atlas/v2/(?:groups|orgs)/([^/]+)/"
            + "(encryptionAtRest/[^/]+/privateEndpoints|cloudProviderAccess/[A-Z]+(?=/)|[^/]+)(?:/([^/]+))?");

    private static final Pattern OF_CLUSTER =
            Pattern.compile("/api/atlas/v2/groups/([^/]+)/clusters/([^/]+)/(backup/restoreJobs)");

    static Optional<ProjectPath> parse(String path) {
        var part = OF_CLUSTER.matcher(path);
        if (part.matches()) {
            return Optional.of(new ProjectPath(part.group(1), part.group(3), Optional.of(part.group(2))));
        }
        var m = FORM.matcher(path);
        return m.matches()
                ? Optional.of(new ProjectPath(m.group(1), m.group(2), Optional.ofNullable(m.group(3))))
                : Optional.empty();
    }
}
