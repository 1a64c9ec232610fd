package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.sandbox.aws.state.AccessKey;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.IamUser;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** IAM operations on users and their access keys. */
final class IamUsers {

    private static final Pattern KEY_ID = Pattern.compile("\\w+");

    private final AwsState state;
    private final IamEntities entities;

    IamUsers(AwsState state, IamEntities entities) {
        this.state = state;
        this.entities = entities;
    }

    QueryXml get(Caller caller, QueryForm form) {
        var user = entities.user(caller, form, "GetUser", true);
        return new QueryXml().element("User", xml -> user(xml, user, true));
    }

    QueryXml list(Caller caller, QueryForm form) {
        var prefix = form.text("PathPrefix", 1, 512, null).orElse("/");
        entities.authorise(caller, "ListUsers", caller.account().iamArn("user" + prefix), Optional.empty(), Map.of());
        var page = entities.page(
                caller.account().users.values().stream()
                        .filter(u -> u.path.startsWith(prefix))
                        .toList(),
                u -> u.name,
                form);
        return new QueryXml()
                .list("Users", page.items(), (xml, user) -> user(xml, user, false))
                .paged(page);
    }

    QueryXml delete(Caller caller, QueryForm form) {
        var user = entities.user(caller, form, "DeleteUser", false);
        var facts = user.facts.latest();
        if (!user.accessKeys.isEmpty()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
        }
        if (!facts.attached().isEmpty()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        }
        if (!facts.inline().isEmpty()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        if (user.mfa.isPresent()) {
            throw new AwsFault(409, "DeleteConflict", "Cannot delete entity, must delete MFA device first.");
        }
        entities.change(user, f -> f.withExists(false));
        caller.account().remove(user);
        return null;
    }

    /** The sandbox has no groups; the call still checks the user. */
    QueryXml listGroups(Caller caller, QueryForm form) {
        entities.user(caller, form, "ListGroupsForUser", false);
        return new QueryXml().texts("Groups", List.of()).flag("IsTruncated", false);
    }

    QueryXml listAccessKeys(Caller caller, QueryForm form) {
        var user = entities.user(caller, form, "ListAccessKeys", true);
        var page = entities.page(List.copyOf(user.accessKeys.values()), key -> key.id, form);
        return new QueryXml()
                .list(
                        "AccessKeyMetadata",
                        page.items(),
                        (xml, key) -> xml.text("UserName", user.name)
                                .text("AccessKeyId", key.id)
                                .text("Status", status(key))
                                .time("CreateDate", key.created))
                .paged(page);
    }

    QueryXml createAccessKey(Caller caller, QueryForm form) {
        var user = entities.user(caller, form, "CreateAccessKey", true);
        if (user.accessKeys.size() >= 2) {
            throw new AwsFault(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        }
        var key = new AccessKey(state.ids.unique("AKIA"), state.ids.secret(), user.account, user, state.now(), true);
        user.accessKeys.put(key.id, key);
        state.accessKeys.put(key.id, key);
        return new QueryXml()
                .element(
                        "AccessKey",
                        xml -> xml.text("UserName", user.name)
                                .text("AccessKeyId", key.id)
                                .text("Status", "Active")
                                .text("SecretAccessKey", key.secret)
                                .time("CreateDate", key.created));
    }

    QueryXml updateAccessKey(Caller caller, QueryForm form) {
        var status = form.required("Status", 1, 32, null);
        if (!status.equals("Active") && !status.equals("Inactive")) {
            throw AwsFault.validation("1 validation error detected: Value '" + status
                    + "' at 'status' failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [Active, Inactive]");
        }
        var key = accessKey(caller, form, "UpdateAccessKey");
        key.active.set(status.equals("Active"), state.visible());
        return null;
    }

    QueryXml deleteAccessKey(Caller caller, QueryForm form) {
        var key = accessKey(caller, form, "DeleteAccessKey");
        key.user.accessKeys.remove(key.id);
        key.active.set(false, state.visible());
        return null;
    }

    /** Usage is known immediately here. The real IAM may report it hours late. */
    QueryXml lastUsed(Caller caller, QueryForm form) {
        var id = form.required("AccessKeyId", 16, 128, KEY_ID);
        var key = Optional.ofNullable(state.accessKeys.get(id))
                .filter(k -> k.account == caller.account() && k.user != null);
        entities.authorise(
                caller, "GetAccessKeyLastUsed", key.map(k -> k.user.arn()).orElse("*"), key.map(k -> k.user), Map.of());
        var user = key.filter(k -> k.user.accessKeys.containsKey(id))
                .map(k -> k.user)
                .orElseThrow(() -> new AwsFault(
                        403,
                        "AccessDenied",
                        AwsAuthorization.text(caller, "iam:GetAccessKeyLastUsed", "access key " + id, "")));
        var use = key.get().lastUse;
        return new QueryXml().text("UserName", user.name).element("AccessKeyLastUsed", xml -> {
            use.ifPresent(u -> xml.time("LastUsedDate", u.when()));
            xml.text("ServiceName", use.map(Principal.LastUse::service).orElse("N/A"))
                    .text("Region", use.map(Principal.LastUse::region).orElse("N/A"));
        });
    }

    private AccessKey accessKey(Caller caller, QueryForm form, String action) {
        var id = form.required("AccessKeyId", 16, 128, KEY_ID);
        var user = entities.user(caller, form, action, true);
        return Optional.ofNullable(user.accessKeys.get(id))
                .orElseThrow(() -> AwsFault.noSuchEntity("The Access Key with id " + id + " cannot be found"));
    }

    private static String status(AccessKey key) {
        return key.active.latest() ? "Active" : "Inactive";
    }

    private static void user(QueryXml xml, IamUser user, boolean complete) {
        var facts = user.facts.latest();
        xml.text("Path", user.path)
                .text("UserName", user.name)
                .text("UserId", user.id)
                .text("Arn", user.arn())
                .time("CreateDate", user.created);
        if (complete) {
            facts.boundary()
                    .ifPresent(arn -> xml.element(
                            "PermissionsBoundary",
                            b -> b.text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", arn)));
            if (!facts.tags().isEmpty()) {
                xml.tags(facts.tags());
            }
        }
    }
}
