package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A report in which Atlas' own word is all that fails asks for patience, and no other report does. */
class WaitsForAtlasTest {
    private static AccessFacts invalid() {
        var kms = new AwsKms(
                true,
                Optional.of("r1"),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                false,
                false);
        return well().with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)));
    }

    @Test
    void nothingIsLeftToRepair() {
        var report = PreflightReport.of(invalid());
        assertThat(report.waitsForAtlas()).isTrue();
        assertThat(report.conclusionText().key()).endsWith(".WAITS");
    }

    @Test
    void somethingIsLeftOrNothingFails() {
        var denying =
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        assertThat(PreflightReport.of(invalid().with(Evidence.KEY_POLICY, known(denying)))
                        .waitsForAtlas())
                .isFalse();
        assertThat(PreflightReport.of(well()).waitsForAtlas()).isFalse();
    }
}
