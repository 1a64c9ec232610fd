package dev.cmkconsole.sandbox.aws.iam;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator.Evaluation;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.policy.evaluate.StatementOutcome;
import dev.cmkconsole.sandbox.aws.wire.QueryXml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the policy simulator over fixed policies and context.
 *
 * @param bounded whether a permissions boundary applies
 * @param levels service control policies, each of which must allow
 * @param resource a resource policy that the caller passed
 */
record Simulation(
        RequestPrincipal principal,
        List<Source> identity,
        List<Source> boundary,
        boolean bounded,
        List<PolicyDocument> levels,
        Optional<Source> resource,
        RequestContext context) {

    /** A policy with the id and type that results use for it. */
    record Source(String id, String type, PolicyDocument document) {}

    private record SimulatedDecision(
            String decision,
            List<StatementOutcome> matched,
            TreeSet<String> missing,
            boolean withinBoundary,
            boolean withinOrganization,
            Map<String, String> details) {}

    void write(QueryXml xml, String action, List<String> resources) {
        var each = (resources.isEmpty() ? List.of("*") : resources)
                .stream()
                        .collect(Collectors.toMap(
                                Function.identity(), arn -> evaluate(action, arn), (a, b) -> a, LinkedHashMap::new));
        var worst = each.values().stream().map(SimulatedDecision::decision).reduce("allowed", Simulation::worse);
        var missing = new TreeSet<String>();
        each.values().forEach(verdict -> missing.addAll(verdict.missing()));
        xml.text("EvalActionName", action)
                .text("EvalResourceName", resources.isEmpty() ? "*" : template(action))
                .text("EvalDecision", worst);
        matched(
                xml,
                each.values().stream()
                        .filter(v -> v.decision().equals(worst))
                        .flatMap(v -> v.matched().stream())
                        .distinct()
                        .toList());
        xml.texts("MissingContextValues", missing);
        if (!levels.isEmpty()) {
            xml.element(
                    "OrganizationsDecisionDetail",
                    detail -> detail.flag(
                            "AllowedByOrganizations",
                            each.values().stream().allMatch(SimulatedDecision::withinOrganization)));
        }
        if (bounded) {
            xml.element(
                    "PermissionsBoundaryDecisionDetail",
                    detail -> detail.flag(
                            "AllowedByPermissionsBoundary",
                            each.values().stream().allMatch(SimulatedDecision::withinBoundary)));
        }
        if (!resources.isEmpty()) {
            xml.list(
                    "ResourceSpecificResults",
                    each.entrySet(),
                    (result, entry) -> one(result, entry.getKey(), entry.getValue()));
        }
    }

    private void one(QueryXml xml, String resourceArn, SimulatedDecision verdict) {
        xml.text("EvalResourceName", resourceArn).text("EvalResourceDecision", verdict.decision());
        matched(xml, verdict.matched());
        xml.texts("MissingContextValues", verdict.missing());
        if (!verdict.details().isEmpty()) {
            xml.map("EvalDecisionDetails", verdict.details());
        }
        if (bounded) {
            xml.element(
                    "PermissionsBoundaryDecisionDetail",
                    detail -> detail.flag("AllowedByPermissionsBoundary", verdict.withinBoundary()));
        }
    }

    private void matched(QueryXml xml, List<StatementOutcome> outcomes) {
        xml.list("MatchedStatements", outcomes, (item, outcome) -> {
            var source = sources()
                    .filter(s -> s.id().equals(outcome.policy()))
                    .findFirst()
                    .orElseThrow();
            var position = source.document().positions().get(outcome.statement().index());
            item.text("SourcePolicyId", source.id())
                    .text("SourcePolicyType", source.type())
                    .element(
                            "StartPosition",
                            p -> p.number("Line", position.startLine()).number("Column", position.startColumn()))
                    .element(
                            "EndPosition",
                            p -> p.number("Line", position.endLine()).number("Column", position.endColumn()));
        });
    }

    private Stream<Source> sources() {
        return Stream.of(identity.stream(), boundary.stream(), resource.stream())
                .flatMap(Function.identity());
    }

    private SimulatedDecision evaluate(String action, String resourceArn) {
        var request = new PolicyRequest(principal, action, resourceArn, context);
        var own = PolicyEvaluator.evaluate(set(identity), PolicyKind.IDENTITY, request);
        var limit = PolicyEvaluator.evaluate(set(boundary), PolicyKind.BOUNDARY, request);
        var organization = levels.stream()
                .map(level -> PolicyEvaluator.evaluate(
                        PolicySet.of("organization", level), PolicyKind.SERVICE_CONTROL, request))
                .toList();
        var passed = resource.map(source -> PolicyEvaluator.evaluate(set(List.of(source)), PolicyKind.KEY, request));
        var foreign = !resourceArn.equals("*")
                && Arn.parse(resourceArn)
                        .map(Arn::account)
                        .filter(a -> !a.isEmpty() && !a.equals(principal.account()))
                        .isPresent();

        var withinBoundary = !bounded || limit.allow().isTrue() && !limit.deny().isPossible();
        var withinOrganization = organization.stream()
                .allMatch(level -> level.allow().isTrue() && !level.deny().isPossible());
        var resourceAllows = passed.map(Evaluation::allow).orElse(Truth.FALSE).isTrue();
        var allowed = passed.isPresent() && foreign
                ? own.allow().isTrue() && resourceAllows
                : own.allow().isTrue() || resourceAllows;
        var denied = Stream.concat(Stream.of(own, limit), Stream.concat(organization.stream(), passed.stream()))
                .anyMatch(layer -> layer.deny().isTrue());
        var decision =
                denied ? "explicitDeny" : allowed && withinBoundary && withinOrganization ? "allowed" : "implicitDeny";
        var shown = new ArrayList<StatementOutcome>();
        var effect = denied ? StatementEffect.DENY : StatementEffect.ALLOW;
        Stream.concat(Stream.of(own, limit), passed.stream())
                .forEach(layer -> layer.statements().stream()
                        .filter(s ->
                                s.statement().effect() == effect && s.applies().isTrue())
                        .forEach(shown::add));
        var details = passed.isPresent() && foreign
                ? Map.of(
                        "IAM Policy",
                        own.allow().isTrue() ? "allowed" : "implicitDeny",
                        "Resource Policy",
                        resourceAllows ? "allowed" : "implicitDeny")
                : Map.<String, String>of();
        return new SimulatedDecision(
                decision,
                decision.equals("implicitDeny") ? List.of() : shown,
                missing(request),
                withinBoundary,
                withinOrganization,
                details);
    }

    private static PolicySet set(List<Source> sources) {
        return new PolicySet(
                sources.stream()
                        .map(s -> new PolicySet.Named(s.id(), s.document()))
                        .toList(),
                true);
    }

    /** Condition keys that statements about this action use and nobody supplied. */
    private TreeSet<String> missing(PolicyRequest request) {
        var missing = new TreeSet<String>();
        sources()
                .forEach(source -> PolicyEvaluator.evaluate(
                                set(List.of(source)),
                                source.type().equals("resource") ? PolicyKind.KEY : PolicyKind.IDENTITY,
                                request)
                        .statements()
                        .stream()
                        .filter(outcome ->
                                outcome.action().isTrue() && outcome.resource().isPossible())
                        .flatMap(outcome -> outcome.statement().conditions().stream())
                        .filter(condition -> !context.present(condition.key()).isTrue())
                        .forEach(condition -> missing.add(condition.key())));
        return missing;
    }

    private static String worse(String one, String other) {
        return List.of("explicitDeny", "implicitDeny", "allowed").stream()
                .filter(d -> d.equals(one) || d.equals(other))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The top-level name is a pattern of the action's resource type. Only ResourceSpecificResults contains verdicts by
     * ARN.
     */
    private static String template(String action) {
        return switch (action.substring(0, action.indexOf(':')).toLowerCase(java.util.Locale.ROOT)) {
            case "kms" -> "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}";
            case "iam" -> "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
            default -> "*";
        };
    }
}
