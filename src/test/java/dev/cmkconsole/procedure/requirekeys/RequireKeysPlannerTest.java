package dev.cmkconsole.procedure.requirekeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.setup.OpenCluster;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRules;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.KeyStatement;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements are those of MongoDB's documentation of resource policies. */
class RequireKeysPlannerTest {
    private static final String NAME = RequireKeysChoices.NAME;
    private static final String PROJECT = Situation.PROJECT.id();
    private static final String DOCUMENTED = """
        forbid (
            principal,
            action == ResourcePolicy::Action::"cluster.modify",
            resource
        )
        when { !context.cluster.encryptionAtRest.customerManagedKey.enabled };
        """;
    private static final String ONLY_AWS = "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\","
            + " resource) unless { context.cluster.cloudProviders == [ResourcePolicy::CloudProvider::\"aws\"] };";

    private static Observed<List<OrganizationPolicy>> policies(OrganizationPolicy... all) {
        return Situation.known(List.of(all));
    }

    private static OrganizationPolicy policy(String name, String... bodies) {
        return new OrganizationPolicy("id-of-" + name, name, List.of(bodies));
    }

    private static Plan plan(Observed<List<OrganizationPolicy>> policies, RequireKeysChoices want) {
        return plan(policies, Situation.known(Optional.empty()), want);
    }

    private static Plan plan(
            Observed<List<OrganizationPolicy>> policies, Observed<Optional<String>> refusal, RequireKeysChoices want) {
        return plan(policies, refusal, Situation.known(List.of(new OpenCluster("shop", "carts"))), want);
    }

    private static Plan plan(
            Observed<List<OrganizationPolicy>> policies,
            Observed<Optional<String>> refusal,
            Observed<List<OpenCluster>> open,
            RequireKeysChoices want) {
        var s = new Situation().snapshot();
        var setup = ProjectSetup.NOT_READ
                .withRules(policies, Situation.known(Optional.empty()))
                .withKeyRules(new KeyRules(refusal, Situation.known(List.of()), open));
        return new RequireKeysPlanner()
                .plan(new ProjectSnapshot(s.project(), s.at(), s.atlas().with(setup), s.aws(), s.answers()), want);
    }

    private static RequireKeysChoices on(boolean everywhere) {
        return new RequireKeysChoices(true, everywhere, false, NAME, Set.of());
    }

    private static RequireKeysChoices off(boolean everywhere) {
        return new RequireKeysChoices(false, everywhere, false, NAME, Set.of());
    }

    private static Optional<String> sent(Plan plan) {
        return plan.open().stream()
                .filter(Step.AtlasStep.class::isInstance)
                .map(s -> ((Step.AtlasStep) s).request().orElseThrow())
                .map(r -> r.method() + " " + r.path().substring(r.path().indexOf("/resourcePolicies")))
                .findFirst();
    }

    private static String blocked(Plan plan) {
        return ((Status.Blocked) plan.trunkBlocked().orElseThrow().status())
                .reason()
                .key();
    }

    @Test
    void aPolicyIsCreatedAndNamesWhatDoesNotComply() {
        var plan = plan(policies(policy("only-aws", ONLY_AWS)), on(true));

        assertThat(sent(plan)).contains("POST /resourcePolicies");
        assertThat(plan.step(RequireKeysPlanner.OPEN).orElseThrow().reason().args())
                .contains("carts (shop)");
        assertThat(plan.nameToType()).contains(Situation.PROJECT.name());
    }

    @Test
    void clustersThatCouldNotBeReadDoNotAllComply() {
        var unread =
                plan(policies(), Situation.known(Optional.empty()), Situation.failed("USER_UNAUTHORIZED"), on(true));
        assertThat(unread.step(RequireKeysPlanner.OPEN).orElseThrow().reason())
                .isEqualTo(Text.of("requireKeys.open.unread", "USER_UNAUTHORIZED"));
        var none = plan(policies(), Situation.known(Optional.empty()), Situation.known(List.of()), on(true));
        assertThat(none.step(RequireKeysPlanner.OPEN).orElseThrow().reason())
                .isEqualTo(Text.of("requireKeys.open.none"));
    }

