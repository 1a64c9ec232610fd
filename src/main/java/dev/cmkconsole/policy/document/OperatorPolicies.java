package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * What whoever works with this program may be allowed in AWS, and no more. Nothing in it disables or deletes a key,
 * passes a role, or makes credentials; {@code kms:Encrypt}, which would let one check try the key, is left out
 * because it opens data.
 */
public final class OperatorPolicies {
    private OperatorPolicies() {}

    /**
     * For checking, and for choosing from lists.
     *
     * @param operatorArn the operator's own user or role, whose permissions are simulated
     */
    public static PolicyDocument reading(String keyArn, String roleArn, String operatorArn) {
        var document = JsonNodeFactory.instance.objectNode().put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        read(document.putArray("Statement"), keyArn, roleArn, operatorArn);
        return PolicyDocument.parse(AtlasPolicies.pretty(document));
    }

    /** For making the role, and writing the documents that the checks propose, besides. */
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
