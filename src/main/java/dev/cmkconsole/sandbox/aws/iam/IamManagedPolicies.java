package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.edit.PolicyRules;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.ManagedPolicy;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** IAM operations on managed policies and their versions. */
final class IamManagedPolicies {

    private static final int MAX_SIZE = 6144;
    private static final int MAX_VERSIONS = 5;
    private static final int MAX_TAGS = 50;
    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");

    private final AwsState state;
    private final IamEntities entities;

    IamManagedPolicies(AwsState state, IamEntities entities) {
        this.state = state;
        this.entities = entities;
    }

    QueryXml create(Caller caller, QueryForm form) {
        var path = IamEntities.path(form);
        var name = form.required("PolicyName", 1, 128, QueryForm.NAME);
        var text = form.required("PolicyDocument", 1, 131_072, null);
        var arn = caller.account().iamArn("policy" + path + name);
        entities.authorise(caller, "CreatePolicy", arn, Optional.empty(), Map.of());
        if (caller.account().policies.values().stream().anyMatch(p -> p.name.equalsIgnoreCase(name))) {
            throw new AwsFault(
                    409,
                    "EntityAlreadyExists",
                    "A policy called " + name + " already exists. Duplicate names are not allowed.");
        }
        check(text);
        var tags = form.tags();
        checkTagCount(tags);
        var policy = new ManagedPolicy(arn, name, path, state.ids.unique("ANPA"), state.now(), text);
        policy.description = form.text("Description", 0, 1000, null).orElse("");
        policy.tags.putAll(tags);
        caller.account().policies.put(arn, policy);
        return new QueryXml().element("Policy", xml -> {
            policy(xml, policy);
            if (!tags.isEmpty()) {
                xml.tags(tags);
            }
        });
    }

    QueryXml get(Caller caller, QueryForm form) {
        var policy = policy(caller, form, "GetPolicy");
        return new QueryXml().element("Policy", xml -> policy(xml, policy).tags(policy.tags));
    }

    QueryXml tag(Caller caller, QueryForm form) {
        var tags = form.tags();
        if (tags.isEmpty()) {
            throw QueryForm.missing("Tags");
        }
        var policy = policy(caller, form, "TagPolicy");
        var all = new LinkedHashMap<>(policy.tags);
        all.putAll(tags);
        checkTagCount(all);
        policy.tags.putAll(tags);
        return null;
    }

    QueryXml untag(Caller caller, QueryForm form) {
        var policy = policy(caller, form, "UntagPolicy");
        form.list("TagKeys").forEach(policy.tags::remove);
        return null;
    }

    QueryXml listTags(Caller caller, QueryForm form) {
        var policy = policy(caller, form, "ListPolicyTags");
        var page = entities.page(List.copyOf(policy.tags.entrySet()), Map.Entry::getKey, form);
        return new QueryXml()
                .list(
                        "Tags",
                        page.items(),
                        (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()))
                .paged(page);
    }

