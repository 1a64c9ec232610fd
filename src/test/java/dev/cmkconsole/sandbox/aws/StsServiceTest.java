package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.GOV_ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.LEGACY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.OTHER_ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.READER;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROLE;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROOT;
import static dev.cmkconsole.sandbox.aws.AwsFixture.SEED;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.aws.sts.Totp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sts.model.Tag;

/** Identities, sessions and signatures, driven by the AWS SDK. */
class StsServiceTest {

    private static final String OPERATOR = "arn:aws:iam::111122223333:role/Operator";
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    @Test
    void everybodyMayAskWhoTheyAre() {
        var admin = aws.sts(ADMIN).getCallerIdentity();
        assertThat(admin.arn()).isEqualTo("arn:aws:iam::111122223333:user/admin");
        assertThat(admin.account()).isEqualTo("111122223333");
        assertThat(admin.userId()).startsWith("AIDA").hasSize(21);
        assertThat(aws.sts(LEGACY).getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::111122223333:user/legacy/old-atlas");
        assertThat(aws.sts(ROOT).getCallerIdentity().arn()).isEqualTo("arn:aws:iam::111122223333:root");
        assertThat(aws.sts(ROOT).getCallerIdentity().userId()).isEqualTo("111122223333");
        var operator = aws.sts(aws.as(OPERATOR)).getCallerIdentity();
        assertThat(operator.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Operator/test");
        assertThat(operator.userId()).matches("AROA[A-Z2-7]{17}:test");
    }

    @Test
    void aRoleIsAssumedAsLongAsItSays() {
        var assumed = aws.sts(ADMIN)
                .assumeRole(r -> r.roleArn(OPERATOR)
                        .roleSessionName("s1")
                        .durationSeconds(7200)
                        .sourceIdentity("ada")
                        .tags(Tag.builder().key("project").value("x").build()));
        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Operator/s1");
        assertThat(assumed.sourceIdentity()).isEqualTo("ada");
        assertThat(assumed.packedPolicySize()).isNull();
        assertThat(assumed.credentials().expiration())
                .isEqualTo(aws.clock.instant().plusSeconds(7200));
        assertThat(assumed.credentials().accessKeyId()).startsWith("ASIA");
        var kms = aws.kms(AwsFixture.session(assumed.credentials()));
        assertThat(kms.listKeys().keys()).isNotEmpty();
        aws.clock.advance(Duration.ofSeconds(7200));
        assertThat(refusal(kms::listKeys))
                .isEqualTo("ExpiredTokenException 400: The security token included in the request is expired");
        assertThat(refusal(
                        () -> aws.sts(AwsFixture.session(assumed.credentials())).getCallerIdentity()))
                .startsWith("ExpiredToken 403");
    }

    @Test
    void refusalsOfAssumeRoleDoNotTellWhatExists() {
        var sts = aws.sts(ADMIN);
        var denied = "AccessDenied 403: User: arn:aws:iam::111122223333:user/admin is not authorized to perform:"
                + " sts:AssumeRole on resource: ";
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("s1"))))
                .isEqualTo(denied + ROLE);
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(OPERATOR + "X").roleSessionName("s1"))))
                .isEqualTo(denied + OPERATOR + "X");
        assertThat(refusal(() ->
                        aws.sts(OTHER_ADMIN).assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1"))))
                .startsWith("AccessDenied 403");
        assertThat(refusal(() ->
                        aws.sts(READER).assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1"))))
                .startsWith("AccessDenied 403");
        assertThat(refusal(
                        () -> aws.sts(ROOT).assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1"))))
                .isEqualTo("AccessDenied 403: Roles may not be assumed by root accounts.");
    }

    @Test
    void parametersAreChecked() {
        var sts = aws.sts(ADMIN);
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(OPERATOR))))
                .startsWith("ValidationError 400: 1 validation error detected: Value null at 'roleSessionName'");
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("a b"))))
                .startsWith("ValidationError 400");
        assertThat(refusal(() -> sts.assumeRole(
                        r -> r.roleArn(OPERATOR).roleSessionName("s1").durationSeconds(899))))
                .startsWith("ValidationError 400");
        assertThat(refusal(() -> sts.assumeRole(
                        r -> r.roleArn(OPERATOR).roleSessionName("s1").durationSeconds(7201))))
                .isEqualTo("ValidationError 400: The requested DurationSeconds exceeds the MaxSessionDuration set for"
                        + " this role.");
        assertThat(refusal(() -> sts.assumeRole(
                        r -> r.roleArn("arn:aws:iam::111122223333:user/admin").roleSessionName("s1"))))
                .startsWith("ValidationError 400");
        assertThat(refusal(() -> sts.assumeRole(
                        r -> r.roleArn(OPERATOR).roleSessionName("s1").policy("{}"))))
                .startsWith("MalformedPolicyDocument 400");
        assertThat(refusal(() -> sts.assumeRole(r ->
                        r.roleArn(OPERATOR).roleSessionName("s1").policy(sessionPolicy("kms:" + "x".repeat(2100))))))
                .startsWith("PackedPolicyTooLarge 400");
        assertThat(refusal(() -> aws.sts(aws.as(OPERATOR))
                        .assumeRole(
                                r -> r.roleArn(OPERATOR).roleSessionName("s2").durationSeconds(7200))))
                .startsWith("ValidationError 400")
                .contains("role chaining");
        assertThat(refusal(() -> sts.decodeAuthorizationMessage(r -> r.encodedMessage("abc"))))
                .startsWith("InvalidAuthorizationMessageException 400");
    }

    @Test
    void aSessionPolicyOnlyTakesAway() {
        var sts = aws.sts(ADMIN);
        var assumed =
                sts.assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1").policy(sessionPolicy("kms:Describe*")));
        assertThat(assumed.packedPolicySize()).isPositive();
        var kms = aws.kms(AwsFixture.session(assumed.credentials()));
        assertThat(kms.describeKey(r -> r.keyId(KEY_ID)).keyMetadata()).isNotNull();
        assertThat(refusal(() -> kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SdkBytes.fromUtf8String("x")))))
                .endsWith("because no session policy allows the kms:Encrypt action");
        var managed = sts.assumeRole(r -> r.roleArn(OPERATOR)
                .roleSessionName("s1")
                .policyArns(p -> p.arn("arn:aws:iam::111122223333:policy/OnlyKms")));
        assertThat(refusal(
                        () -> aws.iam(AwsFixture.session(managed.credentials())).listRoles()))
                .startsWith("AccessDenied 403");
    }

    private static String sessionPolicy(String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
    }

    @Test
    void aSecondFactorIsAskedForAndProved() {
        aws.cloud.setTrustPolicy(OPERATOR, """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",
             "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}\
            """, false);
        var sts = aws.sts(ADMIN);
        var serial = "arn:aws:iam::111122223333:mfa/admin";
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1"))))
                .startsWith("AccessDenied 403");
        var code = Totp.code(SEED, Instant.now().getEpochSecond() / 30);
        var wrong = code.equals("000000") ? "000001" : "000000";
        assertThat(refusal(() -> sts.assumeRole(r -> r.roleArn(OPERATOR)
                        .roleSessionName("s1")
                        .serialNumber(serial)
                        .tokenCode(wrong))))
                .isEqualTo("AccessDenied 403: MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        assertThat(sts.assumeRole(r -> r.roleArn(OPERATOR)
                                .roleSessionName("s1")
                                .serialNumber(serial)
                                .tokenCode(code))
                        .credentials())
                .isNotNull();
        var token =
                sts.getSessionToken(r -> r.serialNumber(serial).tokenCode(code)).credentials();
        assertThat(aws.sts(AwsFixture.session(token))
                        .assumeRole(r -> r.roleArn(OPERATOR).roleSessionName("s1"))
                        .credentials())
                .isNotNull();
        assertThat(refusal(() -> aws.sts(AwsFixture.session(token)).getSessionToken()))
                .startsWith("AccessDenied 403");
    }

    /** RFC 6238, appendix B, SHA-1, cut to six digits. */
    @Test
    void codesAreThoseOfTheStandard() {
        var seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assertThat(Totp.code(seed, 59 / 30)).isEqualTo("287082");
        assertThat(Totp.code(seed, 1_111_111_109L / 30)).isEqualTo("081804");
        assertThat(Totp.code(seed, 20_000_000_000L / 30)).isEqualTo("353130");
    }

    @Test
    void anAccessKeyTellsItsAccount() {
        assertThat(aws.sts(ADMIN)
                        .getAccessKeyInfo(r -> r.accessKeyId(OTHER_ADMIN.accessKeyId()))
                        .account())
                .isEqualTo("444455556666");
        assertThat(refusal(() -> aws.sts(ADMIN).getAccessKeyInfo(r -> r.accessKeyId("AKIANOSUCHKEYNOSUCH1"))))
                .startsWith("ValidationError 400");
        assertThat(refusal(() -> aws.sts(LEGACY).getAccessKeyInfo(r -> r.accessKeyId(OTHER_ADMIN.accessKeyId()))))
                .isEqualTo("AccessDenied 403: User: arn:aws:iam::111122223333:user/legacy/old-atlas is not authorized"
                        + " to perform: sts:GetAccessKeyInfo on resource: * because no identity-based policy"
                        + " allows the sts:GetAccessKeyInfo action");
    }

    @Test
    void signaturesAreReallyChecked() {
        var wrong = AwsBasicCredentials.create(ADMIN.accessKeyId(), "not-the-secret");
        var unknown = AwsBasicCredentials.create("AKIANOSUCHKEYNOSUCH1", "x");
        assertThat(refusal(() -> aws.sts(wrong).getCallerIdentity())).startsWith("SignatureDoesNotMatch 403");
        assertThat(refusal(() -> aws.iam(wrong).listRoles())).startsWith("SignatureDoesNotMatch 403");
        assertThat(refusal(() -> aws.kms(wrong).listKeys())).startsWith("InvalidSignatureException 400");
        assertThat(refusal(() -> aws.sts(unknown).getCallerIdentity())).startsWith("InvalidClientTokenId 403");
        assertThat(refusal(() -> aws.kms(unknown).listKeys())).startsWith("UnrecognizedClientException 400");
        var operator = aws.as(OPERATOR);
        var forged = AwsSessionCredentials.create(operator.accessKeyId(), operator.secretAccessKey(), "forged");
        assertThat(refusal(() -> aws.sts(forged).getCallerIdentity())).startsWith("InvalidClientTokenId 403");
        assertThat(refusal(() -> aws.sts(GOV_ADMIN).getCallerIdentity())).startsWith("InvalidClientTokenId 403");
        var late = new AwsFixture(
                AwsSettings.defaults(java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofMinutes(20))),
                AwsFixture.SCENARIO);
        // The simulated time counts too, and has to be late as well.
        late.clock.advance(Duration.ofDays(3650));
        assertThat(refusal(() -> late.sts(ADMIN).getCallerIdentity()))
                .startsWith("SignatureDoesNotMatch 403: Signature expired: ");
        assertThat(refusal(() -> late.kms().listKeys()))
                .startsWith("InvalidSignatureException 400: Signature expired: ");
    }
}
