package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes the statements that let Atlas assume a role with one external id. The text is cut, not rewritten. Atlas gives
 * every external id to one record only, so such a statement serves nobody else. A statement that says more than this one
 * external id and one principal stays for a person to decide.
 */
public final class TrustRemoval {
    private static final String EXTERNAL_ID = "sts:ExternalId";
    private static final String EQUALS = "StringEquals";

    private TrustRemoval() {}

    /** The result of a removal. */
    public sealed interface TrustRemovalResult {

        /** No statement requires this external id. */
        record NotThere() implements TrustRemovalResult {}

        record Rewritten(PolicyDocument document) implements TrustRemovalResult {}

        /** The trust policy would have no statement left, which IAM does not accept. */
        record OnlyStatement() implements TrustRemovalResult {}

        /** @param statements labels of the statements that a person has to change */
        record ForAPerson(List<String> statements) implements TrustRemovalResult {
            public ForAPerson {
                statements = List.copyOf(statements);
            }
        }
    }

    public static TrustRemovalResult remove(PolicyDocument document, String externalId) {
        var unclear = document.statements().stream()
                .filter(s ->
                        mentions(s, externalId) && ofOnePrincipal(s, externalId).isEmpty())
                .map(PolicyStatement::label)
                .toList();
        if (!unclear.isEmpty()) {
            return new TrustRemovalResult.ForAPerson(unclear);
        }
        var now = document;
        boolean touched = false;
        for (var found = find(now, externalId); found.isPresent(); found = find(now, externalId)) {
            var statement = found.get();
            var condition = ofOnePrincipal(statement, externalId).orElseThrow();
            touched = true;
            if (condition.values().stream().allMatch(externalId::equals)) {
                if (now.statements().size() == 1) {
                    return new TrustRemovalResult.OnlyStatement();
                }
                now = PolicyCut.statement(now, statement);
            } else {
                now = PolicyCut.element(
                        now,
                        now.pointer(statement, "Condition", condition.operator(), condition.key()),
                        condition.values().indexOf(externalId));
            }
        }
        return touched ? new TrustRemovalResult.Rewritten(now) : new TrustRemovalResult.NotThere();
    }

    /** Labels of the statements that remain once those for the external ids are gone; empty where none would. */
    public static List<String> remaining(PolicyDocument document, List<String> externalIds) {
        var now = document;
        for (var id : externalIds) {
            switch (remove(now, id)) {
                case TrustRemovalResult.Rewritten(var after) -> now = after;
                case TrustRemovalResult.OnlyStatement _ -> {
                    return List.of();
                }
                case TrustRemovalResult.NotThere _, TrustRemovalResult.ForAPerson _ -> {}
            }
        }
        return now.statements().stream().map(s -> s.label()).toList();
    }

    /**
     * The external ids by which statements admit one account.
     *
     * @param account number of the AWS account
     */
    public static List<String> externalIds(PolicyDocument document, String account) {
        var ids = new ArrayList<String>();
        document.statements().stream()
                .filter(s -> s.effect() == StatementEffect.ALLOW && names(s, account))
                .flatMap(s -> s.conditions().stream())
                .filter(TrustRemoval::isExternalId)
                .flatMap(c -> c.values().stream())
                .filter(id -> !id.contains("*") && !id.contains("?") && !ids.contains(id))
                .forEach(ids::add);
        return ids;
    }

    private static boolean names(PolicyStatement statement, String account) {
        return statement
                .principals()
                .filter(p -> !p.negated()
                        && p.entries().stream()
                                .anyMatch(e -> e.value().equals(account)
                                        || e.value().contains(":iam::" + account + ":")
                                        || e.value().contains(":sts::" + account + ":")))
                .isPresent();
    }

    private static Optional<PolicyStatement> find(PolicyDocument document, String externalId) {
        return document.statements().stream()
                .filter(s -> mentions(s, externalId))
                .findFirst();
    }

    private static boolean mentions(PolicyStatement statement, String externalId) {
        return statement.effect() == StatementEffect.ALLOW
                && statement.conditions().stream()
                        .filter(TrustRemoval::isExternalId)
                        .anyMatch(c -> c.values().contains(externalId));
    }

    private static boolean isExternalId(Condition condition) {
        return condition.key().equalsIgnoreCase(EXTERNAL_ID);
    }

    /** The condition on the external id, where it alone decides and the statement admits one principal. */
    private static Optional<Condition> ofOnePrincipal(PolicyStatement statement, String externalId) {
        var conditions = statement.conditions().stream()
                .filter(TrustRemoval::isExternalId)
                .toList();
        boolean one = statement
                .principals()
                .filter(p -> !p.negated() && p.entries().size() == 1)
                .filter(p -> !p.entries().getFirst().value().equals("*"))
                .isPresent();
        return one && conditions.size() == 1 && conditions.getFirst().operator().equalsIgnoreCase(EQUALS)
                ? Optional.of(conditions.getFirst()).filter(c -> c.values().contains(externalId))
                : Optional.empty();
    }
}
