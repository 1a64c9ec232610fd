package dev.cmkconsole.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.JournalReader;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.port.Phrasebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON report of a run from version 0.1 equals the report that version 0.1 made. */
class EarlierReportTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "journal-of-0.1");

    /** Only the wording of sentences may change. */
    private static final Phrasebook ANY_WORDS = _ -> "in words";

    @ParameterizedTest
    @CsvSource({
        "9d81f2bc-d9ca-4883-942b-db31d83d8de2, report-of-switch.json",
        "dd6fbae7-21a2-4d91-8631-e255c4d662a5, report-of-clusters.json",
        "d716d1ab-89de-442e-ad01-5e985d5579c5, report-of-old-key.json"
    })
    void theReportOfAnEarlierRunStaysAsItWas(String run, String expected) throws IOException {
        var journal = FOLDER.resolve("journal.jsonl");
        var check = JournalVerifier.verify(journal).check();
        var reports = new RunReports(new JournalReader(journal)::forEach, Optional.of(check), Procedures.followUps());
        assertThat(ReportFormat.JSON.write(reports.of(run).orElseThrow(), ANY_WORDS))
                .isEqualToNormalizingNewlines(Files.readString(FOLDER.resolve(expected)));
    }
}
