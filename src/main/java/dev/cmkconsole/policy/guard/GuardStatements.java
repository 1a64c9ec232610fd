package dev.cmkconsole.policy.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.CanonicalPolicy;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import java.util.List;

/**
 * The statements that protect a key: only named principals may end it or change its policy, and a deletion waits as
 * long as KMS allows. They deny nothing that uses the key, and nothing that rescues it.
 */
public final class GuardStatements {
    /** What makes data unreadable at once or later, and what could take the protection away. */
    public static final List<String> ACTIONS =
            List.of("kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:DeleteImportedKeyMaterial", "kms:PutKeyPolicy");

    /** The longest waiting time of a deletion that KMS allows, in days. */
    public static final int DAYS = 30;

    /** The most characters of a service control policy (AWS Organizations, quotas). */
    public static final int SERVICE_CONTROL_LIMIT = 5_120;

    static final String PRINCIPAL = "aws:PrincipalArn";
    static final String WINDOW = "kms:ScheduleKeyDeletionPendingWindowInDays";
    private static final String OPERATOR = "ArnNotEquals";

    private GuardStatements() {}

    /**
     * Denies the guarded actions to everybody else. A session of an assumed role counts as its role, because AWS
     * compares the role's ARN.
     */
    public static ObjectNode onlyNamed(List<String> exempt) {
        var statement = denial("OnlyNamedPrincipalsEndThisKey");
        everybody(statement);
        statement.set("Action", strings(ACTIONS));
        statement.put("Resource", "*");
        statement
                .putObject("Condition")
                .putObject(OPERATOR)
                .set(PRINCIPAL, strings(exempt.stream().sorted().toList()));
        return statement;
    }

    /** Denies a deletion with a shorter waiting time to everybody. */
    public static ObjectNode longWait() {
        var statement = denial("DeletionOfThisKeyWaits30Days");
        everybody(statement);
        statement.put("Action", "kms:ScheduleKeyDeletion");
        statement.put("Resource", "*");
        condition(statement);
        return statement;
    }

    /** Whether the statement is {@link #onlyNamed} for some principals. */
    public static boolean isOnlyNamed(PolicyStatement statement) {
        return statement.conditions().stream()
                .filter(c -> c.key().equalsIgnoreCase(PRINCIPAL))
                .map(Condition::values)
                .findFirst()
                .filter(values -> CanonicalPolicy.of(statement)
                        .equals(CanonicalPolicy.of(PolicyDocument.statement(0, onlyNamed(values)))))
                .isPresent();
    }

    /**
     * A service control policy with the same content for an organization. It needs no exemption of the root user: who
     * manages the organization can always change it. White space counts, so a long one has none.
     *
     * @param keys at least one
     */
    public static String serviceControlPolicy(List<String> keys, List<String> exempt) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("Version", PolicyDocument.VERSION_WITH_VARIABLES);
        var only = onlyNamed(exempt);
        var wait = longWait();
        for (var statement : List.of(only, wait)) {
            statement.remove("Principal");
            statement.set("Resource", strings(keys));
        }
        document.putArray("Statement").add(only).add(wait);
        var pretty = AtlasPolicies.pretty(document);
        return pretty.length() <= SERVICE_CONTROL_LIMIT ? pretty : document.toString();
    }

    private static void condition(ObjectNode statement) {
        statement.putObject("Condition").putObject("NumericLessThan").put(WINDOW, Integer.toString(DAYS));
    }

    private static ObjectNode denial(String sid) {
        return JsonNodeFactory.instance.objectNode().put("Sid", sid).put("Effect", "Deny");
    }

    private static void everybody(ObjectNode statement) {
        statement.putObject("Principal").put("AWS", "*");
    }

    private static ArrayNode strings(List<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