    @Test
    void whatAnotherPolicyRequiresIsRequiredAlready() {
        var there = policies(policy("theirs", DOCUMENTED));
        assertThat(plan(there, on(true)).complete()).isTrue();
        assertThat(plan(there, on(false)).complete()).isTrue();
        var elsewhere = policies(policy("theirs", KeyStatement.CLUSTERS.in("64f0c0ffee0123456789ffff")));
        assertThat(sent(plan(elsewhere, on(false)))).contains("POST /resourcePolicies");
        assertThat(sent(plan(policies(policy("theirs", KeyStatement.CLUSTERS.in(PROJECT))), on(true))))
                .contains("POST /resourcePolicies");
    }

    @Test
    void aPolicyOfTheNameIsExtendedAndKeepsItsStatements() {
        var plan = plan(policies(policy(NAME, ONLY_AWS)), on(false));

        assertThat(sent(plan)).contains("PATCH /resourcePolicies/id-of-" + NAME);
        var request = ((Step.AtlasStep) plan.open().getLast()).request().orElseThrow();
        assertThat(request.body().orElseThrow()).contains("cloudProviders").contains(PROJECT);
    }

    @Test
    void whatAtlasRefusesIsNotSent() {
        assertThat(blocked(plan(policies(), Situation.known(Optional.of("POLICY_PARSING_ERROR")), on(false))))
                .isEqualTo("requireKeys.validate.refused");
        assertThat(blocked(plan(policies(), Situation.failed("USER_UNAUTHORIZED"), on(false))))
                .isEqualTo("requireKeys.validate.unread");
        assertThat(blocked(plan(Situation.failed("USER_UNAUTHORIZED"), on(false))))
                .isEqualTo("requireKeys.policies.unread");
        assertThat(plan(Situation.failed("USER_UNAUTHORIZED"), on(false))
                        .steps()
                        .getFirst()
                        .reason()
                        .key())
                .isEqualTo("requireKeys.policies.unknown");
    }

    @Test
    void theRequirementIsTakenOutAndTheRestStays() {
        assertThat(sent(plan(policies(policy("a", KeyStatement.CLUSTERS.in(PROJECT))), off(false))))
                .contains("DELETE /resourcePolicies/id-of-a");
        assertThat(sent(plan(policies(policy("a", ONLY_AWS, KeyStatement.CLUSTERS.in(PROJECT))), off(false))))
                .contains("PATCH /resourcePolicies/id-of-a");
        assertThat(plan(policies(policy("a", ONLY_AWS)), off(false)).complete()).isTrue();
        assertThat(sent(plan(policies(policy("a", DOCUMENTED)), off(true))))
                .contains("DELETE /resourcePolicies/id-of-a");
    }

    @Test
    void whatBindsOthersOrAsksForMoreIsLeftToItsOwner() {
        assertThat(blocked(plan(policies(policy("a", DOCUMENTED)), off(false)))).isEqualTo("requireKeys.off.wide");
        var more = DOCUMENTED.replace("when { ", "when { resource in ResourcePolicy::Project::\"" + PROJECT + "\" || ");
        assertThat(blocked(plan(policies(policy("a", more)), off(true)))).isEqualTo("requireKeys.off.other");
    }

    @Test
    void twoPoliciesOfOneNameAreTwoSteps() {
        var twins = policies(
                new OrganizationPolicy("a", NAME, List.of(DOCUMENTED)),
                new OrganizationPolicy("b", NAME, List.of(DOCUMENTED)));
        assertThat(plan(twins, off(true)).open())
                .extracting(s -> s.id().value())
                .containsExactly("release:a", "release:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u001b[2Jb", "a\u202eb"})
    void aNameIsWhatItLooksLike(String name) {
        assertThatThrownBy(() -> new RequireKeysChoices(true, false, false, name, Set.of()))
                .isInstanceOf(InputException.class);
    }
}
