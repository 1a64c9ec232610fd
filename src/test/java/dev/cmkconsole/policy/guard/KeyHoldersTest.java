package dev.cmkconsole.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.Truth;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations follow AWS' documentation of key policies and of policy evaluation. */
class KeyHoldersTest {
    private static final String ACCOUNT = "arn:aws:iam::111122223333:";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String DELEGATES =
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"ROOT\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}";
    private static final String WAIT = GuardStatements.longWait().toString();

    private static KeyHolders holders(String... statements) {
        var text = "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
        return new KeyHolders(
                PolicyDocument.parse(text.replace("ROOT", ACCOUNT + "root")),
                KEY,
                Instant.parse("2026-11-28T12:00:00Z"));
    }

    private static String deny(String condition) {
        return "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"kms:DisableKey\",\"kms:ScheduleKeyDeletion\","
                + "\"kms:PutKeyPolicy\",\"kms:DeleteImportedKeyMaterial\"],\"Resource\":\"*\",\"Condition\":{"
                + condition + "}}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "FALSE; \"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/KeyAdmin\"}",
                "FALSE; \"StringNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/Key*\"}",
                "FALSE; \"StringNotEquals\":{\"aws:PrincipalArn\":[\"arn:aws:iam::111122223333:root\"]}",
                "TRUE; \"ArnEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/KeyAdmin\"}",
                "TRUE; \"StringNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/*\"}",
                "TRUE; \"StringEquals\":{\"kms:ViaService\":\"ec2.us-east-1.amazonaws.com\"}",
                "UNKNOWN; \"StringNotEquals\":{\"aws:PrincipalTag/team\":\"keys\"}",
                "UNKNOWN; \"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}"
            })
    void whetherAnybodyElseMay(Truth expected, String condition) {
        assertThat(holders(DELEGATES, deny(condition)).anybodyElse()).isEqualTo(expected);
    }

    @Test
    void theDefaultPolicyLeavesItToIam() {
        assertThat(holders(DELEGATES).anybodyElse()).isEqualTo(Truth.TRUE);
        assertThat(holders(DELEGATES).root()).isEqualTo(Truth.TRUE);
        assertThat(holders(DELEGATES).waitsLongest()).isEqualTo(Truth.FALSE);
    }

    /** Without a statement for the account, IAM policies give nothing: only the named role may. */
    @Test
    void aPolicyThatNamesARoleAloneIsProtectedByItself() {
        var only = holders(DELEGATES.replace("ROOT", ACCOUNT + "role/KeyAdmin"), WAIT);

        assertThat(only.anybodyElse()).isEqualTo(Truth.FALSE);
        assertThat(only.named()).containsExactly(ACCOUNT + "role/KeyAdmin");
        assertThat(only.root()).isEqualTo(Truth.FALSE);
        assertThat(only.waitsLongest()).isEqualTo(Truth.TRUE);
    }

    @Test
    void theProgramsOwnStatementsExemptRolesUsersAndTheRootUserAlone() {
        var exempt = List.of(ACCOUNT + "role/keys/KeyAdmin", ACCOUNT + "user/ops", ACCOUNT + "root");
        var own = holders(DELEGATES, GuardStatements.onlyNamed(exempt).toString(), WAIT);

        assertThat(own.anybodyElse()).isEqualTo(Truth.FALSE);
        assertThat(own.root()).isEqualTo(Truth.TRUE);
        assertThat(own.named()).containsExactlyInAnyOrder(ACCOUNT + "role/keys/KeyAdmin", ACCOUNT + "user/ops");
        assertThat(own.may(ACCOUNT + "role/KeyAdmin", "kms:DisableKey")).isEqualTo(Truth.FALSE);
        assertThat(own.may(ACCOUNT + "role/KeyAdmin", "kms:CancelKeyDeletion")).isEqualTo(Truth.TRUE);
        assertThat(own.may(ACCOUNT + "role/atlas", "kms:Decrypt")).isEqualTo(Truth.TRUE);
        assertThat(own.waitsLongest()).isEqualTo(Truth.TRUE);
    }

    @Test
    void onlyTheProgramsOwnStatementIsReplaced() {
        var document = PolicyDocument.parse("{\"Version\":\"2012-10-17\",\"Statement\":["
                + GuardStatements.onlyNamed(List.of(ACCOUNT + "root")) + "," + WAIT + ","
                + deny("\"ArnNotEquals\":{\"aws:PrincipalArn\":\"" + ACCOUNT + "root\",\"aws:SourceArn\":\"x\"}")
                + "]}");

        assertThat(document.statements())
                .extracting(GuardStatements::isOnlyNamed)
                .containsExactly(true, false, false);
    }

    /** A service control policy has no principals, and binds the root user of the account too. */
    @Test
    void theServiceControlPolicyNamesNoPrincipals() {
        var text = GuardStatements.serviceControlPolicy(List.of(KEY), List.of(ACCOUNT + "role/KeyAdmin"));

        assertThat(text).doesNotContain("\"Principal\"").doesNotContain("root").contains(KEY);
        assertThat(PolicyDocument.parse(text).statements()).hasSize(2);
    }
}
