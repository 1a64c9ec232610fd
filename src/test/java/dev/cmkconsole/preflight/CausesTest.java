package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.reason;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer names its real cause. The expected words are from AWS' lists of errors and members. */
class CausesTest {
    private static final List<Evidence<?>> OF_AWS = List.of(
            Evidence.CALLER,
            Evidence.ROLE,
            Evidence.MANAGED,
            Evidence.SIMULATION,
            Evidence.KEY,
            Evidence.KEY_POLICY,
            Evidence.GRANTS,
            Evidence.KEY_TAGS,
            Evidence.MATERIAL,
            Evidence.OPERATOR,
            Evidence.DRY_RUN,
            Evidence.LAST_USE);

    private static <T> Observed<T> failed(Problem why) {
        return new Observed.Failed<>(why, NOW);
    }

    private static Problem notSignedIn(String code) {
        return new Problem.NotSignedIn(Origin.AWS, "sts:GetCallerIdentity", code, "the token", Optional.empty(), NOW);
    }

    private static Problem refused(Origin origin, int status, String code) {
        return new Problem.Refused(
                origin,
                "kms:DescribeKey",
                new Problem.ServiceError(status, code, "with an explicit deny", List.of()),
                Optional.empty(),
                NOW);
    }

    /** A project that Atlas does not use the key in, so that no answer of Atlas settles a check. */
    private static AccessFacts unsettled(CheckFocus focus) {
        return well(focus, false).with(Evidence.ENCRYPTION, known(new EncryptionAtRest(AwsKms.OFF, Set.of(), false)));
    }

