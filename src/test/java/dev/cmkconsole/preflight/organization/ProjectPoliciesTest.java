package dev.cmkconsole.preflight.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.preflight.organization.PolicyLine.Meaning;
import dev.cmkconsole.procedure.Situation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations follow MongoDB's documentation of resource policies. */
class ProjectPoliciesTest {
    private static final String KEYS = "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\","
            + " resource) when { !context.cluster.encryptionAtRest.customerManagedKey.enabled };";

    private static List<PolicyLine> lines(Situation now) {
        return ProjectPolicies.of(now.snapshot()).value().orElseThrow();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            value = {
                "CLUSTERS # action == A::\"cluster.modify\", resource) when { !cluster.KEY }",
                "SEARCH_NODES # action == A::\"search.deployment.modify\", resource) when { !search.KEY }",
                "UNKNOWN # action in [A::\"cluster.modify\", A::\"search.deployment.modify\"], resource) unless"
                        + " { context has cluster && cluster.KEY || context has search && search.KEY }",
                "FORBIDS # action == A::\"cluster.modify\", resource)",
                "OTHER # action == A::\"cluster.modify\", resource) when { context.cluster.diskSizeGB > 4096 }",
                "SILENT # action == A::\"project.ipAccessList.modify\", resource)",
                "SILENT # action, resource == ResourcePolicy::Project::\"ffffffffffffffffffffffff\")",
                "UNKNOWN # action == A::\"cluster.modify\", resource) when { if true then !cluster.KEY else false }",
                "UNKNOWN # action == A::\"cluster.modify\", resource) when { cluster.KEY like \"x\" }"
            })
    void aPolicyIsSaidByWhatItRequires(Meaning expected, String rest) {
        var text = "forbid (principal, "
                + rest.replace("A::", "ResourcePolicy::Action::")
                        .replace("cluster.KEY", "context.cluster.encryptionAtRest.customerManagedKey.enabled")
                        .replace("search.KEY", "context.search.encryptionAtRest.customerManagedKey.enabled")
                + ";";

        assertThat(lines(new Situation().policies(text)))
                .extracting(PolicyLine::meaning)
                .containsExactly(expected);
    }

    /** Clusters of other projects can have the same name; Atlas tells their IDs. */
    @Test
    void onlyWhatBelongsToTheProjectCounts() {
        var orders = Situation.idle("orders", EncryptionProvider.NONE);
        var name = "policy of " + KEYS.hashCode();
        var now = new Situation()
                .policies(KEYS)
                .clusters(orders)
                .nonCompliant(List.of(
                        new NonCompliantResource(orders.id(), "orders", List.of(name)),
                        new NonCompliantResource("another", "orders", List.of(name)),
                        new NonCompliantResource(orders.id(), "orders", List.of("another policy"))));

        assertThat(lines(now).getFirst().broken().value()).contains(List.of("orders"));
        assertThat(ProjectPolicies.result(now.snapshot()).verdict().outcome()).isEqualTo(CheckOutcome.WARN);
    }

    /** No promise where nobody could read, or where a policy cannot be evaluated. */
    @ParameterizedTest
    @CsvSource({"policies, CANNOT_TELL", "compliance, CANNOT_TELL", "nothing, PASS"})
    void whatCouldNotBeReadIsUnknown(String unread, CheckOutcome expected) {
        var now = switch (unread) {
            case "policies" -> new Situation().policies(Situation.failed("HTTP_403"));
            case "compliance" -> new Situation().policies(KEYS);
            default -> new Situation().policies(KEYS).nonCompliant(List.of());
        };

        assertThat(ProjectPolicies.result(now.snapshot()).verdict().outcome()).isEqualTo(expected);
    }
}
