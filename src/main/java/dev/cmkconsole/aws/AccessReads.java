package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.aws.ServiceClients.Purpose;
import dev.cmkconsole.model.aws.AccessKeyUse;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.ManagedPolicies.ManagedPolicy;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.UserAccessKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.Statement;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/**
 * The reads that only the checks of access need: managed policies, the simulator's answer, grants, and the last use of
 * a key.
 */
final class AccessReads {
    /** KMS' own limit of a page. */
    private static final int GRANTS_OF_A_PAGE = 100;

    /** Twenty pages; KMS allows 50,000 for a key. */
    private static final int MOST_GRANTS = 2000;

    /** The error with which KMS answers a dry run that would succeed. */
    private static final String WOULD_WORK = "DryRunOperationException";

    private static final String LISTED = "iam:ListAttachedRolePolicies";
    private static final String DOCUMENT = "iam:GetPolicyVersion";

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Clock clock;

    AccessReads(AwsClients clients, AwsCalls calls, Clock clock) {
        this.clients = clients;
        this.calls = calls;
        this.clock = clock;
    }

    /** Three rounds of calls: the policies, their default versions, the documents. */
    ManagedPolicies managedPolicies(String roleName) {
        var iam = clients.iam(Purpose.READ);
        try (var listed = calls.start(LISTED, () -> attached(iam, roleName))) {
            var role = calls.call(
                    "iam:GetRole",
                    () -> required(iam.getRole(r -> r.roleName(roleName)).role(), "Role"));
            var bound = IamReads.boundary(role);
            if (bound.isEmpty()) {
                return new ManagedPolicies(each(listed.join()), Optional.empty());
            }
            try (var boundary = calls.start(DOCUMENT, () -> managed(bound.get()))) {
                return new ManagedPolicies(each(listed.join()), Optional.of(boundary.join()));
            }
        } catch (ServiceException e) {
            if (IamReads.absent(e)) {
                return new ManagedPolicies(List.of(), Optional.empty());
            }
            throw e;
        }
    }

    private List<String> attached(IamClient iam, String roleName) {
        return calls.call(
                LISTED,
                () -> iam.listAttachedRolePoliciesPaginator(r -> r.roleName(roleName)).attachedPolicies().stream()
                        .map(policy -> required(policy.policyArn(), "PolicyArn"))
                        .toList());
    }

    private List<ManagedPolicy> each(List<String> arns) {
        return calls.each(DOCUMENT, arns, this::managed);
    }

    private ManagedPolicy managed(String arn) {
        var iam = clients.iam(Purpose.READ);
        try {
            var version = calls.call(
                    "iam:GetPolicy",
                    () -> required(
                            required(iam.getPolicy(r -> r.policyArn(arn)).policy(), "Policy")
                                    .defaultVersionId(),
                            "DefaultVersionId"));
            var text = calls.call(
                    DOCUMENT,
                    () -> required(
                            required(
                                            iam.getPolicyVersion(r ->
                                                            r.policyArn(arn).versionId(version))
                                                    .policyVersion(),
                                            "PolicyVersion")
                                    .document(),
                            "Document"));
            return new ManagedPolicy(arn, new Observed.Known<>(PolicyTexts.decoded(text), clock.instant()));
        } catch (ServiceException e) {
            return new ManagedPolicy(arn, new Observed.Failed<>(e.problem(), clock.instant()));
        }
    }

    List<Simulation.SimulatedAction> simulate(Simulation question) {
        var context = question.context().entrySet().stream()
                .map(entry -> ContextEntry.builder()
                        .contextKeyName(entry.getKey())
                        .contextKeyValues(entry.getValue())
                        .contextKeyType(type(entry.getValue()))
                        .build())
                .toList();
        return calls.call(
                "iam:SimulatePrincipalPolicy",
                () -> clients
                        .iam(Purpose.READ)
                        .simulatePrincipalPolicyPaginator(r -> r.policySourceArn(question.principalArn())
                                .actionNames(question.actions())
                                .resourceArns(question.resourceArn())
                                .contextEntries(context))
                        .stream()
                        .flatMap(page -> page.evaluationResults().stream())
                        .map(result -> result(result, question.resourceArn()))
                        .toList());
    }

    private static ContextKeyTypeEnum type(String value) {
        return value.equals("true") || value.equals("false") ? ContextKeyTypeEnum.BOOLEAN : ContextKeyTypeEnum.STRING;
    }

    /** The decision is with each resource. The one above them combines all under a name that is only a pattern. */
    private static Simulation.SimulatedAction result(EvaluationResult result, String resource) {
        var one = result.resourceSpecificResults().stream()
                .filter(r -> resource.equals(r.evalResourceName()))
                .findFirst();
        var statements = one.map(r -> r.matchedStatements())
                .filter(list -> !list.isEmpty())
                .orElseGet(result::matchedStatements);
        var missing = new HashSet<>(result.missingContextValues());
        one.ifPresent(r -> missing.addAll(r.missingContextValues()));
        var boundary = one.map(r -> r.permissionsBoundaryDecisionDetail())
                .or(() -> Optional.ofNullable(result.permissionsBoundaryDecisionDetail()))
                .map(detail -> detail.allowedByPermissionsBoundary());
        return new Simulation.SimulatedAction(
                required(result.evalActionName(), "EvalActionName"),
                decision(one.map(r -> r.evalResourceDecisionAsString()).orElseGet(result::evalDecisionAsString)),
                statements.stream().map(Statement::sourcePolicyId).distinct().toList(),
                missing.stream().sorted().toList(),
                Optional.ofNullable(result.organizationsDecisionDetail())
                        .map(detail -> detail.allowedByOrganizations()),
                boundary);
    }

