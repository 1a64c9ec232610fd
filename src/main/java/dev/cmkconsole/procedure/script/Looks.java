package dev.cmkconsole.procedure.script;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.AtlasOperation;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Shell;
import dev.cmkconsole.procedure.request.AlertRequests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a script finds out, right before a request, whether it has been carried out already. The lines set {@code todo}
 * to {@code no} then, and {@code present} to what the request's answer would be. Where somebody else changed the
 * document that a request replaces, they end the script.
 */
final class Looks {
    private static final String NO_CODE = "'%no code%'";
    private static final String JSON = " --output json\n";

    /** No earlier run of a script can have done something before its plan was made. */
    private final Instant planned;

    private final String authorized;

    /** @param authorized the role that the script authorizes; empty where it authorizes none */
    Looks(Instant planned, String authorized) {
        this.planned = planned;
        this.authorized = authorized;
    }

    /** @param before what the request was made for; blank where that does not matter */
    String of(AtlasRequest request, String before) {
        var operation = AtlasOperation.of(request);
        String project = request.path().split("/")[5];
        String body = request.body().map(Shell::word).orElse("'{}'");
        return switch (operation) {
            case CREATE_ACCESS_ROLE ->
                look(AtlasOperation.LIST_ACCESS_ROLES.reading(project), NO_CODE)
                        + "present=$(printf '%s\\n' \"$present\" |\n  jq -c --arg since "
                        + Shell.word(seconds(planned))
                        + " --arg role " + Shell.word(authorized)
                        + " '[.awsIamRoles[]? | select(.createdDate >= $since and"
                        + " (.authorizedDate == null or .iamAssumedRoleArn == $role))][0] // empty')\n"
                        + "if [ -n \"$present\" ]; then todo=no; fi\n";
            case CREATE_CLUSTER -> ofNewCluster(request, project, before);
            case CREATE_RESTORE -> ofRestore(request, project);
            case CREATE_ALERT ->
                look(AtlasOperation.LIST_ALERTS.reading(project), NO_CODE)
                        + "present=$(printf '%s\\n' \"$present\" | jq -c --argjson wanted " + body
                        + " '[.results[] | select(.eventTypeName == $wanted.eventTypeName)][0] // empty')\n"
                        + "if [ -n \"$present\" ]; then\n  member " + body
                        + "\n  if [ \"$todo\" = yes ]; then altered; fi\nfi\n";
            case CREATE_KMS_ENDPOINT -> ofNewEndpoint(project, body);
            case DEAUTHORIZE_ACCESS_ROLE -> ofRecord(request, project);
            case DELETE_KMS_ENDPOINT -> ofEndpoint(request, project);
            case ACKNOWLEDGE_ALERT -> ofAcknowledgement(request, before);
            default ->
                AtlasOperation.readingOf(request)
                        .map(reading -> ofMember(request, reading, before))
                        .orElse("");
        };
    }

    /** What is at the path of the request itself: a deletion is done where nothing is there. */
    private static String ofMember(AtlasRequest request, AtlasRequest reading, String before) {
        if (request.method().equals("DELETE")) {
            return look(reading, "'\"error\" *: *404'") + "if [ -z \"$present\" ]; then\n  todo=no\n"
                    + (before.isEmpty() ? "" : "elif ! " + tagged(before) + "; then\n  altered\n")
                    + "elif holds '.stateName == \"DELETING\"'; then\n  todo=no\nfi\n";
        }
        return look(reading, NO_CODE) + "member "
                + request.body().map(Shell::word).orElse("'{}'")
                + (before.isEmpty() ? "" : " \\\n  " + Shell.word(before))
                + '\n';
    }

    /** An acknowledgement that ended, or was ended, leaves no member that could be compared. */
    private static String ofAcknowledgement(AtlasRequest request, String before) {
        var reading = AtlasOperation.readingOf(request).orElseThrow();
        return AlertRequests.endsAcknowledgement(request)
                ? look(reading, NO_CODE) + "if holds '.acknowledgedUntil == null'; then todo=no; fi\n"
                : ofMember(request, reading, before);
    }

    /** Whether a cluster has all of these tags, in whichever order Atlas answers them. */
    private static String tagged(String before) {
        return "holds " + Shell.word("(" + before + ".tags - [.tags[]? | {key, value}]) == []");
    }

    /** @param before what marks a cluster as the wanted one; empty where the name is enough */
    private static String ofNewCluster(AtlasRequest request, String project, String before) {
        String body = request.body().map(Shell::word).orElseThrow();
        return look(AtlasOperation.LIST_CLUSTERS.reading(project), NO_CODE)
                + "present=$(printf '%s\\n' \"$present\" | jq -c --argjson wanted " + body
                + " '[.results[] | select(.name == $wanted.name)][0] // empty')\n"
                + "if [ -n \"$present\" ]; then\n"
                + "  if holds '.encryptionAtRestProvider == \"AWS\"'"
                + (before.isEmpty() ? "" : " && " + tagged(before))
                + "; then todo=no; else altered; fi\nfi\n";
    }

