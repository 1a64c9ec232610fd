package dev.cmkconsole.procedure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a request of an earlier run took effect, from the request as the journal has it and from what is
 * there now. It does not ask the present plan, which may be about another role, another key or another procedure.
 */
final class IntentReconciler {
    /** How far this computer's clock and Atlas' may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProjectSnapshot now;
    private final AwsGateway aws;
    private final Journal journal;

    IntentReconciler(ProjectSnapshot now, AwsGateway aws, Journal journal) {
        this.now = now;
        this.aws = aws;
        this.journal = journal;
    }

    Outcome of(JournalEntry intent) {
        try {
            return intent.what()
                    .request()
                    .flatMap(request -> took(intent, request))
                    .map(took -> took ? Outcome.DONE_UNANSWERED : Outcome.NOT_DONE)
                    .orElse(Outcome.UNKNOWN);
        } catch (ServiceException | JsonProcessingRefused e) {
            return Outcome.UNKNOWN;
        }
    }

    /** The journal's line is not what this program writes. */
    private static final class JsonProcessingRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        JsonProcessingRefused(Throwable cause) {
            super(cause);
        }
    }

    private Optional<Boolean> took(JournalEntry intent, String request) {
        var lines = request.split("\n", 2);
        var words = lines[0].split(" ", 2);
        String body = lines.length == 2 ? lines[1] : "";
        if (words.length < 2) {
            return Optional.empty();
        }
        return switch (words[0]) {
            case "POST", "PATCH", "PUT" -> atlas(intent, words[0], words[1], body);
            case "iam:CreateRole" -> Optional.of(aws.role(words[1]).isPresent());
            case "iam:UpdateAssumeRolePolicy" ->
                aws.role(words[1])
                        .map(IamRole::trustPolicy)
                        .map(text -> same(text, body))
                        .orElse(Optional.of(false));
            case "iam:PutRolePolicy" -> inlinePolicy(words[1], body);
            case "iam:DeleteRolePolicy" -> Optional.of(inlineText(words[1]).isEmpty());
            case "kms:EnableKey", "kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion" ->
                KeyArn.parse(words[1]).map(key -> keyState(words[0], key));
            case "iam:UpdateAccessKey", "iam:DeleteAccessKey" -> accessKey(words[0], words[1], body);
            case "kms:PutKeyPolicy" -> KeyArn.parse(words[1]).flatMap(key -> same(aws.keyPolicy(key), body));
            case "kms:CreateKey" -> Optional.of(made(words[1].split(" ", 2)));
            case "kms:CreateAlias" ->
                KeyArn.parse(words[1].split(" ", 2)[0])
                        .map(key -> aws.key(new KeyReference.ByArn(key), key.region())
                                .aliases()
                                .contains(words[1].split(" ", 2)[1]));
            case "kms:EnableKeyRotation" ->
                KeyArn.parse(words[1])
                        .flatMap(key -> aws.key(new KeyReference.ByArn(key), key.region())
                                .rotation())
                        .map(r -> r.automatic()
                                && r.periodDays()
                                        .filter(days -> days
                                                != json(body)
                                                        .path("RotationPeriodInDays")
                                                        .asInt())
                                        .isEmpty());
            case "kms:RotateKeyOnDemand" ->
                KeyArn.parse(words[1]).map(key -> rotatedSince(key, intent.at().minus(CLOCKS_APART)));
            default -> Optional.empty();
        };
    }

    private boolean made(String[] regionAndAlias) {
        try {
            aws.madeKey(NewKey.sought(now.project().id(), regionAndAlias[1], AwsRegion.of(regionAndAlias[0])));
            return true;
        } catch (ServiceException e) {
            if (Set.of("NotFoundException", "KEY_ALIAS_TAKEN")
                    .contains(e.problem().code())) {
                return false;
            }
            throw e;
        }
    }

    private boolean rotatedSince(KeyArn key, Instant moment) {
        return aws.key(new KeyReference.ByArn(key), key.region())
                        .rotation()
                        .flatMap(KeyRotation::onDemandSince)
                        .filter(at -> !at.isBefore(moment))
                        .isPresent()
                || aws.rotations(key).stream().anyMatch(r -> r.onDemand() && !r.at().isBefore(moment));
    }

    private boolean keyState(String operation, KeyArn key) {
        String state = aws.key(new KeyReference.ByArn(key), key.region()).state();
        boolean leaving = state.equals("PendingDeletion") || state.equals("PendingReplicaDeletion");
        return switch (operation) {
            case "kms:EnableKey" -> state.equals("Enabled");
            case "kms:DisableKey" -> state.equals("Disabled");
            case "kms:ScheduleKeyDeletion" -> leaving;
            default -> !leaving;
        };
    }

    /** A user that is not there has no access keys. The journal leaves out the middle of their ids. */
    private Optional<Boolean> accessKey(String operation, String target, String body) {
        int slash = target.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var ends = target.substring(slash + 1).split("\u2026", 2);
        var key = aws.accessKeys(target.substring(0, slash)).orElse(List.of()).stream()
                .filter(k -> k.id().startsWith(ends[0]) && k.id().endsWith(ends[ends.length - 1]))
                .findFirst();
        return operation.equals("iam:DeleteAccessKey")
                ? Optional.of(key.isEmpty())
                : key.map(k -> k.active() == text(json(body), "Status").equals("Active"));
    }

    private Optional<Boolean> inlinePolicy(String target, String body) {
        return target.indexOf('/') < 0
                ? Optional.empty()
                : inlineText(target).map(text -> same(text, body)).orElse(Optional.of(false));
    }

    private Optional<String> inlineText(String target) {
        int slash = target.indexOf('/');
        return aws.role(target.substring(0, slash))
                .map(IamRole::inlinePolicies)
                .flatMap(all -> Optional.ofNullable(all.get(target.substring(slash + 1))));
    }

    /** What was taken out of the record as a secret cannot be compared. */
    private static Optional<Boolean> same(String present, String sent) {
        return sent.contains("[removed]") || sent.contains("\u2026")
                ? Optional.empty()
                : Optional.of(json(present).equals(json(sent)));
    }

    private Optional<Boolean> atlas(JournalEntry intent, String method, String path, String body) {
        String prefix = "/api/atlas/v2/groups/" + now.project().id() + "/";
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        var parts = path.substring(prefix.length()).split("/");
        var sent = json(body);
        return switch (method + " " + parts[0] + " " + parts.length) {
            case "POST cloudProviderAccess 1" ->
                now.roles().map(all -> all.stream().anyMatch(r -> madeBy(intent, r)));
            case "PATCH cloudProviderAccess 2" ->
                now.roles()
                        .map(all -> all.stream()
                                .anyMatch(r -> r.roleId().equals(parts[1])
                                        && r.iamRoleArn()
                                                .filter(text(sent, "iamAssumedRoleArn")::equals)
                                                .isPresent()));
            case "PATCH encryptionAtRest 1" -> now.encryption().map(e -> holds(e.awsKms(), sent.path("awsKms")));
            case "PATCH clusters 2" ->
                now.clusters()
                        .map(all -> all.stream()
                                .anyMatch(c -> c.name().equals(parts[1])
                                        && c.encryption()
                                                == EncryptionProvider.of(text(sent, "encryptionAtRestProvider"))));
            case "POST clusters 1" ->
                now.clusters().map(all -> all.stream().anyMatch(c -> c.name().equals(text(sent, "name"))));
            case "POST alertConfigs 1", "PUT alertConfigs 2" ->
                now.reminder()
                        .map(r -> r.filter(there ->
                                        there.enabled() == sent.path("enabled").asBoolean()
                                                && there.days()
                                                        == sent.path("threshold")
                                                                .path("threshold")
                                                                .asInt())
                                .isPresent());
            default -> Optional.empty();
        };
    }

    /** A record of about that time that no answer has told of. */
    private boolean madeBy(JournalEntry intent, AccessRole record) {
        return !record.created().isBefore(intent.at().minus(CLOCKS_APART)) && !told(record.roleId());
    }

    private boolean told(String roleId) {
        var told = new HashSet<String>();
        journal.forEach(entry -> {
            JournalDraft what = entry.what();
            if (what.kind() == JournalDraft.Kind.OUTCOME
                    && what.answer().filter(a -> a.contains(roleId)).isPresent()
                    && what.step()
                            .filter(AccessSteps.CREATE_RECORD.value()::equals)
                            .isPresent()) {
                told.add(roleId);
            }
        });
        return !told.isEmpty();
    }

    private static boolean holds(AwsKms present, JsonNode sent) {
        return present.enabled() == sent.path("enabled").asBoolean()
                && present.roleId().orElse("").equals(text(sent, "roleId"))
                && present.customerMasterKeyId().orElse("").equals(text(sent, "customerMasterKeyID"))
                && present.region().map(r -> r.atlasName()).orElse("").equals(text(sent, "region"))
                && present.requirePrivateNetworking()
                        == sent.path("requirePrivateNetworking").asBoolean();
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asText("");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new JsonProcessingRefused(e);
        }
    }
}