    private static Simulation.Decision decision(String word) {
        return switch (required(word, "EvalDecision")) {
            case "allowed" -> Simulation.Decision.ALLOWED;
            case "explicitDeny" -> Simulation.Decision.EXPLICIT_DENY;
            case "implicitDeny" -> Simulation.Decision.IMPLICIT_DENY;
            default -> Simulation.Decision.UNKNOWN;
        };
    }

    List<KeyGrant> grants(KeyArn key) {
        return calls.call("kms:ListGrants", () -> {
            var all =
                    kms(key).listGrantsPaginator(r -> r.keyId(key.toString()).limit(GRANTS_OF_A_PAGE)).grants().stream()
                            .limit(MOST_GRANTS + 1L)
                            .map(AccessReads::grant)
                            .toList();
            if (all.size() > MOST_GRANTS) {
                throw new Responses.Incomplete("the rest of more than " + MOST_GRANTS + " grants");
            }
            return all;
        });
    }

    private static KeyGrant grant(GrantListEntry entry) {
        var limits = entry.constraints();
        return new KeyGrant(
                required(entry.grantId(), "GrantId"),
                Optional.ofNullable(entry.granteePrincipal()).orElse(""),
                new HashSet<>(entry.operationsAsStrings()),
                limits != null
                        && !limits.sdkFields().stream().allMatch(field -> empty(field.getValueOrDefault(limits))));
    }

    private static boolean empty(Object value) {
        return value == null || value instanceof Map<?, ?> map && map.isEmpty();
    }

    Map<String, String> keyTags(KeyArn key) {
        return calls.call("kms:ListResourceTags", () -> {
            var tags = new HashMap<String, String>();
            kms(key).listResourceTagsPaginator(r -> r.keyId(key.toString()))
                    .tags()
                    .forEach(tag -> tags.put(tag.tagKey(), tag.tagValue()));
            return tags;
        });
    }

    /** The tags of each key; a key whose tags the caller may not read is left out. */
    Map<KeyArn, Map<String, String>> keyTags(List<KeyArn> keys) {
        var found = new HashMap<KeyArn, Map<String, String>>();
        calls.each("kms:ListResourceTags", keys, key -> {
                    try {
                        return Map.entry(key, keyTags(key));
                    } catch (ServiceException e) {
                        if (e.problem() instanceof Problem.Refused) {
                            return Map.entry(key, Map.<String, String>of());
                        }
                        throw e;
                    }
                })
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    Optional<Instant> materialExpiry(KeyArn key) {
        return calls.call(
                "kms:ListKeyRotations",
                () -> kms(key)
                        .listKeyRotationsPaginator(
                                r -> r.keyId(key.toString()).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                        .rotations()
                        .stream()
                        .filter(material -> !String.valueOf(material.keyMaterialStateAsString())
                                .startsWith("PENDING"))
                        .map(RotationsListEntry::validTo)
                        .filter(java.util.Objects::nonNull)
                        .min(Instant::compareTo));
    }

    void tryEncrypt(KeyArn key) {
        try {
            calls.call(
                    "kms:Encrypt",
                    () -> kms(key).encrypt(r -> r.keyId(key.toString())
                            .plaintext(SdkBytes.fromByteArray(new byte[] {0}))
                            .dryRun(true)));
        } catch (ServiceException e) {
            if (!e.problem().code().equals(WOULD_WORK)) {
                throw e;
            }
        }
    }

    Optional<KeyUse> lastUse(KeyArn key) {
        return calls.call(
                "kms:GetKeyLastUsage",
                () -> Optional.ofNullable(kms(key).getKeyLastUsage(r -> r.keyId(key.toString()))
                                .keyLastUsage())
                        .filter(use -> use.timestamp() != null)
                        .map(use -> new KeyUse(
                                Optional.ofNullable(use.operationAsString()).orElse(""), use.timestamp())));
    }

    AccessKeyUse accessKeyUse(String accessKeyId) {
        return calls.call("iam:GetAccessKeyLastUsed", () -> {
            var answer = clients.iam(Purpose.READ).getAccessKeyLastUsed(r -> r.accessKeyId(accessKeyId));
            return new AccessKeyUse(
                    Optional.ofNullable(answer.userName()).orElse(""),
                    Optional.ofNullable(answer.accessKeyLastUsed())
                            .filter(use -> use.lastUsedDate() != null)
                            .map(use -> new KeyUse(use.serviceName() + ", " + use.region(), use.lastUsedDate())));
        });
    }

    Optional<List<UserAccessKey>> accessKeys(String userName) {
        try {
            return Optional.of(calls.call(
                    "iam:ListAccessKeys",
                    () ->
                            clients
                                    .iam(Purpose.READ)
                                    .listAccessKeysPaginator(r -> r.userName(userName))
                                    .accessKeyMetadata()
                                    .stream()
                                    .map(key -> new UserAccessKey(
                                            userName,
                                            required(key.accessKeyId(), "AccessKeyId"),
                                            key.status() == StatusType.ACTIVE,
                                            required(key.createDate(), "CreateDate")))
                                    .toList()));
        } catch (ServiceException e) {
            if (IamReads.absent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private KmsClient kms(KeyArn key) {
        return clients.kms(key.region(), Purpose.READ);
    }
}
