package dev.cmkconsole.procedure.enable;

import static dev.cmkconsole.procedure.Situation.ACCOUNT;
import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.ROLE_NAME;
import static dev.cmkconsole.procedure.Situation.access;
import static dev.cmkconsole.procedure.Situation.authorized;
import static dev.cmkconsole.procedure.Situation.iamRole;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static dev.cmkconsole.procedure.Situation.trustOf;
import static dev.cmkconsole.procedure.access.AccessSteps.ACCESS;
import static dev.cmkconsole.procedure.access.AccessSteps.ALLOW_KEY;
import static dev.cmkconsole.procedure.access.AccessSteps.AUTHORIZE;
import static dev.cmkconsole.procedure.access.AccessSteps.CREATE_RECORD;
import static dev.cmkconsole.procedure.access.AccessSteps.SAVE;
import static dev.cmkconsole.procedure.access.AccessSteps.SET_UP_ROLE;
import static dev.cmkconsole.procedure.access.AccessSteps.VALID;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.R1;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.SOMEBODY_ELSES_TRUST;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.atlas;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.aws;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.blockedBecause;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.plan;
import static dev.cmkconsole.procedure.enable.EnablePlannerTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.Texts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The plans of the enable procedure where the program cannot see the role, and where the user sets it up by hand. */
class EnableUnseenRoleTest {
    private static final RoleArn ELSEWHERE = new RoleArn("aws", "999988887777", "/", ROLE_NAME);

