package dev.cmkconsole.procedure.script;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.render.AtlasOperation;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Shell;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a script looks for what a wait is for: a reading into {@code $present}, and whether it is as it should be. */
final class Waits {
    private static final String SETTLED =
            "all(.results[]; .encryptionAtRestProvider != \"AWS\" or .stateName == \"IDLE\" or .paused == true)";

    private final String projectId;

    Waits(String projectId) {
        this.projectId = projectId;
    }

    /** Commands that end with the condition. */
    String of(Awaited awaited) {
        return switch (awaited) {
            case Awaited.KeyValid _ -> atlas(AtlasOperation.GET_ENCRYPTION.reading(projectId), ".awsKms.valid == true");
            case Awaited.ClustersSettled _ -> atlas(AtlasOperation.LIST_CLUSTERS.reading(projectId), SETTLED);
            case Awaited.ClusterSettled(var name) ->
                atlas(AtlasOperation.GET_CLUSTER.reading(projectId, name), ".stateName == \"IDLE\"");
            case Awaited.EndpointsCreated(var regions) -> endpoints("all", regions, ".status != \"INITIATING\"");
            case Awaited.EndpointsGone(var regions) -> endpoints("all", regions, "false");
            case Awaited.EndpointActive(var region) -> endpoints("any", List.of(region), ".status == \"ACTIVE\"");
            case Awaited.KeyEnabled(var key) ->
                "  look '%no code%' \\\n    aws kms describe-key" + of(key) + "  holds "
                        + Shell.word(".KeyMetadata.KeyState == \"Enabled\"") + '\n';
            case Awaited.ClusterGone(var name) ->
                "  look '\"error\" *: *404' \\\n    "
                        + Commands.atlas(AtlasOperation.GET_CLUSTER.reading(projectId, name))
                        + "\n  [ -z \"$present\" ]\n";
            case Awaited.Restored(var name, var target, var since) ->
                atlas(AtlasOperation.LIST_RESTORES.reading(projectId, name), restored(target, since));
            case Awaited.KeyInvalid _ ->
                atlas(AtlasOperation.GET_ENCRYPTION.reading(projectId), ".awsKms.valid == false");
            case Awaited.SearchNodesBack(var clusters) -> searchNodes(clusters);
            case Awaited.Rotated(var key, var since) ->
                "  look '%no code%' \\\n    aws kms list-key-rotations" + of(key) + "  holds "
                        + Shell.word(rotatedSince(since)) + '\n';
        };
    }

    private static String of(KeyArn key) {
        return " --region " + Shell.word(key.region().id()) + " --key-id " + Shell.word(key.toString())
                + " --output json\n";
    }

    /** @param regions the regions that count; empty for all */
    private String endpoints(String quantifier, List<String> regions, String condition) {
        String counted =
                regions.stream().map(r -> ".regionName == \"" + r + "\"").collect(Collectors.joining(" or "));
        String results = regions.isEmpty() ? ".results[]" : ".results[] | select(" + counted + ")";
        return atlas(
                AtlasOperation.LIST_KMS_ENDPOINTS.reading(projectId, "AWS"),
                quantifier + "(" + results + "; " + condition + ")");
    }

    /**
     * A restore that ended otherwise ends the wait too; the proof that follows says so. Such a restore may have no time
     * of its end, but its id begins with the time of its creation.
     */
    private static String restored(String target, Instant since) {
        return "any(.results[]; .targetClusterName == \"" + target + "\" and ((.finishedAt // \"\") >= \""
                + Looks.seconds(since) + "\" or ((.failed == true or .cancelled == true or .expired == true)"
                + " and .id[0:8] >= \"" + String.format(Locale.ROOT, "%08x", since.getEpochSecond()) + "\")))";
    }

    private String searchNodes(List<String> clusters) {
        return clusters.isEmpty()
                ? "  true\n"
                : clusters.stream()
                        .map(name -> atlas(
                                        AtlasOperation.GET_SEARCH_DEPLOYMENT.reading(projectId, name),
                                        ".stateName == \"IDLE\"")
                                .stripTrailing())
                        .collect(Collectors.joining(" &&\n", "", "\n"));
    }

    private static String atlas(AtlasRequest reading, String condition) {
        return "  look '%no code%' \\\n    " + Commands.atlas(reading) + "\n  holds " + Shell.word(condition) + '\n';
    }

    /** The AWS CLI writes a time as seconds (version 1) or in ISO 8601 (version 2); the script asks for UTC. */
    static String rotatedSince(Instant since) {
        return "any(.Rotations[]; .RotationType == \"ON_DEMAND\" and (.RotationDate |"
                + " if type == \"number\" then . else sub(\"\\\\.[0-9]+\"; \"\") | sub(\"\\\\+00:00$\"; \"Z\") |"
                + " fromdateiso8601 end) >= " + since.getEpochSecond() + ")";
    }
}