    private static void checkTagCount(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw new AwsFault(409, "LimitExceeded", "The number of tags has reached the maximum limit.");
        }
    }

    QueryXml list(Caller caller, QueryForm form) {
        var scope = form.text("Scope").orElse("All");
        var attached = form.text("OnlyAttached").filter("true"::equals).isPresent();
        entities.authorise(caller, "ListPolicies", caller.account().iamArn("policy/"), Optional.empty(), Map.of());
        var all = state.accounts.values().stream()
                .filter(a ->
                        a == caller.account() ? !scope.equals("AWS") : a.id.equals("aws") && !scope.equals("Local"))
                .flatMap(a -> a.policies.values().stream())
                .filter(p -> p.arn.startsWith("arn:" + caller.account().partition + ":"))
                .filter(p -> !attached || attachments(p) > 0)
                .toList();
        var page = entities.page(all, p -> p.arn, form);
        return new QueryXml().list("Policies", page.items(), this::policy).paged(page);
    }

    QueryXml delete(Caller caller, QueryForm form) {
        var policy = policy(caller, form, "DeletePolicy");
        if (attachments(policy) > 0) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
        }
        if (policy.versions.size() > 1) {
            throw new AwsFault(
                    409,
                    "DeleteConflict",
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                            + " versions. The default version is deleted with the policy.");
        }
        caller.account().policies.remove(policy.arn);
        return null;
    }

    QueryXml createVersion(Caller caller, QueryForm form) {
        var text = form.required("PolicyDocument", 1, 131_072, null);
        var policy = policy(caller, form, "CreatePolicyVersion");
        check(text);
        if (policy.versions.size() >= MAX_VERSIONS) {
            throw new AwsFault(
                    409,
                    "LimitExceeded",
                    "A managed policy can have up to " + MAX_VERSIONS
                            + " versions. Before you create a new version, you must delete an existing version.");
        }
        var id = "v" + ++policy.lastVersion;
        policy.versions.put(id, new ManagedPolicy.Version(text, state.now()));
        if (form.text("SetAsDefault").filter("true"::equals).isPresent()) {
            makeDefault(policy, id);
        }
        return new QueryXml().element("PolicyVersion", xml -> version(xml, policy, id, false));
    }

    QueryXml getVersion(Caller caller, QueryForm form) {
        var id = form.required("VersionId", 1, 128, VERSION);
        var policy = policy(caller, form, "GetPolicyVersion");
        requireVersion(policy, id);
        return new QueryXml().element("PolicyVersion", xml -> version(xml, policy, id, true));
    }

    QueryXml listVersions(Caller caller, QueryForm form) {
        var policy = policy(caller, form, "ListPolicyVersions");
        var page = entities.page(List.copyOf(policy.versions.keySet()), id -> id, form);
        return new QueryXml()
                .list("Versions", page.items(), (xml, id) -> version(xml, policy, id, false))
                .paged(page);
    }

    QueryXml setDefaultVersion(Caller caller, QueryForm form) {
        var id = form.required("VersionId", 1, 128, VERSION);
        var policy = policy(caller, form, "SetDefaultPolicyVersion");
        requireVersion(policy, id);
        makeDefault(policy, id);
        return null;
    }

    QueryXml deleteVersion(Caller caller, QueryForm form) {
        var id = form.required("VersionId", 1, 128, VERSION);
        var policy = policy(caller, form, "DeletePolicyVersion");
        requireVersion(policy, id);
        if (policy.defaultVersion.equals(id)) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete the default version of a policy.");
        }
        policy.versions.remove(id);
        return null;
    }

    private void makeDefault(ManagedPolicy policy, String id) {
        policy.defaultVersion = id;
        policy.updated = state.now();
        policy.document.set(policy.versions.get(id).document(), state.visible());
    }

    private ManagedPolicy policy(Caller caller, QueryForm form, String action) {
        var arn = form.required("PolicyArn", 20, 2048, null);
        entities.authorise(caller, action, arn, Optional.empty(), Map.of());
        var policy = state.managedPolicy(arn)
                .filter(p ->
                        p.arn.contains("::aws:") || caller.account().policies.containsKey(arn))
                .orElseThrow(() -> AwsFault.noSuchEntity("Policy " + arn + " was not found."));
        if (changes(action) && policy.arn.contains("::aws:")) {
            throw new AwsFault(403, "AccessDenied", AwsAuthorization.text(caller, "iam:" + action, arn, ""));
        }
        return policy;
    }

    private static boolean changes(String action) {
        return !action.startsWith("Get") && !action.startsWith("List");
    }

    private static void requireVersion(ManagedPolicy policy, String id) {
        if (!policy.versions.containsKey(id)) {
            throw AwsFault.noSuchEntity(
                    "Policy " + policy.arn + " version " + id + " does not exist or is not attachable.");
        }
    }

    private static void check(String text) {
        PolicyRules.violation(text, PolicyKind.IDENTITY).ifPresent(problem -> {
            throw AwsFault.malformedPolicy(problem);
        });
        var document = PolicyDocument.parse(text);
        if (document.version()
                .filter(PolicyDocument.VERSION_WITH_VARIABLES::equals)
                .isEmpty()) {
            throw AwsFault.malformedPolicy("Policy document must be version 2012-10-17 or greater.");
        }
        if (document.minified().length() > MAX_SIZE) {
            throw new AwsFault(409, "LimitExceeded", "Cannot exceed quota for PolicySize: " + MAX_SIZE);
        }
    }

    private long attachments(ManagedPolicy policy) {
        return everybody()
                .filter(e -> e.facts.latest().attached().contains(policy.arn))
                .count();
    }

    private long boundaries(ManagedPolicy policy) {
        return everybody()
                .filter(e ->
                        e.facts.latest().boundary().filter(policy.arn::equals).isPresent())
                .count();
    }

    private Stream<Principal> everybody() {
        return state.accounts.values().stream()
                .flatMap(a -> Stream.concat(a.roles.values().stream(), a.users.values().stream()));
    }

    private QueryXml policy(QueryXml xml, ManagedPolicy policy) {
        xml.text("PolicyName", policy.name)
                .text("PolicyId", policy.id)
                .text("Arn", policy.arn)
                .text("Path", policy.path)
                .text("DefaultVersionId", policy.defaultVersion)
                .number("AttachmentCount", (int) attachments(policy))
                .number("PermissionsBoundaryUsageCount", (int) boundaries(policy))
                .flag("IsAttachable", true)
                .time("CreateDate", policy.created)
                .time("UpdateDate", policy.updated);
        if (!policy.description.isEmpty()) {
            xml.text("Description", policy.description);
        }
        return xml;
    }

    private void version(QueryXml xml, ManagedPolicy policy, String id, boolean document) {
        var version = policy.versions.get(id);
        if (document) {
            xml.document("Document", version.document());
        }
        xml.text("VersionId", id)
                .flag("IsDefaultVersion", id.equals(policy.defaultVersion))
                .time("CreateDate", version.created());
    }
}
