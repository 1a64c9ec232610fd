package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * The least AWS permissions for an operator of this program. They do not disable or delete a key, pass a role, or
 * create credentials. They omit {@code kms:Encrypt}, which one check could use to try the key, because the action gives
 * access to data.
 */
public final class OperatorPolicies {
    private OperatorPolicies() {}

    /**
     * Permissions for the checks and for choosing from lists.
     *
     * @param operatorArn the operator's own user or role, whose permissions are simulated
     */
    public static PolicyDocument reading(String keyArn, String roleArn, String operatorArn) {
        var document = JsonNodeFactory.instance.objectNode().put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        read(document.putArray("Statement"), keyArn, roleArn, operatorArn);
        return PolicyDocument.parse(AtlasPolicies.pretty(document));
    }

    /** The reading permissions, plus those to create the role and to write the documents that the checks propose. */
    public static PolicyDocument applying(String keyArn, String roleArn, String operatorArn) {
        var document = JsonNodeFactory.instance.objectNode().put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        var statements = document.putArray("Statement");
        read(statements, keyArn, roleArn, operatorArn);
        add(
                statements,
                "WriteRole",
                List.of(
                        "iam:CreateRole",
                        "iam:TagRole",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:PutRolePolicy",
                        "iam:DeleteRolePolicy"),
                List.of(roleArn));
        add(statements, "WriteKeyPolicy", List.of("kms:PutKeyPolicy"), List.of(keyArn));
        return PolicyDocument.parse(AtlasPolicies.pretty(document));
    }

    private static void read(ArrayNode statements, String keyArn, String roleArn, String operatorArn) {
        add(
                statements,
                "ReadKey",
                List.of(
                        "kms:DescribeKey",
                        "kms:GetKeyPolicy",
                        "kms:ListGrants",
                        "kms:ListResourceTags",
                        "kms:ListKeyRotations",
                        "kms:GetKeyRotationStatus",
                        "kms:GetKeyLastUsage"),
                List.of(keyArn));
        add(
                statements,
                "ReadRole",
                List.of("iam:GetRole", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies"),
                List.of(roleArn));
        add(statements, "Simulate", List.of("iam:SimulatePrincipalPolicy"), List.of(roleArn, operatorArn));
        add(statements, "ReadManagedPolicies", List.of("iam:GetPolicy", "iam:GetPolicyVersion"), List.of("*"));
        add(statements, "FindKeysAndRoles", List.of("kms:ListKeys", "kms:ListAliases", "iam:ListRoles"), List.of("*"));
    }

    private static void add(ArrayNode statements, String sid, List<String> actions, List<String> resources) {
        var statement = statements.addObject().put("Sid", sid).put("Effect", "Allow");
        var all = statement.putArray("Action");
        actions.forEach(all::add);
        var where = statement.putArray("Resource");
        resources.forEach(where::add);
    }
}
