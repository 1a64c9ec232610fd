package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.DELEGATION;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.role;
import static dev.cmkconsole.preflight.WorkingProject.simulated;
import static dev.cmkconsole.preflight.WorkingProject.survey;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.text.Messages;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An older key that the role's policy allows and its permissions boundary does not. */
@Alongside
class BoundedKeysTest {
    private static final String BOUNDARY = "arn:aws:iam::111122223333:policy/limit";
    private static final String SOME =
            "{\"Effect\":\"Allow\",\"Action\":[\"kms:DescribeKey\",\"kms:Encrypt\"],\"Resource\":\"*\"}";
    private static final String PRESENT =
            AtlasPolicies.accessStatement(List.of(KEY.toString())).toString();
    private static final String DENIES =
            "{\"Effect\":\"Deny\",\"Action\":\"kms:Decrypt\",\"Resource\":\"" + OLD + "\"}";

    @Test
    void theBoundaryIsNamedAndItsPolicyExtendedByTheOlderKey() {
        var facts = facts(List.of(KEY, OLD), SOME, PRESENT);
        var old = verdict(facts, CheckId.OLD_KEYS);

        assertThat(verdict(facts, CheckId.PERMISSIONS_BOUNDARY).outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(old.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(old.reasoning())
                .contains(Text.of("check.old-keys.boundary.missing", OLD.keyId(), BOUNDARY, "kms:Decrypt"));
        assertThat(command(old)).contains("create-policy-version", BOUNDARY, PRESENT, OLD.toString());
    }

    @Test
    void oneCommandAllowsThePresentKeyAndTheOlderOne() {
        var facts = facts(List.of(KEY, OLD), SOME);

        assertThat(command(verdict(facts, CheckId.PERMISSIONS_BOUNDARY)))
                .contains(KEY.toString(), OLD.toString())
                .isEqualTo(command(verdict(facts, CheckId.OLD_KEYS)));
    }

    @Test
    void fiveVersionsAreTheMostThatAwsKeeps() {
        var said = verdict(facts(List.of(KEY, OLD), SOME), CheckId.PERMISSIONS_BOUNDARY)
                .fixes()
                .getFirst()
                .advice();

        assertThat(new Messages(Locale.US, ZoneId.of("UTC")).say(said))
                .contains("five versions")
                .contains("aws iam list-policy-versions --policy-arn " + BOUNDARY)
                .contains("aws iam delete-policy-version --policy-arn " + BOUNDARY + " --version-id");
    }

    /** A plan that wrote the role's policy would not mend it. */
    @Test
    void aPolicyOfTheRoleIsNotProposedWhereTheBoundaryRefuses() {
        for (var own : List.of(List.of(KEY), List.of(KEY, OLD))) {
            var finding = PreflightReport.of(facts(own, SOME, PRESENT)).findings().stream()
                    .filter(f -> f.id() == CheckId.OLD_KEYS)
                    .findFirst()
                    .orElseThrow();
            assertThat(finding.remedy().orElseThrow().keys()).isEmpty();
            assertThat(finding.remedy().orElseThrow().command()).isPresent();
        }
    }

    @Test
    void noStatementHelpsAgainstOneThatDenies() {
        var old = verdict(facts(List.of(KEY, OLD), SOME, PRESENT, DENIES), CheckId.OLD_KEYS);

        assertThat(old.reasoning())
                .contains(Text.of("check.old-keys.boundary.denied", OLD.keyId(), BOUNDARY, "kms:Decrypt"));
        assertThat(old.fixes()).containsExactly(new Fix.Advice(Text.of("check.permissions-boundary.denied.fix")));
    }

    /** IAM User Guide, Policy evaluation logic: its page says both of a wildcard with aws:PrincipalArn. */
    @Test
    void whatTheKeyPolicySaysPastTheBoundaryIsNotCalledDenied() {
        var facts = facts(List.of(KEY), SOME);
        var role = facts.role().orElseThrow().arn();
        var everyone =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\","
                    + "\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":{\"aws:PrincipalArn\":\"" + role + "\"}}}]}";

        assertThat(verdict(facts, CheckId.PERMISSIONS_BOUNDARY).outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(facts.with(Evidence.KEY_POLICY, known(everyone)), CheckId.PERMISSIONS_BOUNDARY))
                .satisfies(v -> {
                    assertThat(v.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
                    assertThat(command(v)).contains(KEY.toString());
                });
    }

    private static CheckVerdict verdict(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts).result(id).orElseThrow().verdict();
    }

    private static String command(CheckVerdict verdict) {
        return ((Fix.Command) verdict.fixes().getFirst()).command();
    }

    private static AccessFacts facts(List<KeyArn> own, String... statements) {
        var access =
                role(AtlasPolicies.access(own.stream().map(KeyArn::toString).toList())
                        .raw());
        var bounded = new IamRole(
                access.arn(),
                access.trustPolicy(),
                access.inlinePolicies(),
                List.of(),
                Optional.of(BOUNDARY),
                NOW,
                access.tags());
        var limit = new ManagedPolicies.ManagedPolicy(
                BOUNDARY, known("{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}"));
        return well().with(Evidence.ROLE, known(Optional.of(bounded)))
                .with(Evidence.MANAGED, known(new ManagedPolicies(List.of(), Optional.of(limit))))
                .with(Evidence.SURVEY, known(survey(List.of(), KEY.keyId(), OLD.keyId())))
                .with(Evidence.OLD_KEYS, known(List.of(older())));
    }

    private static OldKey older() {
        var key = new CustomerKey(
                OLD,
                "",
                List.of(),
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", false),
                new KeyLifecycle(KeyState.of("Enabled"), NOW, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        return new OldKey(
                OLD.keyId(),
                Set.of(Seen.BACKUP),
                Optional.of(OLD),
                false,
                new OldKey.KmsSide(known(key), known(Optional.empty()), known(Optional.empty()), known(DELEGATION)),
                known(simulated(Decision.IMPLICIT_DENY)));
    }
}
