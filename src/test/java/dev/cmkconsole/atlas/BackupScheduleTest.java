package dev.cmkconsole.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long Atlas' backup schedules keep snapshots and their copies, in days; - where it cannot be told. */
@Alongside
class BackupScheduleTest {
    private static final String POLICY =
            "'policies':[{'policyItems':[{'frequencyType':'daily','retentionUnit':'days','retentionValue':10},"
                    + "{'frequencyType':'yearly','retentionUnit':'years','retentionValue':1}]}]";

    private static Optional<Duration> days(String days) {
        return days.equals("-") ? Optional.empty() : Optional.of(Duration.ofDays(Long.parseLong(days)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'restoreWindowDays':7 | 366 | 0",
                "'extraRetentionSettings':[] | 366 | 0",
                "'extraRetentionSettings':[{'frequencyType':'DAILY','retentionDays':3650}] | 4016 | 0",
                "'extraRetentionSettings':[{'frequencyType':'DAILY','retentionDays':1},"
                        + "{'frequencyType':'YEARLY','retentionDays':30}] | 396 | 0",
                "'extraRetentionSettings':[{'frequencyType':'DAILY'}] | - | 0",
                "'copySettings':[{'regionName':'EU_WEST_1','frequencies':['DAILY']}] | 366 | 0",
                "'copySettings':[{'copyPolicyItems':[{'retentionUnit':'weeks','retentionValue':2}]},"
                        + "{'copyPolicyItems':[{'retentionUnit':'months','retentionValue':3}]}] | 366 | 93",
                "'copySettings':[{'copyPolicyItems':[{'frequencyType':'ondemand'}]}] | 366 | -",
                "'copySettings':[{'copyPolicyItems':[{'retentionUnit':'weeks','retentionValue':2},"
                        + "{'retentionUnit':'eras','retentionValue':1}]}] | 366 | -",
            })
    void theLongestCounts(String settings, String longest, String copies) throws Json.WrongShape {
        var schedule = BackupAnswers.schedule(Json.object(
                ("{" + POLICY + "," + settings + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(schedule.longest()).isEqualTo(days(longest));
        assertThat(schedule.copies()).isEqualTo(days(copies));
    }
}
