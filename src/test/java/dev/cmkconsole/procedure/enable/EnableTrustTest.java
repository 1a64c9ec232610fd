package dev.cmkconsole.procedure.enable;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.access;
import static dev.cmkconsole.procedure.Situation.iamRole;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static dev.cmkconsole.procedure.Situation.trustOf;
import static dev.cmkconsole.procedure.access.AccessSteps.SET_UP_ROLE;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.R1;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.SOMEBODY_ELSES_TRUST;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.aws;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.blockedBecause;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.plan;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.Merges;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the enable procedure changes the trust policy of an existing role. */
class EnableTrustTest {
    private final EnableChoices existing =
            EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));

    @Test
    void theTrustOfAnExistingRoleIsExtendedAndNothingInItLost() {
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, SOMEBODY_ELSES_TRUST, Map.of()));
        var update = (AwsRequest.UpdateTrustPolicy) aws(plan(now, existing), SET_UP_ROLE);

        assertThat(update.before()).isEqualTo(SOMEBODY_ELSES_TRUST);
        var merged = PolicyDocument.parse(update.trustPolicy());
        assertThat(merged.statements()).hasSize(2);
        assertThat(Merges.takesNothingAway(PolicyDocument.parse(SOMEBODY_ELSES_TRUST), merged))
                .isTrue();
        assertThat(update.trustPolicy()).contains(Situation.externalId(R1));
    }

    /** AWS refuses every document that names a principal that is gone, so nothing puts the earlier one back. */
    @ParameterizedTest
    @CsvSource({"AROAIOSFODNN7EXAMPLE, COMPENSATE", "arn:aws:iam::111122223333:role/App, UNDO"})
    void onlyATrustThatAwsStillAcceptsIsSaidToBePutBack(String principal, Reversibility reversibility) {
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, admitting(principal, ""), Map.of()));

        assertThat(plan(now, existing).step(SET_UP_ROLE).orElseThrow().reversibility())
                .isEqualTo(reversibility);
    }

    @Test
    void aTrustThatIsAlreadyThereIsNotWrittenAgain() {
        var otherWords = trustOf(R1).replace("AtlasAssumeRole", "MadeByHand").replace("\n", " ");

        assertThat(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, otherWords, Map.of())),
                        existing,
                        SET_UP_ROLE))
                .isEqualTo(Status.DONE);
    }

    private static String admitting(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Partner\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + principal + "\"},\"Action\":\"sts:AssumeRole\"" + condition + "}]}";
    }

    private Status before(String trust, AccessRole... records) {
        return status(new Situation().records(records).iamRole(iamRole(ROLE, trust, Map.of())), existing, SET_UP_ROLE);
    }

    /** Only a role record names Atlas' account; before the first one, an account without an external id is a doubt. */
    @Test
    void aRoleThatMayServeOtherCustomersIsAskedAboutBeforeTheFirstRecord() {
        var open = admitting(Situation.ATLAS_ACCOUNT, "");

        assertThat(before(open))
                .isInstanceOfSatisfying(
                        Status.CannotTell.class,
                        s -> assertThat(s.reason().key()).isEqualTo("enable.trustMayBeOpen"));
        assertThat(status(
                        new Situation().iamRole(iamRole(ROLE, open, Map.of())),
                        existing.withAccepted(Set.of(SET_UP_ROLE)),
                        SET_UP_ROLE))
                .isEqualTo(Status.TO_DO);
        assertThat(before(admitting(
                        Situation.ATLAS_ACCOUNT, ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"theirs\"}}")))
                .isEqualTo(Status.TO_DO);
        assertThat(before(admitting("arn:aws:iam::" + Situation.ACCOUNT + ":root", "")))
                .as("the role's own account")
                .isEqualTo(Status.TO_DO);
        assertThat(blockedBecause(before(admitting("*", "")))).isEqualTo("enable.trustEverybody");
    }

    /** A record that is left alone still names Atlas' account. */
    @Test
    void anotherRecordOfTheProjectTellsWhoAtlasIs() {
        var besides = EnableChoices.byConsole(
                new RoleChoice(Optional.empty(), new RoleChoice.ExistingRole(ROLE), Set.of(R1)),
                new KeyChoice.Existing(KEY));
        var now = new Situation().records(inProgress(R1));

        assertThat(blockedBecause(status(
                        now.iamRole(iamRole(ROLE, admitting(Situation.ATLAS_ACCOUNT, ""), Map.of())),
                        besides,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustOpen");
        assertThat(status(
                        now.iamRole(iamRole(ROLE, admitting("arn:aws:iam::999988887777:root", ""), Map.of())),
                        besides,
                        SET_UP_ROLE))
                .isEqualTo(Status.TO_DO);
    }

    @Test
    void aTrustThatDeniesAtlasBlocks() {
        var denying = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}\
            """;

        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, denying, Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustDenies");
    }

    @Test
    void aTrustThatWouldGrowTooLargeBlocks() {
        var large = SOMEBODY_ELSES_TRUST.replace("\"App\"", "\"A" + "a".repeat(1800) + "\"");

        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, large, Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustTooLarge");
    }

    /** The trust policy of a role that several projects share. */
    @Test
    void whereNoStatementFitsAtlasOwnStatementTakesTheExternalId() {
        var large = withOneOfOurs(PolicyMerge.Limit.TRUST.max() - 60);
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, large, Map.of()));
        var update = (AwsRequest.UpdateTrustPolicy) aws(plan(now, existing), SET_UP_ROLE);

        var before = PolicyDocument.parse(large);
        var after = PolicyDocument.parse(update.trustPolicy());
        assertThat(update.before()).isEqualTo(large);
        assertThat(after.statements()).hasSameSizeAs(before.statements());
        assertThat(after.statements().getFirst().json())
                .isEqualTo(before.statements().getFirst().json());
        assertThat(after.statements().getLast().conditions().getFirst().values())
                .containsExactly("another-project", Situation.externalId(R1));
        assertThat(after.minified().length()).isLessThanOrEqualTo(PolicyMerge.Limit.TRUST.max());
        assertThat(plan(now, existing)
                        .step(SET_UP_ROLE)
                        .orElseThrow()
                        .rendering()
                        .explanation()
                        .key())
                .isEqualTo("enable.extendTrust.widened");
        assertThat(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, update.trustPolicy(), Map.of())),
                        existing,
                        SET_UP_ROLE))
                .isEqualTo(Status.DONE);
    }

    @Test
    void whereNotEvenTheExternalIdFitsTheStepBlocks() {
        var large = withOneOfOurs(PolicyMerge.Limit.TRUST.max() - 10);
        assertThat(PolicyDocument.parse(large).minified().length()).isLessThan(PolicyMerge.Limit.TRUST.max());
        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, large, Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustTooLarge");
    }

    /** A foreign statement and one for another project, filled up to a length. */
    private static String withOneOfOurs(int length) {
        var document = PolicyDocument.parse(SOMEBODY_ELSES_TRUST).tree();
        var statements = (com.fasterxml.jackson.databind.node.ArrayNode) document.get("Statement");
        statements.add(AtlasPolicies.trustStatement(Situation.ATLAS_ACCOUNT, "another-project"));
        var missing = length - document.toString().length();
        document.withObject("/Statement/0").put("Sid", "App" + "a".repeat(missing));
        return document.toString();
    }

    @Test
    void aTrustThatIsNoPolicyBlocks() {
        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, "{", Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustUnreadable");
    }

    /** Atlas would accept it, and so would any other Atlas customer who learns the role's ARN. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'Condition':{'StringLike':{'sts:ExternalId':'b63a96a9-*'}}",
                ",'Condition':{'StringEqualsIfExists':{'sts:ExternalId':'%s'}}",
                ",'Condition':{'StringNotEquals':{'sts:ExternalId':'x'}}"
            })
    void trustThatIsOpenToOthersIsNotDone(String condition) {
        var statement = "{'Effect':'Allow','Principal':{'AWS':'%s'},'Action':'sts:AssumeRole'%s}"
                .formatted(Situation.ATLAS_ACCOUNT, condition)
                .replace("%s", Situation.externalId(R1));
        var open =
                "{'Version':'2012-10-17','Statement':[%s]}".formatted(statement).replace('\'', '"');
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, open, access(KEY)));

        assertThat(blockedBecause(status(now, existing, SET_UP_ROLE))).isEqualTo("enable.trustOpen");
        var beside = PolicyDocument.parse(trustOf(R1)).tree();
        ((com.fasterxml.jackson.databind.node.ArrayNode) beside.get("Statement"))
                .add(PolicyDocument.parse(open).tree().get("Statement").get(0));
        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, beside.toString(), access(KEY))),
                        existing,
                        SET_UP_ROLE)))
                .as("beside our own statement")
                .isEqualTo("enable.trustOpen");
    }
}
