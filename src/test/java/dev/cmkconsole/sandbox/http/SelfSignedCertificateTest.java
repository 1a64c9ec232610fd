package dev.cmkconsole.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Alongside
class SelfSignedCertificateTest {
    private static final Instant NOW = Instant.parse("2027-05-12T22:30:00Z");

    @TempDir
    Path directory;

    private X509Certificate made(Instant now) throws Exception {
        var file = SelfSignedCertificate.in(directory, Clock.fixed(now, ZoneOffset.UTC))
                .file();
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void itIsForThisComputerAndSignsItself() throws Exception {
        var certificate = made(NOW);
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getBasicConstraints())
                .as("no authority: its key signs no certificate of another server")
                .isEqualTo(-1);
        assertThat(certificate.getKeyUsage()[5]).as("keyCertSign").isFalse();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void itIsValidFromYesterdayForTwoYearsByTheGivenClock() throws Exception {
        var certificate = made(NOW);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(825)));
    }

    @Test
    void itIsKeptUntilItEnds() throws Exception {
        var first = made(NOW);
        assertThat(made(NOW.plus(Duration.ofDays(824)))).isEqualTo(first);
        assertThat(made(NOW.plus(Duration.ofDays(826)))).isNotEqualTo(first);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("sandbox-certificate.pem", "sandbox-tls.p12");
    }

    @Test
    void aFolderThatCannotBeUsedIsSaid() throws IOException {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> SelfSignedCertificate.in(file.resolve("below"), Clock.systemUTC()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("certificate");
        assertThat(List.of(directory.toFile().list())).containsExactly("file");
    }
}
