package dev.cmkconsole.preflight.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.JudgeTable;
import dev.cmkconsole.policy.JudgeTable.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may end a key: the expectations of {@code key-protection.table} are written by hand from AWS' documents. */
@Alongside
class KeyProtectionTableTest {
    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:" + ACCOUNT + ":key/1234abcd-12ab-34cd-56ef-1234567890ab");

    static Stream<Row> rows() {
        return JudgeTable.rows("key-protection");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void thePolicyMeansWhatTheDocumentsSay(Row row) {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":"
                + row.get("statements").replace("ACCT", ACCOUNT) + "}";
        var protection = KeyProtection.of(KEY, new Observed.Known<>(policy, AT), AT);

        assertThat(protection.state()).as(row.why()).isEqualTo(KeyProtection.State.valueOf(row.get("expected")));
        if (protection.state() == KeyProtection.State.PROTECTED
                || protection.state() == KeyProtection.State.SHORT_WAIT) {
            var holders = row.get("holders").replace("ACCT", ACCOUNT);
            assertThat(protection.holders())
                    .as(row.why())
                    .containsExactlyInAnyOrderElementsOf(holders.isEmpty() ? List.of() : List.of(holders.split(" ")));
        }
    }
}
