package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.edit.PolicyRules;
import dev.cmkconsole.sandbox.aws.state.Account;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.IamRole;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.state.StoredPolicy;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** IAM operations on roles: create, read, trust, tag, delete. */
final class IamRoles {

    private static final Pattern DESCRIPTION =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");
    private static final int MAX_TRUST = 2048;
    private static final int MAX_TAGS = 50;

    private final AwsState state;
    private final IamEntities entities;

    IamRoles(AwsState state, IamEntities entities) {
        this.state = state;
        this.entities = entities;
    }

    QueryXml create(Caller caller, QueryForm form) {
        var account = caller.account();
        var path = IamEntities.path(form);
        var name = form.required("RoleName", 1, 64, QueryForm.NAME);
        var text = form.required("AssumeRolePolicyDocument", 1, 131_072, null);
        var description = form.text("Description", 0, 1000, DESCRIPTION).orElse("");
        int maxSession = form.number("MaxSessionDuration", 3600, 43_200).orElse(3600);
        var boundary = form.text("PermissionsBoundary", 20, 2048, null);
        var tags = form.tags();
        var extra = tagContext(tags);
        boundary.ifPresent(arn -> extra.put("iam:PermissionsBoundary", List.of(arn)));
        entities.authorise(caller, "CreateRole", account.iamArn("role" + path + name), Optional.empty(), extra);
        if (!tags.isEmpty()) {
            entities.authorise(caller, "TagRole", account.iamArn("role" + path + name), Optional.empty(), extra);
        }
        if (account.role(name).isPresent()) {
            throw new AwsFault(409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
        }
        var trust = trust(account, text);
        boundary.ifPresent(this::requirePolicy);
        checkTagCount(tags);
        var facts = new Principal.Facts(true, trust, Map.of(), List.of(), boundary, tags);
        var role = new IamRole(account, name, path, state.ids.unique("AROA"), state.now(), facts.withExists(false));
        role.facts.set(facts, state.visible());
        role.description = description;
        role.maxSessionSeconds = maxSession;
        account.add(role);
        return new QueryXml().element("Role", xml -> role(xml, role, Detail.MADE));
    }

    QueryXml get(Caller caller, QueryForm form) {
        var role = entities.role(caller, form, "GetRole");
        return new QueryXml().element("Role", xml -> role(xml, role, Detail.READ));
    }

    QueryXml list(Caller caller, QueryForm form) {
        var prefix = form.text("PathPrefix", 1, 512, null).orElse("/");
        entities.authorise(caller, "ListRoles", caller.account().iamArn("role" + prefix), Optional.empty(), Map.of());
        var page = entities.page(
                caller.account().roles.values().stream()
                        .filter(r -> r.path.startsWith(prefix))
                        .toList(),
                r -> r.name,
                form);
        return new QueryXml()
                .list("Roles", page.items(), (xml, role) -> role(xml, role, Detail.LISTED))
                .paged(page);
    }

    QueryXml update(Caller caller, QueryForm form) {
        var role = entities.role(caller, form, "UpdateRole");
        var description = form.text("Description", 0, 1000, DESCRIPTION);
        var maxSession = form.number("MaxSessionDuration", 3600, 43_200);
        description.ifPresent(text -> role.description = text);
        maxSession.ifPresent(seconds -> role.maxSessionSeconds = seconds);
        return new QueryXml();
    }

    QueryXml updateTrust(Caller caller, QueryForm form) {
        var text = form.required("PolicyDocument", 1, 131_072, null);
        var role = entities.role(caller, form, "UpdateAssumeRolePolicy");
        var trust = trust(caller.account(), text);
        entities.change(role, facts -> facts.withTrust(trust));
        return null;
    }

    QueryXml delete(Caller caller, QueryForm form) {
        var role = entities.role(caller, form, "DeleteRole");
        var facts = role.facts.latest();
        if (!facts.attached().isEmpty()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        }
        if (!facts.inline().isEmpty()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        entities.change(role, f -> f.withExists(false));
        caller.account().remove(role);
        return null;
    }

    QueryXml tag(Caller caller, QueryForm form) {
        var tags = form.tags();
        if (tags.isEmpty()) {
            throw QueryForm.missing("Tags");
        }
        var role = entities.role(caller, form, "TagRole", tagContext(tags));
        var all = new LinkedHashMap<>(role.facts.latest().tags());
        all.putAll(tags);
        checkTagCount(all);
        entities.change(role, facts -> facts.withTags(all));
        return null;
    }

    QueryXml untag(Caller caller, QueryForm form) {
        var keys = form.list("TagKeys");
        var role = entities.role(caller, form, "UntagRole", keys.isEmpty() ? Map.of() : Map.of("aws:TagKeys", keys));
        var all = new LinkedHashMap<>(role.facts.latest().tags());
        keys.forEach(all::remove);
        entities.change(role, facts -> facts.withTags(all));
        return null;
    }

    QueryXml listTags(Caller caller, QueryForm form) {
        var role = entities.role(caller, form, "ListRoleTags");
        var page = entities.page(List.copyOf(role.facts.latest().tags().entrySet()), Map.Entry::getKey, form);
        return new QueryXml()
                .list(
                        "Tags",
                        page.items(),
                        (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()))
                .paged(page);
    }

    /** The sandbox has no EC2, so no role is in an instance profile. */
    QueryXml listInstanceProfiles(Caller caller, QueryForm form) {
        entities.role(caller, form, "ListInstanceProfilesForRole");
        return new QueryXml().texts("InstanceProfiles", List.of()).flag("IsTruncated", false);
    }

    /** Which members an answer has: a list leaves out the boundary, the last use and the tags. */
    private enum Detail {
        LISTED,
        MADE,
        READ
    }

    private void role(QueryXml xml, IamRole role, Detail detail) {
        var facts = role.facts.latest();
        xml.text("Path", role.path)
                .text("RoleName", role.name)
                .text("RoleId", role.id)
                .text("Arn", role.arn())
                .time("CreateDate", role.created)
                .document(
                        "AssumeRolePolicyDocument", facts.trust().current(state).raw());
        if (!role.description.isEmpty()) {
            xml.text("Description", role.description);
        }
        xml.number("MaxSessionDuration", role.maxSessionSeconds);
        if (detail != Detail.LISTED) {
            facts.boundary()
                    .ifPresent(arn -> xml.element(
                            "PermissionsBoundary",
                            b -> b.text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", arn)));
        }
        if (detail == Detail.READ) {
            xml.element(
                    "RoleLastUsed",
                    used -> role.lastUse.ifPresent(
                            use -> used.time("LastUsedDate", use.when()).text("Region", use.region())));
        }
        if (detail != Detail.LISTED && !facts.tags().isEmpty()) {
            xml.tags(facts.tags());
        }
    }

    /** @throws AwsFault MalformedPolicyDocument or LimitExceeded */
    StoredPolicy trust(Account account, String text) {
        PolicyRules.violation(text, PolicyKind.TRUST).ifPresent(problem -> {
            throw AwsFault.malformedPolicy(problem);
        });
        var policy = StoredPolicy.of(text, account.partition, state);
        if (policy.document().minified().length() > MAX_TRUST) {
            throw new AwsFault(409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: " + MAX_TRUST);
        }
        for (var statement : policy.document().statements()) {
            statement.principals().orElseThrow().entries().stream()
                    .filter(p -> !exists(p, account.partition))
                    .findFirst()
                    .ifPresent(p -> {
                        throw AwsFault.malformedPolicy(
                                "Invalid principal in policy: \"" + p.type() + "\":\"" + p.value() + "\"");
                    });
        }
        return policy;
    }

    private boolean exists(PolicyStatement.Principal principal, String partition) {
        var arn = Arn.parse(principal.value());
        if (!principal.type().equals("AWS") || arn.isEmpty()) {
            return !principal.type().equals("AWS") || principal.value().equals("*");
        }
        var account = state.accounts.get(arn.get().account());
        if (account == null || !arn.get().partition().equals(partition)) {
            return false;
        }
        return arn.get().resource().equals("root")
                || arn.get().service().equals("sts")
                || state.principal(principal.value()).isPresent();
    }

    void requirePolicy(String arn) {
        if (state.managedPolicy(arn).isEmpty()) {
            throw AwsFault.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
        }
    }

    private static void checkTagCount(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw new AwsFault(409, "LimitExceeded", "The number of tags has reached the maximum limit.");
        }
    }

    private static Map<String, List<String>> tagContext(Map<String, String> tags) {
        var context = new HashMap<String, List<String>>();
        tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
        if (!tags.isEmpty()) {
            context.put("aws:TagKeys", List.copyOf(tags.keySet()));
        }
        return context;
    }
}
