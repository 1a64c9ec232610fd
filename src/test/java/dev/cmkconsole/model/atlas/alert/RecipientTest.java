package dev.cmkconsole.model.atlas.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.outcome.InputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Atlas Admin API, GroupNotification and its siblings: what each kind of recipient is named by. */
class RecipientTest {
    private static final String ID = "32b6e34b3d91647abb20e7b8";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        email:keys@example.com | EMAIL | keys@example.com | false
        EMAIL: keys@example.com | EMAIL | keys@example.com | false
        role:GROUP_OWNER | ROLE | GROUP_OWNER | false
        org-role:ORG_OWNER | ORGANIZATION_ROLE | ORG_OWNER | false
        user:dana@example.com | USER | dana@example.com | false
        team:32b6e34b3d91647abb20e7b8 | TEAM | 32b6e34b3d91647abb20e7b8 | false
        slack:alerts@32b6e34b3d91647abb20e7b8 | SLACK | alerts | true
        webhook | WEBHOOK | | false
        webhook:32b6e34b3d91647abb20e7b8 | WEBHOOK | | true
        pagerduty:32b6e34b3d91647abb20e7b8 | PAGER_DUTY | | true
        """)
    void isReadFromWhatWasTyped(String typed, RecipientKind kind, String name, boolean integrated) {
        var recipient = Recipient.parse(typed);
        assertThat(recipient.kind()).isEqualTo(kind);
        assertThat(recipient.names()).isEqualTo(name == null ? List.of() : List.of(name));
        assertThat(recipient.integration()).isEqualTo(integrated ? Optional.of(ID) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "keys@example.com",
                "sms:5551234",
                "email:keys",
                "email:",
                "email:keys@example",
                "email:ke\u001b[2Jys@example.com",
                "email:ke\u202eys@example.com",
                "email:\"keys\"@example.com",
                "email:keys@exam$(id)ple.com",
                "email:a@example.com,b@example.com",
                "slack:al\u001berts@32b6e34b3d91647abb20e7b8",
                "role:ORG_OWNER",
                "role:owner",
                "org-role:GROUP_OWNER",
                "user:dana",
                "team:ops",
                "slack:alerts",
                "webhook:https://hooks.example.com/T1/s3cr3t",
                "pagerduty:s3cr3t",
                "slack:xoxb-s3cr3t"
            })
    void whatIsNoneIsRefusedWithoutRepeatingASecret(String typed) {
        assertThatThrownBy(() -> Recipient.parse(typed))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.text().args().toString()).doesNotContain("s3cr3t"));
    }

    @Test
    void aRoleWithoutAListIsEveryRoleAndASilentOneReachesNoOne() {
        var everyRole = new Recipient(RecipientKind.ROLE, List.of(), Optional.empty(), Optional.empty(), false);
        var silent = new Recipient(RecipientKind.ROLE, List.of(), Optional.empty(), Optional.empty(), true);
        assertThat(everyRole.tells(Recipient.OWNERS)).isTrue();
        assertThat(silent.tells(Recipient.OWNERS)).isFalse();
        assertThat(Recipient.OWNERS.tells(Recipient.parse("role:GROUP_READ_ONLY")))
                .isFalse();
        assertThat(Recipient.parse("email:keys@example.com").tells(Recipient.parse("email:Keys@Example.com")))
                .isTrue();
        assertThat(Recipient.parse("webhook:" + ID).tells(Recipient.parse("webhook")))
                .isTrue();
        assertThat(Recipient.parse("webhook").tells(Recipient.parse("webhook:" + ID)))
                .isFalse();
    }
}
