package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.procedure.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proof is about one snapshot and one key: the newest snapshot that needs the key is the one that counts. */
class RestoreProofsTest {
    private static final String OLD = "1d60b7f2-9e45-4c83-b17a-0f8e2d5c6a91";
    private static final String OTHER = "7a95c0de-41f3-4b28-a6d7-92e5f08b1c34";
    private static final Instant NOW = Situation.NOW;

    /** Each backup is {@code snapshot:days ago:o(ld) or x(another key)}. */
    private static KeySurvey survey(String backups, String proofs) {
        var all = words(backups)
                .map(w -> w.split(":"))
                .map(w -> new KeyBackup(
                        "orders",
                        w[0],
                        Optional.of(w[2].equals("o") ? OLD : OTHER),
                        Optional.of(NOW.minusSeconds(86_400L * Long.parseLong(w[1]))),
                        Optional.empty()))
                .toList();
        var tried = new ArrayList<RestoreProof>();
        words(proofs)
                .map(w -> w.split(":"))
                .forEach(w -> tried.add(new RestoreProof(
                        OLD, "orders", w[0], w[1].equals("given"), NOW.plusSeconds(tried.size()), "ada")));
        return new KeySurvey(
                Situation.known(List.of()),
                backups.equals("unread") ? Observed.notRead() : Situation.known(all),
                OtherNeeds.NOT_READ,
                List.of(),
                Observed.notRead(),
                Optional.empty(),
                new KeyRecords(tried, Optional.empty(), Situation.known(List.of())));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(w -> w.contains(":"));
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, nothing_to_prove",
        "s1:3:x, -, nothing_to_prove",
        "s1:3:o, -, missing",
        "s1:3:o, s1:given, proven",
        "s1:3:o s2:9:o, s1:given, proven",
        "s1:3:o s2:1:o, s1:given, outdated",
        "s1:3:o s2:1:x, s1:given, proven",
        "s1:3:o, s1:failed, failed",
        "s1:3:o, s1:given s1:failed, failed",
        "s1:3:o, s1:failed s1:given, proven",
        "s1:3:o s2:1:o, s1:failed, missing",
        "s1:3:o, gone:given, missing",
        "unread, s1:given, unknown"
    })
    void theNewestSnapshotThatNeedsTheKeyCounts(String backups, String proofs, String standing) {
        var judged = RestoreProofs.of("mrk-no/" + OLD, survey(backups, proofs));
        assertThat(RestoreProofs.word(judged)).isEqualTo(standing);
    }
}