    private static CheckFocus asked() {
        return CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty());
    }

    private static AccessFacts withAll(AccessFacts facts, Problem why) {
        var now = facts;
        for (var part : OF_AWS) {
            now = now.with(part, failed(why));
        }
        return now;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ExpiredToken",
                "ExpiredTokenException",
                "RequestExpired",
                "InvalidClientTokenId",
                "UnrecognizedClientException",
                "SignatureDoesNotMatch",
                "InvalidSignatureException"
            })
    void credentialsThatAwsDoesNotAcceptAreOneFailureAndNoMissingPermission(String code) {
        var report = PreflightReport.of(withAll(unsettled(asked()), notSignedIn(code)));
        assertThat(report.conclusion()).isEqualTo(PreflightReport.Conclusion.FAILS);
        assertThat(report.with(CheckOutcome.FAIL)).extracting(CheckResult::id).containsExactly(CheckId.WHO_AM_I);
        assertThat(report.with(CheckOutcome.CANNOT_TELL))
                .as("only what no credentials could tell")
                .extracting(CheckResult::id)
                .containsExactly(CheckId.HIDDEN_POLICIES);
        assertThat(said(report)).doesNotContain("Ask for the permission").contains(code);
        assertThat(report.results())
                .extracting(CheckResult::id)
                .as("what is not known is not said to need no change")
                .doesNotContain(CheckId.OPERATOR_MAY_WRITE, CheckId.NO_LOCK_OUT);
    }

    @Test
    void aSingleSignOnSessionThatEndedGivesTheCommand() {
        var over = new Problem.Local("kms:DescribeKey", "SSO_SIGN_IN_NEEDED", "aws sso login --profile work", NOW);
        var report = PreflightReport.of(withAll(unsettled(asked()), over));
        var fixes = report.result(CheckId.WHO_AM_I).orElseThrow().verdict().fixes();
        assertThat(fixes)
                .anyMatch(
                        f -> f instanceof Fix.Command(var _, var c, var _) && c.equals("aws sso login --profile work"));
        assertThat(report.count(CheckOutcome.FAIL)).isEqualTo(1);
    }

    @Test
    void anAliasThatNobodyCouldResolveIsNoSecondFailure() {
        var focus = CheckFocus.of(Optional.of(ROLE), Optional.of(KeyReference.parse("alias/atlas")), Optional.empty());
        var report = PreflightReport.of(withAll(unsettled(focus), notSignedIn("ExpiredToken")));
        assertThat(report.with(CheckOutcome.FAIL)).extracting(CheckResult::id).containsExactly(CheckId.WHO_AM_I);
    }

    @Test
    void aSessionThatEndsWhileTheChecksAreReadIsToldOnce() {
        var facts = unsettled(asked())
                .with(Evidence.KEY_POLICY, failed(notSignedIn("ExpiredTokenException")))
                .with(Evidence.GRANTS, failed(notSignedIn("ExpiredTokenException")))
                .with(Evidence.SIMULATION, failed(notSignedIn("ExpiredToken")));
        var report = PreflightReport.of(facts);
        assertThat(report.with(CheckOutcome.FAIL)).extracting(CheckResult::id).containsExactly(CheckId.WHO_AM_I);
        assertThat(said(report)).doesNotContain("Ask for the permission");
    }

    @Test
    void aRegionThatIsNotEnabledIsNoSessionThatEnded() {
        var report = PreflightReport.of(
                unsettled(asked()).with(Evidence.KEY, failed(notSignedIn("UnrecognizedClientException"))));
        assertThat(report.result(CheckId.WHO_AM_I).orElseThrow().verdict().outcome())
                .isEqualTo(CheckOutcome.PASS);
        var exists = report.result(CheckId.KEY_EXISTS).orElseThrow().verdict();
        assertThat(exists.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(exists.fixes().getFirst().advice()))
                .contains("us-east-1")
                .contains("enabled");
    }

    @ParameterizedTest
    @CsvSource({"AccessDeniedException, true", "AccessDenied, true", "InvalidArnException, false"})
    void onlyAMissingPermissionIsAskedFor(String code, boolean asks) {
        var facts = unsettled(asked()).with(Evidence.KEY, failed(refused(Origin.AWS, 400, code)));
        var exists = PreflightReport.of(facts)
                .result(CheckId.KEY_EXISTS)
                .orElseThrow()
                .verdict();
        assertThat(exists.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(exists.fixes().getFirst().advice()).contains("Ask for the permission kms:DescribeKey"))
                .isEqualTo(asks);
        assertThat(exists.reasoning().stream().map(CausesTest::say).anyMatch(s -> s.contains("explicit deny")))
                .isEqualTo(asks);
    }

    @Test
    void aServiceThatDoesNotAnswerIsNoMissingPermission() {
        for (var why : List.of(
                new Problem.RateLimited(
                        Origin.AWS, "kms:DescribeKey", "ThrottlingException", "", Duration.ofSeconds(5), NOW),
                new Problem.TimedOut(Origin.AWS, "kms:DescribeKey", "", NOW),
                new Problem.Unreachable(Origin.AWS, "kms:DescribeKey", "", Problem.Effect.NONE, NOW),
                new Problem.Unreadable(Origin.AWS, "kms:DescribeKey", "", NOW),
                new Problem.ServerFault(
                        Origin.AWS, "kms:DescribeKey", 500, "KMSInternalException", "", Optional.empty(), NOW))) {
            var report = PreflightReport.of(unsettled(asked()).with(Evidence.KEY, failed(why)));
            assertThat(report.result(CheckId.KEY_EXISTS).orElseThrow().verdict().outcome())
                    .isEqualTo(CheckOutcome.CANNOT_TELL);
            assertThat(said(report)).as(why.code()).doesNotContain("Ask for the permission");
        }
        var atlas = PreflightReport.of(
                unsettled(asked()).with(Evidence.RECORDS, failed(refused(Origin.ATLAS, 403, "USER_UNAUTHORIZED"))));
        assertThat(said(atlas)).doesNotContain("Ask for the permission").contains("Project Owner");
    }

    @Test
    void aRecordThatIsNotThereIsNotARecordThatDoesNotExistYet() {
        var focus = new CheckFocus(
                Optional.of("66b1e6f0aa11bb22cc33dd44"),
                Optional.of(ROLE),
                Optional.of(new KeyReference.ByArn(KEY)),
                Optional.empty(),
                Optional.empty());
        var trust = PreflightReport.of(unsettled(focus))
                .result(CheckId.TRUST_POLICY)
                .orElseThrow()
                .verdict();
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(say(trust.reason())).contains("no role record 66b1e6f0aa11bb22cc33dd44");
        assertThat(say(trust.fixes().getFirst().advice())).contains("r1");
        var noRole = new CheckFocus(
                Optional.of("66b1e6f0aa11bb22cc33dd44"),
                Optional.empty(),
                Optional.of(new KeyReference.ByArn(KEY)),
                Optional.empty(),
                Optional.empty());
        assertThat(say(PreflightReport.of(unsettled(noRole))
                        .result(CheckId.ROLE_EXISTS)
                        .orElseThrow()
                        .verdict()
                        .reason()))
                .contains("no role record 66b1e6f0aa11bb22cc33dd44");
    }

    @Test
    void aConfiguredRecordThatAtlasDoesNotListIsNotReplacedByAnother() {
        var other = new AccessRole("r2", ATLAS, "id-2", Optional.empty(), NOW, Optional.empty(), List.of());
        var facts = well().with(Evidence.RECORDS, known(List.of(other)));
        assertThat(facts.record()).isEmpty();
        assertThat(verdict(facts, CheckId.ROLE_EXISTS)).isEqualTo(CheckOutcome.FAIL);
    }

    /** A record that Atlas lists, but that names no role, is not the absence of a record. */
    @ParameterizedTest
    @CsvSource({", check.role-exists.recordWithoutRole", "not an ARN, check.role-exists.recordMalformed"})
    void aRecordWithoutARoleIsNamed(String arn, String expected) {
        var record = new AccessRole("r1", ATLAS, "id-1", Optional.ofNullable(arn), NOW, Optional.empty(), List.of());
        var facts = well().with(Evidence.RECORDS, known(List.of(record)));
        assertThat(reason(facts, CheckId.ROLE_EXISTS)).isEqualTo(expected);
        assertThat(verdict(facts, CheckId.ROLE_EXISTS)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    private static CustomerKey key(KeyConfiguration what, String state) {
        return new CustomerKey(
                KEY,
                "",
                List.of(),
                what,
                new KeyLifecycle(KeyState.of(state), NOW, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT, KeyManager",
                "CUSTOMER, '', ENCRYPT_DECRYPT, KeySpec",
                "CUSTOMER, SYMMETRIC_DEFAULT, '', KeyUsage",
                "CUSTOMER, '', '', 'KeySpec, KeyUsage'"
            })
    void aMemberThatDescribeKeyLacksIsUnknown(String manager, String spec, String usage, String named) {
        var key = key(new KeyConfiguration(manager, spec, usage, "AWS_KMS", false), "Enabled");
        assertThat(key.unusable()).contains(CustomerKey.Unusable.NOT_TOLD);
        var type = PreflightReport.of(well().with(Evidence.KEY, known(key)))
                .result(CheckId.KEY_TYPE)
                .orElseThrow();
        assertThat(type.verdict().outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(type.verdict().reason())).contains(named);
    }

    @Test
    void whatDescribeKeyDoesSayStillFails() {
        var signing = key(new KeyConfiguration("CUSTOMER", "", "SIGN_VERIFY", "AWS_KMS", false), "Enabled");
        assertThat(verdict(well().with(Evidence.KEY, known(signing)), CheckId.KEY_TYPE))
                .isEqualTo(CheckOutcome.FAIL);
        var aws = key(new KeyConfiguration("AWS", "", "", "", false), "Enabled");
        assertThat(verdict(well().with(Evidence.KEY, known(aws)), CheckId.KEY_TYPE))
                .isEqualTo(CheckOutcome.FAIL);
    }

    @Test
    void aStateOrAnOriginThatIsNotToldIsUnknown() {
        var silent = well().with(
                        Evidence.KEY,
                        known(key(
                                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "", false),
                                "")));
        assertThat(verdict(silent, CheckId.KEY_STATE)).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(silent, CheckId.IMPORTED_MATERIAL)).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(silent.key().orElseThrow().unusable()).contains(CustomerKey.Unusable.NOT_TOLD);
    }

    @Test
    void aConditionOnAMemberThatIsNotToldIsUnknown() {
        var policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},
             "Action":["kms:DescribeKey","kms:Encrypt","kms:Decrypt"],"Resource":"*",
             "Condition":{"StringEquals":{"kms:KeyOrigin":"AWS_KMS"}}}]}\
            """.formatted(ROLE);
        var silent =
                key(new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "", false), "Enabled");
        assertThat(verdict(
                        unsettled(asked()).with(Evidence.KEY, known(silent)).with(Evidence.KEY_POLICY, known(policy)),
                        CheckId.KEY_POLICY))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void theActionThatIsMissingIsNamed() {
        var policy = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Use","Effect":"Allow","Principal":{"AWS":"%s"},
             "Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*"}]}\
            """.formatted(ROLE);
        var reason = say(PreflightReport.of(unsettled(asked()).with(Evidence.KEY_POLICY, known(policy)))
                .result(CheckId.KEY_POLICY)
                .orElseThrow()
                .verdict()
                .reason());
        assertThat(reason)
                .contains("kms:DescribeKey")
                .doesNotContain("kms:Encrypt")
                .doesNotContain("kms:Decrypt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c", "alias/atlas"})
    void aKeyThatIsNotThereMayBelongToAnotherAccount(String name) {
        var focus = CheckFocus.of(
                Optional.of(ROLE), Optional.of(KeyReference.parse(name)), Optional.of(new AwsRegion("us-east-1")));
        var gone = unsettled(focus).with(Evidence.KEY, failed(refused(Origin.AWS, 400, "NotFoundException")));
        var exists = PreflightReport.of(gone)
                .result(CheckId.KEY_EXISTS)
                .orElseThrow()
                .verdict();
        assertThat(exists.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(say(exists.reason())).contains("111122223333").contains("us-east-1");
        assertThat(say(exists.fixes().getFirst().advice()))
                .contains("another account")
                .contains("full ARN")
                .contains("arn:aws:kms:us-east-1:");
    }

    /** A record in progress, as it is after refused authorizations. */
    private static AccessFacts authorizing(Instant refused, RoleArn role) {
        var record = new AccessRole("r1", ATLAS, "id-1", Optional.empty(), NOW, Optional.empty(), List.of());
        return unsettled(asked())
                .with(Evidence.RECORDS, known(List.of(record)))
                .with(Evidence.REFUSAL, known(Optional.of(new AtlasRefusal(role, refused))));
    }

    @Test
    void aRightTrustPolicyDoesNotPassAfterAtlasWasRefused() {
        var trust = PreflightReport.of(authorizing(NOW.plusSeconds(60), ROLE))
                .result(CheckId.TRUST_POLICY)
                .orElseThrow()
                .verdict();
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(trust.reason())).contains("resource control policy");
        assertThat(say(trust.fixes().getFirst().advice()))
                .contains("536727724300")
                .contains("sts:AssumeRole");
    }

    @Test
    void aRefusalOfAnotherRoleOrBeforeTheRoleWasMadeOrAuthorizedSaysNothing() {
        assertThat(verdict(
                        authorizing(NOW.plusSeconds(60), RoleArn.of("arn:aws:iam::111122223333:role/other")),
                        CheckId.TRUST_POLICY))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(authorizing(NOW.minusSeconds(60), ROLE), CheckId.TRUST_POLICY))
                .isEqualTo(CheckOutcome.PASS);
        var authorizedLater = new AccessRole(
                "r1", ATLAS, "id-1", Optional.of(ROLE.toString()), NOW, Optional.of(NOW.plusSeconds(90)), List.of());
        assertThat(verdict(
                        authorizing(NOW.plusSeconds(60), ROLE).with(Evidence.RECORDS, known(List.of(authorizedLater))),
                        CheckId.TRUST_POLICY))
                .isEqualTo(CheckOutcome.PASS);
    }

    /** That Atlas assumed the role says nothing about policies on the key (facts 8: RCPs stand on each resource). */
    @Test
    void thatAtlasAssumedTheRoleIsToldAndIsNoProofForTheKey() {
        var authorized = new AccessRole(
                "r1", ATLAS, "id-1", Optional.of(ROLE.toString()), NOW, Optional.of(NOW.plusSeconds(90)), List.of());
        var facts = authorizing(NOW.plusSeconds(60), ROLE).with(Evidence.RECORDS, known(List.of(authorized)));
        var hidden = PreflightReport.of(facts).result(CheckId.HIDDEN_POLICIES).orElseThrow();
        assertThat(hidden.verdict().outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(hidden.verdict().reason())).startsWith("Atlas assumed the role on ");
        var refusedSince =
                facts.with(Evidence.REFUSAL, known(Optional.of(new AtlasRefusal(ROLE, NOW.plusSeconds(120)))));
        var after =
                PreflightReport.of(refusedSince).result(CheckId.HIDDEN_POLICIES).orElseThrow();
        assertThat(say(after.verdict().reason())).startsWith("This program cannot read");
    }

    /**
     * IAM User Guide, "AWS JSON policy elements: Principal": a role made anew under the same name has another id, and is
     * another principal. What Atlas did with the former role says nothing about it.
     */
    @Test
    void whatAtlasDidWithARoleOfTheSameNameBeforeIsNoEvidence() {
        var authorized = new AccessRole(
                "r1", ATLAS, "id-1", Optional.of(ROLE.toString()), NOW, Optional.of(NOW.minusSeconds(60)), List.of());
        var facts = authorizing(NOW.minusSeconds(900), ROLE).with(Evidence.RECORDS, known(List.of(authorized)));
        assertThat(say(PreflightReport.of(facts)
                        .result(CheckId.HIDDEN_POLICIES)
                        .orElseThrow()
                        .verdict()
                        .reason()))
                .startsWith("This program cannot read");
    }

    /**
     * Service control policies limit the principals of their own accounts (AWS Organizations User Guide, "Service
     * control policies"). Atlas' principal is not one of them, so its assuming the role answers nothing about them. A
     * last use of the key does not name who used it (KMS, GetKeyLastUsage).
     */
    @Test
    void neitherTheAuthorizationNorAnybodysUseOfTheKeyAnswersServiceControlPolicies() {
        var authorized = new AccessRole(
                "r1", ATLAS, "id-1", Optional.of(ROLE.toString()), NOW, Optional.of(NOW.plusSeconds(90)), List.of());
        var facts = authorizing(NOW.plusSeconds(60), ROLE)
                .with(Evidence.RECORDS, known(List.of(authorized)))
                .with(Evidence.LAST_USE, known(Optional.of(new KeyUse("Decrypt", NOW.plusSeconds(100)))))
                .with(Evidence.SIMULATION, Observed.notRead());
        assertThat(verdict(facts, CheckId.SERVICE_CONTROL_POLICIES)).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(facts, CheckId.HIDDEN_POLICIES)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    private static String said(PreflightReport report) {
        return new CheckReportText(messages()::say).text(report);
    }

    private static String say(Text text) {
        return messages().say(text);
    }

    private static Messages messages() {
        return new Messages(Locale.US, ZoneId.of("UTC"));
    }
}
