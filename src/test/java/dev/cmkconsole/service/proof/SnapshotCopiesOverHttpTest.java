package dev.cmkconsole.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of snapshots in other regions, and days that snapshots are kept beyond their policy (Atlas Administration API,
 * {@code DiskBackupCopySetting20240805} and {@code ExtraRetentionSetting}). Atlas does not list copies.
 */
@Alongside
class SnapshotCopiesOverHttpTest {
    private static final String PREVIOUS =
            "arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90";

    private record Judged(Instant at, List<Need> needs, Optional<Instant> safeFrom) {
        List<Need> copies() {
            return needs.stream().filter(Need.Copies.class::isInstance).toList();
        }
    }

    private static Judged with(Path dir, String schedule) {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario("default")
                        .settling(Duration.ZERO));
                var console = new SandboxedConsole(
                        SandboxedConsole.Address.of(sandbox),
                        FileJournal.open(dir.resolve("journal"), Clock.systemUTC(), text -> text, _ -> {}))) {
            String project = sandbox.projectId("payments-prod");
            console.atlas.send(new AtlasRequest(
                    "updateBackupSchedule",
                    "PATCH",
                    "/api/atlas/v2/groups/" + project + "/clusters/payments/backup/schedule",
                    "2024-08-05",
                    Optional.of(schedule)));
            var now = console.service.survey(project, KeySurveyRequest.LISTING);
            var needed = (KeyNeedVerdict.Needed) OldKeys.judge(PREVIOUS, OldKeys.evidence(now));
            return new Judged(now.at(), needed.needs(), needed.safeFrom());
        }
    }

    private static String copying(String which) {
        return "{\"policies\":[{\"policyItems\":[{\"frequencyType\":\"yearly\",\"frequencyInterval\":12,"
                + "\"retentionUnit\":\"years\",\"retentionValue\":1}]}],\"copyPolicyItemsEnabled\":"
                + which.contains("copyPolicyItems")
                + ",\"copySettings\":[{\"cloudProvider\":\"AWS\",\"regionName\":\"EU_WEST_1\",\"zoneId\":\""
                + "0".repeat(24) + "\"," + which + "}]}";
    }

    @Test
    void copiesByFrequencyEndWithTheirSnapshot(@TempDir Path dir) {
        var judged = with(dir, copying("\"frequencies\":[\"YEARLY\"]"));
        assertThat(judged.copies()).isEmpty();
        assertThat(judged.safeFrom()).isPresent();
    }

    @Test
    void copiesWithARetentionOfTheirOwnMayOutliveTheirSnapshots(@TempDir Path dir) {
        var judged = with(
                dir,
                copying(
                        "\"copyPolicyItems\":[{\"frequencyType\":\"yearly\",\"retentionUnit\":\"years\",\"retentionValue\":3}]"));
        assertThat(judged.copies())
                .hasSize(1)
                .first()
                .satisfies(need -> assertThat(need.until())
                        .hasValueSatisfying(
                                end -> assertThat(end).isAfter(judged.at().plus(Duration.ofDays(2 * 365)))));
        assertThat(judged.safeFrom()).isEqualTo(judged.copies().getFirst().until());
    }
}
