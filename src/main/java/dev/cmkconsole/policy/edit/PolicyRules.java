package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.ConditionOperator;
import dev.cmkconsole.policy.document.Glob;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar rules that IAM and KMS enforce before they store a document, beyond what {@link PolicyDocument#parse}
 * needs.
 */
public final class PolicyRules {

    private static final Pattern IAM_SID = Pattern.compile("[A-Za-z0-9]*");
    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPAL_TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser", "*");

    /** The actions of STS that a role's trust policy governs. */
    private static final List<String> TRUST_ACTIONS = List.of(
            "sts:AssumeRole",
            "sts:AssumeRoleWithSAML",
            "sts:AssumeRoleWithWebIdentity",
            "sts:SetContext",
            "sts:SetSourceIdentity",
            "sts:TagSession");

    private PolicyRules() {}

    /**
     * The first rule that the text breaks, in IAM's own words where they are known. Empty for a document that AWS would
     * store.
     */
    public static Optional<String> violation(String text, PolicyKind kind) {
        int bad = PolicyMerge.illegalCharacter(text);
        if (bad >= 0) {
            return Optional.of(
                    "The specified value for policyDocument is invalid: it must only contain characters U+0009,"
                            + " U+000A, U+000D and U+0020-U+00FF.");
        }
        PolicyDocument document;
        try {
            document = PolicyDocument.parse(text);
        } catch (PolicySyntaxException e) {
            return Optional.of(
                    switch (e.reason()) {
                        case NOT_JSON ->
                            kind == PolicyKind.TRUST || kind == PolicyKind.KEY
                                    ? "This policy contains invalid Json"
                                    : "Syntax errors in policy.";
                        case DUPLICATE_MEMBER, SHAPE -> "Syntax errors in policy.";
                    });
        }
        return document(document, kind);
    }

    private static Optional<String> document(PolicyDocument document, PolicyKind kind) {
        if (document.tree().properties().stream().anyMatch(field -> !MEMBERS.contains(field.getKey()))
                || document.statements().isEmpty()) {
            return Optional.of("Syntax errors in policy.");
        }
        var version = document.version().orElse("2008-10-17");
        if (!version.equals("2008-10-17") && !version.equals(PolicyDocument.VERSION_WITH_VARIABLES)) {
            return Optional.of("Syntax errors in policy.");
        }
        if (kind == PolicyKind.IDENTITY
                && !version.equals(PolicyDocument.VERSION_WITH_VARIABLES)
                && usesVariables(document)) {
            return Optional.of("Policy document must be version 2012-10-17 or greater.");
        }
        var sids = new HashSet<String>();
        for (var statement : document.statements()) {
            var problem = statement(statement, kind);
            if (problem.isPresent()) {
                return problem;
            }
            if (statement.sid().filter(sid -> !sid.isEmpty() && !sids.add(sid)).isPresent()) {
                return Optional.of("Statement IDs (SID) in a single policy must be unique.");
            }
        }
        return Optional.empty();
    }

    private static boolean usesVariables(PolicyDocument document) {
        return document.statements().stream().anyMatch(s -> s.json().toString().contains("${"));
    }

    private static Optional<String> statement(PolicyStatement statement, PolicyKind kind) {
        for (var field : statement.json().properties()) {
            if (!STATEMENT_MEMBERS.contains(field.getKey())) {
                return Optional.of("Syntax errors in policy.");
            }
        }
        if (kind != PolicyKind.KEY
                && statement
                        .sid()
                        .filter(sid -> !IAM_SID.matcher(sid).matches())
                        .isPresent()) {
            return Optional.of(
                    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                            + " [0-9A-Za-z]*");
        }
        if (kind == PolicyKind.KEY) {
            return principals(statement, kind).or(() -> conditions(statement));
        }
        if (statement.actions().filter(a -> !a.values().isEmpty()).isEmpty()) {
            return Optional.of("Policy statement must contain actions.");
        }
        return actions(statement)
                .or(() -> kind == PolicyKind.TRUST ? trustActions(statement) : Optional.empty())
                .or(() -> principals(statement, kind))
                .or(() -> resources(statement, kind))
                .or(() -> conditions(statement));
    }

    private static Optional<String> actions(PolicyStatement statement) {
        for (var action : statement.actions().orElseThrow().values()) {
            if (action.equals("*")) {
                continue;
            }
            var parts = action.split(":", -1);
            if (parts.length == 1) {
                return Optional.of("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
            if (parts.length > 2) {
                return Optional.of("Actions/Condition can contain only one colon.");
            }
            if (!VENDOR.matcher(parts[0]).matches()) {
                return Optional.of("Vendor " + parts[0] + " is not valid");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> trustActions(PolicyStatement statement) {
        var known = statement.actions().orElseThrow().values().stream()
                .allMatch(pattern -> TRUST_ACTIONS.stream()
                        .anyMatch(action -> Glob.of(pattern).matchesIgnoreCase(action)));
        return known ? Optional.empty() : Optional.of("AssumeRole policy may only specify STS AssumeRole actions.");
    }

    private static Optional<String> principals(PolicyStatement statement, PolicyKind kind) {
        if (!kind.namesPrincipals()) {
            return statement.principals().isPresent()
                    ? Optional.of("Policy document should not specify a principal.")
                    : Optional.empty();
        }
        if (statement.principals().isEmpty()) {
            return Optional.of(
                    kind == PolicyKind.TRUST
                            ? "Missing required field Principal"
                            : "Policy statement must contain a principal.");
        }
        if (statement.principals().get().negated()) {
            if (kind == PolicyKind.TRUST) {
                return Optional.of("Has prohibited field NotPrincipal");
            }
            if (statement.effect() == StatementEffect.ALLOW) {
                return Optional.of("Policy contains a statement with an Allow effect and a NotPrincipal element.");
            }
        }
        for (var principal : statement.principals().get().entries()) {
            if (!wellFormed(principal)) {
                return Optional.of(
                        kind == PolicyKind.KEY
                                ? "Policy contains a statement with one or more invalid principals."
                                : "Invalid principal in policy: \"" + principal.type() + "\":\"" + principal.value()
                                        + "\"");
            }
        }
        return Optional.empty();
    }

    /** A wildcard may stand alone, never inside an ARN. */
    private static boolean wellFormed(Principal principal) {
        if (!PRINCIPAL_TYPES.contains(principal.type()) || principal.value().isEmpty()) {
            return false;
        }
        if (!principal.type().equals("AWS") || principal.value().equals("*") || Arn.isAccountId(principal.value())) {
            return true;
        }
        var arn = Arn.parse(principal.value());
        return arn.isEmpty()
                ? principal.value().matches("A(RO|ID)A[A-Z0-9]{8,32}")
                : principal.value().indexOf('*') < 0
                        && principal.value().indexOf('?') < 0
                        && Arn.isAccountId(arn.get().account());
    }

    private static Optional<String> resources(PolicyStatement statement, PolicyKind kind) {
        if (kind == PolicyKind.TRUST) {
            return statement.resources().isPresent() ? Optional.of("Has prohibited field Resource") : Optional.empty();
        }
        if (statement.resources().filter(r -> !r.values().isEmpty()).isEmpty()) {
            return Optional.of("Policy statement must contain resources.");
        }
        for (var resource : statement.resources().get().values()) {
            if (!resource.equals("*") && !resource.startsWith("arn:") && !resource.startsWith("${")) {
                return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
            }
            if (resource.startsWith("arn:") && resource.split(":", 6).length < 6 && !resource.endsWith("*")) {
                return Optional.of("The policy failed legacy parsing");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> conditions(PolicyStatement statement) {
        for (var condition : statement.conditions()) {
            var operator = ConditionOperator.parse(condition.operator());
            if (operator.isEmpty()) {
                return Optional.of("Invalid Condition type : " + condition.operator());
            }
            if (condition.key().indexOf(':') < 0) {
                return Optional.of("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
            var typed = operator.get().operator() == ConditionOperator.BOOL
                    || operator.get().operator() == ConditionOperator.NULL;
            if (typed
                    && condition.values().stream()
                            .anyMatch(v ->
                                    !v.contains("${") && !ConditionOperator.isBoolean(v.toLowerCase(Locale.ROOT)))) {
                return Optional.of("Invalid value for condition operator " + condition.operator());
            }
        }
        return Optional.empty();
    }
}
