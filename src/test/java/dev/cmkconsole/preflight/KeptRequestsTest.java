package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.text.Messages;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between this computer and a service is named, and is no outage of the service. */
class KeptRequestsTest {
    private static final AccessFacts WELL =
            well(CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty()), false);

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE_NOT_TRUSTED, certificate that AWS presented is not trusted, CMK_CA_BUNDLE",
        "CERTIFICATE_EXPIRED, certificate that AWS presented has expired, date and time of this computer",
        "CERTIFICATE_NOT_YET_VALID, certificate that AWS presented is not valid yet, date and time of this computer",
        "CERTIFICATE_OTHER_HOST, certificate that AWS presented belongs to another host, proxy",
        "PROXY_SIGN_IN, requires a user name and password, HTTPS_PROXY",
        "PROXY_REFUSED, proxy does not let this computer connect to AWS, NO_PROXY",
        "ADDRESS_NOT_SECURE, address of AWS is not secure: kms.example.com, https://"
    })
    void whatKeptTheRequestFromBeingSentIsNamed(Problem.Obstacle obstacle, String what, String next) {
        var why = new Problem.Unreachable(
                Origin.AWS, "kms:DescribeKey", "kms.example.com", Problem.Effect.NONE, NOW, Optional.of(obstacle));
        var verdict = PreflightReport.of(WELL.with(Evidence.KEY, new Observed.Failed<>(why, NOW)))
                .result(CheckId.KEY_EXISTS)
                .orElseThrow()
                .verdict();
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(say(verdict.reason())).contains("kms:DescribeKey", what).doesNotContain("cannot be reached");
        assertThat(say(verdict.fixes().getFirst().advice())).contains(next);
        assertThat(verdict.reasoning().stream().map(KeptRequestsTest::say))
                .anyMatch(s -> s.contains("kms.example.com"));
    }

    private static String say(Text text) {
        return new Messages(Locale.US, ZoneId.of("UTC")).say(text);
    }
}
