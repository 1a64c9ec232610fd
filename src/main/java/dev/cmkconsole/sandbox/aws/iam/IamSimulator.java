package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.sandbox.aws.iam.Simulation.Source;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.IamRole;
import dev.cmkconsole.sandbox.aws.state.IamUser;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The IAM policy simulator in its current format: one result per action, with the results per resource inside. Like the
 * real one, it evaluates identity policies, boundaries and service control policies. It ignores grants and resource
 * control policies. It evaluates a key policy only if the caller passes one, for users only.
 */
final class IamSimulator {

    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9_-]+:[A-Za-z0-9]+");
    private static final int MAX_POLICIES = 100;

    private final AwsState state;
    private final AwsAuthorization authorization;
    private final IamEntities entities;

    IamSimulator(AwsState state, AwsAuthorization authorization, IamEntities entities) {
        this.state = state;
        this.authorization = authorization;
        this.entities = entities;
    }

    QueryXml principal(Caller caller, QueryForm form) {
        var entity = entity(caller, form, "SimulatePrincipalPolicy");
        var sources = new ArrayList<>(sources(entity));
        sources.addAll(given(form, "PolicyInputList", "none"));
        if (entity instanceof IamRole && form.has("ResourcePolicy")) {
            throw invalid("Resource policies are not supported when simulating the policies of a role.");
        }
        var boundary = given(form, "PermissionsBoundaryPolicyInputList", "none");
        var own = entity.facts
                .latest()
                .boundary()
                .flatMap(arn -> state.managedPolicy(arn)
                        .map(policy -> new Source(
                                policy.name, "user-managed", authorization.document(policy.document.latest()))));
        var limits = boundary.isEmpty() ? own.stream().toList() : boundary;
        var principal = entity instanceof IamRole role
                ? RequestPrincipal.roleSession(role.arn(), null, role.id)
                : RequestPrincipal.user(entity.arn(), entity.id);
        var levels = entity.account.serviceControlPolicies.stream()
                .map(authorization::document)
                .toList();
        return simulate(
                form,
                new Simulation(
                        principal(form).orElse(principal),
                        sources,
                        limits,
                        own.isPresent() || !boundary.isEmpty(),
                        levels,
                        resourcePolicy(form),
                        context(form, principal, entity)));
    }

    QueryXml custom(Caller caller, QueryForm form) {
        entities.authorise(caller, "SimulateCustomPolicy", "*", Optional.empty(), Map.of());
        var sources = given(form, "PolicyInputList", "none");
        if (sources.isEmpty()) {
            throw QueryForm.missing("PolicyInputList");
        }
        var boundary = given(form, "PermissionsBoundaryPolicyInputList", "none");
        var levels = form.structures("OrderedOrganizationPolicyInputList").stream()
                .flatMap(level -> level.list("PolicyInputList").stream())
                .map(IamSimulator::document)
                .toList();
        var principal = principal(form)
                .orElseGet(() -> RequestPrincipal.user(caller.account().iamArn("user/simulated"), null));
        return simulate(
                form,
                new Simulation(
                        principal,
                        sources,
                        boundary,
                        !boundary.isEmpty(),
                        levels,
                        resourcePolicy(form),
                        context(form, principal, null)));
    }

    QueryXml contextKeysOfPrincipal(Caller caller, QueryForm form) {
        var entity = entity(caller, form, "GetContextKeysForPrincipalPolicy");
        return keys(Stream.concat(sources(entity).stream(), given(form, "PolicyInputList", "none").stream())
                .map(Source::document)
                .toList());
    }

    QueryXml contextKeysOfPolicies(Caller caller, QueryForm form) {
        entities.authorise(caller, "GetContextKeysForCustomPolicy", "*", Optional.empty(), Map.of());
        return keys(given(form, "PolicyInputList", "none").stream()
                .map(Source::document)
                .toList());
    }

    private static QueryXml keys(List<PolicyDocument> documents) {
        var keys = new TreeSet<String>();
        documents.stream()
                .flatMap(d -> d.statements().stream())
                .flatMap(s -> s.conditions().stream())
                .forEach(c -> keys.add(c.key()));
        return new QueryXml().texts("ContextKeyNames", keys);
    }

    private QueryXml simulate(QueryForm form, Simulation simulation) {
        var actions = form.list("ActionNames");
        if (actions.isEmpty()) {
            throw QueryForm.missing("ActionNames");
        }
        actions.stream()
                .filter(action -> !ACTION.matcher(action).matches())
                .findFirst()
                .ifPresent(action -> {
                    throw invalid("Invalid Input Action: " + action);
                });
        var resources = form.list("ResourceArns");
        resources.stream()
                .filter(arn -> !arn.equals("*") && Arn.parse(arn).isEmpty())
                .findFirst()
                .ifPresent(arn -> {
                    throw invalid("Invalid Resource ARN: " + arn);
                });
        var numbered = new ArrayList<Map.Entry<String, String>>();
        actions.forEach(action -> numbered.add(Map.entry("%05d".formatted(numbered.size()), action)));
        var page = entities.page(List.copyOf(numbered), Map.Entry::getKey, form);
        return new QueryXml()
                .list(
                        "EvaluationResults",
                        page.items(),
                        (xml, action) -> simulation.write(xml, action.getValue(), resources))
                .paged(page);
    }

    /** A role session's ARN is not a valid policy source; the role's own ARN is. */
    private Principal entity(Caller caller, QueryForm form, String action) {
        var arn = form.required("PolicySourceArn", 20, 2048, null);
        var parsed = Arn.parse(arn)
                .filter(a -> a.service().equals("iam")
                        && (a.resource().startsWith("user/")
                                || a.resource().startsWith("role/")
                                || a.resource().startsWith("group/")))
                .orElseThrow(() -> invalid("Invalid Entity Arn: " + arn));
        var entity = state.principal(arn).filter(p -> p.account == caller.account());
        entities.authorise(caller, action, arn, entity, Map.of());
        return entity.orElseThrow(() -> AwsFault.noSuchEntity(
                "The " + parsed.resourceType() + " with name " + parsed.resourceName() + " cannot be found."));
    }

    private List<Source> sources(Principal entity) {
        var word = entity instanceof IamRole ? "role" : "user";
        var facts = entity.facts.latest();
        var sources = new ArrayList<Source>();
        facts.inline()
                .forEach((name, text) -> sources.add(
                        new Source(word + "_" + entity.name + "_" + name, word, authorization.document(text))));
        for (var arn : facts.attached()) {
            state.managedPolicy(arn)
                    .ifPresent(policy -> sources.add(new Source(
                            policy.name,
                            arn.contains("::aws:") ? "aws-managed" : "user-managed",
                            authorization.document(policy.document.latest()))));
        }
        return sources;
    }

    private static List<Source> given(QueryForm form, String name, String type) {
        var texts = form.list(name);
        if (texts.size() > MAX_POLICIES) {
            throw new AwsFault(409, "LimitExceeded", "Too many policies in " + name);
        }
        var sources = new ArrayList<Source>();
        texts.forEach(text -> sources.add(new Source(name + "." + (sources.size() + 1), type, document(text))));
        return sources;
    }

    private static Optional<Source> resourcePolicy(QueryForm form) {
        return form.text("ResourcePolicy").map(text -> new Source("ResourcePolicy", "resource", document(text)));
    }

    private static PolicyDocument document(String text) {
        try {
            return PolicyDocument.parse(text);
        } catch (PolicySyntaxException e) {
            throw invalid("Syntax errors in policy: " + e.getMessage());
        }
    }

    private static Optional<RequestPrincipal> principal(QueryForm form) {
        return form.text("CallerArn", 1, 2048, null).map(arn -> {
            if (Arn.parse(arn)
                    .filter(a -> a.service().equals("iam") && a.resource().startsWith("user/"))
                    .isEmpty()) {
                throw invalid("Invalid caller ARN: " + arn);
            }
            return RequestPrincipal.user(arn, null);
        });
    }

    /** The keys that the simulator sets itself, and the given entries. Any other key that a policy uses is missing. */
    private RequestContext context(QueryForm form, RequestPrincipal principal, Principal entity) {
        var now = state.now();
        var context = RequestContext.complete()
                .known("aws:PrincipalArn", principal.arn())
                .known("aws:PrincipalAccount", principal.account())
                .known("aws:CurrentTime", now.toString())
                .known("aws:EpochTime", Long.toString(now.getEpochSecond()));
        if (entity instanceof IamUser) {
            context.known("aws:username", entity.name).known("aws:userid", entity.id);
        }
        if (entity != null) {
            entity.facts.latest().tags().forEach((key, value) -> context.known("aws:PrincipalTag/" + key, value));
        }
        for (var entry : form.structures("ContextEntries")) {
            context.known(entry.required("ContextKeyName", 5, 256, null), entry.list("ContextKeyValues"));
        }
        return context.build();
    }

    static AwsFault invalid(String message) {
        return new AwsFault(400, "InvalidInput", message);
    }
}
