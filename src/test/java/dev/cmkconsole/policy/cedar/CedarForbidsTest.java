package dev.cmkconsole.policy.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.cedar.CedarForbids.Answer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations follow MongoDB's documentation of resource policies and the Cedar language reference. */
class CedarForbidsTest {
    private static final String PROJECT = "6217f7fff7957854e2d09179";
    private static final String OTHER = "64f0c0ffee0123456789abcd";
    private static final String CLUSTER = "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\", ";

    private static Answer withoutKey(String policy) {
        return CedarForbids.of(policy, CedarQuestion.cluster(PROJECT, false));
    }

    /** {@code K}: the member for the key of a cluster. {@code P}, {@code O}: this project and another one. */
    private static String condition(String text) {
        return text.replaceAll("\\bK\\b", "context.cluster.encryptionAtRest.customerManagedKey.enabled")
                .replaceAll("\\bP\\b", "ResourcePolicy::Project::\"" + PROJECT + "\"")
                .replaceAll("\\bO\\b", "ResourcePolicy::Project::\"" + OTHER + "\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; when { !K }",
                "FORBIDS; when { K == false }",
                "FORBIDS; when { false == K }",
                "FORBIDS; when { K != true }",
                "FORBIDS; unless { K }",
                "FORBIDS; unless { K == true }",
                "FORBIDS; when { !(K) }",
                "FORBIDS; when { context.cluster has encryptionAtRest && !K }",
                "FORBIDS; when { resource in P && !K }",
                "FORBIDS; when { resource in P } unless { K }",
                "FORBIDS; when { context.cluster.clusterType == ResourcePolicy::ClusterType::\"sharded\" || !K }",
                "FORBIDS; unless { K && resource in O }",
                "FORBIDS; ''",
                "ALLOWS; when { K }",
                "ALLOWS; unless { !K }",
                "ALLOWS; when { resource in O && !K }",
                "ALLOWS; unless { K || resource in P }",
                "ALLOWS; when { !K && context.cluster.clusterType == \"x\" && false }",
                "CONDITIONAL; when { context.project.clustersInProject > 2 }",
                "FORBIDS; when { !context.cluster[\"encryptionAtRest\"][\"customerManagedKey\"].enabled }",
                "FORBIDS; unless { context[\"cluster\"].encryptionAtRest.customerManagedKey[\"enabled\"] }",
                "UNCLEAR; when { context.cluster[encryptionAtRest].customerManagedKey.enabled }",
                "CONDITIONAL; unless { context.cluster.cloudProviders == [ResourcePolicy::CloudProvider::\"aws\"] }",
                "CONDITIONAL; when { context.cluster has diskSizeGB && context.cluster.diskSizeGB > 4096 }",
                "UNCLEAR; when { !K && context.cluster.minShardCount < 3 }",
                "UNCLEAR; unless { K || context.cluster.isConvertingToSharded }",
                "UNCLEAR; when { if K then false else true }",
                "UNCLEAR; when { !K }} ",
                "FORBIDS; when { resource in [O, P] }",
                "ALLOWS; when { resource in [O] }",
                "FORBIDS; unless { resource in [O] }",
                "UNCLEAR; when { resource in [O, ResourcePolicy::Folder::\"production\"] }",
                "UNCLEAR; when { resource in ResourcePolicy::Organization::\"5f3a9c0e7d1b2a4c6e8f0a12\" }",
                "UNCLEAR; when { resource is ResourcePolicy::Cluster in P }",
                "UNCLEAR; when { resource in ResourcePolicy::Project::\"6217f7fff7957854e2d0917\\u{39}\" }"
            })
    void condition(Answer expected, String condition) {
        assertThat(withoutKey(CLUSTER + "resource) " + condition(condition) + ";"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; resource == P",
                "FORBIDS; resource in P",
                "FORBIDS; resource in [O, P]",
                "ALLOWS; resource in O",
                "ALLOWS; resource in [O]",
                "UNCLEAR; resource in ResourcePolicy::Folder::\"production\"",
                "UNCLEAR; resource is ResourcePolicy::Cluster in P"
            })
    void resource(Answer expected, String resource) {
        assertThat(withoutKey(CLUSTER + condition(resource) + ") " + condition("when { !K };")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; action",
                "FORBIDS; action in [ResourcePolicy::Action::\"search.deployment.modify\","
                        + " ResourcePolicy::Action::\"cluster.modify\"]",
                "ALLOWS; action == ResourcePolicy::Action::\"search.deployment.modify\"",
                "ALLOWS; action == ResourcePolicy::Action::\"project.ipAccessList.modify\""
            })
    void action(Answer expected, String action) {
        assertThat(withoutKey("@id(\"x\") forbid (principal, " + action + ", resource) " + condition("when { !K };")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; action == ResourcePolicy::Action::\"cluster.modify\"",
                "FORBIDS; action in [ResourcePolicy::Action::\"cluster.modify\"] && !K",
                "ALLOWS; action == ResourcePolicy::Action::\"project.ipAccessList.modify\"",
                "ALLOWS; action in [ResourcePolicy::Action::\"search.deployment.modify\"] && !K"
            })
    void actionInACondition(Answer expected, String condition) {
        assertThat(withoutKey("forbid (principal, action, resource) when { " + condition(condition) + " };"))
                .isEqualTo(expected);
    }

    /** A replica set of this project in Ireland, which uses the key after the change. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; ''",
                "FORBIDS; when { K }",
                "FORBIDS; unless { context.cluster.cloudProviders == [ResourcePolicy::CloudProvider::\"gcp\"] }",
                "FORBIDS; unless { [R_FRANKFURT].containsAll(context.cluster.regions) }",
                "FORBIDS; when { context.cluster.regions.contains(R_IRELAND) }",
                "FORBIDS; when { context.cluster.regions.containsAny([R_FRANKFURT, R_IRELAND]) }",
                "FORBIDS; unless { context.cluster.clusterType == ResourcePolicy::ClusterType::\"sharded\" }",
                "FORBIDS; unless { resource in O && [R_IRELAND].containsAll(context.cluster.regions) }",
                "ALLOWS; when { !K }",
                "ALLOWS; unless { context.cluster.cloudProviders == [ResourcePolicy::CloudProvider::\"aws\"] }",
                "ALLOWS; unless { [R_IRELAND, R_FRANKFURT].containsAll(context.cluster.regions) }",
                "ALLOWS; when { context.cluster.regions.contains(R_FRANKFURT) }",
                "ALLOWS; when { context.cluster.clusterType != ResourcePolicy::ClusterType::\"replicaset\" }",
                "CONDITIONAL; when { context.cluster.minShardCount < 3 }",
                "UNCLEAR; when { K && context.project.clustersInProject > 2 }"
            })
    void whereAClusterRunsIsKnown(Answer expected, String condition) {
        var text = condition(condition)
                .replace("R_IRELAND", "ResourcePolicy::Region::\"aws:eu-west-1\"")
                .replace("R_FRANKFURT", "ResourcePolicy::Region::\"aws:eu-central-1\"");
        assertThat(CedarForbids.of(
                        CLUSTER + "resource) " + text + ";",
                        CedarQuestion.cluster(PROJECT, true).on(List.of("AWS"), List.of("EU_WEST_1"), "REPLICASET")))
                .isEqualTo(expected);
    }

    /** MongoDB documents no action for the configuration of a project, and none for its endpoints to AWS KMS by name. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "UNCLEAR; UNCLEAR; action, resource)",
                "UNCLEAR; UNCLEAR; action, resource) when { resource in P }",
                "ALLOWS; ALLOWS; action, resource) when { resource in O }",
                "ALLOWS; ALLOWS; action, resource) when { context.cluster has encryptionAtRest && !K }",
                "ALLOWS; ALLOWS; action == ResourcePolicy::Action::\"cluster.modify\", resource)",
                "ALLOWS; UNCLEAR; action == ResourcePolicy::Action::\"project.privateEndpoint.modify\", resource)",
                "UNCLEAR; UNCLEAR; action == ResourcePolicy::Action::\"project.encryptionAtRest.modify\", resource)",
                "ALLOWS; ALLOWS; action == ResourcePolicy::Action::\"project.ipAccessList.modify\", resource)"
            })
    void theConfigurationAndItsEndpointsHaveNoDocumentedAction(Answer save, Answer endpoint, String rest) {
        var policy = "forbid (principal, " + condition(rest) + ";";
        assertThat(CedarForbids.of(policy, CedarQuestion.configuration(PROJECT)))
                .isEqualTo(save);
        assertThat(CedarForbids.of(policy, CedarQuestion.kmsEndpoint(PROJECT))).isEqualTo(endpoint);
    }

    /** "ResourcePolicy::Cluster" refers to one cluster by its ID, which a cluster to come does not have yet. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "FORBIDS; ALLOWS; resource == C1) when { true }",
                "ALLOWS; ALLOWS; resource == C2) when { true }",
                "FORBIDS; ALLOWS; resource) when { resource in C1 }",
                "ALLOWS; FORBIDS; resource) unless { resource == C1 }",
                "FORBIDS; FORBIDS; resource) unless { resource == C2 }"
            })
    void aPolicyCanNameACluster(Answer first, Answer created, String rest) {
        var policy = CLUSTER + rest.replaceAll("C(\\d)", "ResourcePolicy::Cluster::\"c$1\"") + ";";
        var change = CedarQuestion.cluster(PROJECT, true);
        assertThat(CedarForbids.of(policy, change.of("c1"))).isEqualTo(first);
        assertThat(CedarForbids.of(policy, change)).isEqualTo(created);
    }

    /** The statements of MongoDB's own examples, as they stand there. */
    @ParameterizedTest
    @ValueSource(strings = {"""
        forbid (
            principal,
            action == ResourcePolicy::Action::"search.deployment.modify",
            resource
        )
        when { !context.search.encryptionAtRest.customerManagedKey.enabled };
        """})
    void aPolicyAboutSearchNodesSaysNothingAboutClusters(String policy) {
        assertThat(CedarForbids.of(policy, CedarQuestion.searchNodes(PROJECT, false)))
                .isEqualTo(Answer.FORBIDS);
        assertThat(withoutKey(policy)).isEqualTo(Answer.ALLOWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "// nothing\n", "permit (principal, action, resource);", "nonsense", "\u00e9"})
    void whatForbidsNothingAllows(String policy) {
        assertThat(withoutKey(policy)).isEqualTo(Answer.ALLOWS);
    }

    /** Several statements in one text are judged together; a statement of another project changes nothing. */
    @ParameterizedTest
    @ValueSource(strings = {" when { K }; ", " when { resource in O }; "})
    void oneOfSeveralStatementsIsEnough(String other) {
        var forbidding = CLUSTER + "resource) " + condition("unless { K };");
        assertThat(withoutKey(CLUSTER + "resource) " + condition(other) + "// and\n" + forbidding))
                .isEqualTo(Answer.FORBIDS);
    }
}
