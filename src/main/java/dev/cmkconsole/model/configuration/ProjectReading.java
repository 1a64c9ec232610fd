package dev.cmkconsole.model.configuration;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project and what it stands on in AWS.
 *
 * @param documents JSON texts, verbatim; a part that is missing was not read
 * @param searchNodes the search deployment of each dedicated cluster as JSON text; empty where there is none
 * @param roles the IAM roles by name; a known empty optional means that the caller's account has no such role
 * @param keys every key of the caller's account that the project or the plan names, replicas included
 * @param account the caller's AWS account; nothing of another account can be described
 */
public record ProjectReading(
        Project project,
        Map<ProjectPart, Observed<List<String>>> documents,
        Map<String, Observed<Optional<String>>> searchNodes,
        Map<String, Observed<Optional<RoleSettings>>> roles,
        Map<KeyArn, Observed<KeySettings>> keys,
        Observed<String> account) {

    public ProjectReading {
        documents = Map.copyOf(documents);
        searchNodes = new LinkedHashMap<>(searchNodes);
        roles = new LinkedHashMap<>(roles);
        keys = new LinkedHashMap<>(keys);
    }

    public Observed<List<String>> part(ProjectPart part) {
        return documents.getOrDefault(part, Observed.notRead());
    }
}
