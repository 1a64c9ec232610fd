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

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the enable procedure does with the trust policy that an existing role already has. */
class EnableTrustTest {
    private final EnableChoices existing = EnableChoices.byConsole(RoleChoice.existing(ROLE), KEY);

    @Test
    void theTrustOfAnExistingRoleIsExtendedAndNothingInItLost() {
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, SOMEBODY_ELSES_TRUST, Map.of()));
        var update = (AwsRequest.UpdateTrustPolicy) aws(plan(now, existing), SET_UP_ROLE);

        assertThat(update.before()).isEqualTo(SOMEBODY_ELSES_TRUST);
        var merged = PolicyDocument.parse(update.trustPolicy());
        assertThat(merged.statements()).hasSize(2);
        assertThat(PolicyMerge.takesNothingAway(PolicyDocument.parse(SOMEBODY_ELSES_TRUST), merged))
                .isTrue();
        assertThat(update.trustPolicy()).contains(Situation.externalId(R1));
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
        var large = SOMEBODY_ELSES_TRUST.replace("\"App\"", "\"A" + "a".repeat(2000) + "\"");

        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, large, Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustTooLarge");
    }

    @Test
    void aTrustThatIsNoPolicyBlocks() {
        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, "{", Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.trustUnreadable");
    }

    /** Atlas would accept it, and so would any other customer of Atlas who learns the role's ARN. */
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