    /** A restore to the same cluster that was asked for since the plan was made, and that did not fail. */
    private String ofRestore(AtlasRequest request, String project) {
        String cluster = URLDecoder.decode(request.path().split("/")[7].replace("+", "%2B"), StandardCharsets.UTF_8);
        return look(AtlasOperation.LIST_RESTORES.reading(project, cluster), NO_CODE)
                + "present=$(printf '%s\\n' \"$present\" | jq -c --argjson wanted "
                + request.body().map(Shell::word).orElseThrow()
                + " --arg since " + Shell.word(seconds(planned))
                + " '[.results[] | select(.snapshotId == $wanted.snapshotId and"
                + " .targetClusterName == $wanted.targetClusterName and .failed != true and .cancelled != true and"
                + " (.finishedAt == null or .finishedAt >= $since))][0] // empty')\n"
                + "if [ -n \"$present\" ]; then todo=no; fi\n";
    }

    private static String ofEndpoint(AtlasRequest request, String project) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        return look(AtlasOperation.LIST_KMS_ENDPOINTS.reading(project, "AWS"), NO_CODE)
                + "present=$(printf '%s\\n' \"$present\" | jq -c --arg id " + Shell.word(id)
                + " '[.results[] | select(.id == $id and .status != \"DELETING\")][0] // empty')\n"
                + "if [ -z \"$present\" ]; then todo=no; fi\n";
    }

    /** Atlas itself recreates an endpoint that was removed in AWS; one that failed or is being deleted is none. */
    private static String ofNewEndpoint(String project, String body) {
        return look(AtlasOperation.LIST_KMS_ENDPOINTS.reading(project, "AWS"), NO_CODE)
                + "present=$(printf '%s\\n' \"$present\" | jq -c --argjson wanted " + body
                + " '[.results[] | select(.regionName == $wanted.regionName and .status != \"DELETING\" and .status !="
                + " \"FAILED\")][0] // empty')\n"
                + "if [ -n \"$present\" ]; then todo=no; fi\n";
    }

    private static String ofRecord(AtlasRequest request, String project) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        return look(AtlasOperation.LIST_ACCESS_ROLES.reading(project), NO_CODE)
                + "present=$(printf '%s\\n' \"$present\" | jq -c --arg id " + Shell.word(id)
                + " '[.awsIamRoles[]? | select(.roleId == $id)][0] // empty')\n"
                + "if [ -z \"$present\" ]; then todo=no; fi\n";
    }

    private static String look(AtlasRequest reading, String codes) {
        return "look " + codes + " \\\n  " + Commands.atlas(reading) + '\n';
    }

    /** @param replaced the document that a request replaces without naming it; blank where there is none */
    String of(AwsRequest request, String replaced) {
        return switch (request) {
            case AwsRequest.CreateRole r ->
                role(r.roleName()) + document(".Role.AssumeRolePolicyDocument", "", r.trustPolicy());
            case AwsRequest.UpdateTrustPolicy r ->
                role(r.roleName()) + document(".Role.AssumeRolePolicyDocument", r.before(), r.trustPolicy());
            case AwsRequest.PutRolePolicy r ->
                rolePolicy(r.roleName(), r.policyName()) + document(".PolicyDocument", replaced, r.document());
            case AwsRequest.EditRolePolicy r ->
                rolePolicy(r.roleName(), r.policyName()) + document(".PolicyDocument", r.before(), r.document());
            case AwsRequest.DeleteRolePolicy r ->
                rolePolicy(r.roleName(), r.policyName()) + document(".PolicyDocument", r.before(), "");
            case AwsRequest.DetachRolePolicy r ->
                aws("'\\(NoSuchEntity\\)'", "iam list-attached-role-policies --role-name=" + Shell.word(r.roleName()))
                        + "if [ -z \"$present\" ]; then todo=no; fi\n"
                        + done("all(.AttachedPolicies[]?; .PolicyArn != " + text(r.policyArn()) + ")");
            case AwsRequest.DeleteRole r ->
                role(r.roleName()) + document(".Role.AssumeRolePolicyDocument", r.before(), "");
            case AwsRequest.PutKeyPolicy r ->
                aws(NO_CODE, "kms get-key-policy" + key(r.key()) + " --policy-name default")
                        + document(".Policy | fromjson", r.before(), r.document());
            case AwsRequest.CreateKey r -> made(r.key());
            case AwsRequest.ReplicateKey r -> replica(r);
            case AwsRequest.CreateAlias r -> alias(r);
            case AwsRequest.EnableKeyRotation r ->
                aws(NO_CODE, "kms get-key-rotation-status" + key(r.key()))
                        + done(".KeyRotationEnabled and .RotationPeriodInDays == " + r.periodDays());
            case AwsRequest.RotateKeyOnDemand r -> rotated(r.key());
            case AwsRequest.EnableKey r -> state(r.key(), "Enabled");
            case AwsRequest.DisableKey r -> state(r.key(), "Disabled", "PendingDeletion", "PendingReplicaDeletion");
            case AwsRequest.ScheduleKeyDeletion r -> state(r.key(), "PendingDeletion", "PendingReplicaDeletion");
            case AwsRequest.CancelKeyDeletion r -> state(r.key(), "Enabled", "Disabled");
            case AwsRequest.UpdateAccessKey r ->
                accessKeys(r.userName())
                        + done("any(.AccessKeyMetadata[]; .AccessKeyId == " + text(r.accessKeyId()) + " and .Status == "
                                + text(r.status()) + ")");
            case AwsRequest.DeleteAccessKey r ->
                accessKeys(r.userName())
                        + done("all(.AccessKeyMetadata[]; .AccessKeyId != " + text(r.accessKeyId()) + ")");
        };
    }

    private static String role(String name) {
        return aws("'\\(NoSuchEntity\\)'", "iam get-role --role-name=" + Shell.word(name));
    }

    private static String rolePolicy(String role, String policy) {
        return aws(
                "'\\(NoSuchEntity\\)'",
                "iam get-role-policy --role-name=" + Shell.word(role) + " --policy-name=" + Shell.word(policy));
    }

    private static String accessKeys(String user) {
        return aws(NO_CODE, "iam list-access-keys --user-name=" + Shell.word(user));
    }

    private static String aws(String codes, String command) {
        return "look " + codes + " \\\n  aws " + command + JSON;
    }

    private static String key(KeyArn key) {
        return " --region " + Shell.word(key.region().id()) + " --key-id " + Shell.word(key.toString());
    }

    private static String document(String filter, String before, String after) {
        return "document " + Shell.word(filter) + " \\\n  " + Shell.word(before) + " \\\n  " + Shell.word(after) + '\n';
    }

    /** @param filter a jq expression about {@code $present} */
    private static String done(String filter) {
        return "if holds " + Shell.word(filter) + "; then todo=no; fi\n";
    }

    private static String state(KeyArn key, String... reached) {
        return aws(NO_CODE, "kms describe-key" + key(key))
                + done(java.util.stream.Stream.of(reached)
                        .map(s -> ".KeyMetadata.KeyState == " + text(s))
                        .collect(Collectors.joining(" or ")));
    }

    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** CreateKey is not idempotent, so the key's tags decide whether it is there. */
    private static String made(NewKey wish) {
        String region = " --region " + Shell.word(wish.region().id());
        var token =
                new TreeMap<>(wish.token()).entrySet().stream().map(Looks::tag).collect(Collectors.joining(" and "));
        return "look " + NO_CODE + " \\\n  aws kms list-keys" + region + JSON
                + "ids=$(printf '%s\\n' \"$present\" | jq -r '.Keys[].KeyId')\n"
                + "made=''\n"
                + "for id in $ids; do\n"
                + "  look '\\(AccessDeniedException\\)' \\\n    aws kms list-resource-tags" + region
                + " --key-id \"$id\"" + JSON
                + "  if holds " + Shell.word(token) + "; then made=$id; fi\n"
                + "done\n"
                + "present=''\n"
                + "if [ -n \"$made\" ]; then\n"
                + "  look " + NO_CODE + " \\\n    aws kms describe-key" + region + " --key-id \"$made\"" + JSON
                + "  if holds '.KeyMetadata.KeyState | startswith(\"Pending\") | not'; then todo=no; fi\n"
                + "fi\n";
    }

    private static String replica(AwsRequest.ReplicateKey request) {
        return aws("'\\(NotFoundException\\)'", "kms describe-key" + key(request.replica()))
                + "if [ -n \"$present\" ]; then todo=no; fi\n";
    }

    private static String tag(Map.Entry<String, String> tag) {
        return "any(.Tags[]; .TagKey == " + text(tag.getKey()) + " and .TagValue == " + text(tag.getValue()) + ")";
    }

    private static String alias(AwsRequest.CreateAlias request) {
        String id = Shell.word(request.key().keyId());
        return aws(
                        NO_CODE,
                        "kms list-aliases --region "
                                + Shell.word(request.key().region().id()))
                + "target=$(printf '%s\\n' \"$present\" |\n  jq -r --arg alias " + Shell.word(request.alias())
                + " '[.Aliases[] | select(.AliasName == $alias) | .TargetKeyId][0] // empty')\n"
                + "if [ -n \"$target\" ]; then\n"
                + "  if [ \"$target\" = " + id + " ]; then todo=no; else altered; fi\nfi\n";
    }

    private String rotated(KeyArn key) {
        return aws(NO_CODE, "kms get-key-rotation-status" + key(key))
                + done(".OnDemandRotationStartDate != null")
                + aws(NO_CODE, "kms list-key-rotations" + key(key))
                + done(Waits.rotatedSince(planned));
    }

    static String seconds(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    /** The document that an AWS step's request replaces. */
    static String replaced(Step.AwsStep step) {
        return step.diff().map(Step.Diff::before).orElse("");
    }
}