    private final EnableChoices newRole =
            EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(KEY));
    private final EnableChoices existing =
            EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));

    private static String doubtedBecause(Status status) {
        return ((Status.CannotTell) status).reason().key();
    }

    private static EnableChoices byHand(RoleChoice role) {
        return EnableChoices.byConsole(role, new KeyChoice.Existing(KEY)).withActors(Actor.USER, Actor.USER);
    }

    @Test
    void anExistingRoleThatIsNotThereBlocks() {
        assertThat(blockedBecause(status(new Situation(), existing, SET_UP_ROLE)))
                .isEqualTo("enable.roleMissing");
    }

    @Test
    void aRoleOfAnotherPathIsNotTheRoleThatWasNamed() {
        var withPath = new RoleArn("aws", ACCOUNT, "/team/", ROLE_NAME);

        assertThat(blockedBecause(status(
                        new Situation().records(inProgress(R1)).iamRole(iamRole(withPath, trustOf(R1), Map.of())),
                        existing,
                        SET_UP_ROLE)))
                .isEqualTo("enable.roleMissing");
    }

    @Test
    void aRoleOfTheSameNameInOurAccountIsLeftAlone() {
        var now = new Situation().records(inProgress(R1)).iamRole(iamRole(ROLE, SOMEBODY_ELSES_TRUST, Map.of()));
        var want = EnableChoices.byConsole(RoleChoice.existing(ELSEWHERE), new KeyChoice.Existing(KEY));

        assertThat(blockedBecause(status(now, want, SET_UP_ROLE))).isEqualTo("enable.roleElsewhere");
        assertThat(blockedBecause(status(now, want, ALLOW_KEY))).isEqualTo("enable.roleElsewhere");
        var plan = plan(now, byHand(RoleChoice.existing(ELSEWHERE)));
        assertThat(plan.step(SET_UP_ROLE).orElseThrow()).isInstanceOf(Step.ManualStep.class);
        assertThat(atlas(plan, AUTHORIZE).body().orElseThrow()).contains(ELSEWHERE.toString());
    }

    @Test
    void aRoleThatWasAuthorizedAndIsGoneIsMadeAgain() {
        var plan = plan(new Situation().records(authorized(R1, ROLE)), newRole);

        assertThat(plan.open()).extracting(Step::id).containsExactly(SET_UP_ROLE, ALLOW_KEY, ACCESS, SAVE, VALID);
        assertThat(aws(plan, SET_UP_ROLE)).isInstanceOf(AwsRequest.CreateRole.class);
    }

    @Test
    void anUnreadableRoleIsNeverTakenForDone() {
        var now = new Situation().records(inProgress(R1)).role(Situation.failed("AccessDenied"));

        for (var want : java.util.List.of(newRole, existing)) {
            assertThat(doubtedBecause(status(now, want, SET_UP_ROLE))).isEqualTo("enable.roleUnknown");
            assertThat(doubtedBecause(status(now, want, ALLOW_KEY))).isEqualTo("enable.roleUnknown");
            assertThat(status(now, want.withAccepted(Set.of(SET_UP_ROLE)), SET_UP_ROLE))
                    .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
        }
    }

    @Test
    void aRoleWithoutAnArnCannotBePassedOver() {
        var now = new Situation()
                .records(inProgress(R1))
                .role(Situation.failed("AccessDenied"))
                .caller(Situation.failed("AccessDenied"));
        var want = newRole.withAccepted(Set.of(SET_UP_ROLE));

        assertThat(blockedBecause(status(now, want, SET_UP_ROLE))).isEqualTo("enable.arnUnknown");
    }

    @Test
    void anExistingRoleIsNeverCreatedBecauseItCannotBeRead() {
        var plan = plan(new Situation().records(inProgress(R1)).role(Situation.failed("AccessDenied")), existing);
        var step = (Step.AwsStep) plan.step(SET_UP_ROLE).orElseThrow();

        assertThat(step.request()).isEmpty();
        assertThat(Texts.of(plan).cli(step)).isEmpty();
    }

    @Test
    void whatAtlasAuthorizedNeedsNoLookAtTheRole() {
        var now = new Situation().records(authorized(R1, ROLE)).role(Situation.failed("AccessDenied"));

        assertThat(status(now, newRole, SET_UP_ROLE)).isEqualTo(Status.DONE);
    }

    @Test
    void withoutAwsCredentialsTheConsoleSaysSoBeforeItSendsAnything() {
        var plan = plan(new Situation().withoutAws(), newRole);

        assertThat(plan.obstacle().map(Step::id)).contains(SET_UP_ROLE);
        assertThat(blockedBecause(plan.obstacle().orElseThrow().status())).isEqualTo("enable.noCredentials");
    }

    @Test
    void byHandWithoutAwsOnlyTheArnIsAskedFor() {
        var want = byHand(RoleChoice.newRole(ROLE_NAME)).withAccepted(Set.of(AccessSteps.KEY, AccessSteps.KEY_POLICY));
        var now = new Situation().withoutAws().records(inProgress(R1));

        assertThat(plan(now, want).open())
                .extracting(Step::id)
                .containsExactly(SET_UP_ROLE, AUTHORIZE, ALLOW_KEY, ACCESS, SAVE, VALID);
        assertThat(status(now, want.withDoneByHand(Set.of(SET_UP_ROLE)), SET_UP_ROLE))
                .as("no ARN, nothing to authorize")
                .isEqualTo(Status.TO_DO);
        var told = new EnableChoices(
                want.role(),
                want.key(),
                Optional.of(ROLE),
                want.trustBy(),
                want.accessBy(),
                Set.of(SET_UP_ROLE, ALLOW_KEY),
                want.accepted());
        assertThat(plan(now, told).open()).extracting(Step::id).containsExactly(AUTHORIZE, ACCESS, SAVE, VALID);
        assertThat(atlas(plan(now, told), AUTHORIZE).body().orElseThrow()).contains(ROLE.toString());
    }

    @Test
    void byHandWithoutAwsTheRecordTellsTheArnTheNextTime() {
        var want = byHand(RoleChoice.newRole(ROLE_NAME)).withAccepted(Set.of(AccessSteps.KEY, AccessSteps.KEY_POLICY));
        var plan = plan(new Situation().withoutAws().records(authorized(R1, ROLE)), want);

        assertThat(plan.step(CREATE_RECORD).orElseThrow().status())
                .as("no second record")
                .isEqualTo(Status.DONE);
        assertThat(plan.open()).extracting(Step::id).containsExactly(ALLOW_KEY, ACCESS, SAVE, VALID);
    }

    @Test
    void manualStepsCarryWhatThereIsToCopy() {
        var plan = plan(new Situation().records(inProgress(R1)), byHand(RoleChoice.newRole(ROLE_NAME)));
        var trust = (Step.ManualStep) plan.step(SET_UP_ROLE).orElseThrow();
        var access = (Step.ManualStep) plan.step(ALLOW_KEY).orElseThrow();

        assertThat(Texts.of(plan).copyables(trust))
                .extracting(c -> c.label().key())
                .containsExactly("copy.trustPolicy", "copy.awsCommand");
        assertThat(trust.copyables().getFirst().content())
                .contains(Situation.externalId(R1))
                .contains(Situation.ATLAS_ACCOUNT);
        assertThat(access.copyables().getFirst().content()).contains(KEY.toString());
        assertThat(trust.reversibility()).isEqualTo(Reversibility.UNDO);
    }
}
