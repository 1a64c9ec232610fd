package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.edit.PolicyRules;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inline and attached policies and the permissions boundary. Roles and users differ only in names and limits. */
final class IamEntityPolicies {

    private static final int MAX_ATTACHED = 10;

    private final AwsState state;
    private final IamEntities entities;
    private final boolean role;

    IamEntityPolicies(AwsState state, IamEntities entities, boolean role) {
        this.state = state;
        this.entities = entities;
        this.role = role;
    }

    private String word() {
        return role ? "Role" : "User";
    }

    private Principal entity(Caller caller, QueryForm form, String action) {
        return entities.entity(caller, form, action, role, Map.of());
    }

    QueryXml put(Caller caller, QueryForm form) {
        var name = form.required("PolicyName", 1, 128, QueryForm.NAME);
        var text = form.required("PolicyDocument", 1, 131_072, null);
        var entity = entity(caller, form, "Put" + word() + "Policy");
        PolicyRules.violation(text, PolicyKind.IDENTITY).ifPresent(problem -> {
            throw AwsFault.malformedPolicy(problem);
        });
        var inline = new HashMap<>(entity.facts.latest().inline());
        inline.put(name, text);
        int limit = role ? 10_240 : 2_048;
        if (inline.values().stream()
                        .mapToInt(each -> PolicyDocument.parse(each).minified().length())
                        .sum()
                > limit) {
            throw new AwsFault(
                    409,
                    "LimitExceeded",
                    "Maximum policy size of " + limit + " bytes exceeded for "
                            + word().toLowerCase(java.util.Locale.ROOT) + " " + entity.name);
        }
        entities.change(entity, facts -> facts.withInline(inline));
        return null;
    }

    QueryXml get(Caller caller, QueryForm form) {
        var name = form.required("PolicyName", 1, 128, QueryForm.NAME);
        var entity = entity(caller, form, "Get" + word() + "Policy");
        return new QueryXml()
                .text(word() + "Name", entity.name)
                .text("PolicyName", name)
                .document("PolicyDocument", inline(entity, name));
    }

    QueryXml delete(Caller caller, QueryForm form) {
        var name = form.required("PolicyName", 1, 128, QueryForm.NAME);
        var entity = entity(caller, form, "Delete" + word() + "Policy");
        inline(entity, name);
        var inline = new HashMap<>(entity.facts.latest().inline());
        inline.remove(name);
        entities.change(entity, facts -> facts.withInline(inline));
        return null;
    }

    QueryXml list(Caller caller, QueryForm form) {
        var entity = entity(caller, form, "List" + word() + "Policies");
        var page = entities.page(List.copyOf(entity.facts.latest().inline().keySet()), name -> name, form);
        return new QueryXml().texts("PolicyNames", page.items()).paged(page);
    }

    QueryXml listAttached(Caller caller, QueryForm form) {
        var prefix = form.text("PathPrefix", 1, 512, null).orElse("/");
        var entity = entity(caller, form, "ListAttached" + word() + "Policies");
        var attached = entity.facts.latest().attached().stream()
                .flatMap(arn -> state.managedPolicy(arn).stream())
                .filter(p -> p.path.startsWith(prefix))
                .toList();
        var page = entities.page(attached, p -> p.arn, form);
        return new QueryXml()
                .list(
                        "AttachedPolicies",
                        page.items(),
                        (xml, p) -> xml.text("PolicyName", p.name).text("PolicyArn", p.arn))
                .paged(page);
    }

    QueryXml attach(Caller caller, QueryForm form) {
        var arn = form.required("PolicyArn", 20, 2048, null);
        var entity = entities.entity(
                caller, form, "Attach" + word() + "Policy", role, Map.of("iam:PolicyARN", List.of(arn)));
        requirePolicy(arn);
        var attached = new ArrayList<>(entity.facts.latest().attached());
        if (!attached.contains(arn)) {
            if (attached.size() >= MAX_ATTACHED) {
                throw new AwsFault(
                        409, "LimitExceeded", "Cannot exceed quota for PoliciesPer" + word() + ": " + MAX_ATTACHED);
            }
            attached.add(arn);
            entities.change(entity, facts -> facts.withAttached(attached));
        }
        return null;
    }

    QueryXml detach(Caller caller, QueryForm form) {
        var arn = form.required("PolicyArn", 20, 2048, null);
        var entity = entities.entity(
                caller, form, "Detach" + word() + "Policy", role, Map.of("iam:PolicyARN", List.of(arn)));
        var attached = new ArrayList<>(entity.facts.latest().attached());
        if (!attached.remove(arn)) {
            throw AwsFault.noSuchEntity("Policy " + arn + " was not found.");
        }
        entities.change(entity, facts -> facts.withAttached(attached));
        return null;
    }

    QueryXml putBoundary(Caller caller, QueryForm form) {
        var arn = form.required("PermissionsBoundary", 20, 2048, null);
        var entity = entities.entity(
                caller,
                form,
                "Put" + word() + "PermissionsBoundary",
                role,
                Map.of("iam:PermissionsBoundary", List.of(arn)));
        requirePolicy(arn);
        entities.change(entity, facts -> facts.withBoundary(Optional.of(arn)));
        return null;
    }

    QueryXml deleteBoundary(Caller caller, QueryForm form) {
        var entity = entity(caller, form, "Delete" + word() + "PermissionsBoundary");
        if (entity.facts.latest().boundary().isEmpty()) {
            throw AwsFault.noSuchEntity(word() + " " + entity.name + " does not have a permissions boundary.");
        }
        entities.change(entity, facts -> facts.withBoundary(Optional.empty()));
        return null;
    }

    private void requirePolicy(String arn) {
        if (state.managedPolicy(arn).isEmpty()) {
            throw AwsFault.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
        }
    }

    private String inline(Principal entity, String name) {
        return Optional.ofNullable(entity.facts.latest().inline().get(name))
                .orElseThrow(() -> AwsFault.noSuchEntity("The " + word().toLowerCase(java.util.Locale.ROOT)
                        + " policy with name " + name + " cannot be found."));
    }
}
